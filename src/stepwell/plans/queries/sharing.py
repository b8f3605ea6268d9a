"""Reads about what of a plan is shared, and with whom."""

from datetime import date
from uuid import UUID

from stepwell.sharing.models import Share

from ..models import DevelopmentPlan, Objective, SharedPlan
from . import plans


def shared_plan(share_id: UUID) -> SharedPlan | None:
    found = SharedPlan.objects.select_related(
        "share__owner", "share__recipient", "plan__person", "plan__framework"
    ).filter(pk=share_id)
    return found.first()


def readers_of(plan: DevelopmentPlan, today: date) -> int:
    """How many people can read something of it now."""
    return plan.shares.filter(share__in=Share.objects.open(today)).count()


def objectives_shared(shared: SharedPlan) -> list[Objective]:
    """What the recipient reads: all that is not let go, or of that only what was named. One query and its parts."""
    found = plans.whole_objectives().filter(plan=shared.plan).exclude(status=Objective.Status.LET_GO)
    if not shared.is_whole:
        found = found.filter(pk__in=shared.named.values("objective_id"))
    return plans.in_order(found)
