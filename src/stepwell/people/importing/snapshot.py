"""What is stored of an organisation's staff, as plain values: a hundred thousand models would not fit in memory."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models.functions import Lower

from stepwell.domain.staff_list import Stored, StoredJob, StoredPerson, StoredUnit
from stepwell.people import queries
from stepwell.people.batches import batches
from stepwell.people.models import AddressChange, Appointment, Organisation, Person, Unit


def stored_staff(organisation: Organisation, today: date, emails: set[str]) -> Stored:
    """`emails` are those of the file: whoever has one of them is looked up, wherever they work."""
    stored = Stored(administrators=frozenset(queries.administrators(organisation, today)))
    stored.units = stored_units(organisation)
    here = Appointment.objects.filter(organisation=organisation)
    people = Person.objects.filter(pk__in=here.values("person_id"))
    elsewhere = Appointment.objects.current(today).exclude(organisation=organisation)
    busy = set(elsewhere.filter(person__in=people).values_list("person_id", flat=True))
    add_people(stored, people, busy, known_here=True)
    for some in batches(emails - set(stored.emails)):
        named = Person.objects.alias(lowered=Lower("email")).filter(lowered__in=some).values("pk")
        coming = AddressChange.objects.filter(state=WAITING).alias(lowered=Lower("address")).filter(lowered__in=some)
        strangers = Person.objects.filter(pk__in=named) | Person.objects.filter(pk__in=coming.values("person_id"))
        add_people(
            stored, strangers, set(elsewhere.filter(person__in=strangers).values_list("person_id", flat=True)), False
        )
    add_jobs(stored, here)
    return stored


WAITING, REFUSED = AddressChange.State.WAITING, AddressChange.State.REFUSED


def stored_units(organisation: Organisation) -> dict[str, StoredUnit]:
    found = Unit.objects.filter(organisation=organisation).values_list("code", "name", "parent__code")
    return {code.casefold(): StoredUnit(code, name, parent or "") for code, name, parent in found}


def add_people(stored: Stored, people, busy: set[UUID], known_here: bool) -> None:
    """With the addresses that are coming, and those that somebody refused."""
    changes: dict[UUID, dict[str, list[str]]] = {}
    asked = AddressChange.objects.filter(person__in=people, state__in=[WAITING, REFUSED]).order_by()
    for pk, state, address in asked.values_list("person_id", "state", "address"):
        changes.setdefault(pk, {}).setdefault(state, []).append(address.lower())
    columns = ("pk", "full_name", "email", "account__last_login")
    for pk, name, email, signed_in in people.values_list(*columns).order_by().iterator(5000):
        own = changes.get(pk, {})
        found = StoredPerson(
            pk,
            name,
            email=(email or "").lower(),
            works_elsewhere=pk in busy,
            known_here=known_here,
            guarded=signed_in is not None,
            coming=next(iter(own.get(WAITING, ())), ""),
            refused=tuple(own.get(REFUSED, ())),
        )
        stored.persons[pk] = found
        stored.emails |= {address: pk for address in (found.email, found.coming) if address}


def add_jobs(stored: Stored, here) -> None:
    columns = (
        "pk", "person_id", "staff_number", "job_title", "unit__code", "start_date", "end_date", "grade", "profession",
        "manager_id", "job_profile_url", "is_senior_leader",
    )  # fmt: skip
    same: dict[object, object] = {}
    for values in here.order_by("start_date", "pk").values_list(*columns).iterator(5000):
        kept: list[Any] = [same.setdefault(v, v) if isinstance(v, str | UUID) else v for v in values]
        job = StoredJob(*kept)
        stored.jobs.setdefault(job.staff_number.casefold(), []).append(job)
