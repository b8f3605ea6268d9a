"""Growth positions: directions of growth by steps, the way from one position to another, and what is suggested on it.

No direction ranks above another, and staying on a step is a way of growing like any other (R74).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from .framework import Initiative, Pack

FRAME_YEARS = 2


@dataclass(frozen=True, order=True)
class Cell:
    """A category of a pack by its id, and a step, lowest 1."""

    category: str
    step: int


def two_years_after(day: date) -> date:
    """The recommended frame for a future position (R71); 29 February becomes the 28th.

    >>> two_years_after(date(2026, 11, 16)), two_years_after(date(2024, 2, 29))
    (datetime.date(2028, 11, 16), datetime.date(2026, 2, 28))
    """
    year = day.year + FRAME_YEARS
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def has_cell(pack: Pack, cell: Cell) -> bool:
    """True if the pack has growth positions, and this is one of them."""
    growth = pack.growth
    return growth is not None and cell in cells_of(pack)


def cells_of(pack: Pack) -> list[Cell]:
    """Every position of a pack, category by category, lowest step first; none for a pack without growth."""
    if pack.growth is None:
        return []
    return [Cell(category.id, step.step) for category in pack.growth.categories for step in sorted_steps(pack)]


def sorted_steps(pack: Pack) -> list:
    return sorted(pack.growth.steps, key=lambda step: step.step) if pack.growth else []


def cell_words(pack: Pack, cell: Cell) -> str:
    """In words: the category's name, the number of the step, and its name where the source has one.

    >>> from types import SimpleNamespace as S
    >>> growth = S(categories=[S(id="deep", name="Depth")], steps=[S(step=1, name="Developing"), S(step=2, name=None)])
    >>> cell_words(S(growth=growth), Cell("deep", 1)), cell_words(S(growth=growth), Cell("deep", 2))
    ('Depth, step 1 (Developing)', 'Depth, step 2')
    """
    categories = {category.id: category.name for category in pack.growth.categories} if pack.growth else {}
    steps = {step.step: step.name for step in pack.growth.steps} if pack.growth else {}
    name = steps.get(cell.step)
    return f"{categories.get(cell.category, cell.category)}, step {cell.step}" + (f" ({name})" if name else "")


def way_between(here: Cell | None, there: Cell) -> list[Cell]:
    """The positions whose initiatives lead there, the aim first, then those on the way, nearest to the aim first.

    Within one category: the steps above the present one. In another category: every step up to the aim, since none of
    them has been walked. Staying, or going to a lower step, is the aim alone.

    >>> way_between(Cell("depth", 1), Cell("depth", 2))
    [Cell(category='depth', step=2)]
    >>> [cell.step for cell in way_between(Cell("depth", 1), Cell("breadth", 3))]
    [3, 2, 1]
    >>> way_between(Cell("depth", 2), Cell("depth", 2)) == way_between(Cell("depth", 3), Cell("depth", 2))
    True
    """
    if here is None:
        return [there]
    above = here.step if here.category == there.category else 0
    lowest = min(above + 1, there.step)
    return [Cell(there.category, step) for step in range(there.step, lowest - 1, -1)]


def initiatives_at(pack: Pack, cell: Cell) -> list[Initiative]:
    """What the pack suggests at one position, in its order."""
    return [one for one in pack.initiatives if one.category == cell.category and one.step == cell.step]


def initiatives_between(pack: Pack, here: Cell | None, there: Cell) -> list[tuple[Cell, list[Initiative]]]:
    """Suggestions from one position to another, by the cells of the way; a cell without any is left out."""
    found = [(cell, initiatives_at(pack, cell)) for cell in way_between(here, there)]
    return [(cell, initiatives) for cell, initiatives in found if initiatives]
