"""Reads about rating oneself: the self-assessments whose placements fit a round."""

from stepwell.assessments.models import SelfAssessment
from stepwell.assessments.queries import assessments

from ..models import Cycle, FeedbackRound


def completed_on(round: FeedbackRound) -> list[SelfAssessment]:
    """The subject's completed self-assessments on the version that the round uses, the latest first; three at most."""
    if round.cycle.item_kind != Cycle.ItemKind.DIMENSIONS:
        return []
    found = assessments().filter(
        person_id=round.subject_id, version_id=round.cycle.version_id, completed_at__isnull=False
    )
    return list(found.order_by("-completed_at")[:3])
