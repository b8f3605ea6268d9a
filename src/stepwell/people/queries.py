"""Reads about people: who somebody is, where they work, who reports to them."""

from datetime import date
from uuid import UUID

from stepwell.access.roles import Role

from .models import Appointment, Duty, Organisation, Person


def person_of_account(account_id: int) -> Person | None:
    return Person.objects.filter(account_id=account_id).first()


def appointments_of(person: Person, today: date) -> list[Appointment]:
    """Current appointments, the latest first."""
    return list(person.appointments.current(today).select_related("organisation", "unit", "manager"))


def main_appointment(person: Person, today: date) -> Appointment | None:
    """The appointment that decides which organisation somebody sees first: the current one that began last."""
    return person.appointments.current(today).select_related("organisation", "unit", "manager").first()


def duties_of(person: Person, organisation: Organisation | None) -> frozenset[Role]:
    if organisation is None:
        return frozenset()
    names = Duty.objects.filter(person=person, organisation=organisation, ended_at__isnull=True).values_list(
        "name", flat=True
    )
    return frozenset(Role(name) for name in names)


def team_of(manager: Person, today: date) -> list[Appointment]:
    """Current appointments that report to `manager`, by name."""
    found = Appointment.objects.current(today).filter(manager=manager)
    return list(found.select_related("person", "unit", "organisation").order_by("person__full_name", "id"))


def manages(manager: Person, appointment: Appointment, today: date) -> bool:
    return Appointment.objects.current(today).filter(pk=appointment.pk, manager=manager).exists()


def colleagues_matching(
    words: str, organisation: Organisation, today: date, *, besides: Person | None = None, limit: int = 20
) -> list[Person]:
    """People with a current appointment in `organisation` whose name or e-mail contains every word."""
    found = Person.objects.filter(appointments__in=Appointment.objects.current(today).filter(organisation=organisation))
    for word in words.split():
        found = found.filter(full_name__icontains=word) | found.filter(email__iexact=word)
    if besides is not None:
        found = found.exclude(pk=besides.pk)
    return list(found.distinct().order_by("full_name", "id")[:limit])


def person_by_id(person_id: UUID) -> Person | None:
    return Person.objects.filter(pk=person_id).first()


def audience_of(person: Person, appointment: Appointment | None, today: date) -> list[str]:
    """The audiences somebody belongs to, the most particular first. They decide what is shown first, never what may be read."""
    audiences = []
    if appointment and appointment.is_senior_leader:
        audiences.append("senior_leaders")
    if Appointment.objects.current(today).filter(manager=person).exists():
        audiences.append("managers")
    if person.aspiring_manager_since:
        audiences.append("aspiring_managers")
    return [*audiences, "everyone"]
