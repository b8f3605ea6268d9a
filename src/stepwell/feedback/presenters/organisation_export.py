"""The organisation's report as files: the words of the page, line by line, and as a PDF."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format

from stepwell.careers.downloads import inert
from stepwell.domain.framework import Pack
from stepwell.ui.pdf import render_pdf

from ..models import Cycle, CycleReport
from .organisation import HOW_TO_READ, OrganisationReport

TITLE = "What the organisation learns"
HEAD = ("part", "about", "who", "what")
Row = tuple[str, str, str, str]


def rows(report: OrganisationReport) -> Iterator[Row]:
    """In the order of the page."""
    if report.left_out:
        yield TITLE, "", "", report.left_out
    else:
        yield from (("How to read this", "", "", sentence) for sentence in HOW_TO_READ)
    if report.figure:
        yield from picture_rows(report)
    for name, people, answers in report.cells.rows:
        yield report.cells.caption, "", str(name), f"{people} people, {answers} answers about them"
    for title, lead, pairs in parts(report):
        if lead:
            yield title, "", "", lead
        yield from ((title, "", name, words) for name, words in pairs)


def picture_rows(report: OrganisationReport) -> Iterator[Row]:
    """The table beneath the picture: a dimension, then what each group says."""
    assert report.figure  # told apart by the caller
    for name, pairs in one_by_one(report):
        yield from ((report.figure.title, name, group, words) for group, words in pairs)


def one_by_one(report: OrganisationReport) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each dimension with what each group says, as in the table."""
    if report.figure is None:
        return []
    groups, lines = report.figure.table.head[1:], report.figure.table.rows
    return [(str(name), [(str(g), str(w)) for g, w in zip(groups, cells, strict=True)]) for name, *cells in lines]


def parts(report: OrganisationReport) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        ("How dependable it is", report.reliability_lead, report.reliability),
        ("How many answered", "", report.response),
        ("How often people were asked", "", report.requests),
    ]


def as_csv(report: OrganisationReport) -> str:
    """With a byte order mark spreadsheets read it as it is; no cell can start a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([name.capitalize() for name in HEAD])
    writer.writerows([inert(cell) for cell in row] for row in rows(report))
    return "\ufeff" + out.getvalue()


def as_data(report: OrganisationReport, taken: CycleReport, pack: Pack) -> dict[str, Any]:
    """The words of the page, and the release itself, which can be checked by whoever reads the method."""
    return {
        "framework": pack.title,
        "lines": [dict(zip(HEAD, row, strict=True)) for row in rows(report)],
        "release": taken.content,
    }


def as_pdf(cycle: Cycle, taken: CycleReport, report: OrganisationReport, pack: Pack) -> bytes:
    organisation = cycle.organisation
    data = {
        "organisation": organisation.name,
        "mark": organisation.mark,
        "brand": organisation.brand_colour,
        "title": TITLE,
        "cycle": cycle.title,
        "framework": pack.title,
        "source": f"{pack.title}, {pack.owner} ({pack.edition}), version {pack.version}",
        "rights": pack.rights,
        "made": f"{taken.get_division_display()}, on {date_format(taken.taken_at, 'j F Y')}",
        "left_out": report.left_out,
        "how_to_read": list(HOW_TO_READ),
        "pictures": [
            {"svg": str(one.wide), "alt": f"{one.title}. The same stands in the table."} for one in report.paper
        ],
        "figure_title": report.figure.title if report.figure else "",
        "one_by_one": [[name, [list(pair) for pair in pairs]] for name, pairs in one_by_one(report)],
        "cells_title": report.cells.caption,
        "cells": {"head": list(report.cells.head), "rows": [[str(cell) for cell in row] for row in report.cells.rows]},
        "parts": [
            {"title": title, "lead": lead, "pairs": [list(p) for p in pairs]} for title, lead, pairs in parts(report)
        ],
    }
    return render_pdf("feedback/typst/organisation.typ", data, title=f"{TITLE}: {cycle.title}", language=pack.language)
