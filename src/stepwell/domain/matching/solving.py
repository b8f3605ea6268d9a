"""From a cohort to the best matching and the certificate that it is the best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .certifying import asked_lowest, certificate_of, cover_of, limit_of, objective_of, totals_of
from .contracts import MOST_SCORE, Fault, InvalidInput
from .contracts.result import Certificate, Totals
from .network import Frame, frame_of
from .pairs import Found
from .preparing import Couple, Prepared
from .serving import served_first
from .solver import USUAL_SECONDS, Solver
from .stages import Answer, Problem, best_fit, best_worst, costs_for, most_matched

OF_MENTEE, OF_MENTOR = 12, 16
FEW_PAIRS = 20_000


@dataclass(frozen=True, eq=False)
class Matching:
    """Pairs in order of the mentees, locked ones included. `load`: the most mentees that anybody may have."""

    prepared: Prepared
    pairs: list[Couple]
    totals: Totals
    certificate: Certificate
    load: int | None
    candidates: Found

    @property
    def mentor_of(self) -> dict[int, int]:
        return {one.mentee: one.mentor for one in self.pairs}


def match(prepared: Prepared, seconds: float = USUAL_SECONDS) -> Matching:
    """The best matching there is, in the published order of what is best, with its certificate.

    Raises:
        InvalidInput: quotas that cannot be met.
        SolverFault: the solver was killed, took longer than `seconds` for one question, or failed.
    """
    with Solver(seconds) as solver:
        return match_with(prepared, solver)


def match_with(prepared: Prepared, solver: Solver) -> Matching:
    candidates = first_candidates(prepared)
    frame = frame_of(prepared.cohort, prepared.room(), prepared.settled)
    first = most_matched(Problem(frame, prepared.pairs), candidates, solver)
    if not first.met:
        raise InvalidInput(unmet_quotas(prepared, candidates, solver))
    matched = cover_of(prepared, frame, first.proof, None)
    must, waiting, first = served_first(prepared, first, solver)
    load, even = None, None
    if prepared.cohort.even_load and first.count + len(prepared.locked):
        load, first, even = evened(prepared, first, must, solver)
    frame = frame_of(prepared.cohort, prepared.room(load), prepared.settled, must)
    problem = Problem(frame, prepared.pairs, limit_of(prepared))
    best, worst, candidates = best_worst(problem, first, solver)
    cover = None if worst is None else cover_of(prepared, frame, worst, load)
    lowest = asked_lowest(prepared, best) if first.count else limit_of(prepared)
    costs = costs_for(prepared.cohort.emphasis.fairness, first.count + len(prepared.locked), lowest)
    answer, each = best_fit(problem, first.count, lowest, costs, candidates, solver)
    pairs, aims = couples(prepared, answer), objective_of(costs, lowest, each, prepared.cohort.waiting)
    covers = matched, even, cover
    certificate = certificate_of(prepared, frame, aims, answer.proof.prices, load, covers, waiting)
    return Matching(prepared, pairs, totals_of(pairs), certificate, load, answer.candidates)


def first_candidates(prepared: Prepared) -> Found:
    if prepared.pairs.size <= FEW_PAIRS:
        return prepared.pairs.everything()
    return prepared.pairs.candidates(OF_MENTEE, OF_MENTOR)


def couples(prepared: Prepared, answer: Answer) -> list[Couple]:
    columns = (column.tolist() for column in answer.chosen)
    found = [Couple(i, j, score) for i, j, score in zip(*columns, strict=True)]
    return sorted([*found, *prepared.locked], key=lambda one: one.mentee)


def evened(prepared: Prepared, first: Answer, must: np.ndarray | None, solver: Solver):
    """The lowest number of mentees that nobody need pass for as many to be matched, and the proof that it is the lowest."""
    taken = np.bincount([one.mentor for one in prepared.locked], minlength=prepared.capacity.size)
    low, high = int(taken.max(initial=0)), int(prepared.capacity.max(initial=0))
    low = max(low, 1)
    best = first
    while low < high:
        middle = (low + high) // 2
        answer = under_load(prepared, best.candidates, middle, must, solver)
        if answer.count == first.count:
            high, best = middle, answer
        else:
            low = middle + 1
    if high <= max(1, int(taken.max(initial=0))):
        return high, best, None
    below = under_load(prepared, best.candidates, high - 1, must, solver)
    frame = frame_of(prepared.cohort, prepared.room(high - 1), prepared.settled, must)
    return high, best, cover_of(prepared, frame, below.proof, high - 1)


def under_load(prepared: Prepared, candidates: Found, load: int, must: np.ndarray | None, solver: Solver) -> Answer:
    frame: Frame = frame_of(prepared.cohort, prepared.room(load), prepared.settled, must)
    return most_matched(Problem(frame, prepared.pairs), candidates, solver)


def unmet_quotas(prepared: Prepared, candidates: Found, solver: Solver) -> list[Fault]:
    """Which lower bounds cannot be met: each that cannot alone, else a smallest set that cannot together."""
    asked = [at for at, quota in enumerate(prepared.cohort.quotas) if quota.at_least]
    alone = [at for at in asked if not possible(prepared, [at], candidates, solver)]
    if alone:
        return [
            Fault(
                f"quotas[{at}].at_least", f"asks for {prepared.cohort.quotas[at].at_least}, which no matching can give"
            )
            for at in alone
        ]
    together = list(asked)
    for at in asked:
        fewer = [other for other in together if other != at]
        if not possible(prepared, fewer, candidates, solver):
            together = fewer
    names = " and ".join(f"quotas[{at}]" for at in together)
    return [Fault(f"quotas[{together[0]}].at_least", f"cannot be met together: {names}")]


def possible(prepared: Prepared, kept: list[int], candidates: Found, solver: Solver) -> bool:
    quotas = [
        quota if at in kept else quota.model_copy(update={"at_least": 0})
        for at, quota in enumerate(prepared.cohort.quotas)
    ]
    cohort = prepared.cohort.model_copy(update={"quotas": quotas})
    frame = frame_of(cohort, prepared.room(), prepared.settled)
    return most_matched(Problem(frame, prepared.pairs), candidates, solver).met


__all__ = ["MOST_SCORE", "Matching", "match", "match_with"]
