"""Everything a report says beyond its figures, computed from figures alone (and the subject's own answers).

Nothing here ever sees a response. So nothing here can tell more about one than the figures did, whoever combines what
with what: dimensions with items, totals with groups, this release with an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .contracts import Asked, Derived, Figure, Release, snapshots_before
from .partition import Place
from .words import RELIABLE, change_label, distance, gap_label, label, middle, place_of, value


@dataclass(frozen=True)
class Spot:
    """Where one block places one item or dimension, and the figures that this is computed from."""

    id: str
    block: str
    place: Place
    sources: list[list[str]]


def derive(asked: Asked, figures: Sequence[Figure], before: Sequence[tuple[int, Release]]) -> list[Derived]:
    """Dimensions, totals, gaps and changes, in this order.

    Args:
        asked: levels, items with their dimensions, groups in their order, and the subject's own ratings.
        figures: the released figures.
        before: earlier releases that are of another round, with their positions, oldest first.
    """
    dimensions = dimension_spots(asked, figures)
    spots = [*item_spots(asked, figures), *dimensions]
    return [
        *(place_derived("dimension", spot, spot.block, asked) for spot in dimensions),
        *(place_derived("total", spot, None, asked) for spot in totals(asked, figures)),
        *gaps(asked, spots),
        *changes(asked, spots, before),
    ]


def item_spots(asked: Asked, figures: Sequence[Figure]) -> list[Spot]:
    levels = len(asked.levels)
    return [Spot(f.item, f.block, place_of(f.sums[0], f.sums[1], f.n, levels), [[f.item, f.block]]) for f in figures]


def items_of_dimensions(asked: Asked) -> dict[str, list[str]]:
    """A dimension that is itself an item needs nothing derived: its figure is there."""
    items = {item.id for item in asked.items}
    found: dict[str, list[str]] = {}
    for item in asked.items:
        if item.dimension is not None and item.dimension not in items:
            found.setdefault(item.dimension, []).append(item.id)
    return found


def dimension_spots(asked: Asked, figures: Sequence[Figure]) -> list[Spot]:
    """A dimension lies, for each block, at the median of its items' places."""
    places = {(spot.id, spot.block): spot.place for spot in item_spots(asked, figures)}
    first = {group: position for position, group in enumerate(asked.anonymous)}
    blocks = sorted({figure.block for figure in figures}, key=lambda block: first.get(block.split("+")[0], -1))
    found = []
    for dimension, items in items_of_dimensions(asked).items():
        for block in blocks:
            sources = [[item, block] for item in items if (item, block) in places]
            if sources:
                place = middle([places[item, block] for item, block in sources])
                found.append(Spot(dimension, block, place, sources))
    return found


def totals(asked: Asked, figures: Sequence[Figure]) -> Iterator[Spot]:
    """All blocks together, where an item or a dimension has figures in more than one.

    The sum of all ratings of an item lies between the sum of its classes' lowest sums and that of their highest.
    """
    of_item: dict[str, list[Figure]] = {}
    for figure in figures:
        of_item.setdefault(figure.item, []).append(figure)
    all_together = {item: combined(found, asked) for item, found in of_item.items()}
    for item, found in of_item.items():
        if len(found) > 1:
            yield Spot(item, "", all_together[item], [[f.item, f.block] for f in found])
    for dimension, items in items_of_dimensions(asked).items():
        parts = [figure for item in items for figure in of_item.get(item, [])]
        if len({figure.block for figure in parts}) > 1:
            place = middle([all_together[item] for item in items if item in of_item])
            yield Spot(dimension, "", place, [[f.item, f.block] for f in parts])


def combined(figures: Sequence[Figure], asked: Asked) -> Place:
    low, high = sum(f.sums[0] for f in figures), sum(f.sums[1] for f in figures)
    return place_of(low, high, sum(f.n for f in figures), len(asked.levels))


def place_derived(what: str, spot: Spot, block: str | None, asked: Asked) -> Derived:
    number = value(spot.place, len(asked.levels))
    return made(
        what=what, id=spot.id, block=block, value=number, label=label(spot.place, asked.levels), sources=spot.sources
    )


def gaps(asked: Asked, spots: Sequence[Spot]) -> Iterator[Derived]:
    """How the subject's own placement stands to each block's: only as far apart as the places certainly are."""
    own = {item: Place(2 * rating, 2 * rating) for item, rating in asked.self_.items()}
    for dimension, items in items_of_dimensions(asked).items():
        if places := [own[item] for item in items if item in own]:
            own[dimension] = middle(places)
    for spot in spots:
        if spot.id in own:
            apart = distance(own[spot.id], spot.place)
            yield made(
                what="gap", id=spot.id, block=spot.block, value=apart / 2, label=gap_label(apart), sources=spot.sources
            )


def changes(asked: Asked, spots: Sequence[Spot], before: Sequence[tuple[int, Release]]) -> Iterator[Derived]:
    """Each place against the latest earlier one of the same item or dimension, block and levels."""
    earlier: dict[str, tuple[int, Spot]] = {}
    for index, release in before:
        if release.asked and release.asked.levels == asked.levels:
            old = [*item_spots(release.asked, release.figures), *dimension_spots(release.asked, release.figures)]
            earlier |= {key(spot): (index, spot) for spot in old}
    for spot in spots:
        if key(spot) in earlier:
            index, old_spot = earlier[key(spot)]
            yield change(spot, old_spot, index)


def key(spot: Spot) -> str:
    """Two dimensions are compared only if the same items stand behind them."""
    return repr((spot.id, spot.sources))


def change(spot: Spot, old: Spot, index: int) -> Derived:
    moved = distance(spot.place, old.place)
    told = moved if abs(moved) >= RELIABLE else 0
    return made(
        what="change",
        id=spot.id,
        block=spot.block,
        value=told / 2,
        label=change_label(moved),
        sources=spot.sources,
        before=index,
    )


def made(*, sources: list[list[str]], **parts: object) -> Derived:
    """`from` is a word of Python, so it cannot be given by name."""
    return Derived.model_validate({**parts, "from": sources})


def of_other_rounds(before: Sequence[Release], name: str | None, left_out: int) -> list[tuple[int, Release]]:
    """The releases to compare with: a snapshot of the same round is no earlier time."""
    same = snapshots_before(before, name, left_out)
    return [(at, one) for at, one in enumerate(before) if at not in same]
