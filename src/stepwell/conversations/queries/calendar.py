"""Days and times of somebody's conversations for their own calendar: no name, no kind, no place, no word."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse

from stepwell.people.models import Person
from stepwell.ui.calendar import CalendarEntry

from ..models import AgreedAction, Conversation
from .conversations import visible_to

State = Conversation.State
MEETING, REVIEW, PROMISE = "Conversation", "Time to look again", "Something I promised"
LOOK_BACK = timedelta(days=92)


def conversation_days(person: Person, today: date, *, at: datetime) -> list[CalendarEntry]:
    """Meetings that are agreed, days to look again, and promises, from three months ago on. Three queries."""
    since = today - LOOK_BACK
    own = visible_to(person, today)
    meetings = own.filter(state__in=(State.AGREED, State.MET, State.ENDED), starts_at__gte=at - LOOK_BACK)
    followed = Conversation.objects.filter(started_at__isnull=False, follows__isnull=False).values("follows")
    reviews = own.filter(state=State.ENDED, review_date__gte=since, reviewed_at__isnull=True).exclude(pk__in=followed)
    promises = AgreedAction.objects.filter(owner=person, state=AgreedAction.State.OPEN, by_when__gte=since)
    return [
        *(
            meeting_entry(key, starts, minutes, sequence, stamped=at)
            for key, starts, minutes, sequence in meetings.values_list(
                "pk", "starts_at", "minutes", "invitation_sequence"
            )
            if starts
        ),
        *(
            CalendarEntry(f"look-{key}", REVIEW, day, stamped=at, sequence=changes)
            for key, day, changes in reviews.values_list("pk", "review_date", "revision")
            if day
        ),
        *(
            CalendarEntry(f"promise-{key}", PROMISE, day, stamped=at, sequence=changes)
            for key, day, changes in promises.values_list("pk", "by_when", "revision")
        ),
    ]


def meeting_entry(key, starts: datetime, minutes: int, sequence: int, **more) -> CalendarEntry:
    """The same entry as the invitation's, so whoever has both sees one meeting. Its page asks for a sign-in."""
    url = settings.ADDRESS + reverse("conversations:conversation", args=[key])
    return CalendarEntry(f"conversation-{key}", MEETING, starts, minutes=minutes, sequence=sequence, url=url, **more)
