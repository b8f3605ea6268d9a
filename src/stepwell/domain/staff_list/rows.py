"""The columns of a staff list, and what each cell may hold."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where. Row 1 is the heading row, as in a spreadsheet; row 0 is the file as a whole."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        where = [f"row {self.row}"] * bool(self.row) + [f"column {self.column}"] * bool(self.column)
        return f"{', '.join(where) or 'file'}: {self.message}"


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One row, every cell checked. An empty cell is "" or None; so is one whose column the file does not have."""

    row: int
    staff_number: str = ""
    full_name: str = ""
    preferred_name: str = ""
    email: str = ""
    job_title: str = ""
    profession: str = ""
    grade: str = ""
    unit_code: str = ""
    unit_name: str = ""
    parent_unit_code: str = ""
    manager_staff_number: str = ""
    job_profile_url: str = ""
    senior_leader: bool = False
    start_date: date | None = None
    end_date: date | None = None


@dataclass
class StaffList:
    columns: frozenset[str] = frozenset()
    rows: list[StaffRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


class BadCell(ValueError):
    """What is wrong with one cell, and what to do."""


SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+$", re.IGNORECASE)
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$")
UK_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
EMAIL = re.compile(r"[^@\s,;:<>()\[\]\"\\]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$")
ADDRESS = re.compile(r"https?://[^\s<>\"]+$", re.IGNORECASE)
YES, NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}


def text(limit: int) -> Callable[[str], str]:
    def parse(cell: str) -> str:
        if len(cell) > limit:
            raise BadCell(f"must be {limit} characters or fewer: it has {len(cell)}")
        return cell

    return parse


def number(cell: str) -> str:
    if SCIENTIFIC.match(cell):
        raise BadCell(f"“{cell}” is what a spreadsheet makes of a long number: format the column as text")
    return text(60)(cell)


def email(cell: str) -> str:
    cell = cell.lower()
    if len(cell) > 254 or ".." in cell or not EMAIL.match(cell):
        raise BadCell(f"“{cell[:80]}” is not an e-mail address: write it like name@example.org")
    return cell


def web_address(cell: str) -> str:
    if not ADDRESS.match(cell):
        raise BadCell("must be a web address that begins with https:// or http://")
    return text(500)(cell)


def yes_or_no(cell: str) -> bool:
    word = cell.lower()
    if word not in YES | NO:
        raise BadCell(f"“{cell[:80]}” must be yes or no")
    return word in YES


def day(cell: str) -> date:
    """2026-11-16 or 16/11/2026: day first, as in the United Kingdom, and never guessed."""
    if match := ISO_DATE.match(cell):
        year, month, of_month = match.groups()
    elif match := UK_DATE.match(cell):
        of_month, month, year = match.groups()
    elif cell.isdigit() and len(cell) == 5:
        raise BadCell(f"“{cell}” is a spreadsheet’s own number for a day: format the column as a date")
    else:
        raise BadCell(f"“{cell[:80]}” must be a date like 2026-11-16 or 16/11/2026")
    try:
        found = date(int(year), int(month), int(of_month))
    except ValueError:
        raise BadCell(f"“{cell}” is not a real date: write the day before the month") from None
    if not 1900 <= found.year <= 2200:
        raise BadCell(f"“{cell}” must be a year between 1900 and 2200")
    return found


# Every column, in the order of the template, and how its cells are read.
COLUMNS: dict[str, Callable[[str], Any]] = {
    "staff_number": number,
    "full_name": text(200),
    "preferred_name": text(100),
    "email": email,
    "job_title": text(200),
    "profession": text(120),
    "grade": text(20),
    "unit_code": text(60),
    "unit_name": text(200),
    "parent_unit_code": text(60),
    "manager_staff_number": number,
    "job_profile_url": web_address,
    "senior_leader": yes_or_no,
    "start_date": day,
    "end_date": day,
}
REQUIRED = ("staff_number", "full_name", "job_title", "unit_code")
