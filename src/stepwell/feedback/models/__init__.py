"""The tables of 360° feedback. Raw ratings are not among the names here: see models/ratings.py for who may read them."""

from . import ratings as _ratings  # noqa: F401  Django finds its tables; nobody else gets them from here
from .cycles import Cycle, CycleFacilitator, CycleGroup, CycleQuestion, OrganisationFeedbackSettings
from .organisation import CycleReport
from .releases import FeedbackReport, Prediction, Pulse, ReportFocus, Snapshot, ThankYou
from .rounds import Draft, FeedbackRound, Invitation, InvitationLink, Nomination, SelfRating

__all__ = [
    "Cycle",
    "CycleFacilitator",
    "CycleGroup",
    "CycleQuestion",
    "CycleReport",
    "Draft",
    "FeedbackReport",
    "FeedbackRound",
    "Invitation",
    "InvitationLink",
    "Nomination",
    "OrganisationFeedbackSettings",
    "Prediction",
    "Pulse",
    "ReportFocus",
    "SelfRating",
    "Snapshot",
    "ThankYou",
]
