"""From a closed round to a report that its subject reads, and what follows. What a report shows is decided in domain/."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.disclosure import disclose
from stepwell.people.models import Person

from .. import emails
from ..models import (
    Cycle,
    Draft,
    FeedbackReport,
    FeedbackRound,
    Nomination,
    Prediction,
    ReportFocus,
    Snapshot,
    ThankYou,
)
from ..models.ratings import Response
from ..queries.asking import asked_of
from ..queries.disclosing import frame_of, importance_as_input, names_of, round_as_input
from .closing import close_round, reopen_round
from .locking import State, has_released, held, locked, with_report
from .pulsing import start_pulse
from .refusals import (
    AlreadyThanked,
    BadAnswer,
    BadDate,
    NotTheFacilitator,
    SelfRatingMissing,
    TooManyFocuses,
    WrongState,
)

__all__ = ["close_round", "reopen_round", "start_pulse"]
MOST_FOCUSES = 3


@transaction.atomic
def prepare_report(round: FeedbackRound, *, by: Person | None, at: datetime) -> FeedbackReport | None:
    """Make the report of the latest snapshot, once: whoever asks again gets the same one.

    Exactly the answers that it shows are marked, so that none is ever shown twice. Raises SelfRatingMissing: the
    subject's own view comes first, and from here on it is frozen.
    """
    stored = locked(round)
    if by is not None and by.pk != (stored.facilitator_id or stored.subject_id):
        raise NotTheFacilitator
    if stored.state in (State.PREPARED, State.RELEASED):
        return FeedbackReport.objects.filter(snapshot__round=stored).order_by("-snapshot__number").first()
    if stored.state != State.CLOSED:
        raise WrongState
    if stored.self_rated_at is None and stored.cycle.item_kind != Cycle.ItemKind.COMMENTS_ONLY:
        raise SelfRatingMissing
    snapshot = Snapshot.objects.filter(round=stored, report__isnull=True).order_by("-number").first()
    if snapshot is None:
        raise WrongState
    frame = frame_of(stored)
    content, also = disclose(round_as_input(frame), round=frame.name), importance_as_input(frame)
    report = FeedbackReport.objects.create(
        snapshot=snapshot,
        content=content,
        importance=disclose(also, round=frame.name_of_importance) if also else None,
        prepared_at=at,
        prepared_by=by,
    )
    mark_released(stored, snapshot, content)
    Draft.objects.filter(invitation__nomination__round=stored).delete()
    FeedbackRound.objects.filter(pk=stored.pk).update(state=State.PREPARED)
    record("feedback_report_prepared", by=by, at=at, about=report, organisation_id=stored.cycle.organisation_id)
    emails.tell_facilitator(stored)
    return report


def mark_released(round: FeedbackRound, snapshot: Snapshot, content: dict) -> None:
    shown = {group for block in content["blocks"] for group in block["groups"]} | set(content["asked"]["identifiable"])
    Response.objects.filter(round=round, snapshot=None, group_key__in=shown).update(snapshot=snapshot)


@transaction.atomic
def predict(round: FeedbackRound, *, places: Mapping[str, int], by: Person, at: datetime) -> None:
    """What the subject expects to read, by dimension; until the report opens it may change."""
    stored = held(round, by, ("collecting", "closed", "prepared"))
    asked = asked_of(stored.cycle)
    inside = {dimension.id for dimension in asked.dimensions}
    if has_released(stored):
        raise WrongState
    if not set(places) <= inside or any(place not in range(len(asked.levels)) for place in places.values()):
        raise BadAnswer
    Prediction.objects.update_or_create(round=stored, defaults={"places": dict(places), "made_at": at})
    record("feedback_predicted", by=by, at=at, about=stored)


@transaction.atomic
def set_opening_date(round: FeedbackRound, *, opens_on: date, by: Person, at: datetime, today: date) -> None:
    """From this day on the subject reads the report, whether or not there was a conversation."""
    stored = held(round, by, ("choosing", "approval", "collecting", "closed", "prepared"))
    if opens_on < today:
        raise BadDate
    FeedbackRound.objects.filter(pk=stored.pk).update(opens_on=opens_on)
    record("feedback_opening_date_set", by=by, at=at, about=stored, until=opens_on)


@transaction.atomic
def release_report(round: FeedbackRound, *, by: Person | None, at: datetime, today: date) -> None:
    """Open it to the subject: by the facilitator, by its date (`by` None), or by the subject where nobody facilitates."""
    stored = locked(round)
    if stored.state == State.RELEASED:
        return
    if stored.state != State.PREPARED:
        raise WrongState
    if by is None and (stored.opens_on is None or stored.opens_on > today):
        raise WrongState
    if by is not None and by.pk != (stored.facilitator_id or stored.subject_id):
        raise NotTheFacilitator
    waiting = FeedbackReport.objects.filter(snapshot__round=stored, released_at__isnull=True)
    waiting.update(released_at=at, released_by=by)
    FeedbackRound.objects.filter(pk=stored.pk).update(state=State.RELEASED)
    record("feedback_report_released", by=by, at=at, about=stored, organisation_id=stored.cycle.organisation_id)
    emails.tell_released(stored)


@transaction.atomic
def choose_focuses(
    round: FeedbackRound,
    *,
    dimension_ids: Sequence[str],
    notes: Mapping[str, str] | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Replace the focuses by these, in this order: three at most (R56)."""
    stored = with_report(round, by)
    if len(dimension_ids) > MOST_FOCUSES:
        raise TooManyFocuses
    if len(set(dimension_ids)) != len(dimension_ids) or not set(dimension_ids) <= names_of(stored):
        raise BadAnswer
    ReportFocus.objects.filter(round=stored).delete()
    ReportFocus.objects.bulk_create(
        ReportFocus(round=stored, dimension_id=one, position=position, note=(notes or {}).get(one, ""), chosen_at=at)
        for position, one in enumerate(dimension_ids, 1)
    )
    record("feedback_focuses_chosen", by=by, at=at, about=stored, count=len(dimension_ids))


@transaction.atomic
def thank_raters(round: FeedbackRound, *, text: str, by: Person, at: datetime) -> None:
    """Send a note to everybody who was asked, answered or not, once."""
    stored = with_report(round, by)
    if ThankYou.objects.filter(round=stored).exists():
        raise AlreadyThanked
    if not text.strip():
        raise BadAnswer("Write a few words.")
    ThankYou.objects.create(round=stored, text=text.strip(), sent_at=at)
    asked = Nomination.objects.filter(round=stored, invitation__isnull=False)
    emails.send_thanks(stored, text.strip(), list(asked.values_list("name", "email")))
    record("feedback_raters_thanked", by=by, at=at, about=stored)
