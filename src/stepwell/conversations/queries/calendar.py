"""Days and times of somebody's conversations for their own calendar: no name, no kind, no place, no word."""

from datetime import date, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from stepwell.people.models import Person
from stepwell.ui.calendar import CalendarEntry, calendar_file

from ..models import AgreedAction, Conversation
from .conversations import visible_to

State = Conversation.State
MEETING, REVIEW, PROMISE = "Conversation", "Time to look again", "Something I promised"
LOOK_BACK = timedelta(days=92)
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"


def conversation_days(person: Person, today: date, *, at: datetime) -> list[CalendarEntry]:
    """Meetings that were agreed, days to look again, and promises, from three months ago on. Three queries.

    A meeting that was called off, or has no day any more, is told as cancelled: a calendar that had it takes it out.
    """
    since = today - LOOK_BACK
    own = visible_to(person, today)
    followed = Conversation.objects.filter(started_at__isnull=False, follows__isnull=False).values("follows")
    reviews = own.filter(state=State.ENDED, review_date__gte=since, reviewed_at__isnull=True).exclude(pk__in=followed)
    promises = AgreedAction.objects.filter(owner=person, state=AgreedAction.State.OPEN, by_when__gte=since)
    return [
        *meetings_of(own.filter(agreed_at__isnull=False), at),
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


def meetings_of(agreed, at: datetime) -> list[CalendarEntry]:
    since = at - LOOK_BACK
    had_a_day = agreed.filter(Q(starts_at__gte=since) | Q(starts_at__isnull=True, was_at__gte=since))
    rows = had_a_day.annotate(when=Coalesce("starts_at", "was_at"))
    return [
        meeting_entry(
            key,
            when,
            minutes,
            sequence,
            stamped=at,
            is_cancelled=starts_at is None or state == State.CALLED_OFF,
        )
        for key, when, starts_at, state, minutes, sequence in rows.values_list(
            "pk", "when", "starts_at", "state", "minutes", "invitation_sequence"
        )
    ]


def meeting_entry(key: UUID, starts: datetime, minutes: int, sequence: int, **more) -> CalendarEntry:
    """The same entry as the invitation's, so whoever has both sees one meeting. Its page asks for a sign-in."""
    url = settings.ADDRESS + reverse("conversations:conversation", args=[key])
    return CalendarEntry(f"conversation-{key}", MEETING, starts, minutes=minutes, sequence=sequence, url=url, **more)


def meeting_file(conversation: Conversation, *, at: datetime, to: Person | None = None) -> tuple[str, str]:
    """A calendar file of the meeting, and its method: an invitation to somebody whom it is mailed to, an entry to
    fetch otherwise, or what takes it out again. Empty where there never was a day that both had agreed to."""
    when = conversation.starts_at or conversation.was_at
    if when is None or conversation.agreed_at is None:
        return "", ""
    is_cancelled = conversation.starts_at is None or conversation.state == State.CALLED_OFF
    entry = meeting_entry(
        conversation.pk,
        when,
        conversation.minutes,
        conversation.invitation_sequence,
        stamped=at,
        is_cancelled=is_cancelled,
        organiser=parseaddr(settings.DEFAULT_FROM_EMAIL)[1] if to or is_cancelled else "",
        guest=str(to.email) if to else "",
    )
    method = CANCEL if is_cancelled else REQUEST if to else PUBLISH
    host = urlsplit(settings.ADDRESS).hostname or "stepwell"
    return calendar_file([entry], host=host, method=method).decode(), method
