"""Writes about sharing: grant, withdraw, note an opening."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import get_current_timezone

from stepwell.audit.operations import record
from stepwell.people.models import Person
from stepwell.people.queries import manages_person

from .emails import tell_recipient
from .models import Share, ShareOpening

# One reading, not one request, is an opening: a page and its PDF within this time are the same reading.
ONE_READING = timedelta(minutes=10)


@transaction.atomic
def grant(
    *, owner: Person, recipient: Person, kind: str, title: str, purpose: str, until: date, message: str, at: datetime
) -> Share:
    """Let `recipient` read one thing until the end of `until`. The caller ties the share to the thing.

    They learn by e-mail that there is something, not what. A line manager reads it while they are one: later it rests
    until the owner decides.
    """
    share = Share.objects.create(
        owner=owner,
        recipient=recipient,
        kind=kind,
        title=title,
        purpose=purpose,
        until_date=until,
        message=message,
        granted_at=at,
        while_manager=manages_person(recipient, owner, at.astimezone(get_current_timezone()).date()),
    )
    record("share_granted", by=owner, at=at, about=share, recipient=recipient.pk, purpose=purpose, until=until)
    transaction.on_commit(lambda: tell_recipient(share))
    return share


@transaction.atomic
def withdraw(share: Share, *, by: Person, at: datetime) -> None:
    """End a share at once. Withdrawing what is withdrawn already changes nothing."""
    changed = Share.objects.filter(pk=share.pk, withdrawn_at__isnull=True).update(withdrawn_at=at)
    if changed:
        record("share_withdrawn", by=by, at=at, about=share, recipient=share.recipient_id)


@transaction.atomic
def keep(share: Share, *, by: Person, at: datetime) -> None:
    """Let whoever was the owner's line manager go on reading, as any colleague would. Again changes nothing."""
    if Share.objects.filter(pk=share.pk, while_manager=True, withdrawn_at__isnull=True).update(while_manager=False):
        record("share_kept", by=by, at=at, about=share, recipient=share.recipient_id)


@transaction.atomic
def record_opening(share: Share, *, at: datetime) -> None:
    """Note that the recipient opened it, so that the owner can see it."""
    if share.openings.filter(opened_at__gt=at - ONE_READING).exists():
        return
    ShareOpening.objects.create(share=share, opened_at=at)
    record("share_opened", by=share.recipient, at=at, about=share)
