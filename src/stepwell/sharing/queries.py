"""Reads about sharing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q

from stepwell.people.models import Person
from stepwell.people.queries import manages_person
from stepwell.prepared import prepared

from .models import Share


@dataclass(frozen=True)
class SharedThing:
    """One line of "what I share" or "shared with me". What rests is open to nobody, and waits for its owner."""

    share: Share
    is_open: bool
    rests: bool
    openings: int
    latest_opening: datetime | None


RECEIVED = prepared(
    lambda recipient, today: with_openings(
        Share.objects.filter(recipient=recipient).open(today).select_related("owner"), today
    )
)
EITHER_WAY = prepared(
    lambda person, today: with_openings(
        Share.objects.filter(Q(owner=person) | Q(recipient=person))
        .not_ended(today)
        .select_related("owner", "recipient"),
        today,
    )
)


def given_by(person: Person, today: date) -> list[SharedThing]:
    """Everything a person shares or shared, open grants first, then the latest."""
    return listed(with_openings(Share.objects.filter(owner=person).select_related("recipient"), today), today)


def received_by(person: Person, today: date) -> list[SharedThing]:
    """What others share with a person now. What rests, has ended or been withdrawn leaves no trace here."""
    return listed(RECEIVED.rows(recipient=person, today=today), today)


def with_openings(shares, today: date):
    found = shares.annotate(openings_count=Count("openings"), latest_opening=Max("openings__opened_at"))
    return found.with_manager(today).order_by("-granted_at", "id")


def listed(shares, today: date) -> list[SharedThing]:
    return sorted((line_of(share, today) for share in shares), key=lambda thing: not thing.is_open)


def line_of(share, today: date) -> SharedThing:
    ended, without_manager = has_ended(share, today), share.while_manager and not share.is_managed
    return SharedThing(
        share,
        is_open=not ended and not without_manager,
        rests=not ended and without_manager,
        openings=share.openings_count,
        latest_opening=share.latest_opening,
    )


def has_ended(share: Share, today: date) -> bool:
    return share.withdrawn_at is not None or share.until_date < today


def is_open(share: Share, today: date) -> bool:
    """Given to a line manager, it is open only while they are one, until its owner has said more."""
    if has_ended(share, today):
        return False
    return not share.while_manager or manages_person(share.recipient, share.owner, today)


def rests(share: Share, today: date) -> bool:
    return not has_ended(share, today) and not is_open(share, today)


def share_by_id(share_id: UUID) -> Share | None:
    return Share.objects.filter(pk=share_id).select_related("owner", "recipient").first()


@dataclass(frozen=True)
class Glance:
    """What is shared with somebody now, how much they share, and what rests until they decide."""

    received: list[SharedThing]
    given: int
    resting: list[Share]


def at_a_glance(person: Person, today: date) -> Glance:
    """For somebody's home page, in one reading."""
    things = listed(EITHER_WAY.rows(person=person, today=today), today)
    own = [thing for thing in things if thing.share.owner_id == person.pk]
    return Glance(
        received=[thing for thing in things if thing.share.recipient_id == person.pk and thing.is_open],
        given=sum(thing.is_open for thing in own),
        resting=[thing.share for thing in own if thing.rests],
    )
