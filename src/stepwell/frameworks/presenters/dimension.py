"""One dimension: what it is and is not, its levels in one wording, questions about it, and what stands elsewhere."""

from dataclasses import dataclass, field

from stepwell.domain.framework import Dimension, Level
from stepwell.domain.framework.parts import Bipolar, DimensionLevel, Pole, Section
from stepwell.domain.framework.texts import Behaviour

from ..marks import NONE, Marks
from .opened import Opened
from .related import Library, Question, SameElsewhere, SeeAlso, coaching_questions


@dataclass(frozen=True)
class Shown:
    """A behaviour in the wording asked for."""

    behaviour: Behaviour
    text: str


@dataclass(frozen=True)
class Column:
    level: Level
    placed: DimensionLevel
    descriptor: Shown | None
    indicators: list[Shown]
    url: str
    height: int
    steps: int
    marks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class End:
    """One end of a bipolar item."""

    number: int
    pole: Pole
    text: str
    is_strong: bool


@dataclass(frozen=True)
class Scale:
    item: Bipolar
    ends: list[End]
    points: list[int]


@dataclass(frozen=True)
class DimensionPage:
    dimension: Dimension
    cluster: str
    wording: str
    level: Level | None
    columns: list[Column]
    below: list[Column]
    statements: list[Shown]
    scale: Scale | None
    own: str
    level_choices: list[Choice]
    wording_choices: list[Choice]
    questions: list[tuple[str, Section, list[Question]]]
    see_also: list[tuple[str, list[SeeAlso]]]
    same: list[SameElsewhere]
    previous: tuple[str, str] | None
    next: tuple[str, str] | None

    @property
    def has_marks(self) -> bool:
        return bool(self.own) or any(column.marks for column in [*self.columns, *self.below])


def dimension_page(
    book: Opened, dimension: Dimension, *, level: Level | None, wording: str, library: Library, marks: Marks = NONE
) -> DimensionPage:
    """`marks` are the reader's own; the page for paper goes without."""
    columns = [column_of(book, dimension, placed, wording, marks) for placed in dimension.levels]
    chosen = level if level and any(column.level.id == level.id for column in columns) else None
    shown = [column for column in columns if chosen is None or column.level.id == chosen.id]
    kept = {"wording": "observer" if wording == "observer" else ""}
    at = chosen.id if chosen else ""
    before, after = neighbours(book, dimension, kept)
    return DimensionPage(
        dimension=dimension,
        cluster=next((cluster.name for cluster in book.pack.clusters if cluster.id == dimension.cluster), ""),
        wording=wording,
        level=chosen,
        columns=[column for column in shown if not column.level.below_scale],
        below=[column for column in shown if column.level.below_scale],
        statements=[in_wording(behaviour, wording) for behaviour in dimension.statements],
        scale=scale_of(dimension.bipolar, wording) if dimension.bipolar else None,
        own=marks.words.get(dimension.id, ""),
        level_choices=level_choices(book, dimension, columns, at, kept),
        wording_choices=wording_choices(book, dimension, at, wording),
        questions=coaching_questions(library, book, dimension, chosen.name if chosen else ""),
        see_also=library.see_also(book.slug, dimension.id),
        same=library.same_elsewhere(book.slug, dimension, wording),
        previous=before,
        next=after,
    )


def in_wording(behaviour: Behaviour, wording: str) -> Shown:
    return Shown(behaviour, behaviour.observer if wording == "observer" else behaviour.self)


def column_of(book: Opened, dimension: Dimension, placed: DimensionLevel, wording: str, marks: Marks) -> Column:
    level = book.pack.level_by_id[placed.level]
    return Column(
        level=level,
        placed=placed,
        descriptor=in_wording(placed.descriptor, wording) if placed.descriptor else None,
        indicators=[in_wording(behaviour, wording) for behaviour in placed.indicators],
        url=book.url("dimension", dimension.id, level=level.id, wording="observer" if wording == "observer" else ""),
        height=book.pack.level_index[level.id] + 1 - sum(one.below_scale for one in book.pack.levels),
        steps=sum(not one.below_scale for one in book.pack.levels),
        marks=marks.on(dimension.id, level.id),
    )


def level_choices(
    book: Opened, dimension: Dimension, columns: list[Column], at: str, kept: dict[str, str]
) -> list[Choice]:
    if len(columns) < 2:
        return []
    together = f"All {book.pack.level_label.many}"
    found = [Choice(together, book.url("dimension", dimension.id, anchor="-levels", **kept), not at)]
    for column in columns:
        url = book.url("dimension", dimension.id, anchor="-levels", level=column.level.id, **kept)
        found.append(Choice(column.level.name, url, column.level.id == at))
    return found


def wording_choices(book: Opened, dimension: Dimension, at: str, wording: str) -> list[Choice]:
    if not (dimension.levels or dimension.statements):
        return []
    return [
        Choice(label, book.url("dimension", dimension.id, anchor="-levels", level=at, wording=name), is_current)
        for label, name, is_current in (
            ("About myself", "", wording == "self"),
            ("About somebody else", "observer", wording == "observer"),
        )
    ]


def scale_of(item: Bipolar, wording: str) -> Scale:
    """The ends in the order of their numbers, each marked as the strong end or not."""
    ends = [
        End(item.positive_end, item.positive, pole_text(item.positive, wording), True),
        End(item.points + 1 - item.positive_end, item.negative, pole_text(item.negative, wording), False),
    ]
    return Scale(item, sorted(ends, key=lambda end: end.number), list(range(1, item.points + 1)))


def pole_text(pole: Pole, wording: str) -> str:
    """Where nobody wrote an observer's wording there is only one's own."""
    return pole.observer if wording == "observer" and pole.observer else pole.self


def neighbours(
    book: Opened, dimension: Dimension, kept: dict[str, str]
) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    all_of_them = book.pack.dimensions
    here = all_of_them.index(dimension)
    found = [all_of_them[i] if 0 <= i < len(all_of_them) else None for i in (here - 1, here + 1)]
    before, after = ((d.name, book.url("dimension", d.id, **kept)) if d else None for d in found)
    return before, after
