"""Everything that stands in a person's calendar: of their plans and of their conversations, mentoring included."""

from datetime import date, datetime

from stepwell.conversations.queries.calendar import conversation_days
from stepwell.people.models import Person
from stepwell.plans.queries.feed import plan_days
from stepwell.ui.calendar import CalendarEntry


def calendar_of(person: Person, today: date, *, at: datetime) -> list[CalendarEntry]:
    """Five queries, however much there is."""
    return [*conversation_days(person, today, at=at), *plan_days(person, today, at=at)]
