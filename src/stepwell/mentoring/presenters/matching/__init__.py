"""A run as a coordinator reviews it, with all that belongs to it: each page of matching has a file here."""

from .left import left_lines
from .listing import matching_page
from .pairs import pair_lines
from .run import run_page
from .stands import stand_page
from .words import audit_words

__all__ = ["audit_words", "left_lines", "matching_page", "pair_lines", "run_page", "stand_page"]
