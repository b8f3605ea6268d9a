"""A mail on the day that somebody set to look at their plan again: once, and none lost with a killed worker."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.mail import get_connection
from django.db.models import F, Q, QuerySet

from .. import emails
from ..models import PlanReview

# After an upgrade or a long pause, days that are further back are not mailed in a flood: they stand on the home page.
STILL_OF_USE = timedelta(days=14)
# A worker that claimed one and was killed: the message keeps its number, so mail systems see one message, not two.
CLAIM_ENDS = timedelta(minutes=5)
MOST_TRIES = 5


def reviews_to_recall(at: datetime, today: date) -> QuerySet[PlanReview]:
    """Of today or just past, not mailed, and claimed by nobody who is still at it."""
    free = Q(reminder_claimed_at__isnull=True) | Q(reminder_claimed_at__lt=at - CLAIM_ENDS)
    found = PlanReview.objects.filter(
        free,
        held_at__isnull=True,
        plan__closed_at__isnull=True,
        due_on__lte=today,
        due_on__gt=today - STILL_OF_USE,
        reminded_at__isnull=True,
        reminder_tries__lt=MOST_TRIES,
    )
    return found.order_by("due_on", "pk")


def send_review_reminders(*, at: datetime, today: date) -> int:
    """All that wait, over one connection. Doing it twice sends nothing more."""
    sent = 0
    with get_connection() as connection:
        for key in list(reviews_to_recall(at, today).values_list("pk", flat=True)):
            sent += send_one(key, connection, at=at, today=today)
    return sent


def send_one(key: Any, connection: Any, *, at: datetime, today: date) -> bool:
    """Claim it, unless somebody else just has or its day was moved; send it; note that it went."""
    claim = reviews_to_recall(at, today).order_by().filter(pk=key)
    if not claim.update(reminder_claimed_at=at, reminder_tries=F("reminder_tries") + 1):
        return False
    review = PlanReview.objects.select_related("plan__person").get(pk=key)
    if review.plan.person.email:
        emails.send_review_reminder(review, connection)
    PlanReview.objects.filter(pk=key, due_on=review.due_on).update(reminded_at=at)
    return True
