"""What is on the screen as a file: the same words, line by line, and nothing that the page does not show."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from stepwell.careers.downloads import inert

from .report import Report
from .report_lines import Line

HEAD = ["Part", "About", "Who", "What"]


def rows(report: Report) -> Iterator[tuple[str, str, str, str]]:
    for entry in report.answered:
        yield "Who answered", "", entry.name, entry.words
    for section in report.sections:
        for finding in section.findings:
            yield section.title, finding.name, "", finding.why
    for line in report.lines:
        yield from line_rows(line)
        for inner in line.items:
            yield from line_rows(inner, f"{line.name}: ")
    for group in report.comments:
        for comment in group.comments:
            yield "Comments", group.about, comment.who, comment.text
    for note in report.comments_notes:
        yield "Comments", "", "", note
    for name, note in report.focuses:
        yield "What you want to work on", name, "", note


def line_rows(line: Line, start: str = "") -> Iterator[tuple[str, str, str, str]]:
    about = f"{start}{line.name}"
    if line.own_words:
        yield "By dimension", about, "You", line.own_words
    for name, _, words in line.named:
        yield "By dimension", about, name, words
    for said in [*line.blocks, *([line.total] if line.total else [])]:
        for words in [said.words, *said.notes]:
            yield "By dimension", about, said.name, words


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
