"""Builds the people of a demonstration: organisations, units, persons, appointments, duties.

Everything follows from one seed, so that two runs give the same people. Rows are written in bulk and not by the
operations, because they lie in the past; what they hold is what the operations would have written.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from stepwell.people.models import Account, Appointment, Duty, Organisation, Person, Unit

from .names import Names
from .plans import Job, Plan

BATCH = 2000
TEAM = 8
LEADS = 5  # more in one unit, and the unit has parts
LARGE_TEAM = 11  # one head has eleven reports, as heads do


@dataclass
class Staff:
    """The people of one organisation as they are made; `team_of` tells who manages whom."""

    organisation: Organisation
    plan: Plan
    people: list[Person] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)


class Builder:
    def __init__(self, seed: int, today: date, now: datetime):
        self.random = Random(seed)
        self.names = Names(self.random)
        self.today = today
        self.now = now
        self.unusable = make_password(None)

    def uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.random.getrandbits(128), version=4)

    def days_ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days, minutes=self.random.randint(0, 300))

    def build(self, plan: Plan, number_of_people: int) -> Staff:
        organisation = Organisation.objects.create(
            name=plan.name,
            slug=plan.slug,
            kind=plan.kind,
            mark=plan.mark,
            brand_colour=plan.colour,
            privacy_contact=f"dpo@{plan.domain}.example",
        )
        staff = Staff(organisation, plan)
        self.fill(staff, number_of_people)
        save(staff)
        return staff

    def fill(self, staff: Staff, number_of_people: int) -> None:
        """The chief, directors, heads and leads, those with duties, then as many others as asked for."""
        plan, organisation = staff.plan, staff.organisation
        top = Unit.objects.create(organisation=organisation, code="TOP", name=plan.name)
        chief = self.appoint(staff, top, plan.chief, None, senior=True)
        for name, job in plan.duties.items():
            holder = self.appoint(staff, top, job, chief)
            staff.duties.append(
                Duty(person=holder, organisation=organisation, name=name, granted_at=self.now - timedelta(days=400))
            )
        leads = [
            lead
            for number, director in enumerate(plan.directors, 1)
            for lead in self.directorate(staff, top, chief, number, director)
        ]
        units = list(self.teams(staff, leads, number_of_people))
        first = len(staff.people) + LARGE_TEAM
        while len(staff.people) < number_of_people:
            unit, manager = units[0] if len(staff.people) < first else units[1 + len(staff.people) % (len(units) - 1)]
            self.appoint(staff, unit, self.random.choice(plan.jobs), manager)
        self.end_some(staff)

    def directorate(
        self, staff: Staff, top: Unit, chief: Person, number: int, director: tuple[str, Job, list[str]]
    ) -> Iterator[tuple[Unit, Person]]:
        name, job, teams = director
        unit = Unit.objects.create(organisation=top.organisation, parent=top, code=f"D{number}", name=name)
        leader = self.appoint(staff, unit, job, chief, senior=True)
        for place, team in enumerate(teams, 1):
            part = Unit.objects.create(organisation=top.organisation, parent=unit, code=f"D{number}T{place}", name=team)
            yield part, self.appoint(staff, part, self.titled(staff.plan.head, team), leader)

    def titled(self, job: Job, team: str) -> Job:
        return Job(
            f"Head of {team}" if job.title.startswith("Head of") else f"{job.title}, {team}", job.profession, job.grade
        )

    def teams(
        self, staff: Staff, heads: list[tuple[Unit, Person]], number_of_people: int
    ) -> Iterator[tuple[Unit, Person]]:
        """Each head has leads for about every `TEAM` people; small units report to the head."""
        others = number_of_people - len(staff.people)
        per_head = max(1, others // len(heads) // (TEAM + 1)) if others > len(heads) * TEAM else 0
        for unit, head in heads:
            yield unit, head
            for place in range(per_head):
                if per_head > LEADS and place % LEADS == 0:
                    part = self.part_of(unit, 1 + place // LEADS)
                inside = part if per_head > LEADS else unit
                yield inside, self.appoint(staff, inside, staff.plan.lead, head)

    def part_of(self, unit: Unit, place: int) -> Unit:
        """A large unit is divided, as wards are."""
        return Unit.objects.create(
            organisation=unit.organisation, parent=unit, code=f"{unit.code}P{place}", name=f"{unit.name} {place}"
        )

    def appoint(self, staff: Staff, unit: Unit, job: Job, manager: Person | None, *, senior: bool = False) -> Person:
        number = len(staff.people) + 1
        name = self.names.next()
        email = f"{name.lower().replace(' ', '.').replace('..', '.')}.{number}@{staff.plan.domain}.example"
        account = Account(email=email, password=self.unusable)
        person = Person(id=self.uuid(), full_name=name, email=email, account=account)
        staff.people.append(person)
        staff.appointments.append(
            Appointment(
                person=person,
                organisation=staff.organisation,
                unit=unit,
                staff_number=f"{staff.plan.mark}{number:06d}",
                job_title=job.title,
                profession=job.profession,
                grade=job.grade,
                manager=manager,
                is_senior_leader=senior,
                job_profile_url=f"https://intranet.{staff.plan.domain}.example/job-profiles/{number}"
                if self.random.random() < 0.7
                else "",
                start_date=self.today - timedelta(days=self.random.randint(120, 3600)),
            )
        )
        return person

    def end_some(self, staff: Staff) -> None:
        """About one in forty has left; they keep what is theirs."""
        managers = {appointment.manager_id for appointment in staff.appointments}
        duty_holders = {duty.person_id for duty in staff.duties}
        for appointment in staff.appointments:
            if appointment.person_id not in managers | duty_holders and self.random.random() < 0.025:
                appointment.end_date = self.today - timedelta(days=self.random.randint(10, 100))


def save(staff: Staff) -> None:
    Account.objects.bulk_create([person.account for person in staff.people if person.account], batch_size=BATCH)
    Person.objects.bulk_create(staff.people, batch_size=BATCH)
    Appointment.objects.bulk_create(staff.appointments, batch_size=BATCH)
    Duty.objects.bulk_create(staff.duties)
