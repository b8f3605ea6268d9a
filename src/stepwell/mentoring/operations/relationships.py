"""Writes of the two in a relationship: the agreement, the days they meet, a pause, the end.

Either may end it without a reason, and nobody is at fault. The trail says that something was written or signed, never what.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from stepwell.assessments.models import SelfAssessment
from stepwell.audit.operations import record
from stepwell.conversations.operations.proposing import clear_from_diaries
from stepwell.domain.mentoring import Fault
from stepwell.domain.pauses import ONE_DAY, Pause, end_after
from stepwell.people.models import Person

from .. import emails
from ..models import (
    CheckIn,
    MenteeRequest,
    MentorEnrolment,
    MentoringAgreement,
    MentoringRelationship,
    MentoringSession,
    ProposedPairing,
    RelationshipPause,
)
from ..queries.relationships import signed_agreement
from .looking_back import put_end_question
from .programmes import locked as locked_programme
from .publishing import close as close_pairing
from .refusals import AgreementUnsigned, Faulty, NotYours, WrongState

State, Ending = MentoringRelationship.State, MentoringRelationship.Ending
LIMITS_VERSION = 1  # of the text in templates/mentoring/limits.html; a changed text is a new number
TERMS = ("purpose", "how_often", "how_long", "notes")
GRACE = timedelta(days=30)
BACK_IN_LINE = (Ending.REPAIRED, Ending.MENTOR_LEFT)


@transaction.atomic
def write_agreement(
    relationship: MentoringRelationship, terms: Mapping[str, str], *, by: Person, at: datetime
) -> MentoringAgreement:
    """A new version, signed by whoever wrote it; the other one signs it or writes the next. The same again is no version."""
    if unknown := set(terms) - set(TERMS):
        raise TypeError(f"not terms of an agreement: {sorted(unknown)}")
    stored = held(relationship, by)
    if not terms.get("purpose", "").strip():
        raise Faulty([Fault("purpose", "Say what you want to use the mentoring for.")])
    latest = stored.agreements.first()
    if latest and all(getattr(latest, name) == terms.get(name, "") for name in TERMS):
        return sign(stored, by=by, at=at)
    agreement = MentoringAgreement(
        relationship=stored,
        number=latest.number + 1 if latest else 1,
        limits_version=LIMITS_VERSION,
        written_at=at,
        written_by=by,
        **terms,
    )
    put_signature(agreement, stored, by, at)
    agreement.save(force_insert=True)
    record("mentoring_agreement_written", by=by, at=at, about=stored, version=agreement.number)
    emails.tell_agreement(other_of(stored, by))
    return agreement


@transaction.atomic
def sign(
    relationship: MentoringRelationship, *, by: Person, at: datetime, number: int | None = None
) -> MentoringAgreement:
    """Sign the latest version; `number` is the one the page showed. Signing twice changes nothing."""
    stored = held(relationship, by)
    agreement = stored.agreements.select_for_update().first()
    if agreement is None or (number is not None and agreement.number != number):
        raise WrongState("The agreement was changed. Read the new version, then sign it.")
    before = (agreement.mentee_signed_at, agreement.mentor_signed_at)
    put_signature(agreement, stored, by, at)
    if before != (agreement.mentee_signed_at, agreement.mentor_signed_at):
        agreement.save()
        record("mentoring_agreement_signed", by=by, at=at, about=stored, version=agreement.number)
    return agreement


def put_signature(agreement: MentoringAgreement, relationship: MentoringRelationship, by: Person, at: datetime) -> None:
    if by.pk == relationship.mentee_id:
        agreement.mentee_signed_at = agreement.mentee_signed_at or at
    else:
        agreement.mentor_signed_at = agreement.mentor_signed_at or at


@transaction.atomic
def plan_session(
    relationship: MentoringRelationship,
    *,
    on_date: date,
    dimension_id: str = "",
    tells: bool = True,
    by: Person,
    at: datetime,
) -> MentoringSession:
    """A day to meet. Sessions are in the mentee's hands (R81); the second one waits for the signed agreement.

    `tells`: the mentor gets mail; False where the conversation of the session writes its own.
    """
    stored = held(relationship, by)
    if by.pk != stored.mentee_id:
        raise NotYours("The mentee plans the sessions.")
    number = stored.sessions.count() + 1
    expect_agreement(stored)
    session = MentoringSession.objects.create(
        relationship=stored,
        number=number,
        on_date=on_date,
        dimension_id=dimension_id,
        planned_at=at,
        planned_by=by,
    )
    record("mentoring_session_planned", by=by, at=at, about=session, until=on_date)
    if tells:
        emails.tell_session(stored.mentor)
    return session


def expect_agreement(relationship: MentoringRelationship) -> None:
    """Whatever comes beside a first session waits for the agreement."""
    beside = relationship.sessions.exclude(state=MentoringSession.State.CANCELLED)
    if beside.exists() and signed_agreement(relationship) is None:
        raise AgreementUnsigned


@transaction.atomic
def note_session(
    session: MentoringSession, *, held_on: date | None, by: Person, at: datetime, today: date
) -> MentoringSession:
    """Either says that they met, and on which day; None: it did not take place.

    One that was called off and took place after all counts like a new one: as the second it waits for the agreement.
    """
    relationship = held(session.relationship, by)
    stored = MentoringSession.objects.select_for_update().get(pk=session.pk)
    if held_on is None:
        stored.state = MentoringSession.State.CANCELLED
    else:
        if not relationship.began_on <= held_on <= today:
            raise Faulty([Fault("held_on", "Choose a day from the start of your mentoring until today.")])
        if stored.state == MentoringSession.State.CANCELLED:
            expect_agreement(relationship)
        stored.state, stored.on_date = MentoringSession.State.HELD, held_on
    stored.save()
    record("mentoring_session_noted", by=by, at=at, about=stored)
    return stored


@transaction.atomic
def pause(relationship: MentoringRelationship, *, until: date, by: Person, at: datetime, today: date) -> None:
    """From today until a day, or another day than was set before. No questions come meanwhile."""
    stored = held(relationship, by)
    if until <= today:
        raise Faulty([Fault("until", "Choose a day in the future.")])
    if stored.state == State.PAUSED:
        RelationshipPause.objects.filter(pk=stored.pauses.order_by("-from_date")[:1]).update(until_date=until)
    else:
        stored.pauses.create(from_date=today, until_date=until, set_at=at, set_by=by)
    stored.state, stored.paused_until = State.PAUSED, until
    stored.save(update_fields=["state", "paused_until"])
    record("mentoring_paused", by=by, at=at, about=stored, until=until)
    emails.tell_changed(other_of(stored, by))


@transaction.atomic
def resume(relationship: MentoringRelationship, *, by: Person | None, at: datetime, today: date) -> None:
    """Go on before the day, or by itself after it. The planned end moves by the days that were paused."""
    stored = locked(relationship)
    if by is not None:
        expect_party(stored, by)
    if stored.state != State.PAUSED:
        return
    stored.ends_on = end_after_pause(stored, today)
    stored.state, stored.paused_until = State.RUNNING, min(stored.paused_until or today, today)
    stored.save(update_fields=["state", "paused_until", "ends_on"])
    record("mentoring_resumed", by=by, at=at, about=stored, until=stored.ends_on)
    for person in (stored.mentee, stored.mentor) if by is None else (other_of(stored, by),):
        emails.tell_changed(person)


def end_after_pause(relationship: MentoringRelationship, today: date) -> date:
    """Close the pause that was going on, and say when the two are to end now. One of no day was none."""
    going_on = relationship.pauses.order_by("from_date").last()
    if going_on is None:
        return relationship.ends_on
    going_on.until_date = min(going_on.until_date, today - ONE_DAY)
    if going_on.until_date < going_on.from_date:
        going_on.delete()
        return relationship.ends_on
    going_on.save(update_fields=["until_date"])
    paused = Pause(going_on.from_date, going_on.until_date)
    return end_after(relationship.ends_on, paused, going_on.until_date + ONE_DAY)


@transaction.atomic
def end(relationship: MentoringRelationship, *, by: Person, at: datetime, today: date, again: bool = False) -> None:
    """End it, without a reason. With `again`, the mentee goes back in line for another mentor, ahead of others."""
    locked_programme(relationship.programme)
    stored = locked(relationship)
    expect_party(stored, by)
    if stored.state == State.ENDED:
        return
    early = Ending.REPAIRED if again else Ending.EARLY
    finish(stored, ending=early if today < stored.ends_on or again else Ending.DONE, by=by, at=at)
    emails.tell_ended(other_of(stored, by))


def finish(relationship: MentoringRelationship, *, ending: str, by: Person | None, at: datetime) -> None:
    """Who asked for another match is nobody's business, the readers of the trail included."""
    relationship.state, relationship.ending, relationship.ended_at = State.ENDED, ending, at
    relationship.paused_until = None
    relationship.save(update_fields=["state", "ending", "ended_at", "paused_until"])
    asked = MenteeRequest.objects.filter(pk=relationship.request_id, state=MenteeRequest.State.MATCHED)
    if ending in BACK_IN_LINE:
        asked.update(state=MenteeRequest.State.WAITING, waited_rounds=F("waited_rounds") + 1)
    else:
        asked.update(state=MenteeRequest.State.ENDED, ended_at=at)
    clear_diaries(relationship, at=at)
    # What goes on is not asked about any more; how it was, still.
    open_ones = relationship.check_ins.filter(answered_at__isnull=True)
    open_ones.exclude(moment__in=[CheckIn.Moment.END, CheckIn.Moment.LATER]).delete()
    if ending != Ending.DONE:
        put_end_question(relationship, at=at)
    who = None if ending == Ending.REPAIRED else by
    record("mentoring_ended", by=who, at=at, about=relationship, organisation_id=relationship.mentee_organisation_id)


def clear_diaries(relationship: MentoringRelationship, *, at: datetime) -> None:
    """Days that were set and have not begun do not take place: nobody is left with a meeting that will not be."""
    planned = relationship.sessions.filter(state=MentoringSession.State.PLANNED)
    for session in planned.select_related("conversation"):
        if session.conversation is None or clear_from_diaries(session.conversation, at=at):
            MentoringSession.objects.filter(pk=session.pk).update(state=MentoringSession.State.CANCELLED)


@transaction.atomic
def finish_by_itself(relationship: MentoringRelationship, *, at: datetime, today: date) -> None:
    """Some weeks after the planned end, if neither ended it: the mentor has room again, and both are asked how it was."""
    locked_programme(relationship.programme)
    stored = locked(relationship)
    if stored.state != State.RUNNING or stored.ends_on + GRACE > today:
        return
    finish(stored, ending=Ending.DONE, by=None, at=at)
    for person in (stored.mentee, stored.mentor):
        emails.tell_done(person)


@transaction.atomic
def leave_as_mentor(enrolment: MentorEnrolment, *, by: Person | None, at: datetime) -> None:
    """Leave a programme, at any time. Mentees go back in line, ahead of others, and are told; leaving twice changes nothing."""
    locked_programme(enrolment.programme)
    stored = (
        MentorEnrolment.objects.select_for_update(of=("self",)).select_related("profile__person").get(pk=enrolment.pk)
    )
    if by is not None and stored.profile.person_id != by.pk:
        raise NotYours
    if stored.state == MentorEnrolment.State.LEFT:
        return
    for pairing in stored.pairings.filter(state=ProposedPairing.State.OFFERED).select_related("request__person"):
        close_pairing(pairing, at=at, again=MenteeRequest.State.WAITING)
        emails.tell_not_formed(pairing.request.person)
    for relationship in going_on(stored.relationships):
        finish(relationship, ending=Ending.MENTOR_LEFT, by=by, at=at)
        emails.tell_ended(relationship.mentee)
    stored.rules.all().delete()
    MentorEnrolment.objects.filter(pk=stored.pk).update(state=MentorEnrolment.State.LEFT, left_at=at)
    record("mentor_left", by=by, at=at, about=stored, organisation_id=stored.organisation_id)


def going_on(found: Any) -> Any:
    """Of somebody's relationships those that are not over, held until the transaction ends."""
    named = found.exclude(state=State.ENDED).select_related("mentee", "mentor", "request", "programme")
    return named.select_for_update(of=("self",))


@transaction.atomic
def look_again(relationship: MentoringRelationship, assessment: SelfAssessment, *, by: Person, at: datetime) -> None:
    """The mentee places themselves a second time, on the same items. Whether they did counts; what they chose is theirs."""
    stored = locked(relationship)
    first = stored.request.assessment
    same = first is not None and first.version_id == assessment.version_id and first.pk != assessment.pk
    if by.pk != stored.mentee_id or assessment.person_id != by.pk or assessment.completed_at is None or not same:
        raise NotYours
    MentoringRelationship.objects.filter(pk=stored.pk).update(last_assessment=assessment)
    record("mentoring_looked_again", by=by, at=at, about=stored)


def other_of(relationship: MentoringRelationship, person: Person) -> Person:
    return relationship.mentor if person.pk == relationship.mentee_id else relationship.mentee


def expect_party(relationship: MentoringRelationship, by: Person) -> None:
    if by.pk not in (relationship.mentee_id, relationship.mentor_id):
        raise NotYours


def locked(relationship: MentoringRelationship) -> MentoringRelationship:
    return (
        MentoringRelationship.objects.select_for_update(of=("self",))
        .select_related("programme", "request__assessment", "enrolment", "mentee", "mentor")
        .get(pk=relationship.pk)
    )


def held(relationship: MentoringRelationship, by: Person, states: Sequence[str] = (State.RUNNING, State.PAUSED)) -> Any:
    """The row as it is now, for one of the two, while it goes on."""
    stored = locked(relationship)
    expect_party(stored, by)
    if stored.state not in states:
        raise WrongState
    return stored
