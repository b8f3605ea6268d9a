"""The programme's report to take away: as a workbook and on paper, with exactly what the page shows."""

import io

import xlsxwriter

from stepwell.ui.pdf import render_pdf

from ..models import ProgrammeOrganisation, ProgrammeReport
from .learning import LearningPage, Section, headed

WIDEST = 60
LONGEST = 31  # of the name of a sheet
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def report_xlsx(report: ProgrammeReport, part: ProgrammeOrganisation, page: LearningPage) -> bytes:
    """A sheet for each part of the report, and one that says what the numbers are. No cell is a formula, whatever a
    name begins with."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    about = book.add_worksheet("About")
    about.set_column(0, 0, 100, wrapped)
    lines = [part.programme.title, page.period, *page.rules, *page.short]
    for at, line in enumerate(lines):
        about.write_string(at, 0, line, bold if at == 0 else wrapped)
    for section in page.sections:
        write_section(book.add_worksheet(sheet_name(section.title)), section, bold)
    book.close()
    return target.getvalue()


def sheet_name(title: str) -> str:
    """At most 31 characters, whole words.

    >>> sheet_name("How mentees see themselves since")
    'How mentees see themselves'
    """
    plain = title.translate(FORBIDDEN)
    return plain if len(plain) <= LONGEST else plain[: LONGEST + 1].rsplit(" ", 1)[0][:LONGEST]


def write_section(sheet, section: Section, bold) -> None:
    sheet.write_string(0, 0, section.lead)
    at = 2
    if section.waits:
        sheet.write_string(at, 0, section.waits)
    for table in section.all_tables:
        sheet.write_string(at, 0, table.caption, bold)
        for row, values in enumerate([table.head, *table.rows], at + 1):
            for column, value in enumerate(values):
                write_value(sheet, row, column, str(value), bold if row == at + 1 else None)
        at += len(table.rows) + 3
    names = [row[0] for table in section.all_tables for row in table.rows]
    sheet.set_column(0, 0, min(WIDEST, max([len(str(name)) for name in names], default=20) + 2))
    sheet.set_column(1, 6, 16)
    sheet.freeze_panes(0, 1)  # what a row is about stays beside its numbers


def write_value(sheet, row: int, column: int, value: str, look) -> None:
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
        "short": page.short,
        "sections": [
            {
                "title": section.title,
                "lead": section.lead,
                "waits": section.waits,
                "svg": str(section.figure.wide) if section.figure else "",
                "alt": section.figure.title if section.figure else "",
                "tables": headed(section.all_tables),
            }
            for section in page.sections
        ],
    }
    return render_pdf("mentoring/typst/learning.typ", data, title="What the programme learns", language=language)
