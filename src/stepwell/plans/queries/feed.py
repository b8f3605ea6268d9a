"""Reads for the calendar feed: whose address it is, and the days of their plans."""

from datetime import date, datetime, timedelta
from hashlib import sha256

from stepwell.people.models import Person
from stepwell.ui.calendar import CalendarEntry

from ..models import CalendarFeed, Objective, PlanReview

LOOK_BACK = timedelta(days=92)
REVIEW, STEP = "Time to look again", "A step I planned"


def digest_of(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def person_of_feed(token: str) -> Person | None:
    """Whose calendar a secret opens; nobody's once their account is closed."""
    feed = CalendarFeed.objects.select_related("person__account").filter(digest=digest_of(token)).first()
    account = feed.person.account if feed else None
    return feed.person if feed and account and account.is_active else None


def feed_of(person: Person) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(person=person).first()


def plan_days(person: Person, today: date, *, at: datetime) -> list[CalendarEntry]:
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
    )
    looks = reviews.values_list("pk", "due_on", "times_moved")
    return [
        *(CalendarEntry(f"review-{key}", REVIEW, day, stamped=at, sequence=moved) for key, day, moved in looks),
        *(
            CalendarEntry(f"step-{key}", STEP, day, stamped=at, sequence=saves - 1)
            for key, day, saves in steps.values_list("pk", "next_step_date", "revision")
            if day
        ),
    ]
