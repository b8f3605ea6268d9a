"""Between two runs: who comes later, or has nobody again, is placed; what no coordinator has seen waits for one to look."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Organisation, Person

from ..models import MatchingRun, MenteeRequest, MentorEnrolment, MentoringProgramme, ProposedPairing
from ..queries.room import room_of
from ..queries.runs import is_latest
from .programmes import locked
from .publishing import Asked, State, held, offer, with_room
from .refusals import NotYours, WrongState


@dataclass(frozen=True)
class Placed:
    """Whom a run gives somebody: the mentor's person, how well they fit, and why."""

    mentor: UUID
    score: int
    reasons: dict[str, list[str]]


class Overtaken(Exception):
    """A later pass over the same run has begun: it has read, or will read, all that this one has."""


def expect_turn(run: MatchingRun) -> None:
    """
    Raises:
        Overtaken
    """
    if not MatchingRun.objects.filter(pk=run.pk, followed_at=run.followed_at).exists():
        raise Overtaken


@transaction.atomic
def place(
    request: MenteeRequest, run: MatchingRun, found: Placed, *, at: datetime, today: date
) -> ProposedPairing | None:
    """Keep what steps found for somebody who is not published.

    Nothing is offered that no coordinator has seen. So it waits for the coordinator of the mentee's organisation: in the
    run, if it is the run's own pair and not published yet; else among what was found since. Only after a no, and if the
    published run showed it as the next in line, do the programme's rules offer it by itself. None if something changed
    while it was worked out: the next time sees to it.

    Raises:
        Overtaken
    """
    programme = locked(request.programme)
    expect_turn(run)
    waiting = MenteeRequest.objects.filter(pk=request.pk, state=Asked.WAITING).exists()
    enrolment = (
        MentorEnrolment.objects.filter(
            programme=programme, profile__person_id=found.mentor, state=MentorEnrolment.State.ACTIVE
        )
        .select_related("profile")
        .first()
    )
    if not waiting or enrolment is None or programme.state != MentoringProgramme.State.OPEN or not is_latest(run):
        return None
    if not room_of([enrolment.profile], today)[enrolment.profile_id]:
        return None
    pairing = run.pairings.filter(request=request, enrolment=enrolment).first()
    if pairing is None:
        parts = {"score": found.score, "reasons": found.reasons, "placed_at": at}
        pairing = ProposedPairing.of(run, request, enrolment, **parts)
        pairing.save(force_insert=True)
    full = held(pairing)
    if full.state not in (State.PROPOSED, State.SET_ASIDE):
        return None
    published = run.publications.filter(organisation=request.organisation_id).exists()
    if published and programme.offers_next and was_refused(request) and was_seen(run, request, enrolment):
        offer(full, programme, by=None, at=at, today=today)
        full.state = State.OFFERED
        record("mentoring_next_offered", by=None, at=at, about=full, organisation_id=request.organisation_id)
        return full
    full.state, full.placed_at = State.PROPOSED, at if published else full.placed_at
    full.save(update_fields=["state", "placed_at"])
    record("mentoring_placed", by=None, at=at, about=full, organisation_id=request.organisation_id)
    return full


def was_refused(request: MenteeRequest) -> bool:
    """Whether something was offered to them that did not come about."""
    return request.pairings.filter(state=State.NOT_FORMED).exists()


def was_seen(run: MatchingRun, request: MenteeRequest, enrolment: MentorEnrolment) -> bool:
    """Whether a coordinator looked at these two before they published: as a pair of the run, or as who comes next."""
    own = list(run.pairings.filter(request=request, placed_at=None))
    shown = {str(key) for pairing in own for key, *_ in pairing.others or []}
    return any(pairing.enrolment_id == enrolment.pk for pairing in own) or str(enrolment.pk) in shown


@transaction.atomic
def offer_placed(
    pairing: ProposedPairing, *, organisation: Organisation, by: Person, at: datetime, today: date
) -> bool:
    """A coordinator looked at what was placed since the run, and offers it to both. False if the mentor has no room left.

    Then it is taken away, and the next time somebody else is found.
    """
    programme = locked(pairing.programme)
    stored = held(pairing)
    if stored.mentee_organisation_id != organisation.pk:
        raise NotYours
    if stored.state != State.PROPOSED or stored.placed_at is None or stored.request.state != Asked.WAITING:
        raise WrongState
    if programme.state != MentoringProgramme.State.OPEN or not is_latest(stored.run):
        raise WrongState
    if stored.enrolment.state != MentorEnrolment.State.ACTIVE or not with_room([stored], today):
        stored.delete()
        return False
    offer(stored, programme, by=by, at=at, today=today)
    record("mentoring_placed_offered", by=by, at=at, about=stored, organisation_id=organisation.pk)
    return True
