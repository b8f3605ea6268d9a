"""The year, in its order. Days are so many days ago."""

from dataclasses import dataclass

from stepwell.people.models import Appointment, Person

from ..builder import Builder, Staff
from .beginning import first_conversation, look_back, look_in_the_mirror
from .following import coming, feedback, granted, one_to_ones, review, towards_objectives
from .growing import growth_conversation, reflect
from .talks import Days, Pair


@dataclass(frozen=True)
class Year:
    """Whose it is, and with whom: their manager, and somebody who has no say over them."""

    builder: Builder
    staff: Staff
    job: Appointment
    manager: Person
    facilitator: Person
    days: Days

    @property
    def person(self) -> Person:
        return self.job.person

    @property
    def with_manager(self) -> Pair:
        return Pair(self.days, self.staff.organisation, self.person, self.manager, "manager")

    @property
    def with_facilitator(self) -> Pair:
        return Pair(self.days, self.staff.organisation, self.person, self.facilitator, "facilitator")


def tell_year(builder: Builder, staff: Staff, *, job: Appointment, manager: Person, facilitator: Person) -> None:
    """Whatever no framework at hand offers is left out of it."""
    year = Year(builder, staff, job, manager, facilitator, Days(builder.now))
    look_in_the_mirror(year.person)
    look_back(year.person, year.days)
    first_conversation(year.with_manager)
    reflect(year.person, staff.organisation, year.days)
    growth_conversation(year.with_facilitator)
    towards_objectives(year.person, year.days)
    one_to_ones(year.with_manager)
    granted(year.person, year.manager, year.days)
    feedback(year.with_manager)
    review(year.person, year.days)
    coming(year.with_manager)
