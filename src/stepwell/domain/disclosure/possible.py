"""What a reader of a class can still hold possible, found by going through the levels and not by the rule of the classes.

The other ratings together reach every whole sum from 0 to their count times the highest level, so whether they can make
up the rest of a class is one comparison; the tests go through all ratings one by one and find the same.
"""

from __future__ import annotations


def possible_levels(n: int, levels: int, sums: tuple[int, int], own: int | None = None) -> set[int]:
    """The levels that one other rater may have chosen, given the class of all `n` and the reader's `own` rating.

    Args:
        n: ratings in the figure, the reader's own included if there is one.
        levels: levels of the scale.
        sums: lowest and highest sum of the class.
        own: the reader's rating, None for a reader who gave none.

    Returns:
        Each level that some full set of ratings agrees with; empty if `own` cannot occur in the class.

    >>> possible_levels(4, 5, (0, 5), own=4)
    {0, 1}
    >>> possible_levels(4, 5, (0, 4), own=4)
    {0}
    >>> possible_levels(4, 5, (14, 16), own=1)
    set()
    """
    others = n - (1 if own is None else 2)
    return {level for level in range(levels) if can_make_up(sums, (own or 0) + level, others, levels)}


def fewest_sums(n: int, levels: int, sums: tuple[int, int], size: int) -> int:
    """How many sums any `size` of the `n` ratings may have, for a reader who gave none of them.

    >>> fewest_sums(4, 5, (0, 5), size=3), fewest_sums(4, 5, (16, 16), size=3)
    (6, 1)
    """
    return sum(can_make_up(sums, part, n - size, levels) for part in range(size * (levels - 1) + 1))


def can_make_up(sums: tuple[int, int], part: int, others: int, levels: int) -> bool:
    """Whether `others` more ratings can bring `part` to a sum of the class.

    >>> can_make_up((6, 7), 1, others=1, levels=5), can_make_up((6, 7), 2, others=1, levels=5)
    (False, True)
    """
    low, high = sums
    return max(0, low - part) <= min(others * (levels - 1), high - part)
