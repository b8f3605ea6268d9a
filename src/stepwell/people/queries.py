"""Reads about people: who somebody is, where they work, who reports to them."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, Q, QuerySet

from stepwell.access.roles import Role
from stepwell.prepared import prepared

from .models import (
    Account,
    AddressChange,
    Appointment,
    DemonstrationRole,
    Duty,
    Organisation,
    Person,
    StaffImport,
    Unit,
)

ACCOUNT = prepared(lambda account: Account.objects.select_related("person").filter(pk=account))
MAIN_APPOINTMENT = prepared(
    lambda person, today: (
        Appointment.objects.filter(person=person)
        .current(today)
        .annotate(is_managers=Exists(Appointment.objects.current(today).filter(manager=person)))
        .select_related("organisation")[:1]
    )
)
DUTIES = prepared(
    lambda person, organisation: Duty.objects.filter(
        person=person, organisation=organisation, ended_at__isnull=True
    ).values_list("name", flat=True)
)
COMING_ADDRESS = prepared(lambda person: AddressChange.objects.filter(person=person, state=AddressChange.State.WAITING))
MANAGED = prepared(lambda manager, today: Appointment.objects.current(today).filter(manager=manager).values("pk")[:1])


def account_by_id(account_id: int) -> Account | None:
    """The account with its person: each request needs both."""
    return ACCOUNT.first(account=account_id)


def person_of_account(account: Account) -> Person | None:
    """The person who signs in with it. The sign-in backend has fetched both at once."""
    return getattr(account, "person", None)


def appointments_of(person: Person, today: date) -> list[Appointment]:
    """Current appointments, the latest first."""
    return list(person.appointments.current(today).select_related("organisation", "unit", "manager"))


def all_jobs(person: Person) -> list[Appointment]:
    """Everything somebody does, did and will do, in every organisation: for themselves alone."""
    return list(person.appointments.select_related("organisation", "unit", "manager"))


def main_appointment(person: Person, today: date) -> Appointment | None:
    """The appointment that decides which organisation somebody sees first: the current one that began last."""
    return MAIN_APPOINTMENT.first(person=person, today=today)


def duties_of(person: Person, organisation: Organisation | None) -> frozenset[Role]:
    if organisation is None:
        return frozenset()
    return frozenset(Role(name) for name in DUTIES.rows(person=person, organisation=organisation))


def team_of(manager: Person, today: date) -> list[Appointment]:
    """Current appointments that report to `manager`, by name."""
    found = Appointment.objects.current(today).filter(manager=manager)
    return list(found.select_related("person", "unit", "organisation").order_by("person__full_name", "id"))


def has_team(manager: Person, today: date) -> bool:
    return bool(MANAGED.rows(manager=manager, today=today))


def manages_person(manager: Person, person: Person, today: date) -> bool:
    """In any of the jobs that the person holds."""
    return person.appointments.current(today).filter(manager=manager).exists()


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
    known = getattr(appointment, "is_managers", None)  # each request has read it already, with the appointment
    if has_team(person, today) if known is None else known:
        audiences.append("managers")
    if person.aspiring_manager_since:
        audiences.append("aspiring_managers")
    return [*audiences, "everyone"]


def demonstration_cast(today: date) -> list[tuple[str, list[tuple[DemonstrationRole, str]]]]:
    """Whom a demonstration offers on its sign-in page: by organisation, each with their job title."""
    roles = DemonstrationRole.objects.filter(person__account__is_active=True).select_related("person")
    jobs = Appointment.objects.current(today).filter(person__demonstration_role__isnull=False)
    main = {job.person_id: job for job in reversed(jobs.select_related("organisation"))}
    grouped: dict[str, list[tuple[DemonstrationRole, str]]] = {}
    for role in roles:
        job = main.get(role.person_id)
        organisation, title = (job.organisation.name, job.job_title) if job else ("Elsewhere", "")
        grouped.setdefault(organisation, []).append((role, title))
    return list(grouped.items())


def cast_member(person_id: UUID) -> Person | None:
    people = Person.objects.filter(demonstration_role__isnull=False, account__is_active=True)
    return people.select_related("account").filter(pk=person_id).first()


def open_duties(organisation: Organisation, name: str = "") -> QuerySet[Duty]:
    found = Duty.objects.filter(organisation=organisation, ended_at__isnull=True)
    found = found.filter(name=name) if name else found
    return found.select_related("person", "granted_by").order_by("name", "person__full_name", "id")


def administrators(organisation: Organisation, today: date) -> set[UUID]:
    """People administrators who work there today: a duty left over from somebody who has gone does not count."""
    working = Appointment.objects.current(today).filter(organisation=organisation).values("person_id")
    duties = open_duties(organisation, Role.PEOPLE_ADMINISTRATOR).filter(person__in=working)
    return set(duties.values_list("person_id", flat=True))


def duty_by_id(organisation: Organisation, duty_id: int) -> Duty | None:
    return open_duties(organisation).filter(pk=duty_id).select_related("organisation").first()


def staff_list(
    organisation: Organisation, today: date, *, words: str = "", unit: Unit | None = None, left: bool = False
) -> QuerySet[Appointment]:
    """Appointments in one organisation, by name: current ones, or those that ended."""
    here = Appointment.objects.filter(organisation=organisation)
    current = here.current(today)
    found = here.filter(end_date__lt=today).exclude(person__in=current.values("person_id")) if left else current
    if unit is not None:
        found = found.filter(unit__in=units_below(unit))
    for word in words.split():
        found = found.filter(
            Q(person__full_name__icontains=word)
            | Q(person__email__icontains=word)
            | Q(job_title__icontains=word)
            | Q(staff_number__iexact=word)
        )
    return found.select_related("person", "unit", "manager").order_by("person__full_name", "-start_date", "id")


def units_of(organisation: Organisation) -> list[Unit]:
    return list(Unit.objects.filter(organisation=organisation))


def unit_by_id(organisation: Organisation, unit_id: int) -> Unit | None:
    return Unit.objects.filter(organisation=organisation, pk=unit_id).first()


def people_in_units(organisation: Organisation, today: date) -> dict[int, int]:
    """How many people work in each unit today; somebody with two jobs in one counts once there."""
    working = Appointment.objects.current(today).filter(organisation=organisation)
    counted = working.order_by().values("unit").annotate(people=Count("person", distinct=True))
    return dict(counted.values_list("unit", "people"))


def units_below(unit: Unit) -> list[int]:
    """The unit and everything under it."""
    children: dict[int | None, list[int]] = {}
    for pk, parent_id in Unit.objects.filter(organisation_id=unit.organisation_id).values_list("pk", "parent_id"):
        children.setdefault(parent_id, []).append(pk)
    found = [unit.pk]
    for pk in found:
        found += children.get(pk, [])
    return found


def colleague(organisation: Organisation, person_id: UUID) -> Person | None:
    """Somebody who works or has worked in `organisation`."""
    here = Appointment.objects.filter(organisation=organisation, person_id=person_id)
    return Person.objects.filter(pk=person_id, appointments__in=here).distinct().first()


def works_in(person: Person, organisation: Organisation, today: date) -> bool:
    return person.appointments.current(today).filter(organisation=organisation).exists()


def jobs_in(person: Person, organisation: Organisation) -> list[Appointment]:
    """Every job somebody has or had in one organisation, the latest first; jobs elsewhere are none of its business."""
    jobs = person.appointments.filter(organisation=organisation)
    return list(jobs.select_related("unit", "manager"))


def imports_of(organisation: Organisation, limit: int = 20) -> list[StaffImport]:
    found = StaffImport.objects.filter(organisation=organisation).select_related("uploaded_by")
    return list(found.defer("content", "faults", "notices")[:limit])


def import_by_id(organisation: Organisation, import_id: UUID) -> StaffImport | None:
    found = StaffImport.objects.filter(organisation=organisation, pk=import_id)
    return found.defer("content").select_related("organisation", "uploaded_by").first()


def organisation_by_slug(slug: str) -> Organisation | None:
    return Organisation.objects.filter(slug=slug).first()


def organisations() -> list[Organisation]:
    return list(Organisation.objects.all())


def person_by_email(email: str) -> Person | None:
    return Person.objects.filter(account__email__iexact=email).select_related("account").first()


def coming_address(person: Person) -> AddressChange | None:
    """The new address that the staff list gives somebody, while it waits."""
    return COMING_ADDRESS.first(person=person)


def colleague_by_email(organisation: Organisation, email: str, today: date) -> Person | None:
    working = Appointment.objects.current(today).filter(organisation=organisation)
    return Person.objects.filter(email__iexact=email, appointments__in=working).distinct().first()
