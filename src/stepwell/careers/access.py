"""Whose role it is, and who manages it today: facts; what follows from them is in access/roles.py."""

from dataclasses import dataclass

from django.utils import timezone

from stepwell.access.checks import Found
from stepwell.access.roles import Role
from stepwell.frameworks.queries import StoredPack
from stepwell.people.models import Appointment, Person
from stepwell.people.queries import manages

from . import queries


@dataclass(frozen=True)
class RoleAndFramework:
    appointment: Appointment
    shelf: queries.Shelf
    stored: StoredPack


def roles(appointment: Appointment, person: Person) -> frozenset[Role]:
    """An earlier manager, and a manager's manager, hold none."""
    if appointment.person_id == person.pk:
        return frozenset({Role.OWNER})
    return frozenset({Role.LINE_MANAGER}) if manages(person, appointment, timezone.localdate()) else frozenset()


def load_role(person: Person, appointment_id: int) -> Found | None:
    appointment = queries.appointment_by_id(appointment_id)
    return Found(appointment, roles(appointment, person)) if appointment else None


def load_role_and_framework(person: Person, appointment_id: int, framework_slug: str) -> Found | None:
    """A framework that has levels, as the role's organisation reads it."""
    found = load_role(person, appointment_id)
    if found is None or not found.roles:
        return None
    shelf = queries.shelf_of(found.thing.organisation)
    stored = next((s for s in shelf.with_levels if s.pack.id == framework_slug), None)
    return Found(RoleAndFramework(found.thing, shelf, stored), found.roles) if stored else None
