"""Reminders: each once. What is due is written down first; a worker then claims one, sends it, and notes that it went."""

import logging
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import UUID

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q

from stepwell.people.models import Appointment

from .. import emails
from ..models import AgreedAction, Conversation, Participation, Reminder
from ..queries.conversations import local

logger = logging.getLogger(__name__)

State = Conversation.State
About = Reminder.About
# A reminder that comes late is still of use for some days; older ones (after an upgrade, say) are not sent in a flood.
STILL_OF_USE = timedelta(days=14)
A_DAY = timedelta(days=1)
# A worker that claimed one and was killed: its number stays the same, so mail systems see one message, not two.
CLAIM_ENDS = timedelta(minutes=5)
MOST_TRIES = 5
READ_AT_ONCE = 100


@transaction.atomic
def queue_reminders(*, at: datetime, today: date) -> int:
    """Write down whatever is due and was not written down before. Doing it twice changes nothing."""
    wanted = {(r.conversation_id, r.person_id, r.about, r.due_date): r for r in due(at, today)}
    if not wanted:
        return 0
    known = Reminder.objects.filter(due_date__gte=today - STILL_OF_USE).values_list(
        "conversation_id", "person_id", "about", "due_date"
    )
    for key in known:
        wanted.pop(key, None)
    Reminder.objects.bulk_create(wanted.values(), ignore_conflicts=True, batch_size=500)
    return len(wanted)


def due(at: datetime, today: date) -> Iterator[Reminder]:
    """Meetings of the next day, reviews and promises of today or just past, follow-ups."""
    earliest = today - STILL_OF_USE
    meetings = Conversation.objects.filter(state=State.AGREED, starts_at__gt=at, starts_at__lte=at + A_DAY)
    for key, person, other, starts_at in meetings.values_list("pk", "person", "other", "starts_at"):
        if starts_at:
            yield from both(key, person, other, About.MEETING, local(starts_at).date(), at)
    later = Conversation.objects.filter(follows=OuterRef("pk"), started_at__isnull=False)
    reviews = Conversation.objects.filter(
        ~Exists(later),
        state=State.ENDED,
        reviewed_at__isnull=True,
        review_date__gt=earliest,
        review_date__lte=today,
    )
    for key, person, other, day in reviews.values_list("pk", "person", "other", "review_date"):
        if day:
            yield from both(key, person, other, About.REVIEW, day, at)
    promises = AgreedAction.objects.filter(state="open", by_when__gt=earliest, by_when__lte=today)
    for key, owner, day in promises.values_list("conversation", "owner", "by_when"):
        yield Reminder(conversation_id=key, person_id=owner, about=About.ACTION, due_date=day, queued_at=at)
    follow_ups = Participation.objects.filter(
        followed_up_at__isnull=True, follow_up_due__gt=earliest, follow_up_due__lte=today
    )
    for key, person, day in follow_ups.values_list("conversation", "person", "follow_up_due"):
        if day:
            yield Reminder(conversation_id=key, person_id=person, about=About.FOLLOW_UP, due_date=day, queued_at=at)


def both(key, person, other, about: str, day: date, at: datetime) -> Iterator[Reminder]:
    for one in (person, other):
        yield Reminder(conversation_id=key, person_id=one, about=about, due_date=day, queued_at=at)


def waiting(at: datetime):
    """Those to send: nobody has claimed them, or whoever did was lost."""
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_ENDS)
    found = Reminder.objects.filter(free, sent_at__isnull=True, tries__lt=MOST_TRIES)
    return found.order_by("queued_at", "id")


def send_reminders(*, at: datetime, today: date) -> int:
    """Send all that wait, each claimed and noted in a transaction of its own, over one connection."""
    sent = 0
    keys = list(waiting(at).values_list("pk", flat=True))
    with get_connection() as connection:
        for start in range(0, len(keys), READ_AT_ONCE):
            for reminder in with_words(keys[start : start + READ_AT_ONCE], today):
                sent += send_one(reminder, connection, at=at)
    return sent


def with_words(keys: Sequence[UUID], today: date) -> list[Reminder]:
    """These, with what their message says. `is_theirs`: the person may still open what it is about, as `visible_to` has it."""
    works_there = Appointment.objects.current(today).filter(
        person=OuterRef("person"), organisation=OuterRef("conversation__other_organisation")
    )
    kept = Q(conversation__kept_for_other_at__isnull=False) | Q(conversation__other_organisation__isnull=True)
    is_theirs = Q(conversation__person=F("person")) | kept | Exists(works_there)
    found = Reminder.objects.filter(pk__in=keys).select_related("person", "conversation__person", "conversation__other")
    found = found.annotate(is_theirs=ExpressionWrapper(is_theirs, BooleanField())).defer("conversation__agenda")
    return list(found.order_by("queued_at", "id"))


def send_one(reminder: Reminder, connection: Any, *, at: datetime) -> bool:
    """Claim it, unless somebody else just has; send it; note that it went. An address that the mail server refuses is
    tried again later, and keeps nobody else's back."""
    if not waiting(at).filter(pk=reminder.pk).update(claimed_at=at, tries=F("tries") + 1):
        return False
    if reminder.person.email and reminder.is_theirs:  # type: ignore[attr-defined]  # annotated by with_words
        try:
            emails.send_reminder(reminder, connection)
        except SMTPRecipientsRefused:
            logger.warning("the mail server refused the address of person %s", reminder.person_id)
            return False
    Reminder.objects.filter(pk=reminder.pk).update(sent_at=at)
    return True
