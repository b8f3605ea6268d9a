"""Taking the best few for each person out of many pairs, so that equal ones are spread and not all the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

SPREAD_BITS = 8
STRIDE = 157


class Found(NamedTuple):
    """Pairs as columns: places of mentees and mentors, and scores."""

    mentee: np.ndarray
    mentor: np.ndarray
    score: np.ndarray

    def where(self, chosen: np.ndarray) -> Found:
        return Found(self.mentee[chosen], self.mentor[chosen], self.score[chosen])


def nothing() -> Found:
    none = np.zeros(0, np.int64)
    return Found(none, none, none)


def joined(parts: Iterable[Found], mentors: int) -> Found:
    """All of them, each pair once, in order of mentee and mentor."""
    kept = [part for part in parts if part.mentee.size]
    if not kept:
        return nothing()
    i, j, s = (np.concatenate(columns).astype(np.int64) for columns in zip(*kept, strict=True))
    _, first = np.unique(i * max(1, mentors) + j, return_index=True)
    return Found(i[first], j[first], s[first])


def spread(places: np.ndarray) -> np.ndarray:
    """A number from 0 to 255 for each person: the sum of two people's, cut to 8 bits, orders equal scores.

    The order is the same on every run, and different for each mentee.
    """
    return (places * STRIDE).astype(np.uint8)


def best_of_each(group: np.ndarray, value: np.ndarray, keep: int) -> np.ndarray:
    """The places of the `keep` highest values of each group.

    >>> sorted(best_of_each(np.array([0, 0, 0, 1]), np.array([5, 9, 7, 1]), 2).tolist())
    [1, 2, 3]
    """
    order = np.lexsort((-value, group))
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if ordered.size else np.zeros(0, np.int64)
    sizes = np.diff(np.r_[starts, ordered.size])
    rank = np.arange(ordered.size) - np.repeat(starts, sizes)
    return order[rank < keep]
