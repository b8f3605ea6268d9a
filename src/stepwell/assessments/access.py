"""Whose self-assessment it is, and whom they share it with: facts; what follows from them is in access/roles.py."""

from uuid import UUID

from django.utils import timezone

from stepwell.access.checks import Found
from stepwell.access.roles import Role
from stepwell.people.models import Person
from stepwell.sharing.queries import is_open

from . import queries
from .models import SelfAssessment, SharedAssessment


def roles(assessment: SelfAssessment, person: Person) -> frozenset[Role]:
    return frozenset({Role.OWNER}) if assessment.person_id == person.pk else frozenset()


def load_assessment(person: Person, assessment_id: UUID) -> Found | None:
    assessment = queries.assessment_by_id(assessment_id)
    return Found(assessment, roles(assessment, person)) if assessment else None


def load_shared(person: Person, share_id: UUID) -> Found | None:
    """A grant counts for its recipient alone, until it is withdrawn or ends."""
    shared = queries.shared_assessment(share_id)
    return Found(shared, roles_of_share(shared, person)) if shared else None


def roles_of_share(shared: SharedAssessment, person: Person) -> frozenset[Role]:
    if shared.share.recipient_id != person.pk or not is_open(shared.share, timezone.localdate()):
        return frozenset()
    return frozenset({Role.SHARED_WITH})


def load_assessment_part(person: Person, assessment_id: UUID, number: int) -> Found | None:
    """One dimension of it; whether there is one of that number only its framework knows, and the view asks."""
    found = load_assessment(person, assessment_id)
    return Found((found.thing, number), found.roles) if found else None
