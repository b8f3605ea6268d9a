"""A plan: exactly what an import would write."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from .rows import Fault


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """A new person, or what a known one is now called; `old_email` is the address they signed in with until now."""

    id: UUID
    full_name: str
    email: str
    preferred_name: str = ""
    old_email: str = ""


@dataclass(frozen=True, slots=True)
class PlannedAddress:
    """An address that takes effect later: `guarded` ones after they were confirmed or after some days, the others as
    soon as nobody else has the address."""

    person: UUID
    address: str
    guarded: bool


@dataclass(frozen=True, slots=True)
class PlannedJob:
    """A job as it will be; `id` is None for a new one."""

    id: int | None
    person: UUID
    staff_number: str
    job_title: str
    unit_code: str
    start_date: date
    end_date: date | None
    grade: str
    profession: str
    manager: UUID | None
    job_profile_url: str
    senior_leader: bool


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    code: str
    name: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the preview."""

    kind: str
    staff_number: str
    full_name: str
    what: str


@dataclass
class Plan:
    """`kept_addresses`: people whose coming address the file takes back, since it gives the present one again."""

    new_units: list[PlannedUnit] = field(default_factory=list)
    changed_units: list[PlannedUnit] = field(default_factory=list)
    new_people: list[PlannedPerson] = field(default_factory=list)
    changed_people: list[PlannedPerson] = field(default_factory=list)
    addresses: list[PlannedAddress] = field(default_factory=list)
    kept_addresses: set[UUID] = field(default_factory=set)
    new_jobs: list[PlannedJob] = field(default_factory=list)
    changed_jobs: list[PlannedJob] = field(default_factory=list)
    leavers: set[UUID] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    many_leavers: bool = False

    @property
    def changes_nothing(self) -> bool:
        return not any(
            (
                self.new_units,
                self.changed_units,
                self.new_people,
                self.changed_people,
                self.addresses,
                self.kept_addresses,
                self.new_jobs,
                self.changed_jobs,
            )
        )

    def note(self, kind: str, staff_number: str, full_name: str, what: str) -> None:
        self.counts[kind] += 1
        self.changes.append(Change(kind, staff_number, full_name, what))
