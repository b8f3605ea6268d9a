"""Writes that turn a run into offers, and offers into relationships.

Everybody takes the programme first, so that two coordinators, a late answer and a mentor who leaves come one after the
other. Who declined is for the two rows alone: no event, mail or page says it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from stepwell.audit.operations import record
from stepwell.people.models import Organisation, Person

from .. import emails
from ..models import (
    MatchingRun,
    MenteeRequest,
    MentorEnrolment,
    MentoringProgramme,
    MentoringRelationship,
    PairRule,
    ProposedPairing,
    RunPublication,
)
from ..queries.codes import unread_in
from ..queries.left import left_in
from ..queries.room import room_of
from ..queries.runs import SEALED, is_latest, to_publish
from .programmes import locked
from .refusals import CodesUnread, NothingToPublish, NotYours, OldRun, PublishedMeanwhile, TooLate, WrongState

State, Asked = ProposedPairing.State, MenteeRequest.State
AT_ONCE = 500  # rows in one statement


@transaction.atomic
def publish(run: MatchingRun, *, organisation: Organisation, by: Person, at: datetime, today: date) -> int:
    """Offer what the run found to all mentees of one organisation and to their mentors; returns how many pairings.

    Who of them found nobody is ahead next time. Raises PublishedMeanwhile for whoever comes second.
    """
    programme = locked(run.programme)
    if programme.state != MentoringProgramme.State.OPEN or run.state != MatchingRun.State.DONE:
        raise WrongState
    if not is_latest(run):
        raise OldRun
    claim(run, organisation, by=by, at=at)
    fitting = with_room(to_publish(run, organisation), today)
    if not fitting:
        raise NothingToPublish
    offer_each(fitting, programme, by=by, at=at, today=today)
    left = MenteeRequest.objects.filter(programme=programme, organisation=organisation, state=Asked.WAITING)
    left = left.filter(sent_at__lte=run.started_at)
    left.update(waited_rounds=F("waited_rounds") + 1, left_by=run)
    tell_who_is_left(run, organisation, list(left))
    record("matching_published", by=by, at=at, about=run, organisation_id=organisation.pk, count=len(fitting))
    return len(fitting)


def tell_who_is_left(run: MatchingRun, organisation: Organisation, left: list[MenteeRequest]) -> None:
    """What stood in the way, that they are ahead next time, and what they can do now: on each one's own page alone."""
    lines = {one.request: one for one in left_in(run, organisation)}
    for request in left:
        one = lines.get(str(request.pk))
        request.told = {"reason": one.reason, "next_time": one.next_time, "now": one.now} if one else None
        request.save(update_fields=["told"])


def claim(run: MatchingRun, organisation: Organisation, *, by: Person, at: datetime) -> None:
    """The database decides who was first."""
    try:
        with transaction.atomic():
            RunPublication.objects.create(run=run, organisation=organisation, published_at=at, published_by=by)
    except IntegrityError:
        raise PublishedMeanwhile from None


def with_room(pairings: Iterable[ProposedPairing], today: date) -> list[ProposedPairing]:
    """Those whose mentor has room: somebody may have been placed elsewhere since the run."""
    listed = list(pairings)
    room = room_of({p.enrolment.profile_id: p.enrolment.profile for p in listed}.values(), today)
    found = []
    for pairing in listed:
        if room[pairing.enrolment.profile_id] > 0:
            room[pairing.enrolment.profile_id] -= 1
            found.append(pairing)
    return found


def offer(
    pairing: ProposedPairing, programme: MentoringProgramme, *, by: Person | None, at: datetime, today: date
) -> None:
    offer_each([pairing], programme, by=by, at=at, today=today)


def offer_each(
    pairings: Sequence[ProposedPairing], programme: MentoringProgramme, *, by: Person | None, at: datetime, today: date
) -> None:
    """Ask both, at once. Both have the same days to answer."""
    until = today + timedelta(days=programme.accept_days)
    for start in range(0, len(pairings), AT_ONCE):
        some = pairings[start : start + AT_ONCE]
        offered = ProposedPairing.objects.filter(pk__in=[one.pk for one in some])
        offered.update(state=State.OFFERED, offered_at=at, offered_by=by, answer_by=until)
        MenteeRequest.objects.filter(pk__in=[one.request_id for one in some]).update(
            state=Asked.OFFERED, told=None, left_by=None
        )
    for pairing in pairings:
        pairing.answer_by = until
    asked = [person for one in pairings for person in (one.request.person, one.enrolment.profile.person)]
    people, number = {one.pk: one for one in asked}, Counter(one.pk for one in asked)
    for key, person in people.items():
        emails.tell_offered(person, number[key], until)


@transaction.atomic
def accept(pairing: ProposedPairing, *, by: Person, at: datetime, today: date) -> MentoringRelationship | None:
    """Say yes. The second yes makes a relationship, which is returned. Saying it twice changes nothing.

    Nobody says it to a code that they have not read: a version that came since they joined is read first.
    """
    programme, stored, is_mentee = answering(pairing, by)
    if stored.state == State.ACCEPTED:
        return MentoringRelationship.objects.filter(pairing=stored).first()
    expect_open(stored, today)
    if unread_in(programme.pk, by):
        raise CodesUnread
    if is_mentee:
        stored.mentee_accepted_at = stored.mentee_accepted_at or at
    else:
        stored.mentor_accepted_at = stored.mentor_accepted_at or at
    record("mentoring_offer_answered", by=by, at=at, about=stored)
    if not (stored.mentee_accepted_at and stored.mentor_accepted_at):
        stored.save()
        return None
    stored.state, stored.closed_at = State.ACCEPTED, at
    stored.save()
    return begin(stored, programme, at=at, today=today)


def begin(
    pairing: ProposedPairing, programme: MentoringProgramme, *, at: datetime, today: date
) -> MentoringRelationship:
    mentee, mentor = pairing.request.person, pairing.enrolment.profile.person
    relationship = MentoringRelationship.of(
        pairing, began_on=today, ends_on=today + timedelta(days=round(programme.months * 30.44))
    )
    relationship.save(force_insert=True)
    MenteeRequest.objects.filter(pk=pairing.request_id).update(state=Asked.MATCHED, waited_rounds=0)
    record("mentoring_began", by=None, at=at, about=relationship, organisation_id=pairing.request.organisation_id)
    for person in (mentee, mentor):
        emails.tell_began(person)
    return relationship


@transaction.atomic
def decline(pairing: ProposedPairing, *, by: Person, at: datetime, today: date) -> None:
    """Say no, without a reason. The other one learns that the pairing did not come about, and that is all."""
    programme, stored, is_mentee = answering(pairing, by)
    if stored.state == State.NOT_FORMED:
        return
    expect_open(stored, today)
    if is_mentee:
        stored.mentee_declined_at = at
    else:
        stored.mentor_declined_at = at
    record("mentoring_offer_closed", by=None, at=at, about=stored)
    close(stored, at=at, again=Asked.WAITING)
    emails.tell_not_formed(stored.enrolment.profile.person if is_mentee else stored.request.person)


def close(pairing: ProposedPairing, *, at: datetime, again: str) -> None:
    """It did not come about: the mentee waits again, or rests until they say that they are still there."""
    pairing.state, pairing.closed_at = State.NOT_FORMED, at
    pairing.save()
    MenteeRequest.objects.filter(pk=pairing.request_id, state=Asked.OFFERED).update(state=again)


@transaction.atomic
def lapse(pairing: ProposedPairing, *, at: datetime, today: date) -> None:
    """The last day has gone by. A mentee who has not answered rests; one who said yes waits for the next match."""
    locked(pairing.programme)
    stored = held(pairing)
    if stored.state != State.OFFERED or stored.answer_by is None or stored.answer_by >= today:
        return
    close(stored, at=at, again=Asked.WAITING if stored.mentee_accepted_at else Asked.RESTING)
    record("mentoring_offer_closed", by=None, at=at, about=stored)
    for person in (stored.request.person, stored.enrolment.profile.person):
        emails.tell_not_formed(person)


def answering(pairing: ProposedPairing, by: Person) -> tuple[MentoringProgramme, ProposedPairing, bool]:
    programme = locked(pairing.programme)
    stored = held(pairing)
    sides = {stored.request.person_id: True, stored.enrolment.profile.person_id: False}
    if by.pk not in sides or stored.offered_at is None:
        raise NotYours
    return programme, stored, sides[by.pk]


def expect_open(pairing: ProposedPairing, today: date) -> None:
    if pairing.state != State.OFFERED:
        raise WrongState
    if pairing.answer_by and today > pairing.answer_by:
        raise TooLate


def held(pairing: ProposedPairing) -> ProposedPairing:
    return (
        ProposedPairing.objects.select_for_update(of=("self",))
        .select_related("request__person", "enrolment__profile__person", "run")
        .defer(*(f"run__{name}" for name in SEALED))
        .get(pk=pairing.pk)
    )


@transaction.atomic
def drop_rule(kept: PairRule, *, organisation: Organisation, by: Person, at: datetime) -> None:
    """Let the match decide about these two again."""
    set_rule(kept.programme, kept.request, kept.enrolment, kind="", organisation=organisation, by=by, at=at)


@transaction.atomic
def set_rule(
    programme: MentoringProgramme,
    request: MenteeRequest,
    enrolment: MentorEnrolment,
    *,
    kind: str,
    organisation: Organisation,
    by: Person,
    at: datetime,
) -> None:
    """Keep two together or apart in the runs to come; an empty kind takes the rule back. One of the two is one's own.

    A mentee is kept together with one mentor, so an earlier one gives way. No reason is asked for and none is kept.
    """
    stored = locked(programme)
    if organisation.pk not in (request.organisation_id, enrolment.organisation_id):
        raise NotYours
    if {request.programme_id, enrolment.programme_id} != {stored.pk}:
        raise NotYours
    PairRule.objects.filter(request=request, enrolment=enrolment).delete()
    if kind == PairRule.Kind.LOCKED:
        PairRule.objects.filter(request=request, kind=kind).delete()
    if kind == PairRule.Kind.EXCLUDED:
        waiting = ProposedPairing.objects.filter(request=request, enrolment=enrolment, state=State.PROPOSED)
        waiting.filter(placed_at__isnull=False).delete()
    if kind:
        PairRule.objects.create(programme=stored, request=request, enrolment=enrolment, kind=kind, set_at=at, set_by=by)
    record("mentoring_pair_rule_set", by=by, at=at, about=stored, organisation_id=organisation.pk)
