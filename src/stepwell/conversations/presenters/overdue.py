"""Overdue reviews in words: steps of three, never a number of fewer than ten, and nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from stepwell.domain.disclosure.counts import words_of_count
from stepwell.ui.components import Table
from stepwell.ui.templatetags.ui import day

from ..models import OverdueCount
from ..queries.overdue import OVERDUE

TOO_FEW = "Fewer than ten people had a review due, so nothing is shown."
MISSED = "Not counted: Stepwell did not run in the three months in which it would have been."


@dataclass(frozen=True)
class Quarter:
    """One count, or in words why there is none."""

    title: str
    table: Table | None
    why_not: str = ""


def quarters(counts: Sequence[OverdueCount]) -> list[Quarter]:
    """The latest first, and those in between that were missed: to count them later would count another state."""
    found: list[Quarter] = []
    expected = None
    for one in counts:
        while expected and one.quarter_ends < expected:
            found.append(Quarter(title_of(expected), None, MISSED))
            expected = quarter_before(expected)
        table = table_of(one)
        found.append(Quarter(title_of(one.quarter_ends), table, "" if table else TOO_FEW))
        expected = quarter_before(one.quarter_ends)
    return found


def title_of(ends: date) -> str:
    return f"Quarter to {day(ends)}"


def quarter_before(ends: date) -> date:
    """The last day of the quarter before the one with this last day.

    >>> quarter_before(date(2026, 3, 31)).isoformat(), quarter_before(date(2026, 9, 30)).isoformat()
    ('2025-12-31', '2026-06-30')
    """
    return ends.replace(month=ends.month - 2, day=1) - timedelta(days=1)


def table_of(count: OverdueCount) -> Table | None:
    released = count.released
    if released.get("left_out"):
        return None
    names = {cell["id"]: cell_name(cell) for cell in released["cells"]}
    rows = [[names[figure["cell"]], *figures(figure)] for figure in released["figures"]]
    if len(rows) > 1:
        rows += [["All together", *figures(total)] for total in released["totals"]]
    caption = f"Reviews that were due in the quarter to {day(count.quarter_ends)}"
    return Table(caption, ["Where", "People with a review due", "Of them overdue"], rows)


def figures(figure: dict[str, Any]) -> list[str]:
    low, high = figure["counts"][OVERDUE]
    return [str(figure["people"]), words_of_count(low, high, figure["people"])]


def cell_name(cell: dict[str, Any]) -> str:
    return "; ".join(cell["values"][0]) if cell["values"] else "Everybody"
