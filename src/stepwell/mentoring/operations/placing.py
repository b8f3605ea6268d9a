"""Between two runs: who comes later, or has nobody again, is placed; what no coordinator has seen waits for one to look."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from time import sleep
from uuid import UUID

from django.db import transaction

from stepwell.audit.operations import record, record_each
from stepwell.people.models import Organisation, Person

from ..models import MatchingRun, MenteeRequest, MentorEnrolment, MentoringProgramme, ProposedPairing
from ..queries.room import room_of
from ..queries.runs import is_latest
from .programmes import locked
from .publishing import Asked, State, held, offer, with_room
from .refusals import NotYours, WrongState

AT_ONCE = 100
OTHERS_TURN = 0.12  # seconds: somebody who waits for SQLite asks again after 0.1 at most


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


def a_few_at_a_time(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """For transactions that follow each other. SQLite's one writer is whoever asks in the instant it is free: without
    waiting between them, nobody else would come in before the last."""
    for start in range(0, len(keys), AT_ONCE):
        if start:
            sleep(OTHERS_TURN)
        yield keys[start : start + AT_ONCE]


def place_each(found: Mapping[UUID, Placed], run: MatchingRun, *, at: datetime, today: date) -> list[ProposedPairing]:
    """Keep what steps found for people who are not published, by request: a few at a time, so that nobody waits for it.

    Nothing is offered that no coordinator has seen. So it waits for the coordinator of the mentee's organisation: in the
    run, if it is the run's own pair and not published yet; else among what was found since. Only after a no, and if the
    published run showed it as the next in line, do the programme's rules offer it by itself. Somebody about whom
    something changed while it was worked out is left out: the next time sees to it.

    Raises:
        Overtaken
    """
    parts = ({key: found[key] for key in some} for some in a_few_at_a_time(list(found)))
    return [one for part in parts for one in place(part, run, at=at, today=today)]


@transaction.atomic
def place(found: Mapping[UUID, Placed], run: MatchingRun, *, at: datetime, today: date) -> list[ProposedPairing]:
    programme = locked(run.programme)
    expect_turn(run)
    if programme.state != MentoringProgramme.State.OPEN or not is_latest(run):
        return []
    facts = facts_of(programme, run, found, today)
    placed = []
    for key, one in found.items():
        pairing = facts.pairing(key, one, run, at)
        if pairing is not None:
            facts.settle(pairing, run, programme, at=at, today=today)
            placed.append(pairing)
    proposed = [one for one in placed if one.state == State.PROPOSED]
    write(proposed, at=at)
    return placed


@dataclass
class Facts:
    """What is so now about some people and those who were found for them."""

    requests: dict[UUID, MenteeRequest]
    enrolments: dict[UUID, MentorEnrolment]
    room: dict[UUID, int]
    known: dict[tuple[UUID, UUID], ProposedPairing]
    published: set[int]

    def pairing(self, key: UUID, found: Placed, run: MatchingRun, at: datetime) -> ProposedPairing | None:
        """The pairing that is there already, or a new one; None if something has changed."""
        request, enrolment = self.requests.get(key), self.enrolments.get(found.mentor)
        if request is None or enrolment is None or not self.room[enrolment.profile_id]:
            return None
        pairing = self.known.get((key, enrolment.pk))
        if pairing is None:
            parts = {"score": found.score, "reasons": found.reasons, "placed_at": at}
            return ProposedPairing.of(run, request, enrolment, **parts)
        pairing.request, pairing.enrolment = request, enrolment
        return pairing if pairing.state in (State.PROPOSED, State.SET_ASIDE) else None

    def settle(
        self, pairing: ProposedPairing, run: MatchingRun, programme: MentoringProgramme, *, at: datetime, today: date
    ) -> None:
        """To be looked at, unless it was seen and is next in line."""
        published = pairing.mentee_organisation_id in self.published
        pairing.state = State.PROPOSED
        pairing.placed_at = at if published else pairing.placed_at
        if not (published and programme.offers_next and was_refused(pairing.request)):
            return
        if was_seen(run, pairing.request, pairing.enrolment):
            pairing.save()
            offer(pairing, programme, by=None, at=at, today=today)
            pairing.state = State.OFFERED
            self.room[pairing.enrolment.profile_id] -= 1
            organisation = pairing.mentee_organisation_id
            record("mentoring_next_offered", by=None, at=at, about=pairing, organisation_id=organisation)


def facts_of(programme: MentoringProgramme, run: MatchingRun, found: Mapping[UUID, Placed], today: date) -> Facts:
    """Seven queries, for however many."""
    mentors = {one.mentor for one in found.values()}
    requests = MenteeRequest.objects.filter(pk__in=list(found), state=Asked.WAITING).select_related("person")
    active = MentorEnrolment.objects.filter(
        programme=programme, profile__person__in=mentors, state=MentorEnrolment.State.ACTIVE
    )
    enrolments = {one.profile.person_id: one for one in active.select_related("profile__person")}
    return Facts(
        {one.pk: one for one in requests},
        enrolments,
        room_of([one.profile for one in enrolments.values()], today),
        {(one.request_id, one.enrolment_id): one for one in run.pairings.filter(request__in=list(found))},
        set(run.publications.values_list("organisation", flat=True)),
    )


def write(proposed: Sequence[ProposedPairing], *, at: datetime) -> None:
    ProposedPairing.objects.bulk_create([one for one in proposed if one._state.adding])
    ProposedPairing.objects.bulk_update([one for one in proposed if not one._state.adding], ["state", "placed_at"])
    for organisation in sorted({one.mentee_organisation_id for one in proposed}):
        about = [one for one in proposed if one.mentee_organisation_id == organisation]
        record_each("mentoring_placed", by=None, at=at, about=about, organisation_id=organisation)


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
