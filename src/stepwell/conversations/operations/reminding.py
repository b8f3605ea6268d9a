"""Reminders: each once. What is due is written down first; a worker then claims one, sends it, and notes that it went."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from .. import emails
from ..models import AgreedAction, Conversation, Participation, Reminder
from ..queries.conversations import is_visible_to, local

State = Conversation.State
About = Reminder.About
# A reminder that comes late is still of use for some days; older ones (after an upgrade, say) are not sent in a flood.
STILL_OF_USE = timedelta(days=14)
A_DAY = timedelta(days=1)
# A worker that claimed one and was killed: its number stays the same, so mail systems see one message, not two.
CLAIM_ENDS = timedelta(minutes=5)
MOST_TRIES = 5


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
    with get_connection() as connection:
        for key in list(waiting(at).values_list("pk", flat=True)):
            sent += send_one(key, connection, at=at, today=today)
    return sent


def send_one(key, connection, *, at: datetime, today: date) -> bool:
    """Claim it, unless somebody else just has; send it; note that it went."""
    if not waiting(at).filter(pk=key).update(claimed_at=at, tries=F("tries") + 1):
        return False
    reminder = Reminder.objects.select_related("person", "conversation__person", "conversation__other").get(pk=key)
    is_theirs = is_visible_to(reminder.conversation, reminder.person, today)
    if reminder.person.email and is_theirs:
        emails.send_reminder(reminder, connection)
    Reminder.objects.filter(pk=key).update(sent_at=at)
    return True
