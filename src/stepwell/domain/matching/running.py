"""From the JSON of a cohort to the JSON of its result."""

from __future__ import annotations

from typing import Any

from .contracts.result import Pair, Result
from .explaining import reasons_of, unmatched_of
from .preparing import prepare
from .solver import USUAL_SECONDS
from .solving import Matching, match


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
    return explained(match(prepare(cohort), seconds))


def explained(matching: Matching) -> Result:
    prepared = matching.prepared
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
        alternatives=[],
        mentors_needed=[],
        totals=matching.totals,
        certificate=matching.certificate,
    )
