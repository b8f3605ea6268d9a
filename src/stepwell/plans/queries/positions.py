"""Reads about growth positions."""

from ..models import DevelopmentPlan, GrowthPosition

TALKED_ABOUT = (GrowthPosition.State.AGREED, GrowthPosition.State.NOT_AGREED)


def positions_of(plan: DevelopmentPlan) -> list[GrowthPosition]:
    """Everything recorded in the plan, the latest first. One query."""
    found = plan.positions.select_related("version__framework", "with_person", "recorded_by")
    return list(found.defer("version__content", "version__changes"))


def latest(positions: list[GrowthPosition], kind: str) -> GrowthPosition | None:
    """The one that counts now: what two people recorded comes before a proposal, and later before earlier."""
    of_kind = [position for position in positions if position.kind == kind]
    return next((one for one in of_kind if one.state in TALKED_ABOUT), of_kind[0] if of_kind else None)


def is_unlocked(plan: DevelopmentPlan) -> bool:
    """Objectives of an aspirational plan follow a present position that was agreed, or recorded with both views (R66)."""
    if plan.kind != DevelopmentPlan.Kind.ASPIRATIONAL:
        return True
    return plan.positions.filter(kind=GrowthPosition.Kind.PRESENT, state__in=TALKED_ABOUT).exists()
