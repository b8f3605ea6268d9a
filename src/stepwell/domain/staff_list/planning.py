"""From a checked file and what is stored to a plan. Nothing is decided anywhere else, and nothing is written here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from .checking import circles, repeated, unit_faults
from .people import Finder, People
from .plans import Plan, PlannedJob
from .rows import Fault, StaffList, StaffRow
from .stored import Stored, StoredJob
from .units import plan_units

# A file that would end more than this share of a staff of this size is more likely cut off than right.
SAFE_SHARE, SAFE_SIZE = 0.2, 20
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Options:
    today: date
    keep_missing: bool = False
    allow_many_leavers: bool = False


def make_plan(
    staff_list: StaffList,
    stored: Stored,
    *,
    today: date,
    keep_missing: bool = False,
    allow_many_leavers: bool = False,
    addresses_at_once: bool = False,
    new_id: Callable[[], UUID] = uuid4,
) -> Plan:
    """What the file would change. With any fault, the plan is for reading only and must not be carried out.

    A new address of somebody who has signed in before takes effect later, unless `addresses_at_once`.
    """
    plan = Plan(faults=list(staff_list.faults), notices=list(staff_list.notices))
    if not staff_list.rows:
        return plan
    options = Options(today, keep_missing, allow_many_leavers)
    for column in ("staff_number", "email"):
        plan.faults += repeated(staff_list.rows, column)
    plan.faults += unit_faults(staff_list)
    plan_units(staff_list, stored, plan)
    people = Finder(staff_list, stored, today, plan, new_id, addresses_at_once).find()
    Planner(staff_list, stored, options, plan, people).plan_jobs()
    plan.faults.sort(key=lambda fault: (fault.row, fault.column))
    return plan


class Planner:
    def __init__(self, staff_list: StaffList, stored: Stored, options: Options, plan: Plan, people: People):
        self.columns, self.rows, self.stored = staff_list.columns, staff_list.rows, stored
        self.options, self.today, self.plan, self.people = options, options.today, plan, people
        self.by_number = {row.staff_number.casefold(): row for row in staff_list.rows}
        self.renamed = {person.id for person in plan.changed_people}
        self.moving = {planned.person for planned in plan.addresses}
        self.stays: set[UUID] = set()
        self.manager_of: dict[UUID, UUID | None] = {}

    def plan_jobs(self) -> None:
        for row in self.rows:
            self.plan_row(row)
        missing = [
            jobs[-1]
            for key, jobs in self.stored.jobs.items()
            if key not in self.by_number and jobs[-1].end_date is None
        ]
        if self.options.keep_missing:
            self.keep(missing)
        else:
            self.end(missing)
        self.plan.leavers -= self.stays
        self.check_circles()
        self.check_administrators()

    def plan_row(self, row: StaffRow) -> None:
        key = row.staff_number.casefold()
        person = self.people.by_number[key]
        jobs = self.stored.jobs.get(key, [])
        manager = self.manager(row, person, jobs)
        if row.end_date is None or row.end_date >= self.today:
            self.stays.add(person)
            self.manager_of[person] = manager
        else:
            self.plan.leavers.add(person)
        if not jobs:
            self.begin(row, person, manager, row.start_date or self.today, None)
        elif self.has_left(jobs[-1]) and not (row.end_date and row.end_date < self.today):
            self.come_back(row, person, manager, jobs[-1])
        else:
            self.go_on(row, manager, jobs)

    def manager(self, row: StaffRow, person: UUID, jobs: list[StoredJob]) -> UUID | None:
        if not row.manager_staff_number:
            return jobs[-1].manager if jobs and "manager_staff_number" not in self.columns else None
        key = row.manager_staff_number.casefold()
        found = self.people.by_number.get(key)
        if found is None and self.options.keep_missing:
            kept = self.stored.jobs.get(key, [])
            found = kept[-1].person if kept and kept[-1].is_current(self.today) else None
        if found is None:
            self.fault(row, "manager_staff_number", f"“{row.manager_staff_number}” is nobody in this file")
        elif found == person:
            self.fault(row, "manager_staff_number", f"{row.full_name} cannot be their own manager")
            return None
        return found

    def has_left(self, job: StoredJob) -> bool:
        return job.end_date is not None and job.end_date < self.today

    def begin(self, row: StaffRow, person: UUID, manager: UUID | None, start: date, before: StoredJob | None) -> None:
        job = self.job(row, person, manager, start, None, before)
        if job.end_date and job.end_date < start:
            self.fault(row, "end_date", f"is before the job begins, on {start:%d/%m/%Y}")
        self.plan.new_jobs.append(job)
        if before is None:
            self.plan.note("new", row.staff_number, row.full_name, f"{row.job_title}, from {start:%d/%m/%Y}")

    def come_back(self, row: StaffRow, person: UUID, manager: UUID | None, last: StoredJob) -> None:
        left = last.end_date or self.today
        start = row.start_date if row.start_date and row.start_date > left else self.today
        self.begin(row, person, manager, start, last)
        self.plan.note("returned", row.staff_number, row.full_name, f"back as {row.job_title}, from {start:%d/%m/%Y}")

    def go_on(self, row: StaffRow, manager: UUID | None, jobs: list[StoredJob]) -> None:
        """Another title, grade or unit is another job, so that the history stays; anything else changes in place."""
        last = jobs[-1]
        same = self.job(row, last.person, manager, last.start_date, last.id, last)
        start = row.start_date if row.start_date and row.start_date > last.start_date else self.today
        if self.is_another_job(same, last) and start > last.start_date and not self.has_left(last):
            self.plan.changed_jobs.append(replace(as_planned(last), end_date=start - DAY))
            self.begin(row, last.person, manager, start, last)
            self.plan.note(
                "changed",
                row.staff_number,
                row.full_name,
                f"{described(last)} → {described(same)}, from {start:%d/%m/%Y}",
            )
            return
        earlier = jobs[-2].end_date if len(jobs) > 1 else None
        if row.start_date and (earlier is None or row.start_date > earlier):
            same = replace(same, start_date=row.start_date)
        self.change(row, same, last)

    def is_another_job(self, job: PlannedJob, last: StoredJob) -> bool:
        return (job.job_title, job.grade, job.unit_code.casefold()) != (
            last.job_title,
            last.grade,
            last.unit_code.casefold(),
        )

    def change(self, row: StaffRow, job: PlannedJob, last: StoredJob) -> None:
        if job.end_date and job.end_date < job.start_date:
            self.fault(row, "end_date", f"is before the job began, on {job.start_date:%d/%m/%Y}")
        before = as_planned(last)
        if job != before:
            self.plan.changed_jobs.append(job)
            kind = "ended" if job.end_date and not last.end_date else "changed"
            self.plan.note(kind, row.staff_number, row.full_name, differences(before, job))
        elif last.person in self.renamed:
            self.plan.note("changed", row.staff_number, row.full_name, "name or e-mail address")
        elif last.person in self.moving:
            self.plan.note("changed", row.staff_number, row.full_name, "e-mail address, later")
        elif last.person in self.plan.kept_addresses:
            self.plan.note("changed", row.staff_number, row.full_name, "keeps the present e-mail address")
        else:
            self.plan.counts["unchanged"] += 1

    def job(
        self, row: StaffRow, person: UUID, manager: UUID | None, start: date, id: int | None, before: StoredJob | None
    ) -> PlannedJob:
        """The row as a job. A column that the file does not have leaves what is stored."""

        def kept(column: str):
            return getattr(before if before and column not in self.columns else row, column)

        return PlannedJob(
            id=id,
            person=person,
            staff_number=row.staff_number,
            job_title=row.job_title,
            unit_code=row.unit_code,
            start_date=start,
            end_date=row.end_date,
            grade=kept("grade"),
            profession=kept("profession"),
            manager=manager,
            job_profile_url=kept("job_profile_url"),
            senior_leader=kept("senior_leader"),
        )

    def keep(self, missing: list[StoredJob]) -> None:
        for job in missing:
            self.stays.add(job.person)
            self.manager_of.setdefault(job.person, job.manager)
        self.plan.counts["kept"] += len(missing)

    def end(self, missing: list[StoredJob]) -> None:
        current = sum(jobs[-1].is_current(self.today) for jobs in self.stored.jobs.values())
        if current > SAFE_SIZE and len(missing) > SAFE_SHARE * current:
            self.plan.many_leavers = True
            if not self.options.allow_many_leavers:
                message = f"{len(missing)} of {current} people are not in this file, so their jobs would end. If that is right, allow many leavers; else choose the whole list"
                self.plan.faults.append(Fault(0, "", message))
        for job in missing:
            end = max(self.today, job.start_date)
            self.plan.changed_jobs.append(replace(as_planned(job), end_date=end))
            self.plan.leavers.add(job.person)
            name = self.stored.persons[job.person].full_name
            self.plan.note(
                "ended", job.staff_number, name, f"{job.job_title}, ends on {end:%d/%m/%Y}: not in this file"
            )

    def check_circles(self) -> None:
        rows = {self.people.by_number[key]: row for key, row in self.by_number.items()}
        for circle in circles(self.manager_of):
            where = [rows[person] for person in circle if person in rows]
            if not where:
                continue
            turn = circle.index(min((p for p in circle if p in rows), key=lambda p: rows[p].row))
            names = [self.called(person, rows) for person in [*circle[turn:], *circle[: turn + 1]]]
            message = f"these people manage each other in a circle: {' → '.join(names)}. Correct one of them"
            self.fault(min(where, key=lambda row: row.row), "manager_staff_number", message)

    def called(self, person: UUID, rows: dict[UUID, StaffRow]) -> str:
        if person in rows:
            return f"{rows[person].staff_number} (row {rows[person].row})"
        return self.stored.persons[person].full_name

    def check_administrators(self) -> None:
        administrators = self.stored.administrators
        if administrators and not administrators & self.stays:
            names = ", ".join(sorted(self.stored.persons[person].full_name for person in administrators))
            message = (
                f"nobody who looks after the staff list would be left ({names}). Give the duty to somebody else first"
            )
            self.plan.faults.append(Fault(0, "", message))

    def fault(self, row: StaffRow, column: str, message: str) -> None:
        self.plan.faults.append(Fault(row.row, column, message))


def as_planned(job: StoredJob) -> PlannedJob:
    return PlannedJob(
        id=job.id,
        person=job.person,
        staff_number=job.staff_number,
        job_title=job.job_title,
        unit_code=job.unit_code,
        start_date=job.start_date,
        end_date=job.end_date,
        grade=job.grade,
        profession=job.profession,
        manager=job.manager,
        job_profile_url=job.job_profile_url,
        senior_leader=job.senior_leader,
    )


def described(job: StoredJob | PlannedJob) -> str:
    return ", ".join(filter(None, (job.job_title, job.grade, job.unit_code)))


LABELS = {
    "staff_number": "staff number",
    "job_title": "job title",
    "unit_code": "unit",
    "start_date": "start date",
    "end_date": "end date",
    "grade": "grade",
    "profession": "profession",
    "manager": "manager",
    "job_profile_url": "job profile",
    "senior_leader": "senior leader",
}


def differences(before: PlannedJob, after: PlannedJob) -> str:
    return ", ".join(label for name, label in LABELS.items() if getattr(before, name) != getattr(after, name))
