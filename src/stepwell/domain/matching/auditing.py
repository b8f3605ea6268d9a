"""Checking a result against its cohort, without a solver and without believing one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from .blocks import without_collecting
from .certifying import faults_of_certificate, totals_of
from .contracts import Fault, InvalidInput, belongs, read
from .contracts.result import Result
from .preparing import Couple, Prepared, prepare, scores_of


def audit(cohort: Any, result: Any) -> list[Fault]:
    """What does not hold in `result` (as `stepwell match` writes it) for `cohort` (as it reads it); empty if all holds.

    Raises:
        InvalidInput: either is not what the contract says.
    """
    with without_collecting():
        return audited(prepare(cohort), read(Result, result))


def audited(prepared: Prepared, result: Result) -> list[Fault]:
    pairs, faults = couples_of(prepared, result)
    if faults:
        return faults
    faults = [*wrong_pairs(prepared, pairs), *wrong_lists(prepared, pairs, result)]
    if not faults:
        faults = list(faults_of_certificate(prepared, pairs, result.certificate))
    return faults


def couples_of(prepared: Prepared, result: Result) -> tuple[list[Couple], list[Fault]]:
    found, faults = [], []
    for number, pair in enumerate(result.pairs):
        mentee, mentor = prepared.mentee_at.get(pair.mentee), prepared.mentor_at.get(pair.mentor)
        if mentee is None or mentor is None:
            faults.append(Fault(f"pairs[{number}]", "names somebody who is not in the cohort"))
        else:
            found.append(Couple(mentee, mentor, pair.score))
    return found, faults


def wrong_pairs(prepared: Prepared, pairs: list[Couple]) -> Iterator[Fault]:
    """Each pair on its own, then capacities, locks and quotas."""
    locked = set(prepared.settled)
    columns = np.array([(one.mentee, one.mentor) for one in pairs], np.int64).reshape(-1, 2).T
    scores = scores_of(prepared.source, *columns).tolist()
    shut = prepared.shut.holds(*columns).tolist()
    for number, one in enumerate(pairs):
        here = f"pairs[{number}]"
        if scores[number] != one.score:
            yield Fault(f"{here}.score", "is not the score of this pair")
        if (one.mentee, one.mentor) in locked:
            continue
        if shut[number]:
            yield Fault(here, "may not be a pair")
        elif one.score < prepared.floor(one.mentee):
            yield Fault(f"{here}.score", "is below what is acceptable")
    for mentee, count in Counter(one.mentee for one in pairs).items():
        if count > 1:
            yield Fault("pairs", f"give “{prepared.cohort.mentees[mentee].id}” {count} mentors")
    yield from overfull(prepared, pairs)
    if missing := locked - {(one.mentee, one.mentor) for one in pairs}:
        yield Fault("pairs", f"leave out {len(missing)} locked pairs")


def overfull(prepared: Prepared, pairs: list[Couple]) -> Iterator[Fault]:
    for mentor, count in Counter(one.mentor for one in pairs).items():
        if count > prepared.capacity[mentor]:
            yield Fault("pairs", f"give “{prepared.cohort.mentors[mentor].id}” more mentees than their capacity")
    for number, quota in enumerate(prepared.cohort.quotas):
        people = prepared.cohort.mentees if quota.side == "mentees" else prepared.cohort.mentors
        inside = [belongs(person, quota) for person in people]
        count = sum(inside[one.mentee if quota.side == "mentees" else one.mentor] for one in pairs)
        if count < quota.at_least or (quota.at_most is not None and count > quota.at_most):
            yield Fault(f"quotas[{number}]", f"counts {count} in these pairs")


def wrong_lists(prepared: Prepared, pairs: list[Couple], result: Result) -> Iterator[Fault]:
    """Everybody stands once, in order; the totals are those of the pairs."""
    if [one.mentee for one in pairs] != sorted({one.mentee for one in pairs}):
        yield Fault("pairs", "are not in the order of the mentees")
    left = sorted(set(prepared.mentee_at) - {pair.mentee for pair in result.pairs})
    if [one.mentee for one in result.unmatched] != left:
        yield Fault("unmatched", "are not those without a pair")
    if result.totals != totals_of(pairs):
        yield Fault("totals", "are not those of the pairs")
    if not result.certificate.holds:
        yield Fault("certificate.holds", "is not said")


__all__ = ["InvalidInput", "audit", "audited"]
