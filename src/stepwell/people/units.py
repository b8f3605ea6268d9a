"""The units of an organisation as a tree, for the pages: what is above, what is below, and how many work there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .models import Unit


@dataclass(frozen=True)
class UnitLine:
    """A unit in a list. `people` counts who works in it or in anything below; `inside` are the units right below."""

    unit: Unit
    people: int
    inside: list["UnitLine"]


@dataclass(frozen=True)
class UnitsPage:
    """One unit, or what stands on top where there is no unit or several. `here` counts who works in the unit itself."""

    unit: Unit | None
    is_top: bool
    above: list[Unit]
    below: list[UnitLine]
    people: int
    here: int


def units_page(units: Iterable[Unit], working: Mapping[int, int], unit: Unit | None) -> UnitsPage:
    """From all units, sorted by name, and how many work in each. No recursion: a tree may be as deep as it likes.

    Where one unit holds all others it is the organisation itself: its page is the first, and no way leads over it.
    """
    by_id = {one.pk: one for one in units}
    children: dict[int | None, list[Unit]] = {}
    for one in by_id.values():
        children.setdefault(one.parent_id, []).append(one)
    tops = children.get(None, [])
    only = tops[0] if len(tops) == 1 else None
    unit = unit or only
    totals = totals_of(by_id, children, working)

    def lines(parent: int | None, deeper: bool) -> list[UnitLine]:
        found = children.get(parent, [])
        return [UnitLine(one, totals[one.pk], lines(one.pk, False) if deeper else []) for one in found]

    above, step = [], by_id.get(unit.parent_id) if unit and unit.parent_id else None
    while step:
        above.append(step)
        step = by_id.get(step.parent_id) if step.parent_id else None
    return UnitsPage(
        unit=unit,
        is_top=unit is None or unit == only,
        above=[each for each in reversed(above) if each != only],
        below=lines(unit.pk if unit else None, True),
        people=totals[unit.pk] if unit else sum(working.values()),
        here=working.get(unit.pk, 0) if unit else 0,
    )


def totals_of(
    by_id: Mapping[int, Unit], children: Mapping[int | None, list[Unit]], working: Mapping[int, int]
) -> dict[int, int]:
    """How many work in each unit and below it: added up from the leaves."""
    totals = {key: working.get(key, 0) for key in by_id}
    order = [one.pk for one in children.get(None, [])]
    for key in order:
        order += [child.pk for child in children.get(key, [])]
    for key in reversed(order):
        parent = by_id[key].parent_id
        if parent:
            totals[parent] += totals[key]
    return totals
