"""Development plans, what stands in them, and what a person asks others for. What people write is sealed."""

from .asking import OpportunityRequest
from .feed import CalendarFeed
from .objectives import Objective, PlannedInitiative, ProgressNote
from .plans import DevelopmentPlan, GrowthPosition, PlanReview
from .sharing import SharedObjective, SharedPlan

__all__ = [
    "CalendarFeed",
    "DevelopmentPlan",
    "GrowthPosition",
    "Objective",
    "OpportunityRequest",
    "PlanReview",
    "PlannedInitiative",
    "ProgressNote",
    "SharedObjective",
    "SharedPlan",
]
