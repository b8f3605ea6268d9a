"""Reads for the calendar feed: whose address it is, and the days of their plans."""

from datetime import date, timedelta
from hashlib import sha256

from stepwell.people.models import Person
from stepwell.ui.calendar import CalendarEntry

from ..models import CalendarFeed, Objective, PlanReview

LOOK_BACK = timedelta(days=92)


def digest_of(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def person_of_feed(token: str) -> Person | None:
    feed = CalendarFeed.objects.select_related("person").filter(digest=digest_of(token)).first()
    return feed.person if feed else None


def feed_of(person: Person) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(person=person).first()


def calendar_entries(person: Person, today: date) -> list[CalendarEntry]:
    """Reviews and next steps with a day, from three months ago on. Titles say what kind of day it is, and no word more:
    calendars are read over shoulders and shared with teams. Two queries."""
    since = today - LOOK_BACK
    reviews = PlanReview.objects.filter(
        plan__person=person, plan__closed_at__isnull=True, held_at__isnull=True, due_on__gte=since
    )
    steps = Objective.objects.filter(
        plan__person=person,
        plan__closed_at__isnull=True,
        status=Objective.Status.OPEN,
        next_step_date__gte=since,
    ).only("pk", "next_step_date", "changed_at")
    return [
        *(CalendarEntry(f"review-{one.pk}", "Time to look again", one.due_on, stamped=one.set_at) for one in reviews),
        *(
            CalendarEntry(f"step-{one.pk}", "A step I planned", one.next_step_date, stamped=one.changed_at)
            for one in steps
            if one.next_step_date
        ),
    ]
