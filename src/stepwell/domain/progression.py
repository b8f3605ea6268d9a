"""What a grade expects in words, and how two grades or two levels compare. No verdict is drawn anywhere here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from .framework.pack import Pack


class LevelExpectation(Protocol):
    """A grade's expectation: the pack's own `Expectation` is one, and so is what a capability stores of it."""

    @property
    def base(self) -> str | None: ...
    @property
    def at_least(self) -> bool: ...
    @property
    def some_at(self) -> str | None: ...


def level_name(pack: Pack, level_id: str | None) -> str:
    """The level's name; its id where the pack no longer has it, so that nothing stored is ever unreadable."""
    level = pack.level_by_id.get(level_id or "")
    return level.name if level else level_id or ""


def expectation_in_words(expectation: LevelExpectation, pack: Pack) -> str:
    """The expectation as a reader says it, in the names of `pack`'s levels; empty if there is none.

    "Core at least", "Core at least, with some at Aspiring", "Exemplar".
    """
    if not expectation.base:
        return ""
    words = level_name(pack, expectation.base)
    if expectation.at_least:
        words += " at least"
    if expectation.some_at:
        words += f", with some at {level_name(pack, expectation.some_at)}"
    return words


def grade_expectation(packs: Iterable[Pack], framework_id: str, grade: str) -> LevelExpectation | None:
    """What the first of the packs that speaks of this framework and this grade expects; None if none does."""
    for pack in packs:
        found = pack.grade_by_id.get(grade) if grade and pack.expects == framework_id else None
        if found and found.expectation:
            return found.expectation
    return None


def levels_above(order: Sequence[str], level_id: str) -> list[str]:
    """The levels after `level_id`, lowest first.

    >>> levels_above(["dim", "steady", "bright"], "dim")
    ['steady', 'bright']
    """
    return list(order[order.index(level_id) + 1 :]) if level_id in order else []
