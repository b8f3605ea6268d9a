"""Reads about sharing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q

from stepwell.people.models import Person
from stepwell.prepared import prepared

from .models import Share


@dataclass(frozen=True)
class SharedThing:
    """One line of "what I share" or "shared with me"."""

    share: Share
    is_open: bool
    openings: int
    latest_opening: datetime | None


RECEIVED = prepared(
    lambda recipient, today: with_openings(
        Share.objects.filter(recipient=recipient).open(today).select_related("owner")
    )
)
EITHER_WAY = prepared(
    lambda person, today: with_openings(
        Share.objects.filter(Q(owner=person) | Q(recipient=person)).open(today).select_related("owner")
    )
)


def given_by(person: Person, today: date) -> list[SharedThing]:
    """Everything a person shares or shared, open grants first, then the latest."""
    return listed(with_openings(Share.objects.filter(owner=person).select_related("recipient")), today)


def received_by(person: Person, today: date) -> list[SharedThing]:
    """What others share with a person now. What has ended or been withdrawn leaves no trace here."""
    return listed(RECEIVED.rows(recipient=person, today=today), today)


def with_openings(shares):
    found = shares.annotate(openings_count=Count("openings"), latest_opening=Max("openings__opened_at"))
    return found.order_by("-granted_at", "id")


def listed(shares, today: date) -> list[SharedThing]:
    things = [SharedThing(share, is_open(share, today), share.openings_count, share.latest_opening) for share in shares]
    return sorted(things, key=lambda thing: not thing.is_open)


def is_open(share: Share, today: date) -> bool:
    return share.withdrawn_at is None and share.until_date >= today


def share_by_id(share_id: UUID) -> Share | None:
    return Share.objects.filter(pk=share_id).select_related("owner", "recipient").first()


def at_a_glance(person: Person, today: date) -> tuple[list[SharedThing], int]:
    """`received_by`, and how many open grants the person has given, in one reading: for their home page."""
    things = listed(EITHER_WAY.rows(person=person, today=today), today)
    received = [thing for thing in things if thing.share.recipient_id == person.pk]
    return received, len(things) - len(received)
