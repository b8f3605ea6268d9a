"""What the career pages and papers show, worked out from packs and reads; nothing here asks the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from stepwell.domain.framework import Dimension, Grade, Pack
from stepwell.domain.framework.parts import Band
from stepwell.domain.framework.texts import Notice
from stepwell.domain.progression import (
    GradeComparison,
    compare_grades,
    expectation_in_words,
    level_name,
)
from stepwell.frameworks.queries import StoredPack
from stepwell.ui.charts import Figure
from stepwell.ui.colour import DEFAULT_BRAND

from .queries import Expected, HeldRole, RoleExpectation, Shelf
from .stairs import Mark, stair_figure


@dataclass(frozen=True)
class Notices:
    """What must stand wherever profiles or levels are shown: what they are not for, and how to read them."""

    limits: list[str]
    caveats: list[str]
    notes: list[str]

    @property
    def must_show(self) -> list[str]:
        return [*self.limits, *self.caveats]

    @property
    def limits_in_two(self) -> list[tuple[str, str]]:
        """Each limit as its first sentence, to stand out, and the rest."""
        return [in_two(text) for text in self.limits]

    @property
    def caveats_in_short(self) -> list[str]:
        """The first sentence of each: what a phone shows before somebody opens the whole."""
        return [f"{first}." if rest else first for first, rest in map(in_two, self.caveats)]

    @property
    def is_long(self) -> bool:
        return any(rest for _, rest in map(in_two, self.must_show))


def in_two(text: str) -> tuple[str, str]:
    """The first sentence without its full stop, and the rest; a text of one sentence stays as it is."""
    first, _, rest = text.partition(". ")
    return first, rest


def notices_of(*packs: Pack | None) -> Notices:
    """Of each kind once, in the packs' order. Scale notices (how levels relate to roles) count as caveats."""
    found = [notice for pack in packs if pack for notice in pack.notices]
    return Notices(
        limits=texts(found, "purpose_limit"),
        caveats=texts(found, "scale", "caveat"),
        notes=texts(found, "note"),
    )


def texts(notices: Iterable[Notice], *kinds: str) -> list[str]:
    return list(dict.fromkeys(notice.text for notice in notices if notice.kind in kinds))


@dataclass(frozen=True)
class GradeGroup:
    """Grades that stand next to each other in one band, or in none."""

    band: Band | None
    grades: list["GradeView"]


@dataclass(frozen=True)
class GradeView:
    """One grade as a page shows it."""

    stored: StoredPack
    framework: Pack | None
    grade: Grade
    band: Band | None

    @cached_property
    def words(self) -> str:
        return expectation_in_words(self.grade.expectation, self.framework)

    @property
    def may_vary(self) -> bool:
        return bool(self.grade.expectation and self.grade.expectation.may_vary)

    @property
    def notices(self) -> Notices:
        return notices_of(self.stored.pack)

    @property
    def strip(self) -> list[str]:
        """The levels as a row of small steps: "base" for the suggested one, "some" where some behaviours stand."""
        expectation = self.grade.expectation
        if self.framework is None or expectation is None:
            return []
        named = {expectation.base: "base", expectation.some_at: "some"}
        return [named.get(level.id, "") for level in self.framework.levels if not level.below_scale]

    def stairs(self, colour: str = DEFAULT_BRAND) -> Figure | None:
        return stairs_of([self], colour)


def grade_view(shelf: Shelf, stored: StoredPack, grade: Grade) -> GradeView:
    band = next((band for band in stored.pack.bands if band.id == grade.band), None)
    return GradeView(stored, shelf.framework_of(stored.pack), grade, band)


def grade_groups(shelf: Shelf, stored: StoredPack) -> list[GradeGroup]:
    """In the pack's own order; a band stands where its grades do."""
    views = [grade_view(shelf, stored, grade) for grade in stored.pack.grades]
    return [GradeGroup(band, list(group)) for band, group in groupby(views, key=lambda view: view.band)]


def stairs_of(views: list[GradeView], colour: str) -> Figure | None:
    """The suggested levels on the framework's stairs; None unless each grade has one and the framework is here."""
    framework = views[0].framework
    if framework is None or not all(mark_fits(view, framework) for view in views):
        return None
    lowest = sum(level.below_scale for level in framework.levels)
    marks = [mark_of(view, framework, lowest) for view in views]
    names = [level.name for level in framework.levels if not level.below_scale]
    return stair_figure(
        names, marks, title=f"Suggested {framework.level_label.one} of {framework.called}", colour=colour
    )


def mark_fits(view: GradeView, framework: Pack) -> bool:
    level = framework.level_by_id.get(view.grade.expectation.base) if view.grade.expectation else None
    return level is not None and not level.below_scale


def mark_of(view: GradeView, framework: Pack, lowest: int) -> Mark:
    expectation = view.grade.expectation
    assert expectation  # mark_fits
    some = framework.level_index.get(expectation.some_at) if expectation.some_at else None
    return Mark(
        label=view.grade.name,
        words=view.words,
        base=framework.level_index[expectation.base] - lowest,
        some=None if some is None else some - lowest,
        at_least=expectation.at_least,
    )


@dataclass(frozen=True)
class ComparisonView:
    """Two grades side by side, for page, PDF, text and table."""

    one: GradeView
    other: GradeView
    comparison: GradeComparison
    figure: Figure | None

    @property
    def framework(self) -> Pack | None:
        return self.one.framework

    @property
    def title(self) -> str:
        return f"{self.one.grade.name} and {self.other.grade.name}"

    @property
    def notices(self) -> Notices:
        return self.one.notices

    @cached_property
    def change(self) -> list[str]:
        """The difference of the suggested levels, in sentences."""
        said = [f"{view.grade.name}: {view.words or 'no level is suggested'}." for view in (self.one, self.other)]
        if not (self.one.words and self.other.words):
            return said
        if self.comparison.higher is None:
            return [*said, "The suggested level is the same."]
        between = " and ".join(level.name for level in self.comparison.between)
        verb = "lie" if len(self.comparison.between) > 1 else "lies"
        return [*said, f"{between} {verb} between them." if between else "No level lies between them."]

    @property
    def file_name(self) -> str:
        return f"{self.one.grade.id}-and-{self.other.grade.id}".lower()


def comparison_view(shelf: Shelf, stored: StoredPack, one: str, other: str, colour: str) -> ComparisonView:
    grades = stored.pack.grade_by_id
    left, right = grade_view(shelf, stored, grades[one]), grade_view(shelf, stored, grades[other])
    comparison = compare_grades(left.grade, right.grade, left.framework)
    return ComparisonView(left, right, comparison, stairs_of([left, right], colour))


@dataclass(frozen=True)
class ExpectedRow:
    """One dimension: what the grade suggests, and what the manager set for the role."""

    dimension: Dimension
    suggested: str
    role_level: str
    expected: Expected


@dataclass(frozen=True)
class ExpectedView:
    """What one framework asks of one role, dimension by dimension."""

    stored: StoredPack
    rows: list[ExpectedRow]
    is_set: bool
    suggested: str

    @property
    def pack(self) -> Pack:
        return self.stored.pack

    @property
    def notices(self) -> Notices:
        return notices_of(self.stored.pack)


def expected_view(expectation: RoleExpectation) -> ExpectedView:
    pack = expectation.stored.pack
    rows = [
        ExpectedRow(
            pack.dimension_by_id[dimension_id],
            expectation_in_words(each, pack),
            level_name(pack, each.role_level),
            each,
        )
        for dimension_id, each in expectation.expected.items()
    ]
    suggested = next((row.suggested for row in rows if row.suggested), "")
    return ExpectedView(expectation.stored, rows, expectation.is_set, suggested)


@dataclass(frozen=True)
class RoleView:
    """One role of somebody: its job profile, its grade, what is expected."""

    role: HeldRole
    grade: GradeView | None
    expected: list[ExpectedView]

    @property
    def appointment(self):
        return self.role.appointment

    @property
    def is_set(self) -> bool:
        return any(view.is_set for view in self.expected)

    @property
    def notices(self) -> Notices:
        """Of the grade's profile and of those tied to the levels shown; each framework's own stand with its levels."""
        about = self.role.shelf.grades_about(view.pack.id for view in self.expected)
        return notices_of(self.grade.stored.pack if self.grade else None, *about)


def role_view(role: HeldRole) -> RoleView:
    """Expectations that the manager set come first; those that only repeat the grade after them."""
    grade = grade_view(role.shelf, *role.grade) if role.grade else None
    views = sorted((expected_view(each) for each in role.expectations), key=lambda view: not view.is_set)
    return RoleView(role, grade, views)
