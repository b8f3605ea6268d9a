"""What somebody is to a conversation: facts; what follows from them is in access/roles.py."""

from uuid import UUID

from django.utils import timezone

from stepwell.access.checks import Found
from stepwell.access.roles import Role
from stepwell.people.models import Person
from stepwell.people.queries import person_by_id
from stepwell.sharing.queries import is_open

from .models import Conversation
from .queries import cedar, conversations, growth, reading, sharing, stages


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


def load_action(person: Person, action_id: UUID) -> Found | None:
    action = reading.action_by_id(action_id)
    return Found(action, roles(action.conversation, person)) if action else None


def load_stage(person: Person, stage_id: UUID) -> Found | None:
    stage = stages.stage_by_id(stage_id)
    return Found(stage, roles(stage.conversation, person)) if stage else None


def load_growth(person: Person, conversation_id: UUID) -> Found | None:
    """A conversation about growth, as far as `person` may see it; nobody else's is even read."""
    found = load_conversation(person, conversation_id)
    if found is None or not found.roles or not growth.is_growth(found.thing):
        return None
    read = growth.growth_of(found.thing, person)
    return Found(read, found.roles) if read else None


def load_growth_checklist(person: Person, conversation_id: UUID) -> Found | None:
    """The checklist is for whoever supports, and for them alone."""
    found = load_growth(person, conversation_id)
    return None if found is None or found.thing.is_persons else found


def load_growth_stage(person: Person, stage_id: UUID) -> Found | None:
    """(growth, the stage's page)."""
    stage = stages.stage_by_id(stage_id)
    found = load_growth(person, stage.conversation_id) if stage else None
    if stage is None or found is None:
        return None
    page = next((key for key, one in found.thing.stages.items() if one.stage.pk == stage.pk), None)
    return Found((found.thing, page), found.roles) if page else None


def load_drafted(person: Person, conversation_id: UUID, item_id: str) -> Found | None:
    """(growth, an objective of its draft)."""
    found = load_growth(person, conversation_id)
    items = found.thing.plan.get("objectives", ()) if found else ()
    item = next((one for one in items if one["id"] == item_id), None)
    return Found((found.thing, item), found.roles) if found and item else None


def load_partner(person: Person, person_id: UUID) -> Found | None:
    """Somebody with whom one has a conversation that one may open; anybody else is not there."""
    partner = person_by_id(person_id)
    if partner is None or not conversations.have_talked(person, partner, timezone.localdate()):
        return None
    return Found(partner, frozenset({Role.PARTICIPANT}))


def load_request(person: Person, request_id: UUID) -> Found | None:
    """A request to read, for the person who was asked."""
    request = sharing.request_by_id(request_id)
    if request is None:
        return None
    return Found(request, frozenset({Role.OWNER}) if request.person_id == person.pk else frozenset())


def load_shared(person: Person, share_id: UUID) -> Found | None:
    """A grant counts for its recipient alone, until it is withdrawn or ends."""
    shared = sharing.shared_conversation(share_id)
    if shared is None:
        return None
    is_theirs = shared.share.recipient_id == person.pk and is_open(shared.share, timezone.localdate())
    return Found(shared, frozenset({Role.SHARED_WITH}) if is_theirs else frozenset())


def load_feedback_stage(person: Person, stage_id: UUID) -> Found | None:
    """(feedback, the stage's page)."""
    stage = stages.stage_by_id(stage_id)
    found = load_conversation(person, stage.conversation_id) if stage else None
    if stage is None or found is None or not found.roles or not cedar.is_feedback(found.thing):
        return None
    read = cedar.feedback_of(found.thing, person)
    page = next((key for key, one in read.stages.items() if one.stage.pk == stage.pk), None)
    return Found((read, page), found.roles) if page in cedar.PAGES else None


def load_parked(person: Person, point_id: UUID) -> Found | None:
    """Its writer's alone, for as long as they may open the conversation."""
    point = cedar.parked_by_id(point_id)
    if point is None or point.writer_id != person.pk:
        return None
    return Found(point, roles(point.conversation, person))
