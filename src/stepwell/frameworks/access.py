"""Facts about who looks after what. What that allows is decided in access/roles.py."""

from uuid import UUID

from stepwell.access.checks import Found
from stepwell.people.models import Person
from stepwell.people.queries import duties_of

from . import queries


def load_draft(person: Person, draft_id: UUID) -> Found | None:
    """A draft belongs to its organisation: its framework owners may publish it."""
    draft = queries.draft_by_id(draft_id)
    return Found(draft, duties_of(person, draft.organisation)) if draft else None
