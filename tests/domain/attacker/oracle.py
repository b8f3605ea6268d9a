"""The engine as an oracle: which multisets of ratings does it show alike?

One call asks about thousands of multisets: each is an item of its own, answered by the same n raters.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations_with_replacement
from random import Random
from typing import Any

from tests.domain.disclosing import disclosed

from .sums import levels_beside, subset_sums

Multiset = tuple[int, ...]
Seen = tuple[int, int, str | None]
"""What a figure says: lowest sum, highest sum, band."""


@dataclass(frozen=True)
class Kind:
    """All that a figure's class may depend on."""

    n: int
    levels: int
    minimum: int
    protect_from: str
    band_from: int

    @property
    def policy(self) -> dict[str, Any]:
        return {
            "minimum_group_size": self.minimum,
            "protect_from": self.protect_from,
            "band_from": self.band_from,
        }

    @property
    def multisets(self) -> int:
        return math.comb(self.n + self.levels - 1, self.n)


def observe(kind: Kind, multisets: Iterable[Multiset]) -> dict[Multiset, Seen]:
    """What the engine shows for each; nothing for one that it withholds."""
    asked = sorted({tuple(sorted(multiset)) for multiset in multisets})
    release = disclosed(
        {
            "policy": kind.policy,
            "levels": [f"level {place}" for place in range(kind.levels)],
            "groups": [{"id": "peers"}],
            "items": [{"id": f"{number}"} for number in range(len(asked))],
            "responses": [
                {"group": "peers", "ratings": {f"{number}": multiset[rater] for number, multiset in enumerate(asked)}}
                for rater in range(kind.n)
            ],
        }
    )
    return {
        asked[int(figure["item"])]: (figure["sums"][0], figure["sums"][1], figure["band"])
        for figure in release["figures"]
    }


@lru_cache(maxsize=600)
def table(kind: Kind) -> dict[Seen, list[Multiset]]:
    """Every multiset there is, by what is shown of it."""
    found: dict[Seen, list[Multiset]] = {}
    for multiset, seen in observe(kind, combinations_with_replacement(range(kind.levels), kind.n)).items():
        found.setdefault(seen, []).append(multiset)
    return found


@cache
def broken(kind: Kind, seen: Seen, limit: int) -> list[str]:
    """The guarantees that one figure breaks, whatever the ratings behind it."""
    if kind.multisets <= limit:
        return broken_by_table(kind, table(kind).get(seen, []))
    if kind.n < kind.band_from:
        return broken_by_sums(kind, seen)
    return [fault for fault, of in broken_by_argument(kind) if of == seen]


def broken_by_table(kind: Kind, possible: list[Multiset]) -> list[str]:
    faults = []
    for size in range(1, kind.minimum):
        lowest = {sum(multiset[:size]) for multiset in possible}
        highest = {sum(multiset[-size:]) for multiset in possible}
        if len(lowest | highest) < 2:
            faults.append(f"G1: the sum of {size} ratings is known")
    if kind.protect_from == "rater":
        faults += [
            f"G2: who gave {own} knows another rating" for own in range(kind.levels) if len(beside(possible, own)) == 1
        ]
    return faults


def beside(possible: list[Multiset], own: int) -> set[int]:
    """The levels that another rater may have given, for one who gave `own`."""
    levels: set[int] = set()
    for multiset in possible:
        if own in multiset:
            at = multiset.index(own)
            levels.update(multiset[:at] + multiset[at + 1 :])
    return levels


def broken_by_sums(kind: Kind, seen: Seen) -> list[str]:
    low, high, band = seen
    top = kind.levels - 1
    faults = [f"a band, {band}, where there can be none"] if band else []
    faults += [
        f"G1: the sum of {size} ratings is known"
        for size in range(1, kind.minimum)
        if len(subset_sums(kind.n, top, low, high, size)) < 2
    ]
    if kind.protect_from == "rater":
        faults += [
            f"G2: who gave {own} knows another rating"
            for own in range(kind.levels)
            if len(levels_beside(kind.n, top, low, high, own)) == 1
        ]
    return faults


@cache
def broken_by_argument(kind: Kind) -> tuple[tuple[str, Seen], ...]:
    """Every break of this kind of figure, too large to write down, by asking for few multisets.

    Whoever holds which rating is open (the engine shows permutations alike; tested elsewhere). So a sum of k < n
    ratings is known only if every possible multiset is unanimous, and all are the same one. And a rater who gave `a`
    knows another's rating `b` only if each possible multiset with an `a` in it is `a` and otherwise all `b`. It is
    therefore enough to look at {b, …, b} and {a, b, …, b}, and to find for each one neighbour that is shown alike.
    """
    dissenters = {(own, other) for own in range(kind.levels) for other in range(kind.levels)}
    near = {pair: neighbours(kind, *pair) for pair in dissenters}
    seen = observe(kind, [multiset for pair in dissenters for multiset in (with_one(kind, *pair), *near[pair])])
    faults = []
    for own, other in sorted(dissenters):
        shown = seen.get(with_one(kind, own, other))
        if shown is None or any(seen.get(multiset) == shown for multiset in near[own, other]):
            continue
        if own == other:
            faults.append(("G1: every rating is known", shown))
        if kind.protect_from == "rater":
            faults.append((f"G2: who gave {own} knows all others gave {other}", shown))
    return tuple(faults)


def with_one(kind: Kind, own: int, other: int) -> Multiset:
    return tuple(sorted((own, *[other] * (kind.n - 1))))


def neighbours(kind: Kind, own: int, other: int) -> list[Multiset]:
    """Multisets with `own` in them, near {own, other, …, other}, in which somebody else gave something else."""
    n, top = kind.n, kind.levels - 1
    changes = [(1,), (-1,), (1, -1), (1, 1), (-1, -1), (1, 1, -1), (1, -1, -1), (2,), (-2,), (2, -1), (-2, 1)]
    changes += [(1,) * (n - 1), (-1,) * (n - 1)]
    found = []
    for change in changes:
        moved = [other + step for step in change]
        if len(moved) < n and all(0 <= level <= top for level in moved):
            found.append(tuple(sorted((own, *moved, *[other] * (n - 1 - len(moved))))))
    return found


def another(kind: Kind, multiset: Multiset, rng: Random, limit: int) -> Multiset:
    """Another multiset that the engine shows alike (itself, if none is found)."""
    if kind.multisets <= limit:
        alike = next((alike for alike in table(kind).values() if multiset in alike), [multiset])
        return rng.choice(alike)
    tried = [wander(multiset, kind.levels, rng) for _ in range(30)]
    seen = observe(kind, [multiset, *tried])
    alike = [other for other in tried if seen.get(other) == seen.get(multiset) and other != multiset]
    return rng.choice(alike or [multiset])


def wander(multiset: Multiset, levels: int, rng: Random) -> Multiset:
    ratings = list(multiset)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(ratings))
        ratings[at] = min(levels - 1, max(0, ratings[at] + rng.choice((-1, 1))))
    return tuple(sorted(ratings))
