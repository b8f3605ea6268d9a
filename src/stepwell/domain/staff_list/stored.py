"""What is stored of one organisation's staff, as far as a plan needs it."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """`works_elsewhere`: has a current job in another organisation, whose list decides about name and address.

    `guarded`: has signed in before, so that whoever reads mail at a new address would find what is theirs. `coming` is
    an address that takes effect later, `refused` those they said are not theirs. All addresses in small letters.
    """

    id: UUID
    full_name: str
    email: str = ""
    works_elsewhere: bool = False
    known_here: bool = True
    guarded: bool = False
    coming: str = ""
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredJob:
    id: int
    person: UUID
    staff_number: str
    job_title: str
    unit_code: str
    start_date: date
    end_date: date | None = None
    grade: str = ""
    profession: str = ""
    manager: UUID | None = None
    job_profile_url: str = ""
    senior_leader: bool = False

    def is_current(self, today: date) -> bool:
        return self.start_date <= today and (self.end_date is None or self.end_date >= today)


@dataclass(frozen=True, slots=True)
class StoredUnit:
    code: str
    name: str
    parent_code: str = ""


@dataclass
class Stored:
    """`jobs` holds every job of a staff number, the earliest first, by number in lower case; so `units` and `emails`.

    `emails` holds the addresses people have, and those that are coming.
    """

    persons: dict[UUID, StoredPerson] = field(default_factory=dict)
    emails: dict[str, UUID] = field(default_factory=dict)
    jobs: dict[str, list[StoredJob]] = field(default_factory=dict)
    units: dict[str, StoredUnit] = field(default_factory=dict)
    administrators: frozenset[UUID] = frozenset()
