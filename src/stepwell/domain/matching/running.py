"""From the JSON of a cohort to the JSON of its result."""

from __future__ import annotations

from typing import Any

import numpy as np

from .auditing import couples_of
from .contracts import read
from .contracts.result import Alternative, Pair, Result
from .explaining import alternatives_for, alternatives_of, mentors_needed, reasons_of, unmatched_of
from .explaining.alternatives import OFFERED
from .pairs import Found, joined
from .preparing import prepare
from .solver import USUAL_SECONDS, Solver
from .solving import Matching, first_candidates, match_with
from .standing import standing_of


def solve(cohort: Any, seconds: float = USUAL_SECONDS) -> Result:
    """The best matching of a cohort (plain lists and dicts), with reasons and certificate.

    Raises:
        InvalidInput: with every fault of the cohort; quotas that cannot be met, too.
        SolverFault: the solver's process was killed, was too slow or failed.

    >>> result = solve({
    ...     "mentees": [{"id": "tom"}, {"id": "amira"}],
    ...     "mentors": [{"id": "ruth", "capacity": 1}, {"id": "ben", "capacity": 2}],
    ...     "scores": [["tom", "ruth", 900], ["amira", "ruth", 800], ["tom", "ben", 300]],
    ... })
    >>> [(pair.mentee, pair.mentor, pair.score) for pair in result.pairs]
    [('amira', 'ruth', 800), ('tom', 'ben', 300)]
    >>> result.totals.matched, result.totals.worst, result.certificate.matched.bound
    (2, 300, 2)
    """
    with Solver(seconds) as solver:
        return explained(match_with(prepare(cohort), solver), solver)


def explained(matching: Matching, solver: Solver) -> Result:
    """A matching in the words of the contract."""
    prepared = matching.prepared
    standing = standing_of(prepared, matching.pairs, matching.certificate)
    return Result(
        pairs=[
            Pair(
                mentee=prepared.cohort.mentees[one.mentee].id,
                mentor=prepared.cohort.mentors[one.mentor].id,
                score=one.score,
                reasons=reasons_of(prepared, one),
            )
            for one in matching.pairs
        ],
        unmatched=unmatched_of(matching),
        alternatives=alternatives_of(standing),
        mentors_needed=mentors_needed(matching, solver),
        totals=matching.totals,
        certificate=matching.certificate,
    )


def restore(cohort: Any, result: Any) -> Matching:
    """A matching from what was stored of it, to ask further; nothing is solved.

    Raises:
        InvalidInput: either is not what the contract says.
        ValueError: the result is not of this cohort.
    """
    prepared, found = prepare(cohort), read(Result, result)
    pairs, faults = couples_of(prepared, found)
    if faults:
        raise ValueError(str(faults[0]))
    columns = np.array([(one.mentee, one.mentor, one.score) for one in pairs], np.int64).reshape(-1, 3).T
    candidates = joined([first_candidates(prepared), Found(*columns)], prepared.capacity.size)
    settled = np.isin(candidates.mentee, [one.mentee for one in prepared.locked])
    return Matching(
        prepared, pairs, found.totals, found.certificate, found.certificate.most_mentees, candidates.where(~settled)
    )


def alternatives(matching: Matching, mentee: str, each: int = OFFERED) -> list[Alternative]:
    """The cheapest other mentors for somebody, at any size of cohort: what to offer after a decline.

    Raises:
        KeyError: nobody of the cohort.
    """
    standing = standing_of(matching.prepared, matching.pairs, matching.certificate)
    return alternatives_for(standing, matching.prepared.mentee_at[mentee], each)
