"""JSON in and out, as pydantic models: what is asked for, and every fault of it at once."""

from stepwell.domain.disclosure.contracts.faults import Exact, Fault, InvalidInput, read

from .checking import belongs, members, places, read_cohort, side_of
from .cohort import MOST_SCORE, Cohort, Emphasis, Mentee, Mentor, Preferences, Quota, Taking, Weights
from .scores import GivenScores

__all__ = [
    "MOST_SCORE",
    "Cohort",
    "Emphasis",
    "Exact",
    "Fault",
    "GivenScores",
    "InvalidInput",
    "Mentee",
    "Mentor",
    "Preferences",
    "Quota",
    "Taking",
    "Weights",
    "belongs",
    "members",
    "places",
    "read",
    "read_cohort",
    "side_of",
]
