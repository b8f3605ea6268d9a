"""The three questions in order: how many can be matched, how good the worst can be, which matching is then best.

Each is answered over a choice of candidate pairs; then every permitted pair is held against the prices of the answer,
and those that it does not cover join the candidates, until there are none. So each answer is proven for all pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .contracts import MOST_SCORE
from .network import FIRST, SINK, SOURCE, Arcs, Frame, Prices, potentials, reached, residual_of
from .pairs import Found, Pairs, joined
from .solver import MOST_SCALED, Solver

FAR = -(2**62)
MORE_FOR_EACH = 8


@dataclass(frozen=True, eq=False)
class Problem:
    """What remains to be decided once locked pairs stand. `limit`: a worst score that cannot be passed, or 1000."""

    frame: Frame
    pairs: Pairs
    limit: int = MOST_SCORE


@dataclass(frozen=True, eq=False)
class Proof:
    """Prices on which no matching over the pairs from `lowest` up can be worth more than `bound`."""

    prices: Prices
    lowest: int
    bound: int


@dataclass(frozen=True, eq=False)
class Answer:
    """`chosen` are candidates that carry a unit; `met`: all lower bounds can be kept besides, by pairs from `least` up."""

    chosen: Found
    proof: Proof
    candidates: Found
    potential: np.ndarray
    met: bool = True
    least: int = 0

    @property
    def count(self) -> int:
        """How many are matched; −1 if a lower bound is not met."""
        return int(self.chosen.mentee.size) if self.met else -1


def most_matched(problem: Problem, candidates: Found, solver: Solver) -> Answer:
    """As many people as can be matched, by any permitted pairs; its count is −1 if quotas cannot be met."""
    while True:
        answer = greatest(problem, candidates, 0, solver)
        missing = uncovered(problem, answer.proof)
        if not missing.mentee.size:
            return answer
        candidates = joined([candidates, missing], problem.frame.mentors)


def best_worst(problem: Problem, first: Answer, solver: Solver) -> tuple[int, Proof | None, Found]:
    """The highest score that the worst pair can have with as many people matched, with the proof that none is higher.

    There is no proof where none is needed: with the score of a locked pair, or 1000, or with nobody matched.
    """
    candidates, wanted = first.candidates, first.count
    if not wanted:
        return problem.limit, None, candidates
    lowest = min(first.least, problem.limit)
    while True:
        lowest = highest_feasible(problem, candidates, lowest, wanted, solver)
        if lowest >= problem.limit:
            return problem.limit, None, candidates
        above = greatest(problem, candidates, lowest + 1, solver)
        missing = uncovered(problem, above.proof)
        if not missing.mentee.size:
            return lowest, above.proof, candidates
        candidates = joined([candidates, missing], problem.frame.mentors)


def highest_feasible(problem: Problem, candidates: Found, known: int, wanted: int, solver: Solver) -> int:
    """By halving: the highest score of a candidate (`limit` at most) from which up `wanted` people can be matched."""
    scores = np.unique(np.minimum(candidates.score[candidates.score > known], problem.limit)).tolist()
    scores = [score for score in scores if score > known]
    low, high = -1, len(scores) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if greatest(problem, candidates, scores[middle], solver).count == wanted:
            low = middle
        else:
            high = middle - 1
    return known if low < 0 else scores[low]


def greatest(problem: Problem, candidates: Found, lowest: int, solver: Solver) -> Answer:
    """As many as can be matched by candidates from `lowest` up, with prices of 0 and 1 (without lower bounds)."""
    frame = problem.frame
    usable = candidates.where(candidates.score >= lowest)
    arcs = frame.with_pairs(usable)
    needed = np.zeros(arcs.tail.size, bool)
    if frame.has_lower and not frame.only_people:
        flow, potential, met = greatest_with_lower(frame, arcs, solver)
    else:
        must, potential, met = flow_of_must(frame, arcs, solver)
        flow = np.zeros(arcs.tail.size, np.int64)
        if met:
            flow, potential = plain_flow(frame, arcs, solver)
        needed = must > 0
    prices = frame.prices(potential)
    pairs = slice(frame.arcs.tail.size, None)
    chosen = usable.where(flow[pairs] > 0)
    least = int(usable.score[(flow > 0)[pairs] | needed[pairs]].min(initial=MOST_SCORE))
    return Answer(chosen, Proof(prices, lowest, frame.bound(prices)), candidates, potential, met, least)


def plain_flow(frame: Frame, arcs: Arcs, solver: Solver) -> tuple[np.ndarray, np.ndarray]:
    flow = solver.greatest(frame.nodes, arcs.tail, arcs.head, arcs.upper, SOURCE, SINK)
    residual = residual_of(
        frame.nodes, Arcs(arcs.tail, arcs.head, np.zeros_like(arcs.lower), arcs.upper), flow, arcs.lower
    )
    return flow, (~reached(residual, frame.nodes)).astype(np.int64)


def flow_of_must(frame: Frame, arcs: Arcs, solver: Solver) -> tuple[np.ndarray, np.ndarray, bool]:
    """Whether all those who must have a mentor can, without anybody else: then as many can with them as without.

    If not, the prices say so: a cover that is too small for them, many times over, on top of 1 for everybody.
    """
    must = frame.arcs.lower[: frame.mentees] > 0
    if not must.any():
        return arcs.lower, np.zeros(frame.nodes, np.int64), True
    upper = arcs.upper.copy()
    upper[: frame.mentees] = must
    flow, cover = plain_flow(frame, Arcs(arcs.tail, arcs.head, arcs.lower, upper), solver)
    own = slice(FIRST, FIRST + frame.mentees)
    potential = 1 + frame.mentees * cover
    has_pairs = np.isin(np.arange(FIRST, FIRST + frame.mentees), arcs.tail[frame.arcs.tail.size :])
    potential[own] = np.where(must, potential[own] - frame.mentees, has_pairs)
    potential[SOURCE] = 0
    return flow, potential, int(flow[: frame.mentees].sum()) == int(must.sum())


def greatest_with_lower(frame: Frame, arcs: Arcs, solver: Solver) -> tuple[np.ndarray, np.ndarray, bool]:
    """First as much of the lower bounds as can be met, then as many people as can be matched.

    A circulation through an arc from sink to source that pays 1 for each unit. An arc with a lower bound is two: one
    up to the bound that pays more than all people together, and one for what is beyond.
    """
    bounded = np.flatnonzero(arcs.lower)
    most = np.minimum(arcs.upper, frame.mentees + 1)
    parts = Arcs(
        np.r_[arcs.tail, arcs.tail[bounded], SINK],
        np.r_[arcs.head, arcs.head[bounded], SOURCE],
        np.zeros(arcs.tail.size + bounded.size + 1, np.int64),
        np.r_[most - arcs.lower, arcs.lower[bounded], frame.mentees + 1],
    )
    parts.upper[: arcs.tail.size] = np.maximum(parts.upper[: arcs.tail.size], 0)
    cost = np.zeros(parts.tail.size, np.int64)
    cost[arcs.tail.size :] = -(frame.mentees + 1)
    cost[-1] = -1
    nothing = np.zeros(frame.nodes, np.int64)
    flow = solver.cheapest(frame.nodes, parts.tail, parts.head, parts.upper, cost, nothing)
    potential = potentials(residual_of(frame.nodes, parts, flow, cost), nothing)
    reached_bounds = flow[arcs.tail.size : -1]
    whole = flow[: arcs.tail.size].copy()
    whole[bounded] += reached_bounds
    return whole, potential, bool((reached_bounds == arcs.lower[bounded]).all())


def with_lower(nodes: int, arcs: Arcs, cost: np.ndarray, supply: np.ndarray, solver: Solver) -> np.ndarray:
    """Lower bounds as supplies: what must flow is sent beforehand."""
    supply = supply.copy()
    np.add.at(supply, arcs.head, arcs.lower)
    np.add.at(supply, arcs.tail, -arcs.lower)
    most = np.minimum(arcs.upper, nodes + int(arcs.lower.sum()) + int(np.abs(supply).sum()))
    return solver.cheapest(nodes, arcs.tail, arcs.head, most - arcs.lower, cost, supply) + arcs.lower


def uncovered(problem: Problem, proof: Proof) -> Found:
    """Permitted pairs from `proof.lowest` up for which the prices do not pay 1."""
    mentee, mentor = problem.frame.on_people(proof.prices)
    if mentee.min(initial=0) >= 0 and mentor.min(initial=0) >= 0:
        return problem.pairs.uncovered(mentee > 0, mentor > 0, max(0, proof.lowest), MORE_FOR_EACH)
    worth = np.full(MOST_SCORE + 2, FAR)
    worth[max(0, proof.lowest) : MOST_SCORE + 1] = 1
    return problem.pairs.underpriced(mentee, mentor, worth, MORE_FOR_EACH)


@dataclass(frozen=True)
class Costs:
    """What a pair costs: (fairness·d² + (10 − fairness)·1000·d)·`square` + d for a shortfall d = 1000 − score.

    `square` is more than twice any difference that the last term can make: so that term only decides between equals,
    and both parts can be read off a sum.
    """

    fairness: int
    square: int

    def table(self, square: int | None = None) -> np.ndarray:
        """The cost of each score 0…1000."""
        short = MOST_SCORE - np.arange(MOST_SCORE + 1)
        if not self.fairness:
            return short
        mixed = short * short if self.fairness == 10 else self.fairness * short**2 + (10 - self.fairness) * 1000 * short
        return mixed * (self.square if square is None else square) + short

    def table_within(self, most: int, lowest: int) -> np.ndarray:
        """The same with a smaller `square`, if costs from `lowest` up would pass `most`."""
        table = self.table()
        if int(table[lowest]) <= most or not self.fairness:
            return np.minimum(table, most)
        return np.minimum(self.table((most - MOST_SCORE) // int(self.table(1)[lowest])), most)


def costs_for(fairness: int, count: int, lowest: int) -> Costs:
    """`square` stays the same while people come and go, until their number passes a power of two: so do prices.

    >>> [costs_for(10, count, 900).square for count in (3, 4, 7)]
    [801, 1601, 1601]
    """
    return Costs(fairness, 2 * (1 << count.bit_length()) * (MOST_SCORE - lowest) + 1)


def best_fit(
    problem: Problem, count: int, lowest: int, costs: Costs, candidates: Found, solver: Solver
) -> tuple[Answer, int]:
    """The cheapest matching of `count` people by pairs from `lowest` up, and what each match is counted as worth.

    With a weight of `worth` − cost for each pair, the proof's bound is what the matching has.
    """
    potential = np.zeros(problem.frame.nodes, np.int64)
    table, sent = costs.table(), costs.table_within(MOST_SCALED // (problem.frame.nodes + 3), lowest)
    while True:
        usable = candidates.where(candidates.score >= lowest)
        chosen, potential = cheapest(problem.frame, usable, count, (table, sent), potential, solver)
        prices = problem.frame.prices(potential)
        each = int(potential[SINK] - potential[SOURCE])
        worth = np.full(MOST_SCORE + 2, FAR)
        worth[lowest : MOST_SCORE + 1] = each - table[lowest:]
        missing = problem.pairs.underpriced(*problem.frame.on_people(prices), worth, MORE_FOR_EACH)
        if not missing.mentee.size:
            return Answer(chosen, Proof(prices, lowest, problem.frame.bound(prices)), candidates, potential), each
        candidates = joined([candidates, missing], problem.frame.mentors)


def cheapest(
    frame: Frame,
    usable: Found,
    count: int,
    tables: tuple[np.ndarray, np.ndarray],
    start: np.ndarray,
    solver: Solver,
) -> tuple[Found, np.ndarray]:
    """The cheapest matching of `count` people by these pairs, and the potentials that prove it.

    `tables` are the costs, and those for the solver: the same unless they would be too large for it.

    Raises:
        NotBest: the solver's costs were not exact enough.
    """
    table, sent = tables
    arcs = frame.with_pairs(usable)
    free = np.zeros(frame.arcs.tail.size, np.int64)
    asked = np.r_[free, sent[usable.score]]
    flow = cheapest_flow(frame, arcs, asked, count, solver)
    potential = potentials(residual_of(frame.nodes, arcs, flow, np.r_[free, table[usable.score]]), start)
    return usable.where(flow[frame.arcs.tail.size :] > 0), potential


def cheapest_flow(frame: Frame, arcs: Arcs, cost: np.ndarray, count: int, solver: Solver) -> np.ndarray:
    if not frame.has_lower:
        return solver.cheapest_greatest(frame.nodes, arcs.tail, arcs.head, arcs.upper, cost, SOURCE, SINK, count)
    flow = paying_for_must(frame, arcs, cost, count, solver) if frame.only_people else None
    if flow is None:
        supply = np.zeros(frame.nodes, np.int64)
        supply[SOURCE], supply[SINK] = count, -count
        flow = with_lower(frame.nodes, arcs, cost, supply, solver)
    return flow


def paying_for_must(frame: Frame, arcs: Arcs, cost: np.ndarray, count: int, solver: Solver) -> np.ndarray | None:
    """Quicker than lower bounds: anybody else costs as much more as the solver's numbers allow.

    None if that was not enough for all who must have a mentor.
    """
    must = frame.arcs.lower[: frame.mentees] > 0
    dear = cost.copy()
    dear[: frame.mentees] = np.where(must, 0, MOST_SCALED // (frame.nodes + 3))
    flow = solver.cheapest_greatest(frame.nodes, arcs.tail, arcs.head, arcs.upper, dear, SOURCE, SINK, count)
    return flow if flow[: frame.mentees][must].all() else None
