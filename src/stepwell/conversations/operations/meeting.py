"""What happens while two people talk: coming in, points of the agenda, roles that somebody takes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from stepwell.audit.operations import record
from stepwell.people.models import Person

from ..models import AgendaItem, Conversation, Participation
from .holding import OPEN, State, fitting, held, participation, touch
from .refusals import UnknownRole, WrongState

MOST_POINT = 500
MOST_POINTS = 200


@transaction.atomic
def come_in(conversation: Conversation, *, by: Person, at: datetime) -> Conversation:
    """They have read what is confidential and what it is about. Whoever comes in first begins the conversation.

    Only one's own coming in opens what one prepared: nobody can open the other's by beginning alone.
    """
    stored = held(conversation, by, (State.AGREED, State.MET, State.ENDED))
    mine = participation(stored, by)
    if mine.acknowledged_at:
        return stored
    mine.acknowledged_at = at
    mine.save(update_fields=["acknowledged_at"])
    if stored.state == State.AGREED:
        stored.state, stored.started_at, stored.started_by = State.MET, at, by
        stored.save(update_fields=["state", "started_at", "started_by"])
    touch(stored)
    record("conversation_come_in", by=by, at=at, about=stored, organisation_id=stored.organisation_id)
    return stored


@transaction.atomic
def add_point(
    conversation: Conversation, *, text: str, is_question: bool = False, by: Person, at: datetime
) -> AgendaItem:
    """At the end of the agenda, before the meeting or during it."""
    stored = held(conversation, by, OPEN)
    last = AgendaItem.objects.filter(conversation=stored).aggregate(last=Max("position"))["last"] or 0
    if last >= MOST_POINTS:
        raise WrongState("The agenda is full: settle some points first.")
    item = AgendaItem.objects.create(
        conversation=stored,
        position=last + 1,
        origin=AgendaItem.Origin.QUESTION if is_question else AgendaItem.Origin.ADDED,
        text=fitting(text, MOST_POINT),
        added_at=at,
        added_by=by,
    )
    touch(stored)
    record("conversation_point_added", by=by, at=at, about=stored, organisation_id=stored.organisation_id)
    return item


@transaction.atomic
def settle_point(item: AgendaItem, *, state: str, by: Person, at: datetime) -> AgendaItem:
    """Talked about, for another time, or open again; by either of the two."""
    stored = held(item.conversation, by, OPEN)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if item.state == state:
        return item
    is_open = state == AgendaItem.State.OPEN
    item.state, item.settled_at, item.settled_by = state, None if is_open else at, None if is_open else by
    item.save(update_fields=["state", "settled_at", "settled_by"])
    touch(stored)
    record("conversation_point_settled", by=by, at=at, about=stored, organisation_id=stored.organisation_id)
    return item


@transaction.atomic
def take_roles(
    conversation: Conversation,
    *,
    roles: Sequence[tuple[str, str, bool]],
    conditions: Sequence[tuple[str, str]],
    by: Person,
    at: datetime,
) -> Participation:
    """Take these supporter roles in place of those before: (id, name, follows up afterwards). `conditions`: (id, text)
    of what was ticked. Both read it. Several are allowed, and none is a choice too (R17)."""
    stored = held(conversation, by, OPEN)
    if by.pk != stored.other_id or len(roles) > 20 or len(conditions) > 40:
        raise UnknownRole
    mine = participation(stored, by)
    mine.support = {
        "roles": [list(role) for role in roles],
        "conditions": [list(condition) for condition in conditions],
    }
    mine.save(update_fields=["support"])
    touch(stored)
    record("conversation_roles_taken", by=by, at=at, about=stored, organisation_id=stored.organisation_id)
    return mine
