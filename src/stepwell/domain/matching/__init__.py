"""Mentees matched with mentors: the best matching there is, a proof of it that can be re-run, and what it means for each.

`docs/methods/matching.md` explains it; README.md beside this file lists what a page may call.
"""

from .auditing import audit
from .contracts import Cohort, Fault, InvalidInput, Mentee, Mentor, Preferences, Quota
from .contracts.result import Result
from .preparing import prepare
from .running import explained, solve
from .scoring import need_of
from .solver import SolverFault
from .solving import Matching, match

__all__ = [
    "Cohort",
    "Fault",
    "InvalidInput",
    "Matching",
    "Mentee",
    "Mentor",
    "Preferences",
    "Quota",
    "Result",
    "SolverFault",
    "audit",
    "explained",
    "match",
    "need_of",
    "prepare",
    "solve",
]
