"""Proposing, agreeing, planning, calling off. "Not now" leaves no mark: the proposal is gone, and the trail names no answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.agenda import Agenda
from stepwell.people.models import Organisation, Person

from .. import emails
from ..models import AgendaItem, Conversation, ConversationStage, Participation
from .holding import OPEN, State, fitting, held, touch
from .refusals import AlreadyProposed, BadPair, BadTime

LONGEST_AHEAD = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Plan:
    """What two people agree about how they talk; all of it may be left open."""

    frequency: str = ""
    setting: str = Conversation.Setting.SEPARATE
    starts_at: datetime | None = None
    minutes: int = 60
    form: str = ""
    place: str = ""


@transaction.atomic
def propose(
    *,
    agenda: Agenda,
    person: Person,
    other: Person,
    other_role: str,
    organisation: Organisation | None,
    other_organisation: Organisation | None,
    plan: Plan,
    message: str = "",
    follows: Conversation | None = None,
    is_agreed: bool = False,
    by: Person,
    at: datetime,
) -> Conversation:
    """Ask the other of the two for a conversation. `is_agreed`: both have agreed elsewhere, such as in a mentoring
    relationship. Open points of the conversation it follows come along."""
    if person.pk == other.pk or by.pk not in (person.pk, other.pk) or other_role not in agenda.others:
        raise BadPair
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # two clicks at once make one proposal
    same = {"person": person, "other": other, "kind": agenda.kind, "title": agenda.name}
    if Conversation.objects.filter(**same, state=State.PROPOSED).exists():
        raise AlreadyProposed
    check_time(plan.starts_at, at)
    conversation = Conversation.objects.create(
        **same,
        agenda=agenda.model_dump(mode="json"),
        other_role=other_role,
        organisation=organisation,
        other_organisation=other_organisation,
        follows=follows,
        state=State.AGREED if is_agreed else State.PROPOSED,
        agreed_at=at if is_agreed else None,
        message=fitting(message, 2000),
        proposed_at=at,
        proposed_by=by,
        frequency=plan.frequency,
        setting=plan.setting,
        starts_at=plan.starts_at,
        minutes=plan.minutes,
        form=plan.form,
        place=fitting(plan.place, 200),
    )
    Participation.objects.bulk_create(Participation(conversation=conversation, person=one) for one in (person, other))
    lay_out(conversation, agenda, follows, by=by, at=at)
    record("conversation_proposed", by=by, at=at, about=conversation, organisation_id=conversation.organisation_id)
    tell = emails.tell_planned if is_agreed else emails.tell_proposed
    transaction.on_commit(lambda: tell(conversation, by=by, at=at))
    return conversation


def lay_out(
    conversation: Conversation, agenda: Agenda, follows: Conversation | None, *, by: Person, at: datetime
) -> None:
    """Points of the template, then those carried forward; and a row for each stage."""
    carried = AgendaItem.objects.filter(conversation=follows).exclude(state="done") if follows else []
    kept = [item for item in carried if item.origin != AgendaItem.Origin.TEMPLATE]
    points: list[tuple[str, str, str, AgendaItem | None]] = [
        (AgendaItem.Origin.CARRIED, "", item.text, item) for item in kept
    ]
    points += [(AgendaItem.Origin.TEMPLATE, point.id, point.title, None) for point in agenda.points]
    for position, (origin, key, text, source) in enumerate(points, 1):
        AgendaItem.objects.create(
            conversation=conversation,
            position=position,
            origin=origin,
            key=key,
            text=text,
            added_at=at,
            added_by=by if origin == AgendaItem.Origin.CARRIED else None,
            carried_from=source,
        )
    ConversationStage.objects.bulk_create(
        ConversationStage(conversation=conversation, key=stage.id, position=position)
        for position, stage in enumerate(agenda.stages, 1)
    )


def check_time(starts_at: datetime | None, at: datetime) -> None:
    if starts_at and not at < starts_at < at + LONGEST_AHEAD:
        raise BadTime


@transaction.atomic
def agree(conversation: Conversation, *, by: Person, at: datetime) -> Conversation:
    """The other of the two agrees. Twice changes nothing."""
    stored = held(conversation, by, (State.PROPOSED, State.AGREED))
    if stored.state == State.AGREED or stored.proposed_by_id == by.pk:
        return stored
    stored.state, stored.agreed_at = State.AGREED, at
    stored.save(update_fields=["state", "agreed_at"])
    touch(stored)
    record("conversation_agreed", by=by, at=at, about=stored, organisation_id=stored.organisation_id)
    transaction.on_commit(lambda: emails.tell_agreed(stored, by=by, at=at))
    return stored


@transaction.atomic
def suggest(conversation: Conversation, plan: Plan, *, by: Person, at: datetime) -> Conversation:
    """Answer a proposal with other terms: how often, when, where. It then waits for the other."""
    stored = held(conversation, by, (State.PROPOSED,))
    check_time(plan.starts_at, at)
    apply(stored, plan)
    stored.proposed_by = by
    stored.save()
    touch(stored)
    record("conversation_terms_suggested", by=by, at=at, about=stored, organisation_id=stored.organisation_id)
    transaction.on_commit(lambda: emails.tell_suggested(stored, stored.partner_of(by)))
    return stored


def apply(conversation: Conversation, plan: Plan) -> None:
    for name, value in vars(plan).items():
        setattr(conversation, name, fitting(value, 200) if name == "place" else value)


@transaction.atomic
def plan_meeting(conversation: Conversation, plan: Plan, *, by: Person, at: datetime) -> Conversation:
    """Set or move the meeting. Both get the calendar entry anew; it is the same entry, so calendars move it."""
    stored = held(conversation, by, (State.AGREED, State.MET))
    check_time(plan.starts_at, at)
    stored.was_at = None if plan.starts_at else stored.starts_at or stored.was_at
    apply(stored, plan)
    stored.invitation_sequence += 1
    stored.save()
    touch(stored)
    record("conversation_planned", by=by, at=at, about=stored, organisation_id=stored.organisation_id)
    transaction.on_commit(lambda: emails.tell_moved(stored, at=at))
    return stored


@transaction.atomic
def not_now(conversation: Conversation, *, by: Person, at: datetime) -> None:
    """Withdraw a proposal, or answer it with "not now": in both cases it is gone, with all its words.

    The trail has the same event for both and no actor, so nobody can count who did not want to talk (R21).
    """
    stored = held(conversation, by, (State.PROPOSED,))
    record("conversation_proposal_ended", by=None, at=at, about=stored, organisation_id=stored.organisation_id)
    proposer = stored.proposed_by
    answered = proposer is not None and proposer.pk != by.pk
    Conversation.objects.filter(pk=stored.pk).delete()
    if answered and proposer:
        transaction.on_commit(lambda: emails.tell_not_now(proposer, by))


@transaction.atomic
def call_off(conversation: Conversation, *, by: Person, at: datetime) -> None:
    """What was agreed does not take place. What was written stays with the two."""
    stored = held(conversation, by, OPEN)
    stored.state, stored.ended_at, stored.ended_by = State.CALLED_OFF, at, by
    stored.invitation_sequence += 1
    stored.save(update_fields=["state", "ended_at", "ended_by", "invitation_sequence"])
    touch(stored)
    record("conversation_called_off", by=by, at=at, about=stored, organisation_id=stored.organisation_id)
    transaction.on_commit(lambda: emails.tell_called_off(stored, by=by, at=at))


@transaction.atomic
def clear_from_diaries(conversation: Conversation, *, at: datetime) -> bool:
    """What it belonged to has ended, so it does not take place; whether it had not begun. Neither of the two is named:
    who ended the whole may be nobody's business.
    """
    stored = (
        Conversation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "other", "organisation")
        .get(pk=conversation.pk)
    )
    if stored.state not in (State.PROPOSED, State.AGREED):
        return False
    stored.state, stored.ended_at = State.CALLED_OFF, at
    stored.invitation_sequence += 1
    stored.save(update_fields=["state", "ended_at", "invitation_sequence"])
    touch(stored)
    record("conversation_called_off", by=None, at=at, about=stored, organisation_id=stored.organisation_id)
    transaction.on_commit(lambda: emails.tell_cleared(stored, at=at))
    return True


@transaction.atomic
def keep_for_other(conversation: Conversation, *, keeps: bool, by: Person, at: datetime) -> None:
    """The person lets the other go on reading after they have left, or takes that back."""
    stored = held(conversation, by)
    if by.pk != stored.person_id:
        raise BadPair
    stored.kept_for_other_at = at if keeps else None
    stored.save(update_fields=["kept_for_other_at"])
    action = "conversation_kept_for_other" if keeps else "conversation_not_kept_for_other"
    record(action, by=by, at=at, about=stored, organisation_id=stored.organisation_id)
