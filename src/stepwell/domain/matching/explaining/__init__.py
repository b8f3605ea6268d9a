"""What a matching means for each person: reasons, alternatives and their price, and what would change it."""

from .reach import Reach
from .reasons import reasons_for_mentee, reasons_of
from .unmatched import unmatched_of

__all__ = ["Reach", "reasons_for_mentee", "reasons_of", "unmatched_of"]
