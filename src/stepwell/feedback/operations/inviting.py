"""Writes about invitations: sending links, reminding, declining. Mail that is to go is noted first, so no kill loses it."""

import logging
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from stepwell.audit.operations import record
from stepwell.people.models import Person

from .. import emails
from ..models import Draft, FeedbackRound, Invitation, InvitationLink, Nomination
from ..queries.inviting import HELD, LOST_AFTER, Visit, digest_of, first_to_send, now_of, with_round
from .locking import State, held, locked
from .nominating import send_afresh
from .refusals import NotOpenAnyMore, NotTheRater, NotTheSubject, WrongState

logger = logging.getLogger(__name__)
BETWEEN_REMINDERS = timedelta(days=3)
MOST_REMINDERS = 3
REMIND_BY_ITSELF_WITHIN = timedelta(days=7)
TOKEN_BYTES = 32


def send_waiting(*, at: datetime) -> int:
    """Send every invitation and reminder that is to go; how many went. Safe to run twice at once.

    A mail that fails holds up no other: it is logged by its invitation, and goes again later.
    """
    sent = 0
    for invitation_id in first_to_send(at):
        try:
            sent += send_invitation(invitation_id, at=at)
        except Exception:
            logger.exception("feedback: the mail of invitation %s did not go", invitation_id)
    return sent


def send_invitation(invitation_id, *, at: datetime) -> bool:
    """Send one mail with a new link, if one is to go and no other process is at it.

    The invitation is claimed before and marked after. Killed in between, it is sent again later: a second mail is
    better than none. A reminder is marked first: none is better than a fourth.
    """
    invitation = with_round(invitation_id)
    if invitation.sent_at is None:
        return send_first(invitation, at)
    return send_again(invitation, at)


def send_first(invitation: Invitation, at: datetime) -> bool:
    free = Q(sending_since__isnull=True) | Q(sending_since__lt=at - LOST_AFTER)
    mine = Invitation.objects.filter(free, pk=invitation.pk, sent_at__isnull=True, state=Invitation.State.OPEN)
    if not mine.update(sending_since=at):
        return False
    is_moved = InvitationLink.objects.filter(invitation=invitation, revoked_at__isnull=False).exists()
    emails.send_invitation(invitation, issue_link(invitation, at), is_moved=is_moved)
    # Only if this is still the sending that was claimed: somebody moved meanwhile gets another mail.
    claimed = Invitation.objects.filter(pk=invitation.pk, sending_since=at)
    claimed.update(sent_at=at, sending_since=None)
    return True


def send_again(invitation: Invitation, at: datetime) -> bool:
    mine = Invitation.objects.filter(
        pk=invitation.pk,
        state=Invitation.State.OPEN,
        reminder_asked_at__isnull=False,
        reminders=invitation.reminders,
        reminders__lt=MOST_REMINDERS,
    )
    if not mine.update(reminder_asked_at=None, reminded_at=at, reminders=invitation.reminders + 1):
        return False
    emails.send_reminder(invitation, issue_link(invitation, at))
    return True


def issue_link(invitation: Invitation, at: datetime) -> str:
    """A new secret for one mail. It is nowhere kept: the table holds its SHA-256."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    InvitationLink.objects.create(invitation=invitation, digest=digest_of(token), issued_at=at)
    return token


@transaction.atomic
def open_for(invitation: Invitation, *, by: Person) -> str:
    """A link for the rater who is signed in; those in their mail go on working.

    It bears the time of the mail, and the trail gets no event: when somebody opened it says when they answered.
    """
    if invitation.nomination.person_id != by.pk or invitation.sent_at is None:
        raise NotTheRater
    return issue_link(invitation, invitation.sent_at)


@transaction.atomic
def resend(nomination: Nomination, *, by: Person, at: datetime) -> None:
    """A new link in the place of all earlier ones, for somebody whose mail went astray.

    Whether they have answered shows nowhere: then nothing is sent, and nothing is said.
    """
    round = held(nomination.round, by, [State.COLLECTING])
    stored = Invitation.objects.select_for_update().filter(nomination=nomination).first()
    if stored is not None and stored.state == Invitation.State.OPEN:
        send_afresh(stored, at)
    record("feedback_invitation_resent", by=by, at=at, about=round)


@transaction.atomic
def remind_all(round: FeedbackRound, *, by: Person | None, at: datetime) -> None:
    """Remind whoever has not answered, at most three times and three days apart. Nobody learns who or how many."""
    stored = locked(round)
    if by is not None and by.pk != stored.subject_id:
        raise NotTheSubject
    if stored.state != State.COLLECTING:
        raise WrongState
    may_be_reminded(at).filter(nomination__round=stored).update(reminder_asked_at=at)
    if by is not None:
        record("feedback_raters_reminded", by=by, at=at, about=stored)


def may_be_reminded(at: datetime):
    latest = at - BETWEEN_REMINDERS
    return Invitation.objects.filter(
        Q(reminded_at__isnull=True) | Q(reminded_at__lte=latest),
        state=Invitation.State.OPEN,
        reminders_stopped=False,
        reminders__lt=MOST_REMINDERS,
        sent_at__lte=latest,
        expires_at__gt=at,
        reminder_asked_at__isnull=True,
        nomination__round__state=State.COLLECTING,
    )


@transaction.atomic
def ask_due_reminders(*, at: datetime) -> int:
    """In a round's last week everybody still open is reminded by itself."""
    return may_be_reminded(at).filter(expires_at__lte=at + REMIND_BY_ITSELF_WITHIN).update(reminder_asked_at=at)


@transaction.atomic
def stop_reminders(visit: Visit, *, at: datetime) -> None:
    """The rater wants no more mail. Nobody is told."""
    Invitation.objects.filter(pk=visit.invitation.pk).update(reminders_stopped=True, reminder_asked_at=None)


@transaction.atomic
def decline(visit: Visit, *, reason: str = "", at: datetime) -> None:
    """Not me, or not now. A draft is deleted. Whoever gives a reason tells the subject so."""
    stored = held_visit(visit, at).invitation
    Draft.objects.filter(invitation=stored).delete()
    stored.state, stored.decline_reason, stored.reminder_asked_at = (
        Invitation.State.DECLINED,
        reason.strip()[:1000],
        None,
    )
    stored.save(update_fields=["state", "decline_reason", "reminder_asked_at"])


def held_visit(visit: Visit, at: datetime) -> Visit:
    """The visit as it is now, its invitation held until the transaction ends, if the link may still be used.

    Held first and read afterwards: whoever waited for somebody else sees what they left.
    """
    stored = HELD.first(pk=visit.invitation.pk)
    now = now_of(visit, at)
    standing = now.standing if now else replaced_standing(stored)
    if now is None or standing != "open":
        raise NotOpenAnyMore(standing)
    return now


def replaced_standing(stored: Invitation | None) -> str:
    """What to say to the holder of a link that a newer one replaced."""
    return "expired" if stored is None or stored.state == Invitation.State.OPEN else stored.state
