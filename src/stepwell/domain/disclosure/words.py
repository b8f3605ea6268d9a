"""Places, distances and changes in words. Numbers are half-levels throughout; what is shown is a word, or steps of 0.5."""

from __future__ import annotations

from collections.abc import Sequence

from .partition import Place, half_level

# A change counts from one whole level between the two places: about what four or five raters can tell apart.
RELIABLE = 2


def label(place: Place, names: Sequence[str]) -> str:
    """
    >>> names = ["Insufficient", "Essential", "Proficient", "Strong", "Exemplary"]
    >>> [label(Place(half, half), names) for half in (4, 5)]
    ['around Proficient', 'between Proficient and Strong']
    >>> [label(Place(0, half), names) for half in (1, 2)]
    ['below Essential', 'Essential or below']
    >>> [label(Place(half, 8), names) for half in (6, 7)]
    ['Strong or above', 'above Strong']
    >>> label(Place(3, 5), names), label(Place(0, 8), names)
    ('from Essential to Strong', 'anywhere on the scale')
    """
    (low, high), top = place, 2 * (len(names) - 1)
    if low == high:
        return f"between {names[low // 2]} and {names[low // 2 + 1]}" if low % 2 else f"around {names[low // 2]}"
    if place == (0, top):
        return "anywhere on the scale"
    if low == 0:
        return f"below {names[high // 2 + 1]}" if high % 2 else f"{names[high // 2]} or below"
    if high == top:
        return f"above {names[low // 2]}" if low % 2 else f"{names[low // 2]} or above"
    return f"from {names[low // 2]} to {names[-(-high // 2)]}"


def value(place: Place, levels: int) -> float | None:
    """One number for a place, in levels and in steps of 0.5: an open end stands at its inner edge.

    A range takes its middle; halfway between two half-levels, the one nearer the middle of the scale.

    >>> [value(place, 5) for place in (Place(5, 5), Place(0, 2), Place(6, 8), Place(3, 4), Place(0, 8))]
    [2.5, 1.0, 3.0, 2.0, None]
    """
    (low, high), top = place, 2 * (levels - 1)
    if low == high:
        return low / 2
    if place == (0, top):
        return None
    if low == 0 or high == top:
        return (high if low == 0 else low) / 2
    return ((low + high + 1) // 2 if low + high < top else (low + high) // 2) / 2


def place_of(low: int, high: int, n: int, levels: int) -> Place:
    """Where a sum of `n` ratings between `low` and `high` lies.

    >>> place_of(16, 19, 10, 5)
    Place(low=3, high=4)
    """
    return Place(half_level(low, n, levels), half_level(high, n, levels))


def middle(places: Sequence[Place]) -> Place:
    """The median of several places, as far as it is known: between the median of the lows and that of the highs.

    Halfway between two half-levels it is rounded outwards, so that it never says more than is known.

    >>> middle([Place(4, 4), Place(5, 5), Place(6, 8)]), middle([Place(4, 4), Place(5, 5)])
    (Place(low=5, high=5), Place(low=4, high=5))
    """
    lows, highs = sorted(place.low for place in places), sorted(place.high for place in places)
    left, right = (len(places) - 1) // 2, len(places) // 2
    return Place((lows[left] + lows[right]) // 2, -(-(highs[left] + highs[right]) // 2))


def distance(one: Place, other: Place) -> int:
    """How far `one` lies above `other` for certain (below: negative); 0 where the two may be the same.

    >>> distance(Place(8, 8), Place(5, 5)), distance(Place(2, 2), Place(4, 4)), distance(Place(1, 1), Place(0, 2))
    (3, -2, 0)
    """
    if one.low > other.high:
        return one.low - other.high
    return min(0, one.high - other.low)


def gap_label(halves: int) -> str:
    """How the subject's own placement stands to what others say.

    >>> [gap_label(halves) for halves in (0, 1, -2, 4)]
    ['no clear difference', 'you place yourself a little higher', 'you place yourself lower', 'you place yourself much higher']
    """
    if not halves:
        return "no clear difference"
    how = {1: "a little ", 2: "", 3: ""}.get(abs(halves), "much ")
    return f"you place yourself {how}{'higher' if halves > 0 else 'lower'}"


def change_label(halves: int) -> str:
    """
    >>> [change_label(halves) for halves in (2, 1, -3)]
    ['higher than before', 'no clear change', 'lower than before']
    """
    if abs(halves) < RELIABLE:
        return "no clear change"
    return "higher than before" if halves > 0 else "lower than before"
