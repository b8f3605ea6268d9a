"""The matching as a flow: source → quotas → mentees → mentors → quotas → sink; and the prices that prove a flow best.

A price stands on each arc but those of pairs: it is the difference of two potentials. See docs/methods/matching.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .contracts import Cohort, members, side_of
from .pairs import Found

SOURCE, SINK, FIRST = 0, 1, 2
ENDLESS = 2**40


class NotBest(RuntimeError):
    """A flow that was said to be best can be improved."""


@dataclass(frozen=True, eq=False)
class Prices:
    """What one more place is worth: with each mentee, each mentor, each quota. The dual solution of a flow."""

    mentee: np.ndarray
    mentor: np.ndarray
    quota: np.ndarray


@dataclass(frozen=True, eq=False)
class Arcs:
    tail: np.ndarray
    head: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


@dataclass(frozen=True, eq=False)
class Frame:
    """Everything but the pairs. Arcs in the order mentees, mentors, quotas; `inside` tells whom each quota counts."""

    mentees: int
    mentors: int
    arcs: Arcs
    sides: tuple[str, ...]
    inside: tuple[np.ndarray, ...]

    @property
    def nodes(self) -> int:
        return FIRST + self.mentees + self.mentors + len(self.sides)

    @property
    def has_lower(self) -> bool:
        return bool(self.arcs.lower.any())

    @property
    def only_people(self) -> bool:
        """Whether lower bounds, if any, are those of people who must have a mentor, and nothing limits mentees together:
        then as many can be matched with these people as without, if they can be matched at all.
        """
        return not self.arcs.lower[self.mentees :].any() and "mentees" not in self.sides

    def with_pairs(self, found: Found) -> Arcs:
        """The whole network; the arc of a pair has no bound of its own, since its mentee's has."""
        return Arcs(
            np.r_[self.arcs.tail, FIRST + found.mentee],
            np.r_[self.arcs.head, FIRST + self.mentees + found.mentor],
            np.r_[self.arcs.lower, np.zeros(found.mentee.size, np.int64)],
            np.r_[self.arcs.upper, np.full(found.mentee.size, ENDLESS)],
        )

    def prices(self, potential: np.ndarray) -> Prices:
        """From potentials; below 0 only where there is a lower bound to pay for."""
        price = potential[self.arcs.head] - potential[self.arcs.tail]
        price = np.where(self.arcs.lower > 0, price, np.maximum(price, 0))
        ends = self.mentees, self.mentees + self.mentors
        return Prices(price[: ends[0]], price[ends[0] : ends[1]], price[ends[1] :])

    def on_people(self, prices: Prices) -> tuple[np.ndarray, np.ndarray]:
        """What a pair has to pay on its two sides: each person's own price and those of the quotas that count them."""
        mentee, mentor = prices.mentee.copy(), prices.mentor.copy()
        for side, inside, price in zip(self.sides, self.inside, prices.quota.tolist(), strict=True):
            (mentee if side == "mentees" else mentor)[inside] += price
        return mentee, mentor

    def bound(self, prices: Prices) -> int:
        """What no matching can be worth more than, if each pair pays at least what it is worth."""
        price = np.r_[prices.mentee, prices.mentor, prices.quota]
        amount = np.where(price > 0, self.arcs.upper, self.arcs.lower)
        return sum(one * many for one, many in zip(price.tolist(), amount.tolist(), strict=True) if one)


def frame_of(
    cohort: Cohort, capacity: np.ndarray, settled: Sequence[tuple[int, int]], must: np.ndarray | None = None
) -> Frame:
    """`settled` pairs are outside the network, and count towards quotas all the same. `must`: a mask of the mentees to
    whom nothing but a mentor may be given.
    """
    mentees, mentors = len(cohort.mentees), len(cohort.mentors)
    inside = tuple(np.array(members(side_of(cohort, quota), quota), np.int64) for quota in cohort.quotas)
    sides = tuple(quota.side for quota in cohort.quotas)
    parents = parents_of(sides, inside, mentees, mentors)
    above = {"mentees": np.full(mentees, SOURCE), "mentors": np.full(mentors, SINK)}
    nodes = FIRST + mentees + mentors + np.arange(len(sides))
    for at in sorted(range(len(sides)), key=lambda at: -inside[at].size):
        above[sides[at]][inside[at]] = nodes[at]
    taken = [
        sum(pair[side == "mentors"] in set(who.tolist()) for pair in settled)
        for side, who in zip(sides, inside, strict=True)
    ]
    most = [ENDLESS if quota.at_most is None else quota.at_most for quota in cohort.quotas]
    forward = np.array([side == "mentees" for side in sides], bool)
    outer = np.array(parents, np.int64)
    own_mentees = FIRST + np.arange(mentees)
    own_mentors = FIRST + mentees + np.arange(mentors)
    return Frame(
        mentees,
        mentors,
        Arcs(
            np.r_[above["mentees"], own_mentors, np.where(forward, outer, nodes)].astype(np.int64),
            np.r_[own_mentees, above["mentors"], np.where(forward, nodes, outer)].astype(np.int64),
            np.r_[
                np.zeros(mentees, np.int64) if must is None else must.astype(np.int64),
                np.zeros(mentors, np.int64),
                np.array([max(0, q.at_least - t) for q, t in zip(cohort.quotas, taken, strict=True)], np.int64),
            ],
            np.r_[
                np.ones(mentees, np.int64),
                capacity,
                np.array([u - t for u, t in zip(most, taken, strict=True)], np.int64),
            ],
        ),
        sides,
        inside,
    )


def parents_of(sides: Sequence[str], inside: Sequence[np.ndarray], mentees: int, mentors: int) -> list[int]:
    """The node above each quota: the smallest quota around it, or the source or sink."""
    found = []
    sets = [set(who.tolist()) for who in inside]
    for at, side in enumerate(sides):
        around = [
            other
            for other in range(len(sides))
            if other != at
            and sides[other] == side
            and sets[at] <= sets[other]
            and (sets[at] != sets[other] or other < at)
        ]
        nearest = min(around, key=lambda other: (len(sets[other]), -other), default=None)
        end = SOURCE if side == "mentees" else SINK
        found.append(end if nearest is None else FIRST + mentees + mentors + nearest)
    return found


@dataclass(frozen=True, eq=False)
class Residual:
    """Where a flow could still change, as arcs sorted by tail."""

    tail: np.ndarray
    head: np.ndarray
    cost: np.ndarray
    first: np.ndarray

    def out_of(self, nodes: np.ndarray) -> np.ndarray:
        """The arcs that leave these nodes."""
        start, count = self.first[nodes], self.first[nodes + 1] - self.first[nodes]
        ends = np.cumsum(count)
        if not ends.size or not ends[-1]:
            return np.zeros(0, np.int64)
        return np.arange(ends[-1]) + np.repeat(start - (ends - count), count)


def residual_of(nodes: int, arcs: Arcs, flow: np.ndarray, cost: np.ndarray) -> Residual:
    on, back = flow < arcs.upper, flow > arcs.lower
    tail = np.r_[arcs.tail[on], arcs.head[back]]
    order = np.argsort(tail, kind="stable")
    tail = tail[order]
    return Residual(
        tail,
        np.r_[arcs.head[on], arcs.tail[back]][order],
        np.r_[cost[on], -cost[back]][order],
        np.searchsorted(tail, np.arange(nodes + 1)),
    )


def reached(residual: Residual, nodes: int) -> np.ndarray:
    """Which nodes one more unit from the source could come to."""
    seen = np.zeros(nodes, bool)
    seen[SOURCE] = True
    front = np.array([SOURCE])
    while front.size:
        heads = np.unique(residual.head[residual.out_of(front)])
        front = heads[~seen[heads]]
        seen[front] = True
    return seen


def potentials(residual: Residual, start: np.ndarray) -> np.ndarray:
    """The greatest numbers ≤ `start` that rise along no arc by more than its cost. They prove a flow cheapest.

    Raises:
        NotBest: there are none, because the flow could be made cheaper.
    """
    found = start.copy()
    front = np.flatnonzero(np.diff(residual.first))
    for _ in range(2 * found.size + 2):
        arcs = residual.out_of(front)
        heads = residual.head[arcs]
        reach = found[residual.tail[arcs]] + residual.cost[arcs]
        better = reach < found[heads]
        if not better.any():
            return found
        np.minimum.at(found, heads[better], reach[better])
        front = np.unique(heads[better])
    raise NotBest
