"""Who of those who waited has a mentor: the question between how many and how good."""

from __future__ import annotations

import numpy as np

from .certifying import named, too_heavy, with_locked
from .contracts import MOST_SCORE
from .contracts.result import Turn
from .network import SINK, SOURCE, Arcs, Frame, Prices, frame_of, potentials, residual_of
from .pairs import Found, joined
from .preparing import Prepared
from .solver import Solver
from .stages import MORE_FOR_EACH, Answer, Problem, greatest, uncovered, with_lower
from .waiting import Weighed, come_first, stand_alone, turns_of

Served = tuple[np.ndarray | None, list[Turn] | None, Answer]


def served_first(prepared: Prepared, most: Answer, solver: Solver) -> Served:
    """A mask of those who waited and must have a mentor, the proof of it, and as many people matched with them.

    Nothing has to be proven if all of them can have one: the pairs show it.
    """
    people = come_first(prepared)
    if not people:
        return None, ([] if prepared.cohort.waiting == "first" else None), most
    answer = with_all(prepared, mask_of(prepared, people), most, solver)
    if answer.count == most.count:
        return mask_of(prepared, people), [], answer
    must, turns = mask_of(prepared, []), []
    candidates = answer.candidates
    for turn in turns_of(prepared.cohort, people):
        chosen, proof, candidates = taken(prepared, must, turn, most.count, candidates, solver)
        turns.append(proof)
        must = must | (np.isin(np.arange(must.size), chosen.mentee) & (turn.weight > 0))
    answer = with_all(prepared, must, Answer(most.chosen, most.proof, candidates, most.potential), solver)
    return (must if must.any() else None), turns, answer


def mask_of(prepared: Prepared, people: list[int]) -> np.ndarray:
    mask = np.zeros(len(prepared.cohort.mentees), bool)
    mask[people] = True
    return mask


def with_all(prepared: Prepared, must: np.ndarray, most: Answer, solver: Solver) -> Answer:
    """As many people with all of `must`; its count is lower, or −1, if that cannot be."""
    problem = Problem(frame_of(prepared.cohort, prepared.room(), prepared.settled, must), prepared.pairs)
    candidates = most.candidates
    while True:
        answer = greatest(problem, candidates, 0, solver)
        if answer.count == most.count:
            return answer
        missing = uncovered(problem, answer.proof)
        if not missing.mentee.size:
            return answer
        candidates = joined([candidates, missing], problem.frame.mentors)


def taken(
    prepared: Prepared, must: np.ndarray, turn: Weighed, count: int, candidates: Found, solver: Solver
) -> tuple[Found, Turn, Found]:
    """Who of this turn has a mentor, with everybody of earlier ones; the proof; and the candidates by now.

    Where the others can be matched besides in any case, nothing is asked about them.
    """
    frame = frame_of(prepared.cohort, prepared.room(), prepared.settled, must)
    alone = stand_alone(prepared.cohort.quotas)
    while True:
        usable = candidates.where(turn.weight[candidates.mentee] > 0) if alone else candidates
        chosen, prices, each = heaviest(frame, usable, turn.weight, None if alone else count, solver)
        missing = too_heavy(prepared, frame.on_people(prices), turn.weight, each, MORE_FOR_EACH)
        if not missing.mentee.size:
            return chosen, turn_of(prepared, frame, prices, each), candidates
        candidates = joined([candidates, missing], frame.mentors)


def heaviest(
    frame: Frame, usable: Found, weight: np.ndarray, count: int | None, solver: Solver
) -> tuple[Found, Prices, int]:
    """The flow of the greatest weight, of `count` units if that is given, and the prices that prove it.

    A circulation, with an arc from sink to source.
    """
    arcs = frame.with_pairs(usable)
    whole = Arcs(
        np.r_[arcs.tail, SINK],
        np.r_[arcs.head, SOURCE],
        np.r_[arcs.lower, count or 0],
        np.r_[arcs.upper, frame.mentees if count is None else count],
    )
    cost, nothing = np.zeros(whole.tail.size, np.int64), np.zeros(frame.nodes, np.int64)
    own = slice(frame.arcs.tail.size, -1)
    cost[own] = -weight[usable.mentee]
    flow = with_lower(frame.nodes, whole, cost, nothing, solver)
    potential = potentials(residual_of(frame.nodes, whole, flow, cost), nothing)
    return usable.where(flow[own] > 0), frame.prices(potential), int(potential[SINK] - potential[SOURCE])


def turn_of(prepared: Prepared, frame: Frame, prices: Prices, each: int) -> Turn:
    whole = with_locked(prepared, frame, prices, np.full(MOST_SCORE + 2, each))
    return Turn(
        each_match=each,
        bound=frame.bound(prices) + each * len(prepared.locked),
        mentor_price=named(prepared.cohort.mentors, whole.mentor),
        mentee_surplus=named(prepared.cohort.mentees, whole.mentee),
        quota_price=whole.quota.tolist(),
    )
