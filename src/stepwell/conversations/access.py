"""What somebody is to a conversation: facts; what follows from them is in access/roles.py."""

from uuid import UUID

from django.utils import timezone

from stepwell.access.checks import Found
from stepwell.access.roles import Role
from stepwell.people.models import Person

from .models import Conversation
from .queries import conversations, reading, stages


def roles(conversation: Conversation, person: Person) -> frozenset[Role]:
    """One of the two, and the owner if it is about them. A line manager or a duty as such is nothing to it."""
    if not conversations.is_visible_to(conversation, person, timezone.localdate()):
        return frozenset()
    if person.pk == conversation.person_id:
        return frozenset({Role.PARTICIPANT, Role.OWNER})
    return frozenset({Role.PARTICIPANT})


def load_conversation(person: Person, conversation_id: UUID) -> Found | None:
    conversation = conversations.conversation_by_id(conversation_id)
    return Found(conversation, roles(conversation, person)) if conversation else None


def load_item(person: Person, item_id: UUID) -> Found | None:
    item = reading.item_by_id(item_id)
    return Found(item, roles(item.conversation, person)) if item else None


def load_action(person: Person, action_id: UUID) -> Found | None:
    action = reading.action_by_id(action_id)
    return Found(action, roles(action.conversation, person)) if action else None


def load_stage(person: Person, stage_id: UUID) -> Found | None:
    stage = stages.stage_by_id(stage_id)
    return Found(stage, roles(stage.conversation, person)) if stage else None
