"""In which organisation somebody acts, and with which duties: facts; what a duty allows is in access/roles.py."""

from uuid import UUID

from django.utils import timezone

from stepwell.access.checks import Found
from stepwell.access.roles import Role

from . import queries
from .models import Organisation, Person


def acting(person: Person) -> tuple[Organisation | None, frozenset[Role]]:
    """The organisation of the main appointment, and the duties held there. Who has left acts nowhere."""
    appointment = queries.main_appointment(person, timezone.localdate())
    organisation = appointment.organisation if appointment else None
    return organisation, queries.duties_of(person, organisation)


def load_colleague(person: Person, person_id: UUID) -> Found | None:
    organisation, roles = acting(person)
    found = queries.colleague(organisation, person_id) if organisation else None
    return Found(found, roles) if found else None


def load_duty(person: Person, duty_id: int) -> Found | None:
    organisation, roles = acting(person)
    found = queries.duty_by_id(organisation, duty_id) if organisation else None
    return Found(found, roles) if found else None


def load_unit(person: Person, unit_id: int) -> Found | None:
    organisation, roles = acting(person)
    found = queries.unit_by_id(organisation, unit_id) if organisation else None
    return Found(found, roles) if found else None


def load_import(person: Person, import_id: UUID) -> Found | None:
    organisation, roles = acting(person)
    found = queries.import_by_id(organisation, import_id) if organisation else None
    return Found(found, roles) if found else None
