"""Whom everybody who waits leaves to each of them now, what is published being out of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from stepwell.domain.matching import (
    Couple,
    Earlier,
    Matching,
    earlier_in,
    earlier_of,
    follow,
    keeping,
    match,
    prepare,
    read_earlier,
    written,
)

from ..models import MatchingRun
from ..queries.cohorts import cohort_of
from ..queries.runs import followed_of, proof_of
from .placing import Placed
from .running import reasons_for


class Next:
    """Who is found for whom, by their persons. What is said of a pair is worked out when it is asked for."""

    def __init__(self, matching: Matching) -> None:
        self.now, self.matching = matching.prepared, matching
        self.pairs: dict[UUID, Couple] = {
            UUID(self.now.cohort.mentees[pair.mentee].id): pair for pair in matching.pairs
        }

    def mentor_of(self, person: UUID) -> UUID | None:
        pair = self.pairs.get(person)
        return UUID(self.now.cohort.mentors[pair.mentor].id) if pair else None

    def placed(self, person: UUID) -> Placed:
        """
        Raises:
            KeyError: nobody is found for this person.
        """
        pair = self.pairs[person]
        fit = self.now.fits([pair.mentee], [pair.mentor])[0]
        return Placed(UUID(self.now.cohort.mentors[pair.mentor].id), fit, reasons_for(self.now, pair))

    def to_keep(self) -> dict[str, Any]:
        """For the next pass to go on from."""
        return written(earlier_of(self.matching))


def next_for(run: MatchingRun, stood: Iterable[tuple[str, str]], *, today: date) -> Next:
    """Steps lead there from the pass before, or from the run, with the same optimum as a fresh run at its stand of the
    slider; where they cannot, all are matched again. `stood` is what was proposed so far, (mentee, mentor): of what is
    equally good, as much of it as can stays.
    """
    now = prepare(cohort_of(run.programme, fairness=run.fairness, today=today, within=run))
    before = kept_of(run)
    return Next(keeping(match(now) if before is None else follow(before, now), stood))


def kept_of(run: MatchingRun) -> Earlier | None:
    """What the pass before found, else the run; None if neither is kept, or an earlier release wrote it otherwise."""
    kept = followed_of(run)
    return (read_earlier(kept) if kept else None) or earlier_in(*proof_of(run))
