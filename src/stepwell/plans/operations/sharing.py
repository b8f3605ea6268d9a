"""Letting one person read a plan, or some of it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from stepwell.people.models import Person
from stepwell.sharing.models import Share
from stepwell.sharing.operations import grant

from ..models import DevelopmentPlan, Objective, SharedObjective, SharedPlan
from .refusals import BadValue, NotTheOwner

KIND = "plans"


@transaction.atomic
def share_plan(
    plan: DevelopmentPlan,
    *,
    recipient: Person,
    objectives: Sequence[Objective] | None = None,
    title: str,
    purpose: str,
    until: date,
    message: str = "",
    by: Person,
    at: datetime,
) -> Share:
    """Let one person read the whole plan, or only the objectives named, until a day. The title must tell no content."""
    if plan.person_id != by.pk:
        raise NotTheOwner
    if objectives is not None and (not objectives or any(one.plan_id != plan.pk for one in objectives)):
        raise BadValue([("objectives", "Choose what they may read")])
    share = grant(
        owner=by, recipient=recipient, kind=KIND, title=title, purpose=purpose, until=until, message=message, at=at
    )
    shared = SharedPlan.objects.create(share=share, plan=plan, is_whole=objectives is None)
    SharedObjective.objects.bulk_create(SharedObjective(shared=shared, objective=one) for one in objectives or ())
    return share
