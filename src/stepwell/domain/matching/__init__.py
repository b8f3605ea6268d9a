"""Mentees matched with mentors: the best matching there is, a proof of it that can be re-run, and what it means for each.

`docs/methods/matching.md` explains it; README.md beside this file lists what a page may call.
"""

from .asking import (
    Difference,
    FurtherMentor,
    LowerFloor,
    MorePlaces,
    Relaxed,
    TradeOff,
    WhyNot,
    WithoutQuota,
    relax,
    trade_offs,
    why_not,
)
from .auditing import audit
from .contracts import Cohort, Fault, InvalidInput, Mentee, Mentor, Preferences, Quota
from .contracts.result import Alternative, Needed, Pair, Result, Totals, Unmatched
from .explaining import WHERE, reasons_for_mentee
from .explaining import reasons_of as reasons_for_both
from .live import Earlier, Live, Moved, Placement, earlier_in, earlier_of, follow, keeping, read_earlier, written
from .preparing import Couple, Prepared, prepare
from .running import alternatives, explained, restore, solve
from .scoring import need_of
from .solver import Solver, SolverFault
from .solving import Matching, match

__all__ = [
    "WHERE",
    "Alternative",
    "Cohort",
    "Couple",
    "Difference",
    "Earlier",
    "Fault",
    "FurtherMentor",
    "InvalidInput",
    "LowerFloor",
    "Live",
    "Matching",
    "Mentee",
    "Mentor",
    "MorePlaces",
    "Moved",
    "Needed",
    "Pair",
    "Placement",
    "Preferences",
    "Prepared",
    "Quota",
    "Relaxed",
    "Result",
    "Solver",
    "SolverFault",
    "Totals",
    "TradeOff",
    "Unmatched",
    "WhyNot",
    "WithoutQuota",
    "alternatives",
    "audit",
    "earlier_in",
    "earlier_of",
    "explained",
    "follow",
    "keeping",
    "match",
    "need_of",
    "prepare",
    "read_earlier",
    "reasons_for_both",
    "reasons_for_mentee",
    "relax",
    "restore",
    "solve",
    "trade_offs",
    "why_not",
    "written",
]
