"""What `stepwell match` writes and `stepwell audit-match` reads: the matching, its reasons, and what proves it best."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from stepwell.domain.disclosure.contracts.faults import Exact

Count = Annotated[int, Field(ge=0)]


class Pair(Exact):
    mentee: str
    mentor: str
    score: int
    reasons: list[str]


class WouldHelp(Exact):
    """`options`: with how many mentors the change was tried and did help."""

    change: str
    options: Count


class Unmatched(Exact):
    """`would_help` was tried, each; `next_time` is what waiting gives, `now` what can be done meanwhile."""

    mentee: str
    reason: str
    would_help: list[WouldHelp]
    next_time: str
    now: str


class Alternative(Exact):
    """The pair instead of the mentee's own, everything else arranged anew as well as it can be.

    `cost_to_cohort` is what Σ(1000 − score)² rises by; `total` is what Σ score falls by.
    """

    mentee: str
    mentor: str
    cost_to_cohort: int
    score: int
    total: int


class Needed(Exact):
    """A further mentor such as this, and how many more people would be matched. None: any."""

    offer: str | None
    profession: str | None
    organisation: str | None
    would_match: Count


class Totals(Exact):
    """`worst` is None where nobody is matched."""

    matched: Count
    worst: int | None
    squared_shortfall: int
    total: int


class Objective(Exact):
    """What each pair is counted as worth in the prices: `words` says how, with the numbers of this matching.

    worth = each_match − square·mix − (1000 − score), where mix = (1000 − score)² in the published objective (fairness
    10), and fairness·(1000 − score)² + (10 − fairness)·1000·(1000 − score) else; without `square` at fairness 0.
    """

    order: list[str]
    words: str
    fairness: int
    lowest_score: int
    each_match: int
    square: int


class Cover(Exact):
    """Prices (those that are not 0) that pay 1 for each pair scoring more than `above`: so no matching has more than
    `bound` such pairs. `load` is the highest number of mentees for one mentor that was allowed."""

    above: int
    bound: int
    load: int | None
    mentor_price: dict[str, int]
    mentee_surplus: dict[str, int]
    quota_price: list[int]


class Turn(Exact):
    """Prices that pay for each pair `each_match` and what its mentee weighs in this turn, and add up to what was reached.

    So no matching of as many people gives a mentor to others of those who waited, and weighs more (`waiting.py`).
    """

    each_match: int
    bound: int
    mentor_price: dict[str, int]
    mentee_surplus: dict[str, int]
    quota_price: list[int]


class Certificate(Exact):
    """The dual prices of each stage. `worst` and `load` are None where there is nothing to prove.

    `most_mentees`: the highest number for one mentor, where the load was to be even; `load` proves that it cannot be lower.
    `waiting`: None where those who waited do not come first; empty if all of them who could be proposed have a mentor.
    """

    objective: Objective
    mentor_price: dict[str, int]
    mentee_surplus: dict[str, int]
    quota_price: list[int]
    matched: Cover
    most_mentees: int | None
    load: Cover | None
    worst: Cover | None
    waiting: list[Turn] | None = None
    holds: bool


class Result(Exact):
    pairs: list[Pair]
    unmatched: list[Unmatched]
    alternatives: list[Alternative]
    mentors_needed: list[Needed]
    totals: Totals
    certificate: Certificate
