"""What placements show, in order and in words: never a sum, a mean, a share or a verdict.

A place is a position on an ordered scale, 0 the lowest. Places are only ever compared, so that nothing here depends on
the distance between two of them (levels ascend in sophistication; no source says by how much).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Against(StrEnum):
    """Where a placement stands beside what it is compared with."""

    ABOVE = "above"
    AT = "at"
    BELOW = "below"


@dataclass(frozen=True)
class Standing:
    """One dimension of one self-assessment.

    `place`, `expected` and `earlier` are positions on the same scale, None where there is none; `importance` counts
    from 1 to `points`.
    """

    dimension: str
    place: int | None
    expected: int | None = None
    earlier: int | None = None
    importance: int | None = None
    points: int = 0


def compare(place: int | None, other: int | None) -> Against | None:
    """
    >>> compare(3, 2), compare(2, 2), compare(1, 2), compare(None, 2)
    (<Against.ABOVE: 'above'>, <Against.AT: 'at'>, <Against.BELOW: 'below'>, None)
    """
    if place is None or other is None:
        return None
    return Against.AT if place == other else Against.ABOVE if place > other else Against.BELOW


def place_of_rating(rating: int, points: int, positive_end: int) -> int:
    """A bipolar rating as a place, 0 the weak end, whichever end of the scale is the strong one.

    >>> [place_of_rating(rating, 4, positive_end=1) for rating in (1, 2, 3, 4)]
    [3, 2, 1, 0]
    >>> [place_of_rating(rating, 4, positive_end=4) for rating in (1, 2, 3, 4)]
    [0, 1, 2, 3]
    """
    if not 1 <= rating <= points:
        raise ValueError(f"{rating} is not between 1 and {points}")
    return points - rating if positive_end == 1 else rating - 1


def strengths(standings: Sequence[Standing]) -> list[str]:
    """Dimensions at or above what is expected; where nothing is expected, the highest relative to one's own others.

    If no placement meets an expectation, the highest ones are named all the same: strengths come first, always.
    Placements that are all alike, with nothing expected, tell no strength from another, and none is named.

    >>> strengths([Standing("a", 2, expected=2), Standing("b", 1, expected=2)])
    ['a']
    >>> strengths([Standing("a", 1), Standing("b", 3), Standing("c", 3)])
    ['b', 'c']
    >>> strengths([Standing("a", 2), Standing("b", 2)])
    []
    """
    met = [s.dimension for s in standings if compare(s.place, s.expected) in (Against.AT, Against.ABOVE)]
    return met or highest(standings)


def highest(standings: Iterable[Standing]) -> list[str]:
    """The dimensions with the highest place, unless all places are the same."""
    placed = [(s.dimension, s.place) for s in standings if s.place is not None]
    top = max((place for _, place in placed), default=0)
    found = [dimension for dimension, place in placed if place == top]
    return found if len(found) < len(placed) else []


def strong_side(standings: Iterable[Standing], points: int) -> list[str]:
    """Bipolar: the dimensions placed nearer the strong statement than the weak one.

    >>> strong_side([Standing("a", 3), Standing("b", 2), Standing("c", 1)], points=4)
    ['a', 'b']
    """
    return [s.dimension for s in standings if s.place is not None and 2 * s.place > points - 1]


def below_expectation(standings: Iterable[Standing]) -> list[str]:
    return [s.dimension for s in standings if compare(s.place, s.expected) is Against.BELOW]


def above_expectation(standings: Iterable[Standing]) -> list[str]:
    return [s.dimension for s in standings if compare(s.place, s.expected) is Against.ABOVE]


def moved(standings: Iterable[Standing], direction: Against) -> list[str]:
    """Dimensions placed above, at or below the earlier placement.

    >>> moved([Standing("a", 2, earlier=1), Standing("b", 2, earlier=2), Standing("c", 1)], Against.ABOVE)
    ['a']
    """
    return [s.dimension for s in standings if compare(s.place, s.earlier) is direction]


def matters(standing: Standing) -> bool:
    """True if the importance lies above the middle of its scale.

    >>> [matters(Standing("a", 0, importance=i, points=5)) for i in (3, 4)]
    [False, True]
    >>> [matters(Standing("a", 0, importance=i, points=4)) for i in (2, 3)]
    [False, True]
    """
    return standing.importance is not None and 2 * standing.importance > standing.points + 1


def matters_and_has_room(standings: Sequence[Standing]) -> list[str]:
    """Dimensions that matter and where one is below what is expected, or, with nothing expected, at one's lowest place.

    >>> a = Standing("a", 1, expected=2, importance=5, points=5)
    >>> matters_and_has_room([a, Standing("b", 2, expected=2, importance=5, points=5)])
    ['a']
    """
    room = {*below_expectation(standings), *lowest([s for s in standings if s.expected is None])}
    return [s.dimension for s in standings if s.dimension in room and matters(s)]


def lowest(standings: Iterable[Standing]) -> list[str]:
    """The dimensions with the lowest place, unless all places are the same."""
    placed = [(s.dimension, s.place) for s in standings if s.place is not None]
    bottom = min((place for _, place in placed), default=0)
    found = [dimension for dimension, place in placed if place == bottom]
    return found if len(found) < len(placed) else []


def priorities(wishes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What somebody wants to address: "yes" first, then "maybe", each in the framework's order; "no" is left out.

    >>> priorities([("a", "maybe"), ("b", "no"), ("c", "yes"), ("d", "")])
    [('c', 'yes'), ('a', 'maybe')]
    """
    found = list(wishes)
    return [pair for answer in ("yes", "maybe") for pair in found if pair[1] == answer]
