"""The thresholds that raters are promised, and what is being asked of whom: both sides of the contract use them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from .faults import Exact, storable

# The least that any policy may ask for: of two ratings and their sum, whoever knows one knows the other.
LEAST_GROUP = 3
LEAST_BAND = 8
MOST_LEVELS = 12
MOST_RESPONSES = 500

Count = Annotated[int, Field(ge=1, le=MOST_RESPONSES)]
Text = Annotated[str, AfterValidator(storable)]
Word = Annotated[str, Field(min_length=1), AfterValidator(storable)]
Id = Annotated[str, Field(min_length=1, pattern=r"^[^+]*$"), AfterValidator(storable)]


class Policy(Exact):
    """The thresholds of one promise. Between two releases about one person they may rise, never fall."""

    minimum_group_size: Annotated[int, Field(ge=LEAST_GROUP)] = 4
    protect_from: Literal["rater", "subject"] = "rater"
    comment_threshold: Annotated[int, Field(ge=LEAST_GROUP)] = 5
    band_from: Annotated[int, Field(ge=LEAST_BAND)] = 8
    merge_order: list[Annotated[list[Word], Field(min_length=2, max_length=2)]] = []

    @property
    def known(self) -> int:
        """How many ratings of a figure its reader may know already: their own, or none."""
        return 1 if self.protect_from == "rater" else 0


def lowered(before: Policy, now: Policy) -> list[str]:
    """The thresholds of `now` that protect less than those of `before`.

    >>> lowered(Policy(minimum_group_size=5), Policy())
    ['minimum_group_size']
    >>> lowered(Policy(), Policy(minimum_group_size=5, protect_from="subject"))
    ['protect_from']
    """
    keys = ("minimum_group_size", "comment_threshold", "band_from")
    found = [key for key in keys if getattr(now, key) < getattr(before, key)]
    return found + ["protect_from"] * (now.known < before.known)


class Group(Exact):
    """`invited` lets a group in which nobody answered be merged like any small one, so that nothing tells which it was."""

    id: Id
    identifiable: bool = False
    invited: Annotated[int, Field(ge=0)] = 0


class Item(Exact):
    id: Word
    dimension: Word | None = None
