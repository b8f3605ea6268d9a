"""Writes about a round: only its subject starts it or consents to it (R40), and rates themselves before they read."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from stepwell.assessments.models import SelfAssessment
from stepwell.audit.operations import record
from stepwell.frameworks.models import FrameworkVersion, Overlay
from stepwell.people.models import Organisation, Person
from stepwell.people.queries import works_in

from ..models import Cycle, FeedbackRound, SelfRating
from ..models.ratings import Response
from ..queries.asking import asked_of
from ..queries.cycles import settings_of
from .cycles import create_cycle, open_cycle
from .locking import State, held
from .plans import STANDARD_GROUPS, STANDARD_QUESTIONS, GroupPlan
from .refusals import (
    AlreadyTakingPart,
    BadAnswer,
    BadFacilitator,
    NotFromHere,
    NotOpen,
    NotTheSubject,
    OwnRoundsNotAllowed,
    TooSoon,
    WrongState,
)

BEFORE_CLOSING = ("choosing", "approval", "collecting")
BEFORE_PREPARING = (*BEFORE_CLOSING, "closed")


@transaction.atomic
def join_cycle(
    cycle: Cycle, *, subject: Person, reason_for_repeat: str = "", by: Person, at: datetime, today: date
) -> FeedbackRound:
    """Take part in an open cycle, for oneself. Whoever was asked already consents by this."""
    if by.pk != subject.pk:
        raise NotTheSubject
    Person.objects.select_for_update().get(pk=subject.pk)  # two clicks at once make one round
    cycle = Cycle.objects.select_related("organisation").get(pk=cycle.pk)
    if cycle.state != Cycle.State.OPEN or not cycle.opens_on <= today <= cycle.closes_on:
        raise NotOpen
    if not works_in(subject, cycle.organisation, today):
        raise NotFromHere
    going_on = FeedbackRound.objects.filter(cycle=cycle, subject=subject).exclude(state=State.ENDED).first()
    if going_on and going_on.state != State.ASKED:
        raise AlreadyTakingPart
    if going_on:
        return consent(going_on, reason_for_repeat=reason_for_repeat, by=by, at=at, today=today)
    refuse_repeat(subject, cycle.repeat_months, reason_for_repeat, today)
    return begin(cycle, subject, reason_for_repeat, at)


def begin(cycle: Cycle, subject: Person, reason: str, at: datetime, facilitator: Person | None = None) -> FeedbackRound:
    round = FeedbackRound.objects.create(
        cycle=cycle,
        subject=subject,
        facilitator=facilitator,
        state=State.CHOOSING,
        consented_at=at,
        reason_for_repeat=reason.strip(),
        closes_on=cycle.closes_on,
    )
    record("feedback_round_started", by=subject, at=at, about=round, organisation_id=cycle.organisation_id)
    return round


def refuse_repeat(subject: Person, months: int, reason: str, today: date) -> None:
    """No second round within so many months without a reason. What ended without a report does not count."""
    earlier = (
        FeedbackRound.objects.filter(subject=subject, consented_at__date__gt=months_before(today, months))
        .exclude(state__in=[State.ENDED, State.ASKED])
        .exclude(cycle__kind=Cycle.Kind.PULSE)
        .order_by("-consented_at")
        .first()
    )
    if earlier and not reason.strip():
        raise TooSoon(earlier)


def months_before(day: date, months: int) -> date:
    """
    >>> months_before(date(2026, 3, 31), 1), months_before(date(2026, 11, 16), 12)
    (datetime.date(2026, 2, 28), datetime.date(2025, 11, 16))
    """
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
    return date(year, month + 1, min(day.day, last))


@transaction.atomic
def start_own_round(
    *,
    subject: Person,
    organisation: Organisation,
    version: FrameworkVersion,
    overlay: Overlay | None,
    title: str,
    item_kind: str,
    scale: Sequence[str] = (),
    facilitator: Person | None = None,
    closes_on: date,
    groups: Sequence[GroupPlan] = STANDARD_GROUPS,
    questions: Sequence[str] = STANDARD_QUESTIONS,
    reason_for_repeat: str = "",
    by: Person,
    at: datetime,
    today: date,
) -> FeedbackRound:
    """A round of one's own, where the organisation allows it; its thresholds are the organisation's."""
    if by.pk != subject.pk:
        raise NotTheSubject
    Person.objects.select_for_update().get(pk=subject.pk)
    rules = settings_of(organisation)
    if not rules.allows_own_rounds or not works_in(subject, organisation, today):
        raise OwnRoundsNotAllowed
    if facilitator is not None and facilitator.pk == subject.pk:
        raise BadFacilitator
    refuse_repeat(subject, rules.repeat_months, reason_for_repeat, today)
    cycle = create_cycle(
        organisation=organisation, kind=Cycle.Kind.OWN, version=version, overlay=overlay, title=title,
        item_kind=item_kind, scale=scale, asks_importance=True, opens_on=today, closes_on=closes_on,
        minimum_group_size=rules.minimum_group_size, comment_threshold=rules.comment_threshold,
        protect_from=rules.protect_from, approval=rules.own_approval, request_cap=rules.request_cap,
        repeat_months=rules.repeat_months, groups=groups, questions=questions, by=by, at=at,
    )  # fmt: skip
    open_cycle(cycle, by=by, at=at)
    return begin(cycle, subject, reason_for_repeat, at, facilitator)


@transaction.atomic
def consent(
    round: FeedbackRound, *, reason_for_repeat: str = "", by: Person, at: datetime, today: date
) -> FeedbackRound:
    stored = held(round, by, [State.ASKED])
    if stored.cycle.state != Cycle.State.OPEN or stored.closes_on < today:
        raise WrongState
    refuse_repeat(stored.subject, stored.cycle.repeat_months, reason_for_repeat, today)
    stored.state, stored.consented_at, stored.reason_for_repeat = State.CHOOSING, at, reason_for_repeat.strip()
    stored.save(update_fields=["state", "consented_at", "reason_for_repeat"])
    record("feedback_consented", by=by, at=at, about=round, organisation_id=stored.cycle.organisation_id)
    return stored


@transaction.atomic
def refuse(round: FeedbackRound, *, by: Person, at: datetime) -> None:
    """Not this time; no reason is asked for, and none is kept."""
    stored = held(round, by, [State.ASKED])
    FeedbackRound.objects.filter(pk=round.pk).update(state=State.ENDED, ended_at=at, ended_by=by)
    record("feedback_refused", by=by, at=at, about=round, organisation_id=stored.cycle.organisation_id)


@transaction.atomic
def choose_facilitator(round: FeedbackRound, *, facilitator: Person | None, by: Person, at: datetime) -> None:
    """Who opens the report with the subject: one of the cycle's facilitators where it names any; None for nobody."""
    stored = held(round, by, BEFORE_CLOSING)
    named = set(stored.cycle.facilitators.values_list("person_id", flat=True))
    if facilitator is not None and (facilitator.pk == by.pk or (named and facilitator.pk not in named)):
        raise BadFacilitator
    FeedbackRound.objects.filter(pk=round.pk).update(facilitator=facilitator)
    record("feedback_facilitator_chosen", by=by, at=at, about=round, recipient=facilitator.pk if facilitator else "")


@transaction.atomic
def rate_self(
    round: FeedbackRound, *, levels: Mapping[str, int | None], importance: Mapping[str, int], by: Person, at: datetime
) -> None:
    """Keep these as the subject's own ratings, in the place of earlier ones. Frozen once the report is prepared.

    `levels` are places on the scale by item, None for "not sure"; `importance` counts from 1, by dimension. Where a
    dimension is no item itself, its importance has a row of its own.
    """
    stored = held(round, by, BEFORE_PREPARING)
    if stored.snapshots.filter(report__isnull=False).exists():
        raise WrongState
    asked = asked_of(stored.cycle)
    inside = {dimension.id for dimension in asked.dimensions}
    if not set(levels) <= asked.item_ids or not set(importance) <= inside:
        raise BadAnswer
    if any(level is not None and not 0 <= level < len(asked.levels) for level in levels.values()):
        raise BadAnswer
    if any(not 1 <= value <= 12 for value in importance.values()):
        raise BadAnswer
    SelfRating.objects.filter(round=round).delete()
    SelfRating.objects.bulk_create(
        SelfRating(round=stored, item_id=item, level=levels.get(item), importance=importance.get(item))
        for item in sorted({*levels, *importance})
    )
    FeedbackRound.objects.filter(pk=round.pk).update(self_rated_at=at, self_assessment=None)
    record("feedback_self_rated", by=by, at=at, about=round)


@transaction.atomic
def use_self_assessment(round: FeedbackRound, *, assessment: SelfAssessment, by: Person, at: datetime) -> None:
    """Take the placements of a completed self-assessment on the same framework; a later one changes nothing here."""
    stored = held(round, by, BEFORE_PREPARING)
    same = assessment.version_id == stored.cycle.version_id or (
        assessment.version.framework_id == stored.cycle.version.framework_id
    )
    is_usable = assessment.person_id == by.pk and assessment.completed_at is not None and same
    if not is_usable or stored.cycle.item_kind != Cycle.ItemKind.DIMENSIONS:
        raise BadAnswer
    asked = asked_of(stored.cycle)
    place = {level_id: index for index, level_id in enumerate(asked.level_ids)}
    said = [one for one in assessment.placements.all() if one.dimension_id in asked.item_ids]
    levels = {one.dimension_id: place.get(one.level_id) for one in said}
    importance = {one.dimension_id: one.importance for one in said if one.importance}
    rate_self(stored, levels=levels, importance=importance, by=by, at=at)
    FeedbackRound.objects.filter(pk=round.pk).update(self_assessment=assessment)


@transaction.atomic
def end_round(round: FeedbackRound, *, by: Person, at: datetime) -> None:
    """Stop it for good without a report. What raters sent, drafts and links are deleted: nobody will read them."""
    stored = held(round, by, [*BEFORE_PREPARING, State.ASKED])
    if stored.snapshots.filter(report__isnull=False).exists():
        raise WrongState
    Response.objects.filter(round=round).delete()
    stored.nominations.all().delete()
    FeedbackRound.objects.filter(pk=round.pk).update(state=State.ENDED, ended_at=at, ended_by=by)
    record("feedback_round_ended", by=by, at=at, about=round, organisation_id=stored.cycle.organisation_id)
