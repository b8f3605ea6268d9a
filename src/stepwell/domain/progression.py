"""What a grade expects in words, and how two grades compare. No verdict is drawn anywhere here (R23, R30)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from .framework.pack import Pack
from .framework.parts import Dimension, DimensionLevel, Grade, Level
from .framework.texts import Text


class LevelExpectation(Protocol):
    """A grade's expectation: the pack's own `Expectation` is one, and so is what a capability makes of it."""

    @property
    def base(self) -> str | None: ...
    @property
    def at_least(self) -> bool: ...
    @property
    def some_at(self) -> str | None: ...


def level_name(framework: Pack | None, level_id: str | None) -> str:
    """The level's name; its id where the framework is not here, so that nothing is ever unreadable."""
    level = framework.level_by_id.get(level_id or "") if framework else None
    return level.name if level else level_id or ""


def expectation_in_words(expectation: LevelExpectation | None, framework: Pack | None) -> str:
    """The expectation as a reader says it, in the names of the framework's levels; empty if there is none.

    "Core at least", "Core at least, with some at Aspiring", "Exemplar".
    """
    if expectation is None or not expectation.base:
        return ""
    words = level_name(framework, expectation.base)
    if expectation.at_least:
        words += " at least"
    if expectation.some_at:
        words += f", with some at {level_name(framework, expectation.some_at)}"
    return words


def grade_expectation(packs: Iterable[Pack], framework_id: str, grade: str) -> LevelExpectation | None:
    """What the first of the packs that speaks of this framework and this grade expects; None if none does."""
    for pack in packs:
        found = pack.grade_by_id.get(grade) if grade and pack.expects == framework_id else None
        if found and found.expectation:
            return found.expectation
    return None


@dataclass(frozen=True)
class LevelsOfDimension:
    """The levels of one dimension that lie ahead, lowest first, each with what it means there."""

    dimension: Dimension
    levels: tuple[tuple[Level, DimensionLevel], ...]


@dataclass(frozen=True)
class GradeComparison:
    """Two grades side by side, in the order in which they were asked for.

    Statements are free text, so "the same" means word for word: nothing here claims that one statement is more
    than another. `higher` is the grade that suggests the higher level, None if they suggest the same or if either
    suggests none. `between` are the levels between the two, `ahead` what each dimension holds above the lower one.
    """

    one: Grade
    other: Grade
    in_both: tuple[Text, ...]
    only_one: tuple[Text, ...]
    only_other: tuple[Text, ...]
    higher: Grade | None = None
    between: tuple[Level, ...] = ()
    ahead: tuple[LevelsOfDimension, ...] = ()

    @property
    def lower(self) -> Grade | None:
        if self.higher is None:
            return None
        return self.one if self.higher is self.other else self.other


def compare_grades(one: Grade, other: Grade, framework: Pack | None) -> GradeComparison:
    """Which statements the two grades share word for word, and how their suggested levels of `framework` differ."""
    texts_of_one = {statement.text for statement in one.statements}
    texts_of_other = {statement.text for statement in other.statements}
    found = GradeComparison(
        one,
        other,
        in_both=tuple(s for s in one.statements if s.text in texts_of_other),
        only_one=tuple(s for s in one.statements if s.text not in texts_of_other),
        only_other=tuple(s for s in other.statements if s.text not in texts_of_one),
    )
    low, high = reach(one, framework), reach(other, framework)
    if framework is None or low is None or high is None or low == high:
        return found
    higher = other if high > low else one
    low, high = sorted((low, high))
    return replace(
        found,
        higher=higher,
        between=tuple(framework.levels[low[0] + 1 : high[0]]),
        ahead=levels_ahead(framework, above=low[0], up_to=high[1]),
    )


def reach(grade: Grade, framework: Pack | None) -> tuple[int, int] | None:
    """Positions of the grade's suggested level and of the highest that it names; None if it suggests none."""
    if framework is None or grade.expectation is None or grade.expectation.base not in framework.level_index:
        return None
    base = framework.level_index[grade.expectation.base]
    return base, framework.level_index.get(grade.expectation.some_at or "", base)


def levels_ahead(framework: Pack, *, above: int, up_to: int) -> tuple[LevelsOfDimension, ...]:
    """For each dimension, the levels after position `above` as far as `up_to`; dimensions without any are left out."""
    wanted = {level.id: level for level in framework.levels[above + 1 : up_to + 1]}
    found = (
        LevelsOfDimension(
            dimension, tuple((wanted[held.level], held) for held in dimension.levels if held.level in wanted)
        )
        for dimension in framework.dimensions
    )
    return tuple(each for each in found if each.levels)
