"""A comparison of two grades to take away. Each file carries the notices, first where a reader begins (R28)."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from stepwell.domain.framework import Pack
from stepwell.domain.framework.parts import DimensionLevel
from stepwell.people.models import Organisation
from stepwell.ui.colour import DEFAULT_BRAND, readable_brand
from stepwell.ui.pdf import render_pdf

from .presenters import ComparisonView

HEAD = ("What", "Of", "Text")


def level_texts(held: DimensionLevel) -> list[str]:
    """What a level says, for oneself: its descriptor and indicators, else its heading alone."""
    behaviours = [held.descriptor, *held.indicators] if held.descriptor else held.indicators
    return [behaviour.self for behaviour in behaviours] or [held.heading or ""]


def lines(view: ComparisonView) -> Iterator[tuple[str, str, str]]:
    """The whole comparison as (what, of which grade or level, text)."""
    for text in view.notices.limits:
        yield "Not for", view.title, text
    for text in [*view.notices.caveats, *view.notices.notes]:
        yield "Read this first", view.title, text
    for text in view.change:
        yield "Suggested level", view.title, text
    for statement in view.comparison.in_both:
        yield "Statement", "Both, word for word", statement.text
    for grade, statements in (
        (view.one.grade, view.comparison.only_one),
        (view.other.grade, view.comparison.only_other),
    ):
        for statement in statements:
            yield "Statement", f"Only {grade.name}", statement.text
    for ahead in view.comparison.ahead:
        for level, held in ahead.levels:
            for text in level_texts(held):
                yield "Level", f"{ahead.dimension.name}, {level.name}", text


def as_csv(view: ComparisonView) -> str:
    """With a byte order mark spreadsheets read it as it is; no cell can start a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    writer.writerows([inert(cell) for cell in line] for line in lines(view))
    return out.getvalue()


def inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def as_text(view: ComparisonView) -> str:
    """Plain text, a heading wherever what is listed changes."""
    said = [view.title, "=" * len(view.title), view.one.stored.pack.title, ""]
    before = ("", "")
    for what, of, text in lines(view):
        if (what, of) != before:
            heading = what if of == view.title else f"{what}: {of}"
            said += ["", heading, "-" * len(heading)]
            before = (what, of)
        said.append(f"* {text}")
    return "\n".join([*said, "", *imprint(view.one.stored.pack)]) + "\n"


def imprint(pack: Pack) -> list[str]:
    sources = "; ".join(source.title for source in pack.sources)
    return [f"Source: {sources}, {pack.edition}. {pack.owner}.", f"Rights: {pack.rights}"]


def as_pdf(view: ComparisonView, organisation: Organisation | None) -> bytes:
    """PDF/UA-1, in the organisation's colour."""
    pack = view.one.stored.pack
    return render_pdf(
        "careers/typst/comparison.typ", paper_of(view, organisation), title=view.title, language=pack.language
    )


def paper_of(view: ComparisonView, organisation: Organisation | None) -> dict[str, Any]:
    pack, comparison = view.one.stored.pack, view.comparison
    packs = [pack, view.framework] if view.framework and comparison.ahead else [pack]
    return {
        "organisation": organisation.name if organisation else pack.owner,
        "mark": organisation.mark if organisation else "",
        "brand": readable_brand(organisation.brand_colour if organisation else DEFAULT_BRAND),
        "caption": f"{pack.title}, side by side",
        "limits": view.notices.limits,
        "caveats": [*view.notices.caveats, *view.notices.notes],
        "change": view.change,
        "svg": str(view.figure.wide) if view.figure else "",
        "alt": " ".join(view.change),
        "table": {"head": view.figure.table.head, "rows": view.figure.table.rows} if view.figure else None,
        "one": {"name": view.one.grade.name, "texts": [s.text for s in comparison.only_one]},
        "other": {"name": view.other.grade.name, "texts": [s.text for s in comparison.only_other]},
        "both": [statement.text for statement in comparison.in_both],
        "framework": view.framework.called if view.framework else "",
        "ahead": [
            {
                "name": ahead.dimension.name,
                "levels": [{"name": level.name, "texts": level_texts(held)} for level, held in ahead.levels],
            }
            for ahead in comparison.ahead
        ],
        "source": " ".join(imprint(each)[0].removeprefix("Source: ") for each in packs),
        "rights": " ".join(each.rights for each in packs),
    }
