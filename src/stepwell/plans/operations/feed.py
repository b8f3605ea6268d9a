"""A calendar address of one's own: made, replaced, taken away."""

import secrets
from datetime import datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Person

from ..models import CalendarFeed
from ..queries.feed import digest_of

TOKEN_BYTES = 32


@transaction.atomic
def make_feed(*, person: Person, at: datetime) -> str:
    """A new secret for the address; an earlier one ends at once. Only its digest is kept, so it is shown this once."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed, _ = CalendarFeed.objects.update_or_create(person=person, defaults={"digest": digest_of(token), "made_at": at})
    record("calendar_feed_made", by=person, at=at, about=feed)
    return token


@transaction.atomic
def remove_feed(*, person: Person, at: datetime) -> None:
    feed = CalendarFeed.objects.filter(person=person).first()
    if feed:
        record("calendar_feed_removed", by=person, at=at, about=feed)
        feed.delete()
