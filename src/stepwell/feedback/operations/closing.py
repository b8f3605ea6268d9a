"""Closing a round: what was sent by then is a snapshot. Drafts are no answers; late answers wait for company."""

from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Person

from .. import emails
from ..models import FeedbackReport, FeedbackRound, Invitation, Snapshot
from ..queries.disclosing import has_something_to_release
from ..queries.inviting import end_of_day
from .locking import State, held, locked
from .refusals import BadDate, NotTheSubject, WrongState

CLOSED = (State.CLOSED, State.PREPARED, State.RELEASED)


@transaction.atomic
def close_round(round: FeedbackRound, *, by: Person | None, at: datetime) -> None:
    """By its subject, or by its date (`by` None). Closing what is closed changes nothing."""
    stored = locked(round)
    if by is not None and by.pk != stored.subject_id:
        raise NotTheSubject
    close(stored, by=by, at=at)


def close(stored: FeedbackRound, *, by: Person | None, at: datetime) -> None:
    """In the caller's transaction, with the round locked. Invitations first: whoever is just sending is waited for."""
    if stored.state in CLOSED:
        return
    if stored.state not in (State.COLLECTING, State.CLOSING):
        raise WrongState
    close_invitations(stored)
    stored.state, stored.closed_at, stored.closed_by = take_snapshot(stored, at), at, by or closing_by(stored)
    stored.save(update_fields=["state", "closed_at", "closed_by"])
    if stored.state == State.CLOSED and stored.self_rated_at is None:
        emails.tell_closed(stored)
    record("feedback_round_closed", by=by, at=at, about=stored, organisation_id=stored.cycle.organisation_id)


def closing_by(round: FeedbackRound) -> Person | None:
    """Whoever closed its cycle."""
    return round.closed_by if round.state == State.CLOSING else None


def close_invitations(round: FeedbackRound) -> None:
    """Held first, then changed by key: an update over a join would not look again at what it waited for.

    Reasons for declining served to ask somebody else in time; from here on nobody needs them.
    """
    all_of_it = Invitation.objects.select_for_update(of=("self",)).filter(nomination__round=round).order_by("pk")
    keys = list(all_of_it.values_list("pk", flat=True))
    Invitation.objects.filter(pk__in=keys).exclude(decline_reason="").update(decline_reason="")
    Invitation.objects.filter(pk__in=keys, state=Invitation.State.OPEN).update(
        state=Invitation.State.CLOSED, reminder_asked_at=None
    )


def take_snapshot(round: FeedbackRound, at: datetime) -> str:
    """The state that the round is in afterwards. A snapshot without a report yet is taken again, not twice."""
    latest = Snapshot.objects.filter(round=round).order_by("-number").first()
    report = FeedbackReport.objects.filter(snapshot=latest).first() if latest else None
    if latest and report is None:
        Snapshot.objects.filter(pk=latest.pk).update(taken_at=at)
        return State.CLOSED
    if report is not None and not has_something_to_release(round):
        return State.RELEASED if report.released_at else State.PREPARED
    Snapshot.objects.create(round=round, number=latest.number + 1 if latest else 1, taken_at=at)
    return State.CLOSED


@transaction.atomic
def reopen_round(round: FeedbackRound, *, closes_on: date, by: Person, at: datetime, today: date) -> None:
    """Let late answers come in. They enter a later snapshot, among themselves; nothing released is touched."""
    stored = held(round, by, CLOSED)
    if closes_on <= today:
        raise BadDate
    stored.state, stored.closes_on = State.COLLECTING, closes_on
    stored.save(update_fields=["state", "closes_on"])
    Invitation.objects.filter(nomination__round=stored, state=Invitation.State.CLOSED).update(
        state=Invitation.State.OPEN, expires_at=end_of_day(closes_on)
    )
    record(
        "feedback_round_reopened",
        by=by,
        at=at,
        about=stored,
        organisation_id=stored.cycle.organisation_id,
        until=closes_on,
    )
