"""From the bytes of a CSV file to rows, however a spreadsheet wrote it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from .rows import COLUMNS, REQUIRED, BadCell, Fault, StaffList, StaffRow

DELIMITERS = ",;\t|"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff]")
FORMULA_TEXT = re.compile(r'="(.*)"$')
SHEET_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
# Columns in which every row has its own value.
OWN = {"staff_number", "full_name", "preferred_name", "email"}
MAX_CELL = 10_000
EVERY = 1000


class NotAStaffList(ValueError):
    """The file as a whole cannot be read."""


def read_staff_list(data: bytes, on_rows: Callable[[int], None] | None = None) -> StaffList:
    """Read and check every cell. `on_rows` is told how many rows were read, now and then."""
    found = StaffList()
    try:
        encoding, notice = encoding_of(data)
        found.notices += [notice] if notice else []
        records = records_in(data, encoding)
        names = heading(next(records, (1, []))[1])
        found.columns = frozenset(name for name in names if name)
        reader = RowReader(names, found)
        for row, cells in records:
            reader.read(row, cells)
            if on_rows and row % EVERY == 0:
                on_rows(row)
    except NotAStaffList as fault:
        found.faults.append(Fault(0, "", str(fault)))
    except csv.Error:
        last = found.rows[-1].row if found.rows else 1
        message = "a cell never ends: look for a quotation mark without a partner in this row or the next"
        found.faults.append(Fault(last + 1, "", message))
    if not found.rows and not found.faults:
        found.faults.append(Fault(0, "", "the file has a heading row and no people"))
    return found


def encoding_of(data: bytes) -> tuple[str, str]:
    """UTF-8, or what older spreadsheets write; then with a notice."""
    if not data.strip():
        raise NotAStaffList("the file is empty")
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0":
        raise NotAStaffList("this is a workbook: save it as “CSV UTF-8 (comma delimited)” and choose that file")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise NotAStaffList("this is UTF-16 text: save it as “CSV UTF-8 (comma delimited)”")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            for _ in io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline=""):
                pass
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252":
            return encoding, "The file is not UTF-8. It was read as Windows-1252: check names with accents."
        return encoding, ""
    raise NotAStaffList("this is not text in UTF-8: save it as “CSV UTF-8 (comma delimited)”")


def records_in(data: bytes, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Row number and cells, the heading first. Blank rows are left out, but counted."""
    lines = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    first = lines.readline()
    before = 0
    if first.lower().startswith("sep="):
        first, before = lines.readline(), 1
    delimiter = max(DELIMITERS, key=lambda mark: (known_columns(first, mark), first.count(mark)))
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(chained(first, lines), delimiter=delimiter, strict=False)
    for row, cells in enumerate(reader, start=1 + before):
        if any(cell and not cell.isspace() for cell in cells):
            yield row, cells


def chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def known_columns(line: str, delimiter: str) -> int:
    return sum(named(cell) in COLUMNS for cell in line.split(delimiter))


def named(cell: str) -> str:
    """“Staff number ” as `staff_number`."""
    return re.sub(r"[\s_-]+", "_", cell.strip(' \t\r\n"\ufeff').lower())


def heading(cells: list[str]) -> list[str]:
    """The name of each column, "" for unnamed ones at the end, as spreadsheets leave them."""
    names = [named(cell) for cell in cells]
    if not set(names) & set(COLUMNS):
        raise NotAStaffList(f"the first row must name the columns: {', '.join(COLUMNS)}")
    faults = [f"“{name[:60]}” is not a column of a staff list" for name in names if name and name not in COLUMNS]
    faults += [
        f"the column {name} is there {count} times" for name, count in Counter(names).items() if name and count > 1
    ]
    faults += [f"the column {name} is missing" for name in REQUIRED if name not in names]
    if faults:
        raise NotAStaffList("; ".join(faults) + f". The columns are: {', '.join(COLUMNS)}")
    return names


class RowReader:
    """Reads rows into a list, one by one; equal cells are kept once, which saves most of the memory."""

    def __init__(self, names: list[str], found: StaffList):
        self.names, self.found = names, found
        self.known: dict[tuple[str, str], Any] = {}

    def read(self, row: int, cells: list[str]) -> None:
        faults = len(self.found.faults)
        values = {name: self.value(row, name, cell) for name, cell in self.cells(row, cells) if cell}
        for name in REQUIRED:
            if name not in values:
                self.fault(row, name, "must not be empty")
        start, end = values.get("start_date"), values.get("end_date")
        if start and end and end < start:
            self.fault(row, "end_date", "must be the same day as start_date or later")
        if len(self.found.faults) == faults or values.get("staff_number"):
            self.found.rows.append(
                StaffRow(row, **{name: value for name, value in values.items() if value is not None})
            )

    def cells(self, row: int, cells: list[str]) -> Iterator[tuple[str, str]]:
        extra = [cell for cell in cells[len(self.names) :] if cell.strip()]
        if extra:
            self.fault(
                row,
                "",
                f"has {len(cells)} cells, and the heading row has {len(self.names)}: look for a comma inside a cell",
            )
        for name, cell in zip(self.names, cells, strict=False):
            if CONTROL.search(cell):
                self.fault(row, name, "holds a character that is not text: type the cell again")
                continue
            cell = " ".join(cell.split())
            if cell.startswith('="') and (match := FORMULA_TEXT.match(cell)):
                cell = match.group(1)
            if cell and not name:
                self.fault(row, "", f"“{cell[:60]}” stands in a column without a name")
            elif cell in SHEET_ERRORS:
                self.fault(row, name, f"“{cell}” is a spreadsheet’s error: correct the formula")
            elif cell:
                yield name, cell

    def value(self, row: int, name: str, cell: str) -> Any:
        """The cell's value; None if it is faulty. What a cell means is worked out once for cells that repeat."""
        key = (name, cell)
        if key in self.known:
            return self.known[key]
        try:
            value = COLUMNS[name](cell)
        except BadCell as fault:
            self.fault(row, name, str(fault))
            return None
        if name not in OWN:
            self.known[key] = value
        return value

    def fault(self, row: int, column: str, message: str) -> None:
        self.found.faults.append(Fault(row, column, message))
