"""Faults that show only when rows are read together."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from .rows import Fault, StaffList, StaffRow

K = TypeVar("K", bound=Hashable)


def repeated(rows: Iterable[StaffRow], column: str) -> list[Fault]:
    """Each row whose value stands in an earlier row already; both rows are named."""
    first: dict[str, StaffRow] = {}
    faults = []
    for row in rows:
        value = getattr(row, column)
        if not value:
            continue
        earlier = first.setdefault(value.casefold(), row)
        if earlier is not row:
            faults.append(Fault(row.row, column, f"“{value}” is also in row {earlier.row}: each row needs its own"))
    return faults


def unit_faults(staff_list: StaffList) -> list[Fault]:
    """A unit with two names or two parents."""
    faults = []
    for column in ("unit_name", "parent_unit_code"):
        first: dict[str, StaffRow] = {}
        for row in staff_list.rows:
            value = getattr(row, column)
            if not value or not row.unit_code:
                continue
            earlier = first.setdefault(row.unit_code.casefold(), row)
            before = getattr(earlier, column)
            if before.casefold() != value.casefold():
                what = "is called" if column == "unit_name" else "is under"
                message = f"unit {row.unit_code} {what} “{before}” in row {earlier.row} and “{value}” here"
                faults.append(Fault(row.row, column, message))
    return faults


def circles(leads_to: Mapping[K, K | None]) -> list[list[K]]:
    """Every circle in a graph in which each node leads to at most one other, each in walking order.

    >>> circles({1: 2, 2: 3, 3: 2, 4: None})
    [[2, 3]]
    """
    found: list[list[K]] = []
    walked: dict[K, int] = {}
    for walk, start in enumerate(leads_to):
        path: list[K] = []
        node: K | None = start
        while node is not None and node not in walked:
            walked[node] = walk
            path.append(node)
            node = leads_to.get(node)
        if node is not None and walked[node] == walk:
            found.append(path[path.index(node) :])
    return found
