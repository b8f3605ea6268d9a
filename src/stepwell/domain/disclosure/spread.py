"""How far apart ratings lie, in three bands, shown only where sum and band together still protect every rater.

The spread of n ratings is the sum of their distances from the median, a whole number: the upper half of the ratings
less the lower half. A band compares the average distance with the length of the scale m:

    close   up to m/8     on five levels: on average no more than half a level from the middle
    mixed   up to m/4
    wide    more          on five levels: on average more than one level from the middle

Average deviation about the median: Burke, Finkelstein & Dusig (1999), Organizational Research Methods 2(1), 49–68.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations_with_replacement

from .contracts.release import Band
from .partition import class_of_each_sum, classes

BANDS: tuple[Band, ...] = ("close", "mixed", "wide")


def spread(ratings: Sequence[int]) -> int:
    """The sum of the distances from the median.

    >>> spread([3, 3, 3]), spread([0, 4, 4, 0]), spread([1, 2, 3, 4, 5])
    (0, 8, 6)
    """
    ordered, half = sorted(ratings), len(ratings) // 2
    return sum(ordered[len(ordered) - half :]) - sum(ordered[:half])


def limits(n: int, levels: int) -> tuple[tuple[int, int], ...]:
    """For each band the least and greatest spread of `n` ratings.

    >>> limits(8, 5)
    ((0, 4), (5, 8), (9, 16))
    """
    scale = n * (levels - 1)
    return (0, scale // 8), (scale // 8 + 1, scale // 4), (scale // 4 + 1, scale // 2)


def band_of(ratings: Sequence[int], levels: int) -> Band:
    """
    >>> band_of([3, 3, 3, 3, 3, 3, 2, 4], 5), band_of([0, 4] * 4, 5)
    ('close', 'wide')
    """
    found = spread(ratings)
    return next(band for band, (_, most) in zip(BANDS, limits(len(ratings), levels), strict=True) if found <= most)


@cache
def carries_band(n: int, levels: int, known: int) -> tuple[bool, ...]:
    """For each class of sums whether a band may stand with it: every band that can occur in it must be safe.

    The answer depends on n, the scale and the policy alone. If it depended on the band at hand, a missing band would
    tell which one it was.

    >>> carries_band(8, 5, known=1)
    (False, True, True, True, True, True, False)
    """
    count = len(classes(n, levels, known))
    if levels < 3:  # the sum of two-level ratings already is their spread
        return (False,) * count
    unsafe = {index for index, _, _, possible in joint_cells(n, levels, known, known > 0) if len(possible) < 2}
    return tuple(index not in unsafe for index in range(count))


def joint_cells(n: int, levels: int, known: int, knows_own: bool) -> Iterator[tuple[int, Band, int | None, set[int]]]:
    """Each class and band that occur together, a reader's own rating (None without one), and what another's may be.

    `known` chooses the classes, as in `classes`; `knows_own` is what the reader in question knows.
    """
    pairs = pairs_of_ratings(n, levels, known)
    for index in range(len(classes(n, levels, known))):
        for number, band in enumerate(BANDS):
            together = [pair for pair, found in pairs.items() if found[number] >> index & 1]
            beside: dict[int | None, set[int]] = {}
            for one, other in together:
                beside.setdefault(one if knows_own else None, set()).add(other)
                beside.setdefault(other if knows_own else None, set()).add(one)
            for own, possible in sorted(beside.items(), key=lambda entry: entry[0] or 0):
                yield index, band, own, possible


@cache
def pairs_of_ratings(n: int, levels: int, known: int) -> dict[tuple[int, int], tuple[int, ...]]:
    """For each two ratings that may stand together among `n`: per band, the classes (as bits) in which they can.

    Ratings with median μ are given, as far as sum and spread go, by how far those below μ fall short of it in all and
    how far those above exceed it: sum = n·μ − short + over, spread = short + over. Half the ratings at most lie on
    either side, and each side reaches every whole amount up to its count times the distance to the end of the scale.
    So it is enough to go through μ and `short`; `over` then runs over an interval.
    """
    top, count = levels - 1, len(classes(n, levels, known))
    found = {}
    for one, other in combinations_with_replacement(range(levels), 2):
        if one + other <= top:
            bits = classes_of_pair(n, levels, known, (one, other))
            found[one, other] = bits
            found[top - other, top - one] = tuple(mirrored(mask, count) for mask in bits)
    return found


def classes_of_pair(n: int, levels: int, known: int, pair: tuple[int, int]) -> tuple[int, ...]:
    index_of, ranges = class_of_each_sum(n, levels, known), limits(n, levels)
    bits = [0] * len(BANDS)
    for median in range(levels):
        for short, least, most in amounts(n, levels, median, pair):
            base = n * median - short
            for number, (narrow, wide) in enumerate(ranges):
                low, high = max(least, narrow - short), min(most, wide - short)
                if low <= high:
                    bits[number] |= (2 << index_of[base + high]) - (1 << index_of[base + low])
    return tuple(bits)


def mirrored(mask: int, count: int) -> int:
    """The scale turned round: class i becomes class count − 1 − i.

    >>> bin(mirrored(0b0011, 4))
    '0b1100'
    """
    return sum(1 << count - 1 - index for index in range(count) if mask >> index & 1)


def amounts(n: int, levels: int, median: int, pair: tuple[int, int]) -> Iterator[tuple[int, int, int]]:
    """(`short`, least `over`, most `over`) of every `n` ratings with this median that hold the two of `pair`."""
    half, free, above = n // 2, n - 2, levels - 1 - median
    short = sum(median - rating for rating in pair if rating < median)
    over = sum(rating - median for rating in pair if rating > median)
    room_below = half - sum(rating < median for rating in pair)
    room_above = half - sum(rating > median for rating in pair)
    if room_below < 0 or room_above < 0:
        return
    for more in range(room_below * median + 1):
        needed = -(-more // median) if more else 0
        if needed <= free:
            yield short + more, over, over + min(room_above, free - needed) * above
