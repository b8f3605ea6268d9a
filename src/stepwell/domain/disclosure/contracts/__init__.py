"""JSON in and out, as pydantic models: what is asked for, and every fault of it at once."""

from .before import held_by, snapshots_before
from .faults import Fault, InvalidInput, read
from .policy import Group, Item, Policy, lowered
from .release import (
    Asked,
    Block,
    Certificate,
    Classes,
    Derived,
    Figure,
    Identified,
    Release,
    ReleasedComment,
    Withheld,
)
from .round import Comment, Response, Round, read_round

__all__ = [
    "Asked",
    "Block",
    "Certificate",
    "Classes",
    "Comment",
    "Derived",
    "Fault",
    "Figure",
    "Group",
    "Identified",
    "InvalidInput",
    "Item",
    "Policy",
    "Release",
    "ReleasedComment",
    "Response",
    "Round",
    "Withheld",
    "held_by",
    "lowered",
    "read",
    "read_round",
    "snapshots_before",
]
