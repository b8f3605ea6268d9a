"""Writes about people: what somebody says of themselves, and who holds which duty."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from stepwell.access.roles import Role
from stepwell.audit.operations import record

from . import queries
from .models import Duty, Organisation, Person


class LastAdministrator(Exception):
    """Ending this duty would leave an organisation that nobody can look after."""


class BadOrganisation(Exception):
    def __init__(self, lines: list[str]):
        self.lines = lines
        super().__init__("; ".join(lines))


@transaction.atomic
def found_organisation(*, slug: str, name: str, kind: str, mark: str, brand_colour: str, at: datetime) -> Organisation:
    """Raises BadOrganisation with a line for each fault."""
    organisation = Organisation(slug=slug, name=name, kind=kind, mark=mark, brand_colour=brand_colour)
    try:
        organisation.full_clean()
    except ValidationError as faults:
        raise BadOrganisation(
            [f"{field}: {' '.join(messages)}" for field, messages in faults.message_dict.items()]
        ) from None
    organisation.save()
    record("organisation_founded", by=None, at=at, about=organisation, organisation_id=organisation.pk)
    return organisation


@transaction.atomic
def change_preferred_name(person: Person, *, name: str, by: Person, at: datetime) -> None:
    if person.preferred_name == name:
        return
    person.preferred_name = name
    person.save(update_fields=["preferred_name"])
    record("person_changed", by=by, at=at, about=person)


@transaction.atomic
def say_aspiring_manager(person: Person, *, aspiring: bool, by: Person, at: datetime, today: date) -> None:
    """Their own word and nobody else's, on or off at any time; it decides what is shown first (R92)."""
    if bool(person.aspiring_manager_since) == aspiring:
        return
    person.aspiring_manager_since = today if aspiring else None
    person.save(update_fields=["aspiring_manager_since"])
    # Without saying which field: they were promised that nobody is told, and the audit trail has readers.
    record("person_changed", by=by, at=at, about=person)


@transaction.atomic
def grant_duty(*, person: Person, organisation: Organisation, name: str, by: Person | None, at: datetime) -> Duty:
    """Granting what somebody holds already changes nothing."""
    duty, is_new = Duty.objects.get_or_create(
        person=person,
        organisation=organisation,
        name=name,
        ended_at__isnull=True,
        defaults={"granted_at": at, "granted_by": by},
    )
    if is_new:
        record("duty_granted", by=by, at=at, about=person, organisation_id=organisation.pk, role=name)
    return duty


@transaction.atomic
def end_duty(duty: Duty, *, by: Person, at: datetime, today: date) -> None:
    """Ending what has ended changes nothing.

    Raises LastAdministrator for the only people administrator who still works there: two who end each other's duty at
    the same moment must not both succeed, so the duties are locked first.
    """
    if duty.name == Role.PEOPLE_ADMINISTRATOR:
        list(queries.open_duties(duty.organisation, duty.name).select_related(None).select_for_update())
        if queries.administrators(duty.organisation, today) <= {duty.person_id}:
            raise LastAdministrator
    if Duty.objects.filter(pk=duty.pk, ended_at__isnull=True).update(ended_at=at, ended_by=by):
        record("duty_ended", by=by, at=at, about=duty.person, organisation_id=duty.organisation_id, role=duty.name)
