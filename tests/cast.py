"""The cast: the same people in every test. Olga works elsewhere and must never see anything of Ashdown's.

Ashdown University:  Ruth (senior leader) manages Tom; Tom manages Amira and Ben; Pat, Fran, Cora and Dan hold duties.
Lena has left. Marlow Council:  Olga manages Oscar.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from stepwell.people.models import Account, Appointment, Duty, Organisation, Person, Unit

TODAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
PASSWORD = "a quiet lamp at dusk"


@dataclass(frozen=True)
class Cast:
    ashdown: Organisation
    marlow: Organisation
    amira: Person
    ben: Person
    tom: Person
    ruth: Person
    pat: Person
    fran: Person
    cora: Person
    dan: Person
    lena: Person
    olga: Person
    oscar: Person

    @property
    def everyone(self) -> dict[str, Person]:
        return {name: value for name, value in vars(self).items() if isinstance(value, Person)}


def make_person(name: str, **more) -> Person:
    email = f"{name.split()[0].lower()}@example.org"
    account = Account.objects.create(email=email, password="!")
    return Person.objects.create(full_name=name, email=email, account=account, **more)


def appoint(
    person: Person, unit: Unit, number: str, title: str, grade: str, manager: Person | None = None, **more
) -> Appointment:
    return Appointment.objects.create(
        person=person,
        organisation=unit.organisation,
        unit=unit,
        staff_number=number,
        job_title=title,
        grade=grade,
        manager=manager,
        start_date=more.pop("start_date", date(2024, 1, 1)),
        **more,
    )


def make_cast() -> Cast:
    ashdown = Organisation.objects.create(name="Ashdown University", slug="ashdown", kind="university", mark="AU")
    marlow = Organisation.objects.create(
        name="Marlow Council", slug="marlow", kind="council", mark="MC", brand_colour="#5a2a6b"
    )
    registry = Unit.objects.create(organisation=ashdown, code="REG", name="Registry")
    housing = Unit.objects.create(organisation=marlow, code="HOU", name="Housing")
    people = {
        name.split()[0].lower(): make_person(name)
        for name in (
            "Amira Hassan", "Ben Carter", "Tom Okafor", "Ruth Ellis", "Pat Singh", "Fran Rossi",
            "Cora Lindqvist", "Dan Mensah", "Lena Novak", "Olga Petrova", "Oscar Wright",
        )
    }  # fmt: skip
    ruth, tom = people["ruth"], people["tom"]
    appoint(ruth, registry, "A1", "Academic Registrar", "8B", is_senior_leader=True)
    appoint(tom, registry, "A2", "Head of Admissions", "7", ruth)
    appoint(
        people["amira"],
        registry,
        "A3",
        "Admissions Officer",
        "5",
        tom,
        job_profile_url="https://example.org/profiles/admissions-officer",
    )
    appoint(people["ben"], registry, "A4", "Admissions Assistant", "4", tom)
    for number, (name, title) in enumerate(
        [
            ("pat", "HR Systems Officer"),
            ("fran", "OD Partner"),
            ("cora", "OD Coordinator"),
            ("dan", "Data Protection Officer"),
        ],
        5,
    ):
        appoint(people[name], registry, f"A{number}", title, "6", ruth)
    appoint(people["lena"], registry, "A9", "Admissions Officer", "5", tom, end_date=date(2026, 1, 31))
    appoint(people["olga"], housing, "M1", "Head of Housing", "", is_senior_leader=True)
    appoint(people["oscar"], housing, "M2", "Housing Officer", "", people["olga"])
    for name, duty in [
        ("pat", "people_administrator"),
        ("fran", "framework_owner"),
        ("cora", "coordinator"),
        ("dan", "data_protection_officer"),
    ]:
        Duty.objects.create(person=people[name], organisation=ashdown, name=duty, granted_at=NOW)
    return Cast(ashdown=ashdown, marlow=marlow, **people)
