"""After a run was published somewhere: what is not published is brought to the optimum again, whatever has changed since.

People come, say no, pause or leave; mentors join, leave or take more. Steps lead from the run to the matching that a
fresh run would give over everybody who is not published, and each proposal that stands otherwise gives way to it.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.matching import InvalidInput, SolverFault

from .. import emails
from ..models import MatchingRun, MenteeRequest, MentoringProgramme, ProposedPairing
from ..queries.following import followed_run
from .placing import Overtaken, Placed, expect_turn, place
from .programmes import held_by_key, locked
from .running import next_for

logger = logging.getLogger(__name__)
State = ProposedPairing.State


@dataclass(frozen=True)
class Standing:
    """What is proposed to coordinators and offered to nobody yet, by request."""

    run: MatchingRun
    published: frozenset[int]
    proposed: dict[UUID, list[ProposedPairing]]

    def counts(self, pairing: ProposedPairing) -> bool:
        """A pair of the run itself counts until its organisation is published: then it was offered, or had no room."""
        return pairing.placed_at is not None or pairing.mentee_organisation_id not in self.published

    def now(self, request: MenteeRequest) -> list[ProposedPairing]:
        return [one for one in self.proposed[request.pk] if self.counts(one)]

    def pairs(self, requests: Iterable[MenteeRequest]) -> list[tuple[str, str]]:
        """The people of what counts: mentee and mentor."""
        return [
            (str(request.person_id), str(one.enrolment.profile.person_id))
            for request in requests
            for one in self.now(request)[:1]
        ]

    def stands(self, request: MenteeRequest, found: Placed | None) -> bool:
        mentors = {one.enrolment.profile.person_id for one in self.now(request)}
        return mentors == ({found.mentor} if found else set())

    def otherwise(self, request: MenteeRequest, found: Placed | None) -> list[ProposedPairing]:
        """What is not what was found, and gives way."""
        return [
            one for one in self.proposed[request.pk] if not found or one.enrolment.profile.person_id != found.mentor
        ]


def standing_of(run: MatchingRun) -> Standing:
    """Two queries."""
    proposed: dict[UUID, list[ProposedPairing]] = defaultdict(list)
    rows = run.pairings.filter(state=State.PROPOSED, request__state=MenteeRequest.State.WAITING)
    for one in rows.select_related("enrolment__profile").defer("reasons", "others"):
        proposed[one.request_id].append(one)
    return Standing(run, frozenset(run.publications.values_list("organisation_id", flat=True)), proposed)


def waiting_in(programme: MentoringProgramme) -> list[MenteeRequest]:
    """Everybody to whom nothing is offered, the first who asked first."""
    waiting = MenteeRequest.objects.filter(programme=programme, state=MenteeRequest.State.WAITING)
    return list(waiting.select_related("programme", "person", "organisation").order_by("sent_at", "id"))


def place_again(programme_id: UUID, *, at: datetime, today: date) -> int:
    """For how many somebody was found, if a coordinator has published the latest run of the programme.

    Called by a task: it reads everybody who waits, and may solve. Nothing is held meanwhile.
    """
    run = begun(programme_id, at=at)
    if run is None:
        return 0
    try:
        return rework(run, at=at, today=today)
    except (InvalidInput, SolverFault):
        logger.exception("mentoring: %s waits for its next run", programme_id)
    except Overtaken:
        logger.info("mentoring: a later pass over %s has begun, and does the work of this one too", programme_id)
    return 0


@transaction.atomic
def begun(programme_id: UUID, *, at: datetime) -> MatchingRun | None:
    """From now on this pass alone writes. The row of the programme is held, so one that is writing comes to its end."""
    held_by_key(programme_id)
    run = followed_run(programme_id)
    if run is not None:
        MatchingRun.objects.filter(pk=run.pk).update(followed_at=at)
        run.followed_at = at
    return run


def rework(run: MatchingRun, *, at: datetime, today: date) -> int:
    """Returns for how many somebody else, or anybody, was found. Coordinators are told once for all that is new to look at."""
    requests = waiting_in(run.programme)
    if not requests:
        return 0
    standing = standing_of(run)
    found = next_for(run, requests, standing.pairs(requests), today=today)
    others = [one for one in requests if not standing.stands(one, found.get(one.pk))]
    give_way([row for one in others for row in standing.otherwise(one, found.get(one.pk))], run, at=at)
    placed = [
        pairing for one in others if one.pk in found and (pairing := place(one, run, found[one.pk], at=at, today=today))
    ]
    tell(placed, standing)
    return len(placed)


@transaction.atomic
def give_way(rows: Iterable[ProposedPairing], run: MatchingRun, *, at: datetime) -> None:
    """What steps had found is taken back; a pair of the run stays in its list, set aside. Nobody was told of either."""
    listed = list(rows)
    if not listed:
        return
    programme = locked(run.programme)
    expect_turn(run)
    found = ProposedPairing.objects.filter(pk__in=[one.pk for one in listed], state=State.PROPOSED)
    found.filter(placed_at=None).update(state=State.SET_ASIDE)
    found.filter(placed_at__isnull=False).delete()
    record("mentoring_reworked", by=None, at=at, about=run, organisation_id=programme.host_id, count=len(listed))


def tell(placed: Iterable[ProposedPairing], standing: Standing) -> None:
    """Only of somebody for whom nothing waited to be looked at: that it is somebody else by now is seen when one looks."""
    new = [
        one
        for one in placed
        if one.state == State.PROPOSED
        and one.placed_at
        and not any(map(standing.counts, standing.proposed[one.request_id]))
    ]
    for organisation in {one.request.organisation_id: one.request.organisation for one in new}.values():
        emails.tell_placed(organisation)
