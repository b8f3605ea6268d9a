"""Writes about cycles. What raters are promised is pinned at launch, and from then on may only become stricter."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.frameworks.queries import pack_of
from stepwell.people.models import Organisation, Person
from stepwell.people.queries import works_in

from .. import emails
from ..models import (
    Cycle,
    CycleFacilitator,
    CycleGroup,
    CycleQuestion,
    FeedbackRound,
    Invitation,
    OrganisationFeedbackSettings,
)
from ..queries.asking import item_kinds
from ..queries.inviting import end_of_day
from .plans import STANDARD_GROUPS, STANDARD_QUESTIONS, STANDARD_SCALE, GroupPlan, promise_to
from .refusals import AlreadyOpen, AlreadyTakingPart, BadCycle, BadDate, MayOnlyRise, NotFromHere, NotOpen

__all__ = ["STANDARD_GROUPS", "STANDARD_QUESTIONS", "STANDARD_SCALE", "GroupPlan"]
LEAST = 3
PARTS = (
    "version", "overlay", "title", "item_kind", "scale", "asks_importance", "opens_on", "closes_on",
    "minimum_group_size", "comment_threshold", "protect_from", "approval", "request_cap", "repeat_months",
)  # fmt: skip


@transaction.atomic
def create_cycle(
    *,
    organisation: Organisation,
    groups: Sequence[GroupPlan] = STANDARD_GROUPS,
    questions: Sequence[str] = STANDARD_QUESTIONS,
    facilitators: Sequence[Person] = (),
    kind: str = Cycle.Kind.ORGANISATION,
    by: Person,
    at: datetime,
    **parts: Any,
) -> Cycle:
    """A cycle as a draft. Raises BadCycle with every fault."""
    cycle = Cycle(organisation=organisation, kind=kind, created_at=at, created_by=by)
    fill(cycle, parts, groups, questions)
    cycle.save(force_insert=True)
    write_parts(cycle, groups, questions, facilitators)
    record("feedback_cycle_created", by=by, at=at, about=cycle, organisation_id=organisation.pk)
    return cycle


@transaction.atomic
def change_draft(
    cycle: Cycle,
    *,
    groups: Sequence[GroupPlan] = STANDARD_GROUPS,
    questions: Sequence[str] = STANDARD_QUESTIONS,
    facilitators: Sequence[Person] = (),
    by: Person,
    at: datetime,
    **parts: Any,
) -> Cycle:
    """Replace everything about a cycle that nobody was promised anything about yet."""
    cycle = locked(cycle)
    if cycle.has_started:
        raise AlreadyOpen
    fill(cycle, parts, groups, questions)
    cycle.save()
    for rows in (cycle.groups, cycle.questions, cycle.facilitators):
        rows.all().delete()
    write_parts(cycle, groups, questions, facilitators)
    record("feedback_cycle_changed", by=by, at=at, about=cycle, organisation_id=cycle.organisation_id)
    return cycle


def fill(cycle: Cycle, parts: dict[str, Any], groups: Sequence[GroupPlan], questions: Sequence[str]) -> None:
    if unknown := set(parts) - {*PARTS, "item_ids", "band_from"}:
        raise TypeError(f"not parts of a cycle: {sorted(unknown)}")
    for name, value in parts.items():
        setattr(cycle, name, list(value) if name in ("scale", "item_ids") else value)
    if cycle.item_kind != Cycle.ItemKind.INDICATORS:
        cycle.scale = []
    elif not cycle.scale:
        cycle.scale = list(STANDARD_SCALE)
    if faults := [*faults_of(cycle), *faults_of_groups(groups), *faults_of_questions(cycle, questions)]:
        raise BadCycle(faults)


def faults_of(cycle: Cycle) -> list[tuple[str, str]]:
    found = []
    if not cycle.title.strip():
        found.append(("title", "Give the cycle a name."))
    if cycle.closes_on <= cycle.opens_on:
        found.append(("closes_on", "Choose a day after the cycle opens."))
    if cycle.minimum_group_size < LEAST:
        found.append(("minimum_group_size", "Fewer than 3 cannot be protected: choose 3 or more."))
    if cycle.comment_threshold < LEAST:
        found.append(("comment_threshold", "Fewer than 3 cannot be protected: choose 3 or more."))
    if cycle.item_kind not in item_kinds(pack_of(cycle.version, cycle.overlay)):
        found.append(("item_kind", "This framework has nothing of this kind to rate."))
    if not 2 <= len(cycle.scale or ["", ""]) <= 7 or len(set(cycle.scale)) != len(cycle.scale):
        found.append(("scale", "Name 2 to 7 different answers, the lowest first."))
    return found


def faults_of_groups(groups: Sequence[GroupPlan]) -> list[tuple[str, str]]:
    keys, anonymous = [group.key for group in groups], [group.key for group in groups if not group.is_identifiable]
    found = []
    if len(set(keys)) != len(keys):
        found.append(("groups", "Two groups have the same key."))
    if not anonymous:
        found.append(("groups", "Add a group whose answers are shown together."))
    if len(anonymous) == len(groups):
        found.append(("groups", "Add a group for line managers, who are told that their answers are shown as theirs."))
    for group in groups:
        if group.merge_into and (
            group.is_identifiable or group.merge_into not in anonymous or group.merge_into == group.key
        ):
            found.append(("groups", f"{group.name} cannot be shown together with that group."))
    return found


def faults_of_questions(cycle: Cycle, questions: Sequence[str]) -> list[tuple[str, str]]:
    least = 0 if cycle.kind == Cycle.Kind.PULSE else 2
    if not least <= len(questions) <= 4 or not all(text.strip() for text in questions):
        return [("questions", "Ask two to four questions in words.")]
    return []


def write_parts(
    cycle: Cycle, groups: Sequence[GroupPlan], questions: Sequence[str], facilitators: Sequence[Person]
) -> None:
    for position, group in enumerate(groups, 1):
        CycleGroup.objects.create(
            cycle=cycle,
            key=group.key,
            name=group.name,
            is_identifiable=group.is_identifiable,
            position=position,
            merge_into=group.merge_into,
            promise=promise_of(cycle, group, groups),
        )
    for position, text in enumerate(questions, 1):
        CycleQuestion.objects.create(cycle=cycle, key=f"question_{position}", text=text.strip(), position=position)
    for person in facilitators:
        CycleFacilitator.objects.create(cycle=cycle, person=person)


def promise_of(cycle: Cycle, group: Any, groups: Sequence[Any]) -> str:
    names = [other.name for other in groups if group.merge_into == other.key or other.merge_into == group.key]
    return promise_to(group, cycle.minimum_group_size, cycle.comment_threshold, cycle.protect_from, names)


@transaction.atomic
def open_cycle(cycle: Cycle, *, by: Person | None, at: datetime) -> None:
    """Launch. Opening what is open changes nothing."""
    stored = locked(cycle)
    if stored.state == Cycle.State.OPEN:
        return
    if stored.state == Cycle.State.CLOSED:
        raise NotOpen
    Cycle.objects.filter(pk=cycle.pk).update(state=Cycle.State.OPEN, opened_at=at, opened_by=by)
    record("feedback_cycle_opened", by=by, at=at, about=cycle, organisation_id=cycle.organisation_id)


@transaction.atomic
def raise_thresholds(
    cycle: Cycle, *, minimum_group_size: int, comment_threshold: int, protect_from: str, by: Person, at: datetime
) -> None:
    """Promise more than before, at any time. Raters who answer from now on are shown the new text."""
    stored = locked(cycle)
    if stored.state == Cycle.State.CLOSED:
        raise NotOpen
    weaker = stored.protect_from == "rater" and protect_from != "rater"
    if minimum_group_size < stored.minimum_group_size or comment_threshold < stored.comment_threshold or weaker:
        raise MayOnlyRise
    stored.minimum_group_size, stored.comment_threshold = minimum_group_size, comment_threshold
    stored.protect_from = protect_from
    stored.save(update_fields=["minimum_group_size", "comment_threshold", "protect_from"])
    groups = list(stored.groups.all())
    for group in groups:
        promise = promise_of(stored, group, groups)
        if promise != group.promise:
            group.promise, group.promise_version = promise, group.promise_version + 1
            group.save(update_fields=["promise", "promise_version"])
    record("feedback_thresholds_raised", by=by, at=at, about=cycle, organisation_id=cycle.organisation_id)


@transaction.atomic
def change_closing(cycle: Cycle, *, closes_on: date, by: Person, at: datetime, today: date) -> None:
    """Another closing day for the cycle and for every round of it that has not closed."""
    stored = locked(cycle)
    if stored.state == Cycle.State.CLOSED:
        raise NotOpen
    if closes_on <= max(today, stored.opens_on):
        raise BadDate
    Cycle.objects.filter(pk=cycle.pk).update(closes_on=closes_on)
    going_on = FeedbackRound.objects.filter(cycle=cycle, state__in=["asked", "choosing", "approval", "collecting"])
    for round in going_on:
        move_closing(round, closes_on)
    record(
        "feedback_closing_changed", by=by, at=at, about=cycle, organisation_id=cycle.organisation_id, until=closes_on
    )


def move_closing(round: FeedbackRound, closes_on: date) -> None:
    FeedbackRound.objects.filter(pk=round.pk).update(closes_on=closes_on)
    Invitation.objects.filter(nomination__round=round).update(expires_at=end_of_day(closes_on))


@transaction.atomic
def close_cycle(cycle: Cycle, *, by: Person | None, at: datetime) -> None:
    """No round of it takes an answer from here on; each is closed by itself afterwards, because there may be a thousand.

    Closing what is closed changes nothing.
    """
    stored = locked(cycle)
    if stored.state == Cycle.State.CLOSED:
        return
    if stored.state == Cycle.State.DRAFT:
        raise NotOpen
    rounds = FeedbackRound.objects.filter(cycle=cycle)
    rounds.filter(state=FeedbackRound.State.COLLECTING).update(state=FeedbackRound.State.CLOSING, closed_by=by)
    rounds.filter(state__in=["asked", "choosing", "approval"]).update(
        state=FeedbackRound.State.ENDED, ended_at=at, ended_by=by
    )
    Cycle.objects.filter(pk=cycle.pk).update(state=Cycle.State.CLOSED, closed_at=at, closed_by=by)
    record("feedback_cycle_closed", by=by, at=at, about=cycle, organisation_id=cycle.organisation_id)


@transaction.atomic
def ask_to_take_part(cycle: Cycle, *, subject: Person, by: Person, at: datetime, today: date) -> FeedbackRound:
    """Ask somebody. Nothing happens until they consent themselves (R40)."""
    stored = locked(cycle)
    if stored.state != Cycle.State.OPEN:
        raise NotOpen
    if not works_in(subject, stored.organisation, today):
        raise NotFromHere
    if FeedbackRound.objects.filter(cycle=cycle, subject=subject).exclude(state=FeedbackRound.State.ENDED).exists():
        raise AlreadyTakingPart
    round = FeedbackRound.objects.create(
        cycle=stored,
        subject=subject,
        state=FeedbackRound.State.ASKED,
        asked_at=at,
        asked_by=by,
        closes_on=stored.closes_on,
    )
    record("feedback_asked_to_take_part", by=by, at=at, about=round, organisation_id=stored.organisation_id)
    emails.ask_for_consent(round)
    return round


@transaction.atomic
def change_settings(
    organisation: Organisation, *, by: Person, at: datetime, **parts: Any
) -> OrganisationFeedbackSettings:
    """What the organisation allows, and what its new cycles and own rounds begin with. Nothing that runs changes."""
    if min(parts.get("minimum_group_size", LEAST), parts.get("comment_threshold", LEAST)) < LEAST:
        raise BadCycle([("minimum_group_size", "Fewer than 3 cannot be protected: choose 3 or more.")])
    settings, _ = OrganisationFeedbackSettings.objects.update_or_create(
        organisation=organisation, defaults={**parts, "changed_at": at, "changed_by": by}
    )
    record("feedback_settings_changed", by=by, at=at, about=organisation, organisation_id=organisation.pk)
    return settings


def locked(cycle: Cycle) -> Cycle:
    """The row as it is now, held until the transaction ends."""
    return (
        Cycle.objects.select_for_update(of=("self",))
        .select_related("organisation", "version", "overlay")
        .get(pk=cycle.pk)
    )
