"""Ending: with actions or none, with a day to look again or the reason for none (R43); and looking again."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from stepwell.audit.operations import record
from stepwell.domain.agenda import next_date
from stepwell.people.models import Person

from .. import emails
from ..models import AgreedAction, Conversation, Participation
from ..queries.agendas import agenda_of
from ..queries.conversations import local, other_is_gone
from .holding import State, fitting, held, touch
from .promising import tell_of_proposals
from .proposing import Plan, propose
from .refusals import ActionsMissing, BadDate, ReviewMissing

MOST_REASON = 1000
FOLLOW_UP_AFTER = timedelta(weeks=2)
LATEST_REVIEW = timedelta(days=3 * 366)


@transaction.atomic
def end_conversation(
    conversation: Conversation,
    *,
    no_actions: bool = False,
    review_date: date | None = None,
    no_review_reason: str = "",
    by: Person,
    at: datetime,
    today: date,
) -> Conversation:
    """Close it. A kind that repeats gets its next one at once, with the points that were not reached."""
    stored = held(conversation, by, (State.MET, State.ENDED))
    if stored.state == State.ENDED:
        return stored
    live = AgreedAction.objects.filter(conversation=stored).exclude(state=AgreedAction.State.LET_GO)
    if not no_actions and not live.exists():
        raise ActionsMissing
    reason = fitting(no_review_reason, MOST_REASON)
    check_review(review_date, reason, today)
    stored.state, stored.ended_at, stored.ended_by = State.ENDED, at, by
    stored.no_actions = no_actions and not live.exists()
    stored.review_date, stored.no_review = review_date, review_date is None
    stored.no_review_reason = "" if review_date else reason
    stored.save()
    touch(stored)
    plan_follow_up(stored, today)
    record("conversation_ended", by=by, at=at, about=stored, organisation_id=stored.organisation_id)
    for owner in stored.both:
        if live.filter(owner=owner, state=AgreedAction.State.PROPOSED).exists():
            tell_of_proposals(stored, owner)
    plan_next(stored, by=by, at=at, today=today)
    return stored


def check_review(review_date: date | None, reason: str, today: date) -> None:
    if review_date is None and not reason:
        raise ReviewMissing
    if review_date and not today < review_date <= today + LATEST_REVIEW:
        raise BadDate


def plan_follow_up(conversation: Conversation, today: date) -> None:
    """Somebody in a role that follows up is prompted once, some time afterwards."""
    theirs = Participation.objects.get(conversation=conversation, person_id=conversation.other_id)
    roles = (theirs.support or {}).get("roles", [])
    if any(follows_up for _, _, follows_up in roles):
        theirs.follow_up_due = today + FOLLOW_UP_AFTER
        theirs.save(update_fields=["follow_up_due"])


def plan_next(conversation: Conversation, *, by: Person, at: datetime, today: date) -> Conversation | None:
    """The next of a kind that repeats, one interval on at the same time of day, unless one follows already, or one of
    the two has left."""
    agenda = agenda_of(conversation)
    day = next_date(conversation.frequency, today)
    if not agenda.repeats or day is None or conversation.followed_by.exists() or other_is_gone(conversation, today):
        return None
    starts_at = None
    if conversation.starts_at:
        time = local(conversation.starts_at).time()
        starts_at = timezone.make_aware(datetime.combine(day, time))
    return propose(
        agenda=agenda,
        person=conversation.person,
        other=conversation.other,
        other_role=conversation.other_role,
        organisation=conversation.organisation,
        other_organisation=conversation.other_organisation,
        plan=Plan(
            conversation.frequency,
            conversation.setting,
            starts_at,
            conversation.minutes,
            conversation.form,
            conversation.place,
        ),
        follows=conversation,
        is_agreed=True,
        by=by,
        at=at,
    )


@transaction.atomic
def skip(conversation: Conversation, *, by: Person, at: datetime, today: date) -> Conversation | None:
    """Leave this one out: it is called off, and its points wait in the next one."""
    stored = held(conversation, by, (State.AGREED,))
    stored.state, stored.ended_at, stored.ended_by = State.CALLED_OFF, at, by
    stored.invitation_sequence += 1
    stored.save()
    touch(stored)
    record("conversation_called_off", by=by, at=at, about=stored, organisation_id=stored.organisation_id)
    transaction.on_commit(lambda: emails.tell_called_off(stored, by=by, at=at))
    start = local(stored.starts_at).date() if stored.starts_at else today
    return plan_next(stored, by=by, at=at, today=max(start, today))


@transaction.atomic
def look_again(conversation: Conversation, *, by: Person, at: datetime) -> None:
    """The two have looked at what they agreed, without a conversation of its own."""
    stored = held(conversation, by, (State.ENDED,))
    if stored.reviewed_at or not stored.review_date:
        return
    stored.reviewed_at, stored.reviewed_by = at, by
    stored.save(update_fields=["reviewed_at", "reviewed_by"])
    record("conversation_reviewed", by=by, at=at, about=stored, organisation_id=stored.organisation_id)


@transaction.atomic
def move_review(conversation: Conversation, *, review_date: date, by: Person, at: datetime, today: date) -> None:
    """Another day to look again; both are reminded on it."""
    stored = held(conversation, by, (State.ENDED,))
    check_review(review_date, "", today)
    stored.review_date, stored.no_review, stored.reviewed_at, stored.reviewed_by = review_date, False, None, None
    stored.save(update_fields=["review_date", "no_review", "reviewed_at", "reviewed_by"])
    record("conversation_review_moved", by=by, at=at, about=stored, organisation_id=stored.organisation_id)
