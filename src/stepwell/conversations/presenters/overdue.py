"""Overdue reviews in words: steps of three, never a number of fewer than ten, and nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stepwell.domain.disclosure.counts import words_of_count
from stepwell.ui.components import Table
from stepwell.ui.templatetags.ui import day

from ..models import OverdueCount
from ..queries.overdue import OVERDUE


@dataclass(frozen=True)
class Quarter:
    """One count. Without a table there were too few people."""

    title: str
    table: Table | None


def quarters(counts: Sequence[OverdueCount]) -> list[Quarter]:
    return [Quarter(f"Quarter to {day(one.quarter_ends)}", table_of(one)) for one in counts]


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
