"""Agreed actions. The other may propose one; its owner agrees, changes, settles (R01)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Person

from .. import emails
from ..models import AgreedAction, Conversation
from .holding import WRITABLE, fitting, held, touch
from .refusals import BadDate, BadPair, ChangedElsewhere, NotYours, WrongState

State = AgreedAction.State
MOST_WORDS = 1000


@dataclass(frozen=True)
class Promise:
    """What somebody will do, by when; what might get in the way and what then; the help they want."""

    text: str
    by_when: date
    obstacle: str = ""
    response: str = ""
    help_wanted: str = ""


@transaction.atomic
def add_action(
    conversation: Conversation, promise: Promise, *, owner: Person, by: Person, at: datetime, today: date
) -> AgreedAction:
    """One's own is agreed at once; for the other it is a proposal until they agree."""
    stored = held(conversation, by, WRITABLE)
    if owner.pk not in (stored.person_id, stored.other_id):
        raise BadPair
    check(promise, today)
    is_mine = owner.pk == by.pk
    action = AgreedAction(
        conversation=stored,
        owner=owner,
        state=State.OPEN if is_mine else State.PROPOSED,
        added_at=at,
        added_by=by,
        agreed_at=at if is_mine else None,
    )
    put(action, promise)
    action.save(force_insert=True)
    touch(stored)
    record("action_agreed" if is_mine else "action_proposed", by=by, at=at, about=action)
    return action


def check(promise: Promise, today: date) -> None:
    if promise.by_when < today:
        raise BadDate("Choose today or a day in the future.")


def put(action: AgreedAction, promise: Promise) -> None:
    action.by_when = promise.by_when
    for name in ("text", "obstacle", "response", "help_wanted"):
        setattr(action, name, fitting(getattr(promise, name), MOST_WORDS))


def held_action(action: AgreedAction, by: Person) -> AgreedAction:
    held(action.conversation, by)
    return (
        AgreedAction.objects.select_for_update(of=("self",)).select_related("conversation", "owner").get(pk=action.pk)
    )


@transaction.atomic
def change_action(
    action: AgreedAction, promise: Promise, *, revision: int, by: Person, at: datetime, today: date
) -> AgreedAction:
    """By its owner; before they agreed, also by whoever proposed it."""
    stored = held_action(action, by)
    if by.pk != stored.owner_id and not (stored.state == State.PROPOSED and stored.added_by_id == by.pk):
        raise NotYours
    if stored.state not in (State.OPEN, State.PROPOSED):
        raise WrongState("This is settled already.")
    if stored.revision != revision:
        raise ChangedElsewhere(stored)
    if promise.by_when != stored.by_when:
        check(promise, today)
    put(stored, promise)
    stored.revision += 1
    stored.save()
    touch(stored.conversation)
    record("action_changed", by=by, at=at, about=stored)
    return stored


@transaction.atomic
def agree_to_action(action: AgreedAction, *, by: Person, at: datetime) -> AgreedAction:
    stored = held_action(action, by)
    if by.pk != stored.owner_id:
        raise NotYours
    if stored.state != State.PROPOSED:
        return stored
    stored.state, stored.agreed_at = State.OPEN, at
    stored.save(update_fields=["state", "agreed_at"])
    touch(stored.conversation)
    record("action_agreed", by=by, at=at, about=stored)
    return stored


@transaction.atomic
def settle_action(action: AgreedAction, *, state: str, outcome: str = "", by: Person, at: datetime) -> AgreedAction:
    """Done, let go, or open again: its owner alone says so. A proposal may be taken back by whoever made it."""
    stored = held_action(action, by)
    takes_back = stored.state == State.PROPOSED and stored.added_by_id == by.pk and state == State.LET_GO
    if by.pk != stored.owner_id and not takes_back:
        raise NotYours
    if state not in (State.OPEN, State.DONE, State.LET_GO):
        raise WrongState
    if stored.state == state:
        return stored
    stored.state = state
    stored.settled_at = None if state == State.OPEN else at
    stored.agreed_at = stored.agreed_at or (at if state in (State.OPEN, State.DONE) else None)
    stored.outcome = fitting(outcome, MOST_WORDS)
    stored.save()
    touch(stored.conversation)
    record(f"action_{state}", by=by, at=at, about=stored)
    return stored


@transaction.atomic
def follow_up(conversation: Conversation, *, by: Person, at: datetime) -> None:
    """Whoever took a role that follows up has asked what became of it (R19)."""
    held(conversation, by)
    conversation.participations.filter(person=by, followed_up_at__isnull=True).update(followed_up_at=at)
    record("conversation_followed_up", by=by, at=at, about=conversation)


def tell_of_proposals(conversation: Conversation, owner: Person) -> None:
    """Once, when the conversation ends with a proposal its owner has not answered."""
    transaction.on_commit(lambda: emails.tell_action_proposed(conversation, owner))
