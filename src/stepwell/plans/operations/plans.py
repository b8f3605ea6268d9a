"""Writes about the plan as a whole. Every other operation takes the plan's row first, so that none of them cross."""

from datetime import datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.frameworks.models import Framework
from stepwell.people.models import Person

from ..models import DevelopmentPlan
from .refusals import AlreadyOpenPlan, ChangedElsewhere, NotTheOwner, PlanClosed

Kind = DevelopmentPlan.Kind


def held(plan: DevelopmentPlan, by: Person | None, *, owner_only: bool = True) -> DevelopmentPlan:
    """The open plan's row as it is now, held until the transaction ends."""
    stored = DevelopmentPlan.objects.select_for_update(of=("self",)).select_related("person").get(pk=plan.pk)
    if owner_only and (by is None or stored.person_id != by.pk):
        raise NotTheOwner
    if stored.closed_at:
        raise PlanClosed
    return stored


@transaction.atomic
def open_plan(
    *, person: Person, kind: str = Kind.OWN, framework: Framework | None = None, by: Person, at: datetime
) -> DevelopmentPlan:
    """The person's open plan of this kind, begun now if there is none. An aspirational plan has its framework."""
    Person.objects.select_for_update().get(pk=person.pk)  # two clicks at once make one plan
    plan = DevelopmentPlan.objects.filter(person=person, kind=kind, framework=framework, closed_at__isnull=True).first()
    if plan is None:
        plan = DevelopmentPlan.objects.create(
            person=person, kind=kind, framework=framework, started_at=at, changed_at=at
        )
        record("plan_opened", by=by, at=at, about=plan)
    return plan


@transaction.atomic
def close_plan(plan: DevelopmentPlan, *, by: Person, at: datetime) -> None:
    """Put a plan away, whatever is in it: it stays readable. Again changes nothing."""
    try:
        stored = held(plan, by)
    except PlanClosed:
        return
    stored.closed_at = stored.changed_at = at
    stored.save(update_fields=["closed_at", "changed_at"])
    record("plan_closed", by=by, at=at, about=plan)


@transaction.atomic
def reopen_plan(plan: DevelopmentPlan, *, by: Person, at: datetime) -> None:
    """Take a plan up again, unless another of its kind is open meanwhile."""
    Person.objects.select_for_update().get(pk=plan.person_id)
    stored = DevelopmentPlan.objects.select_for_update(of=("self",)).select_related("framework").get(pk=plan.pk)
    if stored.person_id != by.pk:
        raise NotTheOwner
    if stored.closed_at is None:
        return
    same = DevelopmentPlan.objects.filter(person=by, kind=stored.kind, framework=stored.framework)
    if same.filter(closed_at__isnull=True).exists():
        raise AlreadyOpenPlan
    stored.closed_at, stored.changed_at = None, at
    stored.save(update_fields=["closed_at", "changed_at"])
    record("plan_reopened", by=by, at=at, about=plan)


@transaction.atomic
def write_aspirations(
    plan: DevelopmentPlan, *, aspirations: str, reflections: str, revision: int, by: Person, at: datetime
) -> DevelopmentPlan:
    """What the person hopes for, and what they made of the conversation (R72), beside the objectives."""
    stored = held(plan, by)
    if (stored.aspirations, stored.reflections) == (aspirations, reflections):
        return stored
    if stored.revision != revision:
        raise ChangedElsewhere(stored)
    stored.aspirations, stored.reflections = aspirations, reflections
    stored.revision += 1
    stored.changed_at = at
    stored.save()
    record("plan_changed", by=by, at=at, about=plan)
    return stored
