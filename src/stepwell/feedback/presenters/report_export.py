"""What is on the screen as a file: the same words, line by line, and nothing that the page does not show."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from stepwell.careers.downloads import inert

from .report import Report
from .report_lines import Line

HEAD = ["Part", "About", "Who", "What"]


Row = tuple[str, str, str, str]
FOCUSES = "What you want to work on"
NOTHING_WRITTEN = "Nobody wrote anything here that can be shown."


def rows(report: Report) -> Iterator[Row]:
    """In the order of the page."""
    for sentence in report.how_to_read:
        yield "How to read this", "", "", sentence
    for entry in report.answered:
        yield "Who answered", "", entry.name, entry.words
    if not report.answered:
        yield "Who answered", "", "", "Nobody answered."
    yield from section_rows(report)
    for line, importances in report.entries:
        yield from line_rows(line)
        for who, words in importances:
            yield "How much it matters in this role", line.name, who, words
        for inner in line.items:
            yield from line_rows(inner, f"{line.name}: ")
    yield from comment_rows(report)
    for name, note in report.focuses:
        yield FOCUSES, name, "", note
    for notice in report.scale_notices:
        yield "About the scale", "", "", notice


def section_rows(report: Report) -> Iterator[Row]:
    for section in report.sections:
        if section.lead:
            yield section.title, "", "", section.lead
        for finding in section.findings:
            yield section.title, finding.name, "", finding.why


def line_rows(line: Line, start: str = "") -> Iterator[Row]:
    about = f"{start}{line.name}"
    if line.own_words:
        yield "One by one", about, "You", line.own_words
    for name, _, words in line.named:
        yield "One by one", about, name, words
    for said in [*line.blocks, *([line.total] if line.total else [])]:
        for words in [said.words, *said.notes]:
            yield "One by one", about, said.name, words


def comment_rows(report: Report) -> Iterator[Row]:
    for note in report.comments_notes:
        yield "In their own words", "", "", note
    for group in report.comments:
        for comment in group.comments:
            yield "In their own words", group.about, comment.who, comment.text
        if not group.comments:
            yield "In their own words", group.about, "", NOTHING_WRITTEN


def as_csv(report: Report) -> str:
    """With a byte order mark spreadsheets read it as it is; no cell can start a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    writer.writerows([inert(cell) for cell in row] for row in rows(report))
    return "\ufeff" + out.getvalue()


def as_data(report: Report) -> dict[str, Any]:
    """Words, not numbers: a place on a scale is not a score."""
    return {
        "framework": report.reading.pack.title,
        "levels": report.levels,
        "lines": [dict(zip(("part", "about", "who", "what"), row, strict=True)) for row in rows(report)],
    }
