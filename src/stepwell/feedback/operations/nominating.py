"""Writes about whom to ask. The subject chooses; what would break a rater's promise is refused here, whoever asks."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Person

from .. import emails
from ..models import Cycle, CycleGroup, FeedbackRound, Invitation, InvitationLink, Nomination
from ..models.cycles import Approval
from ..queries.choosing import requests_of
from ..queries.inviting import end_of_day
from ..queries.rounds import approvers_of, is_approver, managers_of
from .locking import State, held, locked
from .refusals import (
    AlreadyInvited,
    CannotAsk,
    NobodyChosen,
    NotTheApprover,
    ReasonMissing,
    WrongState,
)

# Twice the most that practice uses; more than this is no longer feedback to one person.
MOST_RATERS = 60
LONGEST_ADDRESS = 254


@transaction.atomic
def nominate(
    round: FeedbackRound,
    *,
    group: CycleGroup,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    by: Person,
    at: datetime,
    today: date,
) -> Nomination:
    """Choose somebody, known here or not. Somebody known is always kept as that person, also if only named by address."""
    stored = held(round, by, [State.CHOOSING, State.COLLECTING])
    person, name, email = identified(person, name, email)
    refuse_subject(stored.subject, person, email)
    refuse_twice(stored, person, email)
    refuse_wrong_group(stored, group, person, name, today)
    refuse_too_many(stored, person, email)
    nomination = Nomination.objects.create(
        round=stored, subject=stored.subject, person=person, name=name, email=email, group=group, nominated_at=at
    )
    record("feedback_rater_chosen", by=by, at=at, about=stored, organisation_id=stored.cycle.organisation_id)
    if stored.state == State.COLLECTING:
        if stored.cycle.approval == Approval.NONE:
            settle(stored, [nomination], by=None, at=at)
        else:
            emails.ask_for_approval(stored, approvers_of(stored, today))
    return nomination


def identified(person: Person | None, name: str, email: str) -> tuple[Person | None, str, str]:
    """Who is meant, with a name and an address in small letters."""
    if person is not None:
        if not person.email:
            raise CannotAsk("person", f"{person.full_name} has no e-mail address here, so no link can reach them.")
        return person, person.full_name, person.email.lower()
    email, name = (
        email.strip().lower(),
        " ".join("".join(letter if letter.isprintable() else " " for letter in name).split()),
    )
    try:
        validate_email(email)
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError("too long")
    except ValidationError:
        raise CannotAsk("email", "Enter an e-mail address like name@example.org.") from None
    known = Person.objects.filter(email__iexact=email).first()
    if known is None and not name:
        raise CannotAsk("name", "Enter their name.")
    return known, (known.full_name if known else name[:200]), email


def refuse_subject(subject: Person, person: Person | None, email: str) -> None:
    own = {address.lower() for address in (subject.email, getattr(subject.account, "email", None)) if address}
    if (person is not None and person.pk == subject.pk) or email in own:
        raise CannotAsk("email", "You cannot ask yourself: you place yourself on a page of its own.")


def refuse_twice(round: FeedbackRound, person: Person | None, email: str) -> None:
    chosen = round.nominations.exclude(state=Nomination.State.WITHDRAWN)
    if chosen.count() >= MOST_RATERS:
        raise CannotAsk("email", f"You have chosen {MOST_RATERS} people, which is the most.")
    if chosen.filter(email__iexact=email).exists() or (person is not None and chosen.filter(person=person).exists()):
        raise CannotAsk("email", "You have chosen this person already. Each person answers once, in one group.")


def refuse_wrong_group(round: FeedbackRound, group: CycleGroup, person: Person | None, name: str, today: date) -> None:
    """Whoever manages the subject now is told that their answers show as theirs, and never stands among others."""
    if group.cycle_id != round.cycle_id:
        raise CannotAsk("group", "Choose one of the groups.")
    if group.is_identifiable:
        return
    managers = Person.objects.filter(pk__in=managers_of(round.subject, today))
    for manager in managers:
        if manager == person or (person is None and manager.full_name.casefold() == name.casefold()):
            raise CannotAsk("group", f"{manager.full_name} is your line manager: choose the line manager's group.")


def refuse_too_many(round: FeedbackRound, person: Person | None, email: str) -> None:
    cap = round.cycle.request_cap
    if requests_of(round.cycle.organisation, email, person, besides=round) >= cap:
        raise CannotAsk(
            "email", f"They are asked in {cap} rounds already, which is the most at one time. Ask somebody else."
        )


@transaction.atomic
def withdraw_nomination(nomination: Nomination, *, by: Person, at: datetime) -> None:
    """Take a choice back, before the invitation."""
    stored = held(nomination.round, by, [State.CHOOSING, State.COLLECTING])
    if Invitation.objects.filter(nomination=nomination).exists():
        raise AlreadyInvited
    if Nomination.objects.filter(pk=nomination.pk).exclude(state="withdrawn").update(state=Nomination.State.WITHDRAWN):
        record("feedback_rater_withdrawn", by=by, at=at, about=stored, organisation_id=stored.cycle.organisation_id)


@transaction.atomic
def move_to_group(nomination: Nomination, *, group: CycleGroup, by: Person, at: datetime, today: date) -> None:
    """Put somebody in the right group. Whoever is invited is told, with a new link, and answers under the new promise.

    Once they have answered, what they said stays under the promise they were given. The choice shown to the subject
    moves all the same: if it did not, the refusal would tell who has answered.
    """
    stored = held(nomination.round, by, [State.CHOOSING, State.COLLECTING])
    refuse_wrong_group(stored, group, nomination.person, nomination.name, today)
    invitation = Invitation.objects.select_for_update().filter(nomination=nomination).first()
    if Nomination.objects.filter(pk=nomination.pk).exclude(group=group).update(group=group):
        record("feedback_rater_moved", by=by, at=at, about=stored, organisation_id=stored.cycle.organisation_id)
        if invitation is not None and invitation.state == Invitation.State.OPEN:
            send_afresh(invitation, at)


def send_afresh(invitation: Invitation, at: datetime) -> None:
    """Links mailed so far end; a new one goes out."""
    InvitationLink.objects.filter(invitation=invitation, revoked_at__isnull=True).update(revoked_at=at)
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=None, sending_since=None)


@transaction.atomic
def submit_nominations(round: FeedbackRound, *, by: Person, at: datetime, today: date) -> FeedbackRound:
    """Done with choosing: it goes to whoever approves, or the invitations go out."""
    stored = held(round, by, [State.CHOOSING])
    chosen = list(stored.nominations.exclude(state=Nomination.State.WITHDRAWN).select_related("group", "person"))
    if not chosen:
        raise NobodyChosen
    for nomination in chosen:
        refuse_wrong_group(stored, nomination.group, nomination.person, nomination.name, today)
    stored.nominations.filter(state=Nomination.State.RETURNED).update(state=Nomination.State.PROPOSED)
    stored.submitted_at, stored.return_reason = at, ""
    if stored.cycle.approval == Approval.NONE or stored.cycle.kind == Cycle.Kind.PULSE:
        stored.save(update_fields=["submitted_at", "return_reason"])
        settle(stored, chosen, by=None, at=at)
    else:
        stored.state = State.APPROVAL
        stored.save(update_fields=["state", "submitted_at", "return_reason"])
        emails.ask_for_approval(stored, approvers_of(stored, today))
    record("feedback_raters_submitted", by=by, at=at, about=round, count=len(chosen))
    return stored


def settle(round: FeedbackRound, nominations: Sequence[Nomination], *, by: Person | None, at: datetime) -> None:
    """Approve these, and let their invitations go out."""
    Nomination.objects.filter(pk__in=[one.pk for one in nominations]).update(
        state=Nomination.State.APPROVED, decided_at=at, decided_by=by
    )
    Invitation.objects.bulk_create(
        Invitation(nomination=one, created_at=at, expires_at=end_of_day(round.closes_on)) for one in nominations
    )
    if round.state != State.COLLECTING:
        round.state, round.collecting_at = State.COLLECTING, at
        round.approved_at, round.approved_by = (at, by) if by else (None, None)
        round.save(update_fields=["state", "collecting_at", "approved_at", "approved_by"])


def to_approve(round: FeedbackRound, by: Person, today: date, coordinates: int | None) -> FeedbackRound:
    stored = locked(round)
    if not is_approver(stored, by, today, coordinates=coordinates):
        raise NotTheApprover
    if stored.state not in (State.APPROVAL, State.COLLECTING):
        raise WrongState
    return stored


@transaction.atomic
def approve(round: FeedbackRound, *, coordinates: int | None = None, by: Person, at: datetime, today: date) -> None:
    """Agree to everybody proposed: their invitations go out. `coordinates`: the organisation `by` coordinates."""
    stored = to_approve(round, by, today, coordinates)
    proposed = list(stored.nominations.filter(state=Nomination.State.PROPOSED).select_related("group", "person"))
    if not proposed:
        raise WrongState
    for nomination in proposed:
        refuse_wrong_group(stored, nomination.group, nomination.person, nomination.name, today)
    settle(stored, proposed, by=by, at=at)
    record("feedback_raters_approved", by=by, at=at, about=round, organisation_id=stored.cycle.organisation_id)
    emails.tell_approved(stored)


@transaction.atomic
def return_nominations(
    round: FeedbackRound,
    *,
    reason: str,
    nominations: Sequence[Nomination] = (),
    coordinates: int | None = None,
    by: Person,
    at: datetime,
    today: date,
) -> None:
    """Give the choice back with a reason; `nominations` are the ones meant, all of them if none is named."""
    stored = to_approve(round, by, today, coordinates)
    if not reason.strip():
        raise ReasonMissing
    proposed = stored.nominations.filter(state=Nomination.State.PROPOSED)
    if nominations:
        proposed = proposed.filter(pk__in=[one.pk for one in nominations])
    proposed.update(state=Nomination.State.RETURNED, decided_at=at, decided_by=by)
    stored.return_reason = reason.strip()
    if stored.state == State.APPROVAL:
        stored.state = State.CHOOSING
    stored.save(update_fields=["state", "return_reason"])
    record("feedback_raters_returned", by=by, at=at, about=round, organisation_id=stored.cycle.organisation_id)
    emails.tell_returned(stored)
