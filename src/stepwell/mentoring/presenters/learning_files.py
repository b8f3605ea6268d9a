"""The programme's report to take away: as a workbook and on paper, with exactly what the page shows."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from stepwell.ui.components import Table
from stepwell.ui.pdf import render_pdf

from ..models import ProgrammeOrganisation, ProgrammeReport
from .learning import NOTHING, PEOPLE, SHORT, WISHED, Count, LearningPage, Section

WIDEST = 60
LONGEST = 31  # of the name of a sheet
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def report_xlsx(report: ProgrammeReport, part: ProgrammeOrganisation, page: LearningPage) -> bytes:
    """A sheet for each part of the report, and one that says what the numbers are. No cell is a formula, whatever a
    name begins with."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    looks = {name: book.add_format(look) for name, look in LOOKS.items()}
    write_about(new_sheet(book, "About"), part, page, looks)
    for section in page.sections:
        write_section(new_sheet(book, sheet_name(section.title)), section, looks)
    book.close()
    return target.getvalue()


LOOKS = {
    "title": {"bold": True, "font_size": 14},
    "strong": {"bold": True},
    "plain": {"text_wrap": True, "valign": "top"},
    "quiet": {"font_color": "#4a5256"},
    "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1},
    "count_head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "align": "right"},
    "count": {"align": "right"},
}


def new_sheet(book: Any, name: str) -> Any:
    """On A4, as wide as the page: somebody will print it."""
    sheet = book.add_worksheet(name)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet


def write_about(sheet: Any, part: ProgrammeOrganisation, page: LearningPage, looks: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 100)
    lines = [(part.programme.title, "title"), (page.period, "quiet"), ("", "plain")]
    lines += [(f"{number} {label}", "plain") for number, label in page.numbers]
    if page.short:
        lines += [("", "plain"), (SHORT, "strong"), *((line, "plain") for line in page.short)]
    lines += [("", "plain"), ("How people are protected", "strong"), *((rule, "plain") for rule in page.rules)]
    for at, (line, look) in enumerate(lines):
        sheet.write_string(at, 0, line, looks[look])


def sheet_name(title: str) -> str:
    """At most 31 characters, whole words.

    >>> sheet_name("How mentees see themselves since")
    'How mentees see themselves'
    """
    plain = title.translate(FORBIDDEN)
    return plain if len(plain) <= LONGEST else plain[: LONGEST + 1].rsplit(" ", 1)[0][:LONGEST]


def write_section(sheet: Any, section: Section, looks: Mapping[str, Any]) -> None:
    sheet.write_string(0, 0, section.lead, looks["quiet"])
    at = 2
    if section.waits:
        sheet.write_string(at, 0, section.waits)
    for table in section.all_tables:
        write_table(sheet, at, table, looks)
        at += len(table.rows) + 3
    names = [row[0] for table in section.all_tables for row in table.rows]
    sheet.set_column(0, 0, min(WIDEST, max([len(str(name)) for name in names], default=20) + 2))
    sheet.set_column(1, 6, 18)
    sheet.freeze_panes(0, 1)  # what a row is about stays beside its numbers


def write_table(sheet: Any, top: int, table: Table, looks: Mapping[str, Any]) -> None:
    sheet.write_string(top, 0, table.caption, looks["strong"])
    for column, title in enumerate(table.head):
        sheet.write_string(top + 1, column, title, looks["count_head" if column else "head"])
    for row, values in enumerate(table.rows, top + 2):
        for column, value in enumerate(values):
            write_value(sheet, row, column, str(value), looks["count"] if column else None)


def write_value(sheet: Any, row: int, column: int, value: str, look: Any) -> None:
    """A number of people can be reckoned with; a step such as "3 to 5" is text."""
    if value.isascii() and value.isdigit():
        sheet.write_number(row, column, int(value), look)
    else:
        sheet.write_string(row, column, value, look)


def report_pdf(report: ProgrammeReport, part: ProgrammeOrganisation, page: LearningPage, language: str) -> bytes:
    organisation = part.organisation
    data = {
        "organisation": organisation.name,
        "mark": organisation.mark,
        "brand": organisation.brand_colour,
        "caption": part.programme.title,
        "lead": page.period,
        "rules": page.rules,
        "numbers": page.numbers,
        "short": page.short,
        "short_title": SHORT,
        "besides": page.short_besides,
        "sections": [section_on_paper(section) for section in page.sections if section.all_tables],
        "waiting": waiting_on_paper(page.sections),
    }
    return render_pdf("mentoring/typst/learning.typ", data, title="What the programme learns", language=language)


def waiting_on_paper(sections: Sequence[Section]) -> list[tuple[str, list[str]]]:
    """Each reason once, with what waits for it."""
    reasons = dict.fromkeys(section.waits for section in sections if section.waits)
    return [(reason, [section.title for section in sections if section.waits == reason]) for reason in reasons]


def section_on_paper(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "lead": section.lead,
        "tables": [on_paper(table) for table in section.all_tables],
    }


def on_paper(table: Table) -> dict[str, Any]:
    """A count is its words and from which share of all to which it reaches: a bar on paper. Where every row is of the
    same number, the caption says it once."""
    head, rows, of = list(table.head), [list(row) for row in table.rows], ""
    numbers = {row[-1] for row in rows} - {NOTHING}
    if head[-1] in (PEOPLE, WISHED) and len(numbers) == 1:
        of = f"{numbers.pop()} {head[-1].lower()}"
        head, rows = head[:-1], [row[:-1] for row in rows]
    return {
        "caption": table.caption,
        "of": of,
        "head": head,
        "rows": [[cell_on_paper(cell) for cell in row] for row in rows],
    }


def cell_on_paper(cell: str) -> str | dict[str, Any]:
    if not isinstance(cell, Count):
        return cell
    return {"said": cell, "low": cell.low / cell.people, "high": cell.high / cell.people}
