"""After a run was published somewhere: what is not published is brought to the optimum again, whatever has changed since.

People come, say no, pause or leave; mentors join, leave or take more. Steps lead from the run to the matching that a
fresh run would give over everybody who is not published, and each proposal that stands otherwise gives way to it.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.matching import InvalidInput, SolverFault
from stepwell.people.models import Organisation

from .. import emails
from ..models import MatchingRun, MenteeRequest, MentoringProgramme, ProposedPairing
from ..queries.following import followed_run
from .following import next_for
from .placing import Overtaken, a_few_at_a_time, expect_turn, place_each
from .programmes import held_by_key, locked

logger = logging.getLogger(__name__)
State = ProposedPairing.State


@dataclass(frozen=True)
class Proposal:
    """A pairing that is offered to nobody yet; `mentor` is the person."""

    id: UUID
    request: UUID
    mentee: UUID
    mentor: UUID
    placed_at: datetime | None
    organisation: int


@dataclass(frozen=True)
class Standing:
    """What is proposed to coordinators and offered to nobody yet, by request."""

    published: frozenset[int]
    proposed: dict[UUID, list[Proposal]]

    def counts(self, one: Proposal) -> bool:
        """A pair of the run itself counts until its organisation is published: then it was offered, or had no room."""
        return one.placed_at is not None or one.organisation not in self.published

    def now(self, request: UUID) -> list[Proposal]:
        return [one for one in self.proposed.get(request, ()) if self.counts(one)]

    def pairs(self) -> list[tuple[str, str]]:
        """The people of what counts: mentee and mentor."""
        return [(str(one.mentee), str(one.mentor)) for request in self.proposed for one in self.now(request)[:1]]

    def stands(self, request: UUID, mentor: UUID | None) -> bool:
        return {one.mentor for one in self.now(request)} == ({mentor} if mentor else set())

    def otherwise(self, request: UUID, mentor: UUID | None) -> list[UUID]:
        """What is not what was found, and gives way."""
        return [one.id for one in self.proposed.get(request, ()) if one.mentor != mentor]


def standing_of(run: MatchingRun) -> Standing:
    """Two queries."""
    proposed: dict[UUID, list[Proposal]] = defaultdict(list)
    rows = run.pairings.filter(state=State.PROPOSED, request__state=MenteeRequest.State.WAITING)
    people = "request__person", "enrolment__profile__person"
    for row in rows.values_list("id", "request", *people, "placed_at", "mentee_organisation"):
        one = Proposal(*row)
        proposed[one.request].append(one)
    return Standing(frozenset(run.publications.values_list("organisation_id", flat=True)), proposed)


def waiting_in(programme: MentoringProgramme) -> dict[UUID, UUID]:
    """Everybody to whom nothing is offered, the first who asked first: the person of each request."""
    waiting = MenteeRequest.objects.filter(programme=programme, state=MenteeRequest.State.WAITING)
    return dict(waiting.order_by("sent_at", "id").values_list("id", "person"))


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
    waiting = waiting_in(run.programme)
    if not waiting:
        return 0
    standing = standing_of(run)
    found = next_for(run, standing.pairs(), today=today)
    mentors = {request: found.mentor_of(person) for request, person in waiting.items()}
    others = [request for request, mentor in mentors.items() if not standing.stands(request, mentor)]
    gone = [key for one in others for key in standing.otherwise(one, mentors[one])]
    for some in a_few_at_a_time(gone):
        give_way(some, run, at=at)
    to_place = {one: found.placed(waiting[one]) for one in others if mentors[one]}
    placed = place_each(to_place, run, at=at, today=today)
    keep(found.to_keep(), run)
    tell(placed, standing)
    return len(placed)


@transaction.atomic
def give_way(keys: Sequence[UUID], run: MatchingRun, *, at: datetime) -> None:
    """What steps had found is taken back; a pair of the run stays in its list, set aside. Nobody was told of either."""
    programme = locked(run.programme)
    expect_turn(run)
    found = ProposedPairing.objects.filter(pk__in=keys, state=State.PROPOSED)
    found.filter(placed_at=None).update(state=State.SET_ASIDE)
    found.filter(placed_at__isnull=False).delete()
    record("mentoring_reworked", by=None, at=at, about=run, organisation_id=programme.host_id, count=len(keys))


@transaction.atomic
def keep(found: dict[str, Any], run: MatchingRun) -> None:
    """What was found, with its prices, for the next pass to go on from."""
    locked(run.programme)
    expect_turn(run)
    run.followed = found
    run.save(update_fields=["followed"])


def tell(placed: Iterable[ProposedPairing], standing: Standing) -> None:
    """Only of somebody for whom nothing waited to be looked at: that it is somebody else by now is seen when one looks."""
    new = [one for one in placed if one.state == State.PROPOSED and one.placed_at and not standing.now(one.request_id)]
    for organisation in Organisation.objects.filter(pk__in={one.mentee_organisation_id for one in new}).order_by("pk"):
        emails.tell_placed(organisation)
