"""What is stored of an organisation's staff, as plain values: a hundred thousand models would not fit in memory."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db.models.functions import Lower

from stepwell.domain.staff_list import Stored, StoredJob, StoredPerson, StoredUnit
from stepwell.people import queries
from stepwell.people.models import Appointment, Organisation, Person, Unit

T = TypeVar("T")
MANY = 900  # SQLite takes no more than 999 values in a query


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
        strangers = Person.objects.alias(address=Lower("email")).filter(address__in=some)
        add_people(
            stored, strangers, set(elsewhere.filter(person__in=strangers).values_list("person_id", flat=True)), False
        )
    add_jobs(stored, here)
    return stored


def stored_units(organisation: Organisation) -> dict[str, StoredUnit]:
    found = Unit.objects.filter(organisation=organisation).values_list("code", "name", "parent__code")
    return {code.casefold(): StoredUnit(code, name, parent or "") for code, name, parent in found}


def add_people(stored: Stored, people, busy: set[UUID], known_here: bool) -> None:
    for pk, name, email in people.values_list("pk", "full_name", "email").order_by().iterator(5000):
        address = (email or "").lower()
        stored.persons[pk] = StoredPerson(pk, name, address, pk in busy, known_here)
        if address:
            stored.emails[address] = pk


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


def batches(things: Iterable[T], size: int = MANY) -> Iterator[list[T]]:
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch
