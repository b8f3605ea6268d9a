"""Which person each row is about, and what they are called from now on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from .plans import Plan, PlannedPerson
from .rows import Fault, StaffList, StaffRow
from .stored import Stored, StoredPerson


@dataclass
class People:
    """The answer: a person for each staff number (in lower case) and a name for each person."""

    by_number: dict[str, UUID] = field(default_factory=dict)
    names: dict[UUID, str] = field(default_factory=dict)


def same_name(a: str, b: str) -> bool:
    return a.casefold().split() == b.casefold().split()


class Finder:
    """A staff number means the same person for ever; an address means the same person if the name agrees.

    Both get reused in real life, and whoever inherited another person's number or mailbox must not inherit what that
    person wrote. So where number, name and address do not agree, somebody has to decide, and it is a fault.
    """

    def __init__(self, staff_list: StaffList, stored: Stored, today: date, plan: Plan, new_id: Callable[[], UUID]):
        self.rows, self.stored, self.today, self.plan, self.new_id = staff_list.rows, stored, today, plan, new_id
        self.found = People()
        self.moving = {
            self.stored.jobs[key][-1].person: row.email
            for row in self.rows
            if (key := row.staff_number.casefold()) in self.stored.jobs and row.email
        }

    def find(self) -> People:
        emails: dict[UUID, tuple[str, StaffRow]] = {}
        for row in self.rows:
            person = self.person_of(row)
            self.found.by_number[row.staff_number.casefold()] = person
            if row.email:
                emails[person] = (row.email, row)
        self.check_emails(emails)
        return self.found

    def person_of(self, row: StaffRow) -> UUID:
        jobs = self.stored.jobs.get(row.staff_number.casefold())
        if jobs:
            known = self.stored.persons[jobs[-1].person]
            ended = jobs[-1].end_date
            if ended and ended < self.today:
                self.check_returning(row, known, ended)
            return self.keep(row, known)
        owner = self.stored.emails.get(row.email) if row.email else None
        if owner is None or self.moving.get(owner, row.email) != row.email:
            return self.add(row)
        known = self.stored.persons[owner]
        if fault := fault_of_linking(row, known):
            self.plan.faults.append(fault)
        return self.keep(row, known)

    def check_returning(self, row: StaffRow, known: StoredPerson, ended: date) -> None:
        if same_name(row.full_name, known.full_name) or (row.email and row.email == known.email):
            return
        message = (
            f"{row.staff_number} was the number of {known.full_name}, who left on {ended:%d/%m/%Y}. For somebody else, "
            "give another number; for the same person, give the name or the e-mail address they had"
        )
        self.plan.faults.append(Fault(row.row, "staff_number", message))

    def add(self, row: StaffRow) -> UUID:
        person = PlannedPerson(self.new_id(), row.full_name, row.email, row.preferred_name)
        self.plan.new_people.append(person)
        self.found.names[person.id] = row.full_name
        return person.id

    def keep(self, row: StaffRow, known: StoredPerson) -> UUID:
        if known.id in self.found.names:
            return known.id
        renamed = row.full_name != known.full_name
        moved = bool(row.email) and row.email != known.email
        self.found.names[known.id] = row.full_name
        if known.works_elsewhere:
            self.found.names[known.id] = known.full_name
            if renamed or moved:
                self.plan.notices.append(
                    f"Row {row.row}: {known.full_name} also works elsewhere; name and address stay as they are."
                )
        elif renamed or moved:
            email = row.email or known.email
            self.plan.changed_people.append(
                PlannedPerson(known.id, row.full_name, email, old_email=known.email if moved else "")
            )
            if renamed and moved and known.email:
                self.plan.notices.append(
                    f"Row {row.row}: {known.full_name} ({known.email}) becomes {row.full_name} ({row.email}). "
                    "Make sure that it is the same person: they keep everything that is theirs."
                )
        return known.id

    def check_emails(self, emails: dict[UUID, tuple[str, StaffRow]]) -> None:
        """After all changes each address belongs to one person: two may swap, but not share."""
        for person, (email, row) in emails.items():
            owner = self.stored.emails.get(email)
            if owner is None or owner == person or self.moving.get(owner, email) != email:
                continue
            known = self.stored.persons[owner]
            whose = known.full_name if known.known_here else "somebody outside your organisation"
            self.plan.faults.append(
                Fault(row.row, "email", f"the address {email} belongs to {whose}: give another, or leave it empty")
            )


def fault_of_linking(row: StaffRow, known: StoredPerson) -> Fault | None:
    """A new number with an address we know: a new job of the same person, if everything agrees."""
    if known.works_elsewhere and not known.known_here:
        message = (
            f"the address {row.email} belongs to somebody outside your organisation: give another, or leave it empty"
        )
        return Fault(row.row, "email", message)
    if not same_name(row.full_name, known.full_name):
        whose = known.full_name if known.known_here else "somebody who worked elsewhere, under another name"
        return Fault(
            row.row,
            "email",
            f"the address {row.email} belongs to {whose}. For somebody else, give another address; for the same person, "
            "give the same name",
        )
    return None
