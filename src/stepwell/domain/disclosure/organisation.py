"""What an organisation learns from many people's releases: one joint division of the people, and figures of its cells.

An organisation learns from releases, never from answers, so no rater can be found through it. Here the people whom the
reports are about are protected, on the same principle: each person is in one cell, each person's place enters one figure
of it, once, and a figure is a class of sums fixed in advance. Totals are computed from released cells alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .partition import Place, class_of_each_sum, classes
from .reading import places_in
from .words import label, place_of, value


@dataclass(frozen=True)
class Limits:
    """The least that a cell holds. `largest_share` is the most of its respondents that may be one person's."""

    subjects: int = 5
    respondents: int = 10
    largest_share: float = 0.5


@dataclass(frozen=True)
class Member:
    """One person: their value on each axis, and for each dimension the released place (in half-levels) and respondents."""

    keys: tuple[str, ...]
    respondents: int
    places: Mapping[str, int] = field(default_factory=dict)
    counted: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """People who are shown together. `values` holds, for each axis, the values that were put together."""

    values: tuple[tuple[str, ...], ...]
    members: tuple[Member, ...]

    @property
    def id(self) -> str:
        return " / ".join("+".join(values) for values in self.values) or "all"


def is_too_small(respondents: Sequence[int], limits: Limits) -> bool:
    """Whether people with these numbers of respondents may not be a cell. Sizes decide, never an answer.

    >>> limits = Limits()
    >>> is_too_small([4, 5, 4, 6, 5], limits), is_too_small([9, 9, 9, 9], limits), is_too_small([30, 4, 5, 4, 6], limits)
    (False, True, True)
    """
    total = sum(respondents)
    if len(respondents) < limits.subjects or total < limits.respondents:
        return True
    return max(respondents) > limits.largest_share * total


def divide_members(members: Sequence[Member], axes: Sequence[Sequence[str]], limits: Limits) -> list[Cell]:
    """The one joint division; empty if all together are too few.

    Along the first axis, the first value that is too small is put together with the next in the declared order (the last
    with the one before it), until none is too small. What then stands together is divided along the next axis in the
    same way, and stays whole where that gives nothing large enough. So the cells of each value (or set of values) of an
    axis add up to it.

    Args:
        axes: for each axis its values in the declared order, every member's among them.

    >>> members = [Member((unit,), 4) for unit in ["Law"] * 6 + ["Arts"] * 2 + ["Medicine"] * 5]
    >>> [(cell.id, len(cell.members)) for cell in divide_members(members, [["Arts", "Law", "Medicine"]], Limits())]
    [('Arts+Law', 8), ('Medicine', 5)]
    """
    if is_too_small([member.respondents for member in members] or [0], limits):
        return []
    return list(split(members, axes, limits, ()))


def split(
    members: Sequence[Member], axes: Sequence[Sequence[str]], limits: Limits, before: tuple[tuple[str, ...], ...]
) -> Iterable[Cell]:
    at = len(before)
    if at == len(axes):
        yield Cell(before, tuple(members))
        return
    parts = [((key,), [one for one in members if one.keys[at] == key]) for key in axes[at]]
    for values, inside in together([part for part in parts if part[1]], limits):
        yield from split(inside, axes, limits, (*before, values))


Part = tuple[tuple[str, ...], list[Member]]


def together(parts: list[Part], limits: Limits) -> list[Part]:
    """Neighbours put together until none is too small, or one is left."""
    while len(parts) > 1:
        small = next((i for i, (_, inside) in enumerate(parts) if is_too_small(sizes(inside), limits)), None)
        if small is None:
            break
        first = min(small, len(parts) - 2)
        joined = (parts[first][0] + parts[first + 1][0], parts[first][1] + parts[first + 1][1])
        parts = [*parts[:first], joined, *parts[first + 2 :]]
    return parts


def sizes(members: Sequence[Member]) -> list[int]:
    return [member.respondents for member in members]


def release_of_members(
    members: Sequence[Member],
    *,
    levels: Sequence[str],
    dimensions: Sequence[str],
    axes: Sequence[Sequence[str]],
    limits: Limits | None = None,
) -> dict[str, Any]:
    """Everything an organisation is shown of one snapshot, as plain JSON values. To be made once and kept.

    Made twice from different divisions of the same people, two releases could be subtracted; whoever calls this keeps
    the first and shows nothing else.

    Returns:
        cells (id, values, subjects, respondents), figures (dimension, cell, subjects, sums, label), withheld, totals
        (dimension, subjects, label) over all cells with a figure, parts (the same for each set of the first axis), and
        left_out: True if all together were too few.

    >>> members = [Member(("Law",), 5, {"listening": place}, {"listening": 5}) for place in (5, 6, 6, 7, 6)]
    >>> released = release_of_members(members, levels=["A", "B", "C", "D", "E"], dimensions=["listening"], axes=[["Law"]])
    >>> [(figure["cell"], figure["subjects"], figure["label"]) for figure in released["figures"]]
    [('Law', 5, 'D or above')]
    """
    limits = limits or Limits()
    cells = divide_members(members, axes, limits)
    figures: list[dict[str, Any]] = []
    withheld: list[dict[str, Any]] = []
    for dimension in dimensions:
        for cell in cells:
            if found := figure_of(cell, dimension, levels, limits):
                figures.append(found)
            else:
                withheld.append({"dimension": dimension, "cell": cell.id})
    return {
        "levels": list(levels),
        "limits": vars(limits),
        "cells": [described(cell) for cell in cells],
        "figures": figures,
        "withheld": withheld,
        "totals": totals(figures, levels),
        "parts": parts_of(cells, figures, levels),
        "left_out": not cells,
    }


def described(cell: Cell) -> dict[str, Any]:
    return {
        "id": cell.id,
        "values": [list(values) for values in cell.values],
        "subjects": len(cell.members),
        "respondents": sum(sizes(cell.members)),
    }


def figure_of(cell: Cell, dimension: str, levels: Sequence[str], limits: Limits) -> dict[str, Any] | None:
    """The class of the sum of the people's places; None where too few have a place there.

    A place is one of 2m + 1 half-levels, so the classes are those of n ratings on 2m + 1 levels: whoever knows their own
    report finds at least two places possible for everybody else.
    """
    inside = [member for member in cell.members if dimension in member.places]
    if is_too_small([member.counted[dimension] for member in inside] or [0], limits):
        return None
    n, steps = len(inside), 2 * len(levels) - 1
    if not classes(n, steps, 1):
        return None
    index = class_of_each_sum(n, steps, 1)[sum(member.places[dimension] for member in inside)]
    low, high, place = classes(n, steps, 1)[index]
    return {
        "dimension": dimension,
        "cell": cell.id,
        "subjects": n,
        "sums": [low, high],
        **shown(place, levels),
    }


def shown(place: Place, levels: Sequence[str]) -> dict[str, Any]:
    """A place counted in quarters of a level, widened outwards to half-levels: the finest that is ever shown."""
    wide = Place(place.low // 2, -(-place.high // 2))
    return {"place": list(wide), "label": label(wide, levels)}


def totals(figures: Sequence[Mapping[str, Any]], levels: Sequence[str]) -> list[dict[str, Any]]:
    """All cells together, from what is released of them: between the sum of the lowest sums and that of the highest."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for figure in figures:
        found.setdefault(figure["dimension"], []).append(figure)
    return [combined(dimension, parts, levels) for dimension, parts in found.items()]


def combined(dimension: str, parts: Sequence[Mapping[str, Any]], levels: Sequence[str]) -> dict[str, Any]:
    n = sum(part["subjects"] for part in parts)
    low, high = (sum(part["sums"][end] for part in parts) for end in (0, 1))
    place = place_of(low, high, n, 2 * len(levels) - 1)
    return {"dimension": dimension, "subjects": n, **shown(place, levels)}


def parts_of(
    cells: Sequence[Cell], figures: Sequence[Mapping[str, Any]], levels: Sequence[str]
) -> list[dict[str, Any]]:
    """Margins of the first axis, where it was divided further."""
    if not cells or len(cells[0].values) < 2:
        return []
    found = []
    for values in dict.fromkeys(cell.values[0] for cell in cells):
        inside = {cell.id for cell in cells if cell.values[0] == values}
        own = totals([figure for figure in figures if figure["cell"] in inside], levels)
        found.append({"values": list(values), "figures": own})
    return found


def member_of(keys: tuple[str, ...], release: Mapping[str, Any]) -> Member:
    """One person from their release: for each dimension the place of all blocks together, and how many stand behind it.

    A dimension whose place cannot be told, or that is withheld, is not counted.
    """
    places = places_in(release)
    blocks = [block["id"] for block in release["blocks"]]
    items = items_by_dimension(release)
    own: dict[str, int] = {}
    counted: dict[str, int] = {}
    for dimension in items:
        inside = [block for block in blocks if (dimension, block) in places]
        if not inside:
            continue
        place = places[(dimension, None)] if len(inside) > 1 else places[(dimension, inside[0])]
        step = value(place, len(release["asked"]["levels"]))
        if step is not None:
            own[dimension] = round(2 * step)
            counted[dimension] = sum(answered(release, items[dimension], block) for block in inside)
    return Member(keys, sum(block["n"] for block in release["blocks"]), own, counted)


def items_by_dimension(release: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in release["asked"]["items"]:
        found.setdefault(item["dimension"] or item["id"], []).append(item["id"])
    return found


def answered(release: Mapping[str, Any], items: Sequence[str], block: str) -> int:
    return min((f["n"] for f in release["figures"] if f["block"] == block and f["item"] in items), default=0)
