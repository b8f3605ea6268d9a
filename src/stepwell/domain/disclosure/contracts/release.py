"""What `disclose` gives and `audit_releases` reads: one release, with all that is needed to check it without the answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .faults import Exact
from .policy import MOST_LEVELS, Count, Id, Item, Policy, Word

Sum = Annotated[int, Field(ge=0)]
Pair = Annotated[list[Sum], Field(min_length=2, max_length=2)]
Source = Annotated[list[str], Field(min_length=2, max_length=2)]
Band = Literal["close", "mixed", "wide"]
Reason = Literal["below_minimum", "no_safe_class", "too_few_answered"]
What = Literal["dimension", "total", "gap", "change"]


class Block(Exact):
    """At least `minimum_group_size` responses that are shown together; `groups` in alphabetical order."""

    id: Word
    groups: list[Word]
    n: Count
    reason: Literal["merged_below_minimum"] | None = None


class Figure(Exact):
    """One item in one block. `n` counts those who answered it, `sums` is the class, `value` its place in levels."""

    item: str
    block: str
    n: Count
    sums: Pair
    label: str
    value: float | None
    band: Band | None = None


class Identified(Exact):
    """What somebody said who was told before answering that it would be shown as theirs."""

    item: str
    group: str
    rating: int


class Withheld(Exact):
    """`block` is None for groups that are in no block; `item` is None where a round asks for words alone."""

    item: str | None
    block: str | None
    groups: list[str]
    reason: Reason


class Derived(Exact):
    """Computed from figures alone (and from what the subject said of themselves).

    `block` is None for a total; `before` is the place of the compared release in `released_before`. `value` is a place
    for a dimension or total (None: it cannot be told), a distance for a gap or change, both in levels.
    """

    what: What
    id: str
    block: str | None = None
    value: float | None
    label: str
    from_: list[Source] = Field(alias="from")
    before: int | None = None


class ReleasedComment(Exact):
    """`group` is set for an identifiable group alone."""

    block: str | None
    text: str
    item: str | None = None
    group: str | None = None


class Classes(Exact):
    """How the sums of `n` ratings are divided; `bands` says which of the classes may carry a band."""

    n: Count
    levels: int
    sums: list[Pair]
    bands: list[bool] = []


class Certificate(Exact):
    """`earlier` counts anonymous responses that were in earlier releases and enter nothing here."""

    policy: Policy
    classes: list[Classes]
    g1: dict[str, object]
    g2: dict[str, object]
    withheld: int
    holds: bool
    earlier: int = 0


class Asked(Exact):
    """What the release is about, repeated so that labels and derived values can be recomputed from the release alone."""

    levels: Annotated[list[Word], Field(min_length=2, max_length=MOST_LEVELS)]
    items: list[Item]
    anonymous: list[Id]
    identifiable: list[Id] = []
    self_: dict[str, int] = Field(default={}, alias="self")
    round: str | None = None


class Release(Exact):
    blocks: list[Block]
    figures: list[Figure]
    identified: list[Identified]
    withheld: list[Withheld]
    derived: list[Derived]
    comments: list[ReleasedComment]
    certificate: Certificate
    asked: Asked | None = None
