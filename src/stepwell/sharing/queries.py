"""Reads about sharing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max

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
OPEN = prepared(lambda owner, today: Share.objects.filter(owner=owner).open(today).values("pk"))


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


def number_open(person: Person, today: date) -> int:
    return len(OPEN.rows(owner=person, today=today))
