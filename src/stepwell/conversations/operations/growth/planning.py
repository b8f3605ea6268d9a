"""From the draft into the person's plan, by the plan's own operations. Whatever is there already is left as it is."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Person
from stepwell.plans.models import DevelopmentPlan, GrowthPosition, Objective
from stepwell.plans.operations import objectives, plans, positions, progress

from ...models import Conversation, GrowthDraft
from ...queries.growth import PLAN, stage_on, waits_for_plan
from .. import staging
from ..holding import State, held, touch
from .drafting import objectives_in
from .positions import SOURCE, begin, changed, source_id
from .refusals import NothingToPlan, NotSettledYet, NotTheirs

OBJECTIVE_SOURCE = "growth_draft"


@transaction.atomic
def put_into_plan(conversation: Conversation, *, by: Person, at: datetime, today: date) -> DevelopmentPlan:
    """Everything drafted that is not in the plan yet: where they want to be, hopes, objectives with their initiatives."""
    stored = held(conversation, by, (State.MET, State.ENDED))
    if by.pk != stored.person_id:
        raise NotTheirs
    draft = begin(stored, at=at)
    if not draft.outcome:
        raise NotSettledYet
    if not waits_for_plan(draft.plan):
        raise NothingToPlan
    plan = plans.open_plan(
        person=by, kind=DevelopmentPlan.Kind.ASPIRATIONAL, framework=draft.version.framework, by=by, at=at
    )
    position = put_future(stored, draft, by=by, at=at, today=today) or standing_in(plan)
    put_words(plan, draft, by=by, at=at)
    for item in objectives_in(draft):
        if not item.get("planned"):
            put_objective(stored, draft, plan, item, position, by=by, at=at, today=today)
    mark_planned(draft)
    draft.planned_at = at
    changed(draft)
    touch(stored)
    record("growth_plan_put", by=by, at=at, about=stored)
    stage = stage_on(stored, PLAN)
    if stage and stored.state == State.MET:
        staging.mark_held(stage, by=by, at=at)
    return plan


def put_future(
    conversation: Conversation, draft: GrowthDraft, *, by: Person, at: datetime, today: date
) -> GrowthPosition | None:
    future = (draft.plan or {}).get("future")
    if not future:
        return None
    return positions.record_position(
        person=by,
        version=draft.version,
        kind=GrowthPosition.Kind.FUTURE,
        state=GrowthPosition.State.AGREED,
        own=positions.View(future["category"], int(future["step"]), future["words"]),
        with_person=conversation.other,
        from_date=date.fromisoformat(future["on"]),
        source=(SOURCE, source_id(conversation, 0)),
        by=by,
        at=at,
        today=today,
    )


def standing_in(plan: DevelopmentPlan) -> GrowthPosition | None:
    """Without a future position, objectives serve the present one: growing there is as good as any (R74)."""
    return plan.positions.filter(kind=GrowthPosition.Kind.PRESENT).order_by("-recorded_at").first()


def put_words(plan: DevelopmentPlan, draft: GrowthDraft, *, by: Person, at: datetime) -> None:
    """Behind what stands in the plan already, never in its place."""
    words = (draft.plan or {}).get("words") or {}
    if words.get("planned") or not words:
        return
    plans.write_aspirations(
        plan,
        aspirations=joined(plan.aspirations, words["aspirations"]),
        reflections=joined(plan.reflections, words["reflections"]),
        revision=plan.revision,
        by=by,
        at=at,
    )


def joined(before: str, added: str) -> str:
    if added in before:
        return before
    return f"{before}\n\n{added}".strip()


def put_objective(
    conversation: Conversation,
    draft: GrowthDraft,
    plan: DevelopmentPlan,
    item: dict[str, Any],
    position: GrowthPosition | None,
    *,
    by: Person,
    at: datetime,
    today: date,
) -> Objective:
    """A day that has passed since it was drafted becomes "not sure yet": the person sets another in the plan."""
    target = date.fromisoformat(item["target_date"]) if item["target_date"] else None
    is_past = target is not None and target < today
    objective = objectives.add_objective(
        plan,
        values={
            "title": item["title"],
            "horizon": Objective.Horizon.NOT_SURE if is_past else item["horizon"],
            "target_date": None if is_past else target,
        },
        service=objectives.Service(position=position),
        source=(OBJECTIVE_SOURCE, f"{conversation.pk.hex}.{item['id']}"),
        by=by,
        at=at,
        today=today,
    )
    for initiative in item["initiatives"]:
        progress.plan_initiative(
            objective, version=draft.version, overlay=draft.overlay, initiative_id=initiative, by=by, at=at
        )
    if item["own"]:
        progress.plan_initiative(objective, text=item["own"], by=by, at=at)
    return objective


def mark_planned(draft: GrowthDraft) -> None:
    plan = dict(draft.plan or {})
    for part in ("future", "words"):
        if plan.get(part):
            plan[part] = plan[part] | {"planned": True}
    plan["objectives"] = [item | {"planned": True} for item in objectives_in(draft)]
    draft.plan = plan
