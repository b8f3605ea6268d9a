"""What a matching means for each person: reasons, alternatives and their price, and what would change it."""

from .alternatives import alternatives_for, alternatives_of
from .needed import mentors_needed
from .reasons import WHERE, reasons_for_mentee, reasons_of
from .unmatched import unmatched_of

__all__ = [
    "WHERE",
    "alternatives_for",
    "alternatives_of",
    "mentors_needed",
    "reasons_for_mentee",
    "reasons_of",
    "unmatched_of",
]
