"""A pulse: up to three questions to the same raters some months later, as a small round of its own."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Person

from ..models import Cycle, CycleGroup, FeedbackRound, Nomination, Pulse
from ..queries.asking import asked_of
from ..queries.rounds import managers_of
from .cycles import create_cycle, open_cycle
from .locking import with_report
from .nominating import submit_nominations
from .plans import GroupPlan
from .refusals import AlreadyStarted, BadAnswer, BadDate, WrongState
from .rounds import begin

MOST_ITEMS = 3


@transaction.atomic
def start_pulse(
    round: FeedbackRound, *, item_ids: Sequence[str], closes_on: date, by: Person, at: datetime, today: date
) -> FeedbackRound:
    """Ask the raters of a released report again about one to three items. The same thresholds, the same control."""
    stored = with_report(round, by)
    if Pulse.objects.filter(round=stored).exists():
        raise AlreadyStarted
    if stored.cycle.kind == Cycle.Kind.PULSE or stored.cycle.item_kind == Cycle.ItemKind.COMMENTS_ONLY:
        raise WrongState
    if closes_on <= today:
        raise BadDate
    if not 1 <= len(set(item_ids)) <= MOST_ITEMS or not set(item_ids) <= asked_of(stored.cycle).item_ids:
        raise BadAnswer("Choose one to three questions.")
    pulse_round = begin(pulse_cycle(stored, item_ids, closes_on, by, at, today), by, "", at, stored.facilitator)
    copy_raters(stored, pulse_round, at, today)
    submit_nominations(pulse_round, by=by, at=at, today=today)
    Pulse.objects.create(round=stored, pulse_round=pulse_round, started_at=at)
    record("feedback_pulse_started", by=by, at=at, about=stored, organisation_id=stored.cycle.organisation_id)
    return pulse_round


def pulse_cycle(
    round: FeedbackRound, item_ids: Sequence[str], closes_on: date, by: Person, at: datetime, today: date
) -> Cycle:
    cycle = round.cycle
    groups = [GroupPlan(one.key, one.name, one.is_identifiable, one.merge_into) for one in cycle.groups.all()]
    pulse = create_cycle(
        organisation=cycle.organisation, kind=Cycle.Kind.PULSE, version=cycle.version, overlay=cycle.overlay,
        title=f"Pulse: {cycle.title}"[:200], item_kind=cycle.item_kind, scale=cycle.scale, item_ids=sorted(set(item_ids)),
        asks_importance=False, opens_on=today, closes_on=closes_on, minimum_group_size=cycle.minimum_group_size,
        comment_threshold=cycle.comment_threshold, band_from=cycle.band_from, protect_from=cycle.protect_from,
        approval="none", request_cap=cycle.request_cap, repeat_months=cycle.repeat_months,
        groups=groups, questions=(), by=by, at=at,
    )  # fmt: skip
    open_cycle(pulse, by=by, at=at)
    return pulse


def copy_raters(round: FeedbackRound, pulse_round: FeedbackRound, at: datetime, today: date) -> None:
    """Everybody who was invited, in their group; who has become the manager meanwhile stands among the managers."""
    groups: dict[str, CycleGroup] = {group.key: group for group in pulse_round.cycle.groups.all()}
    managers, known = managers_of(round.subject, today), next(g for g in groups.values() if g.is_identifiable)
    asked = round.nominations.filter(invitation__isnull=False).select_related("group")
    Nomination.objects.bulk_create(
        Nomination(
            round=pulse_round,
            subject=round.subject,
            person_id=one.person_id,
            name=one.name,
            email=one.email,
            group=known if one.person_id in managers else groups[one.group.key],
            nominated_at=at,
        )
        for one in asked
    )
