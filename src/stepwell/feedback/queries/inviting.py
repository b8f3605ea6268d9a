"""Reads about invitations: what a mailed link opens."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from stepwell.people.models import Person
from stepwell.prepared import prepared

from ..models import Cycle, CycleGroup, FeedbackRound, Invitation, InvitationLink

# A mail that takes longer than this was killed with its process.
LOST_AFTER = timedelta(minutes=15)
Standing = Literal["open", "answered", "declined", "closed", "expired"]


@dataclass(frozen=True)
class Visit:
    """What the holder of a link came to: `standing` says which page they get."""

    token: str
    invitation: Invitation
    round: FeedbackRound
    cycle: Cycle
    group: CycleGroup
    standing: Standing


def digest_of(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def visit_of(token: str, at: datetime) -> Visit | None:
    """None for a link that was never issued or that a newer one replaced. One query."""
    link = LINK.first(digest=digest_of(token))
    if link is None:
        return None
    nomination = link.invitation.nomination
    round = nomination.round
    return Visit(token, link.invitation, round, round.cycle, nomination.group, standing_of(link.invitation, round, at))


def now_of(visit: Visit, at: datetime) -> Visit | None:
    """The same visit with everything that may have changed since it was looked up. One query."""
    link = NOW.first(digest=digest_of(visit.token))
    if link is None:
        return None
    nomination = link.invitation.nomination
    standing = standing_of(link.invitation, nomination.round, at)
    return replace(visit, invitation=link.invitation, round=nomination.round, group=nomination.group, standing=standing)


def links_in_use() -> QuerySet[InvitationLink]:
    """With all that stands on a rater's page beside the pack's text, which is kept in memory."""
    round = "invitation__nomination__round"
    heavy = ("version__content", "version__changes", "overlay__wordings")
    return (
        InvitationLink.objects.filter(revoked_at__isnull=True)
        .select_related(
            "invitation__nomination__group", f"{round}__subject", f"{round}__facilitator", "invitation__draft"
        )
        .select_related(
            f"{round}__cycle__organisation", f"{round}__cycle__version__framework", f"{round}__cycle__overlay"
        )
        .defer(*(f"{round}__cycle__{name}" for name in heavy))
    )


LINK = prepared(lambda digest: links_in_use().filter(digest=digest)[:1])
NOW = prepared(
    lambda digest: InvitationLink.objects.filter(digest=digest, revoked_at__isnull=True).select_related(
        "invitation__nomination__group", "invitation__nomination__round", "invitation__draft"
    )[:1]
)
HELD = prepared(lambda pk: Invitation.objects.select_for_update(of=("self",)).filter(pk=pk))


def open_to(person: Person, at: datetime) -> QuerySet[Invitation]:
    """Invitations that this person can still answer."""
    return Invitation.objects.filter(
        nomination__person=person,
        nomination__round__state=FeedbackRound.State.COLLECTING,
        state=Invitation.State.OPEN,
        sent_at__isnull=False,
        expires_at__gt=at,
    )


ASKED = prepared(
    lambda person, at: (
        open_to(person, at)
        .select_related("nomination__round__subject", "nomination__round__cycle")
        .order_by("expires_at", "id")
    )
)


def asked_of_person(person: Person, at: datetime) -> list[Invitation]:
    """Whose view is asked for and not given yet, the earliest to end first: for this person's eyes alone. One query."""
    return ASKED.rows(person=person, at=at)


def standing_of(invitation: Invitation, round: FeedbackRound, at: datetime) -> Standing:
    if invitation.state != Invitation.State.OPEN:
        return invitation.state  # type: ignore[return-value]  # the states are the words
    if round.state != FeedbackRound.State.COLLECTING:
        return "closed"
    return "expired" if invitation.expires_at <= at else "open"


def end_of_day(day: date) -> datetime:
    """The last moment of a day here: an invitation is open all through its last day."""
    return timezone.make_aware(datetime.combine(day, time.max))


def first_to_send(at: datetime) -> list[UUID]:
    """Invitations whose mail is to go: those not sent, unless a process is at it; and reminders that were asked for."""
    free = Q(sending_since__isnull=True) | Q(sending_since__lt=at - LOST_AFTER)
    waiting = Q(sent_at__isnull=True) & free | Q(reminder_asked_at__isnull=False)
    found = Invitation.objects.filter(
        waiting,
        state=Invitation.State.OPEN,
        nomination__round__state=FeedbackRound.State.COLLECTING,
        expires_at__gt=at,
    )
    return list(found.order_by("created_at", "id").values_list("pk", flat=True))


def with_round(invitation_id: UUID) -> Invitation:
    return Invitation.objects.select_related(
        "nomination__group", "nomination__round__subject", "nomination__round__cycle"
    ).get(pk=invitation_id)
