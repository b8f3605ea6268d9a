"""A calendar address of one's own: made, replaced, taken away."""

import secrets
from datetime import datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Person

from ..models import CalendarFeed
from ..queries.feed import digest_of
from .refusals import NotTheOwner

TOKEN_BYTES = 32


@transaction.atomic
def make_feed(*, person: Person, by: Person, at: datetime) -> CalendarFeed:
    """A new secret for the address; an earlier one ends at once. The trail learns that there is one, never which."""
    if by.pk != person.pk:
        raise NotTheOwner
    secret = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarFeed.objects.filter(person=person).delete()
    feed = CalendarFeed.objects.create(person=person, digest=digest_of(secret), secret=secret, made_at=at)
    record("calendar_feed_made", by=by, at=at, about=feed)
    return feed


@transaction.atomic
def remove_feed(*, person: Person, by: Person, at: datetime) -> None:
    """The address opens nothing from now on."""
    if by.pk != person.pk:
        raise NotTheOwner
    feed = CalendarFeed.objects.filter(person=person).first()
    if feed:
        record("calendar_feed_removed", by=by, at=at, about=feed)
        feed.delete()
