from uuid import UUID

from django.utils import timezone

from stepwell.access.checks import Found
from stepwell.access.roles import Role
from stepwell.people.models import Person

from . import queries
from .models import Share


def roles(share: Share, person: Person) -> frozenset[Role]:
    """Facts only: whose share it is. Whether a recipient may still read is for the thing that is shared to check."""
    return frozenset({Role.OWNER}) if share.owner_id == person.pk else frozenset()


def load_share(person: Person, share_id: UUID) -> Found | None:
    share = queries.share_by_id(share_id)
    return Found(share, roles(share, person)) if share else None


def load_resting(person: Person, share_id: UUID) -> Found | None:
    """One that waits for its owner, because its recipient is no longer their line manager."""
    share = queries.share_by_id(share_id)
    if share is None or not queries.rests(share, timezone.localdate()):
        return None
    return Found(share, roles(share, person))
