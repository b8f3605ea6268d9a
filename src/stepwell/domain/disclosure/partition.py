"""How the sums of n ratings are divided into classes: by n, the number of levels and the policy, never by the answers.

Ratings are whole numbers 0…m, m = levels − 1, so a sum lies in 0…n·m and the place of a sum is sum/n. Places are counted
in half-levels, 0…2m. Each sum belongs to the nearest half-level (of two equally near, the one farther from the middle);
the sums of one half-level are a cell. A class is one cell, and at each end as many as the guarantees need.

Two rules decide where the end classes close. A reader who knows `known` of the ratings (none, or their own) must find at
least two levels possible for every other rater: the lower end class must reach `known·m + 1`, the upper one likewise
from above. And on three levels or more an end class holds at least the two outermost half-levels, so that no figure says
of more than about a quarter of the raters that they chose the lowest level, or the highest.

`docs/methods/disclosure.md` proves that every safe division into half-levels is a coarsening of this one.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

# Of two ratings and their sum, one gives the other, whatever the classes.
LEAST_RATINGS = 3


class Place(NamedTuple):
    """From the lowest to the highest half-level possible, both counted in half-levels from the lowest level."""

    low: int
    high: int


class SumClass(NamedTuple):
    """The sums from `low` to `high`, and the half-levels that they are nearest to."""

    low: int
    high: int
    place: Place


def half_level(total: int, n: int, levels: int) -> int:
    """The half-level nearest to `total`/`n`, 0…2m; halfway between two, the one farther from the middle of the scale.

    >>> [half_level(total, 4, 5) for total in range(17)]
    [0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 6, 7, 7, 8, 8]
    """
    top = levels - 1
    if 2 * total > n * top:
        return 2 * top - half_level(n * top - total, n, levels)
    return -((n - 4 * total) // (2 * n))


def last_sum(half: int, n: int) -> int:
    """The highest sum whose nearest half-level is `half` or lower, for `half` below the middle of the scale.

    >>> [last_sum(half, 4) for half in range(4)]
    [1, 3, 5, 7]
    """
    return (2 * half + 1) * n // 4


@cache
def classes(n: int, levels: int, known: int) -> tuple[SumClass, ...]:
    """The finest safe classes of the sums of `n` ratings on `levels` levels; empty if there is none that says anything.

    Args:
        n: how many ratings are summed, 1 or more.
        levels: how many levels the scale has, 2 or more.
        known: how many of the ratings a reader may know already, 0 or 1.

    Returns:
        Classes in ascending order. Together they hold each sum once, and they are symmetric about n·m/2.

    >>> [(low, high) for low, high, _ in classes(5, 5, known=1)]
    [(0, 6), (7, 8), (9, 11), (12, 13), (14, 20)]
    >>> classes(5, 5, known=1)[0].place
    Place(low=0, high=2)
    >>> [len(classes(n, 5, known=1)) for n in (3, 4, 5, 6, 7, 8, 30)]
    [3, 5, 5, 5, 7, 7, 7]
    >>> classes(3, 4, known=1)
    ()
    """
    end = end_half_level(n, levels, known)
    if end is None:
        return ()
    middle = 2 * (levels - 1) - end
    closing = [end, *range(end + 1, middle), 2 * (levels - 1)]
    found, low, first = [], 0, 0
    for half in closing:
        high = highest_sum(half, n, levels)
        found.append(SumClass(low, high, Place(first, half)))
        low, first = high + 1, half + 1
    return tuple(found)


def end_half_level(n: int, levels: int, known: int) -> int | None:
    """The half-level at which the lower end class closes; None if it would have to hold the middle of the scale."""
    top = levels - 1
    if n < LEAST_RATINGS:
        return None
    outermost = 1 if levels > 2 else 0
    return next((half for half in range(outermost, top) if last_sum(half, n) > known * top), None)


def highest_sum(half: int, n: int, levels: int) -> int:
    """The highest sum of the cell of `half`; above the middle it mirrors the lowest sum of a cell below."""
    top = levels - 1
    if half < top:
        return last_sum(half, n)
    if half == 2 * top:
        return n * top
    return n * top - last_sum(2 * top - half - 1, n) - 1


@cache
def class_of_each_sum(n: int, levels: int, known: int) -> tuple[int, ...]:
    """For each sum 0…n·m the position of its class.

    >>> class_of_each_sum(3, 5, known=1)
    (0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 2)
    """
    found = classes(n, levels, known)
    return tuple(index for index, one in enumerate(found) for _ in range(one.low, one.high + 1))
