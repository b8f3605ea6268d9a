"""Other mentors for a mentee, by what each would cost everybody together, with everything else arranged anew.

If mentee i had mentor b instead, b's place and i's old one have to be evened out by a chain of moves. The cheapest chain
is a shortest path over reduced costs, so the price is exact: what a new matching with this pair fixed would lose.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..contracts.result import Alternative
from ..network import FIRST, SINK, SOURCE
from ..standing import NO_WAY, Standing

MOST_MENTORS = 600
OFFERED = 3


@dataclass(frozen=True)
class Priced:
    """A pair by position, and what it adds to the combined cost of the cohort."""

    mentee: int
    mentor: int
    cost: int


class Moves:
    """What it costs to move one person from mentor a to mentor b, whoever of a's mentees does it most cheaply.

    Further places stand for being without a mentor, for free places, and for each quota. `into[b]` holds the costs of
    moves from everywhere into b.
    """

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        frame, mentors = standing.frame, standing.price.size
        self.place = np.full(frame.nodes, -1)
        self.place[[SOURCE, SINK]] = mentors, mentors + 1
        self.place[FIRST + frame.mentees :] = np.r_[
            np.arange(mentors), np.arange(mentors + 2, mentors + 2 + len(frame.sides))
        ]
        count = mentors + 2 + len(frame.sides)
        costs = np.full((count, count), NO_WAY, np.int64)
        for mentor, mentees in enumerate(standing.mentees_of):
            for mentee in mentees:
                np.minimum(costs[mentor, :mentors], standing.reduced(mentee), out=costs[mentor, :mentors])
                if standing.must_have_one(mentee):
                    continue
                out = self.without(mentee)
                costs[mentor, out] = min(costs[mentor, out], standing.prices.mentee[mentee])
        for mentee in standing.left():
            out = self.without(mentee)
            np.minimum(costs[out, :mentors], standing.reduced(mentee), out=costs[out, :mentors])
        self.add_places(costs)
        self.into = np.ascontiguousarray(costs.T)

    def without(self, mentee: int) -> int:
        """The place of somebody without a mentor: within the quota that counts them, if there is one."""
        return int(self.place[self.standing.frame.arcs.tail[mentee]])

    def add_places(self, costs: np.ndarray) -> None:
        """Room with a mentor or in a quota is taken, or given back, at its price."""
        frame, prices = self.standing.frame, self.standing.prices
        first = frame.mentees
        used = np.r_[self.standing.load(), used_quotas(self.standing)]
        price = np.r_[prices.mentor, prices.quota]
        tail, head = self.place[frame.arcs.tail[first:]], self.place[frame.arcs.head[first:]]
        more, less = used < frame.arcs.upper[first:], used > frame.arcs.lower[first:]
        costs[tail[more], head[more]] = -price[more]
        costs[head[less], tail[less]] = price[less]

    def to(self, target: int) -> np.ndarray:
        """The cost of the cheapest chain from each place to `target`: Dijkstra over a dense table."""
        cost = np.full(self.into.shape[0], NO_WAY, np.int64)
        cost[target] = 0
        waiting = cost.copy()
        while True:
            place = int(waiting.argmin())
            least = int(waiting[place])
            if least >= NO_WAY:
                return cost
            waiting[place] = NO_WAY
            through = self.into[place] + least
            better = through < cost
            cost[better] = through[better]
            waiting[better] = through[better]

    def everywhere(self) -> np.ndarray:
        """`to` for every target at once, by row: Floyd and Warshall."""
        cost = self.into.copy()
        np.fill_diagonal(cost, 0)
        for place in range(len(cost)):
            np.minimum(cost, cost[:, place, None] + cost[place], out=cost)
        return cost


def alternatives_of(standing: Standing, each: int = OFFERED) -> list[Alternative]:
    """For each matched mentee who may still move, the `each` cheapest other mentors; cheapest of all first.

    None for a cohort with more mentors than `MOST_MENTORS`: ask `alternatives_for` when it matters.
    """
    if standing.price.size > MOST_MENTORS:
        return []
    cost = Moves(standing).everywhere()
    found = [
        one
        for mentor, mentees in enumerate(standing.mentees_of)
        for mentee in mentees
        for one in cheapest_others(standing, cost[mentor], mentee, each)
    ]
    found.sort(key=lambda one: (one.cost, one.mentee, one.mentor))
    return [alternative(standing, one) for one in found]


def alternatives_for(standing: Standing, mentee: int, each: int = OFFERED) -> list[Alternative]:
    """The same for one mentee, who may also be without a mentor so far, in a cohort of any size."""
    moves = Moves(standing)
    origin = int(standing.mentor_of[mentee])
    cost = moves.to(moves.without(mentee) if origin < 0 else origin)
    return [alternative(standing, one) for one in cheapest_others(standing, cost, mentee, each)]


def cheapest_others(standing: Standing, chain: np.ndarray, mentee: int, each: int) -> list[Priced]:
    """`chain`: what it costs to even out from each place to where the mentee comes from."""
    total = standing.reduced(mentee) + chain[: standing.price.size]
    if standing.mentor_of[mentee] >= 0:
        total[standing.mentor_of[mentee]] = NO_WAY
    best = np.argsort(total, kind="stable")[:each]
    return [Priced(mentee, int(mentor), int(total[mentor])) for mentor in best if total[mentor] < NO_WAY]


def alternative(standing: Standing, one: Priced) -> Alternative:
    mixed, short = parts_of(standing, one.cost)
    prepared = standing.prepared
    return Alternative(
        mentee=prepared.cohort.mentees[one.mentee].id,
        mentor=prepared.cohort.mentors[one.mentor].id,
        cost_to_cohort=mixed,
        score=prepared.score(one.mentee, one.mentor),
        total=short,
    )


def parts_of(standing: Standing, cost: int) -> tuple[int, int]:
    """What a combined cost adds to Σ(1000 − score)² and takes from Σ score. `square` is large enough to tell.

    With 7 for `square`, 20 is 3·7 − 1: three more of squares, and one point of score gained.
    """
    square = standing.objective.square
    if not standing.objective.fairness:
        return cost, cost
    mixed = (cost + square // 2) // square
    return mixed, cost - mixed * square


def used_quotas(standing: Standing) -> np.ndarray:
    """How many each quota counts, without locked pairs."""
    load, frame = standing.load(), standing.frame
    placed = np.zeros(frame.mentees, np.int64)
    placed[[mentee for mentees in standing.mentees_of for mentee in mentees]] = 1
    counts = [
        int((placed if side == "mentees" else load)[inside].sum())
        for side, inside in zip(frame.sides, frame.inside, strict=True)
    ]
    return np.array(counts, np.int64)
