"""Which person each row is about, and what they are called from now on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from .plans import Plan, PlannedAddress, PlannedPerson
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

    def __init__(
        self,
        staff_list: StaffList,
        stored: Stored,
        today: date,
        plan: Plan,
        new_id: Callable[[], UUID],
        addresses_at_once: bool = False,
    ):
        self.rows, self.stored, self.today, self.plan, self.new_id = staff_list.rows, stored, today, plan, new_id
        self.at_once = addresses_at_once
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
        self.hold_followers()
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
        moved = self.moves(row, known)
        self.found.names[known.id] = row.full_name
        if known.works_elsewhere:
            self.found.names[known.id] = known.full_name
            if renamed or moved:
                self.plan.notices.append(
                    f"Row {row.row}: {known.full_name} also works elsewhere; name and address stay as they are."
                )
        elif renamed or moved:
            self.change(known, row.full_name, row.email if moved else known.email, held=self.guards(known))
            if renamed and moved and known.email:
                self.plan.notices.append(
                    f"Row {row.row}: {known.full_name} ({known.email}) becomes {row.full_name} ({row.email}). "
                    "Make sure that it is the same person: they keep everything that is theirs."
                )
        return known.id

    def moves(self, row: StaffRow, known: StoredPerson) -> bool:
        """True if the row gives another address than the one they have or are about to have."""
        if not row.email or row.email == known.coming:
            return False
        if row.email in known.refused and not self.at_once:
            self.plan.notices.append(
                f"Row {row.row}: {known.full_name} said that {row.email} is not theirs, so their address stays as it is."
            )
            return False
        if row.email == known.email:
            if known.coming:
                self.plan.kept_addresses.add(known.id)
            return False
        return True

    def guards(self, known: StoredPerson) -> bool:
        return known.guarded and not self.at_once

    def change(self, known: StoredPerson, name: str, email: str, *, held: bool) -> None:
        """The name at once; the address, too, unless it is held back."""
        moved = email != known.email
        if moved and held:
            self.plan.addresses.append(PlannedAddress(known.id, email, self.guards(known)))
        if name != known.full_name or (moved and not held):
            now = known.email if held else email
            self.plan.changed_people.append(
                PlannedPerson(known.id, name, now, old_email=known.email if moved and not held else "")
            )

    def hold_followers(self) -> None:
        """Who takes the address of somebody who keeps it for now has to wait, too, and so has who takes theirs."""
        waiting = [planned.person for planned in self.plan.addresses]
        by_target = {self.stored.emails.get(p.email): p for p in self.plan.changed_people if self.takes_over(p)}
        for person in waiting:
            follower = by_target.get(person)
            if follower:
                self.plan.changed_people.remove(follower)
                self.change(self.stored.persons[follower.id], follower.full_name, follower.email, held=True)
                waiting.append(follower.id)

    def takes_over(self, planned: PlannedPerson) -> bool:
        owner = self.stored.emails.get(planned.email)
        return owner is not None and owner != planned.id

    def check_emails(self, emails: dict[UUID, tuple[str, StaffRow]]) -> None:
        """After all changes each address belongs to one person: two may swap, but not share."""
        held = {planned.person for planned in self.plan.addresses}
        for person, (email, row) in emails.items():
            owner = self.stored.emails.get(email)
            if owner is None or owner == person:
                continue
            known = self.stored.persons[owner]
            if self.moving.get(owner, email) != email:
                if person not in self.stored.persons and owner in held:
                    message = f"the address {email} is still that of {known.full_name}, until their new one takes effect: leave it empty until then"
                    self.plan.faults.append(Fault(row.row, "email", message))
                continue
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
