"""A framework at a glance: its dimensions by its levels, its clusters, its growth grid."""

from dataclasses import dataclass, field

from stepwell.domain.framework import Dimension, Initiative, Level
from stepwell.domain.framework.parts import DimensionLevel, GrowthCategory, GrowthStep

from ..marks import Marks
from .opened import Opened
from .words import count, sentence


@dataclass(frozen=True)
class Cell:
    """One level of one dimension; `words` says how much there is to read, `preview` how it begins."""

    level: Level
    placed: DimensionLevel
    heading: str
    preview: str
    words: str
    url: str
    marks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    dimension: Dimension
    url: str
    cells: list[Cell] = field(default_factory=list)
    words: str = ""
    lead: str = ""
    own: str = ""


@dataclass(frozen=True)
class Group:
    """Dimensions that stand together; without a name where the framework has no clusters."""

    name: str
    rows: list[Row]


@dataclass(frozen=True)
class Step:
    step: GrowthStep
    initiatives: list[Initiative]
    height: int

    @property
    def name(self) -> str:
        return f"Step {self.step.step}" + (f": {self.step.name}" if self.step.name else "")


@dataclass(frozen=True)
class Stair:
    category: GrowthCategory
    steps: list[Step]


def scale_levels(opened: Opened) -> list[Level]:
    return [level for level in opened.pack.levels if not level.below_scale]


def groups(opened: Opened, marks: Marks) -> list[Group]:
    """All dimensions, by cluster where the framework has clusters; those in none come last."""
    rows = [row_of(opened, dimension, marks) for dimension in opened.pack.dimensions]
    found = [
        Group(cluster.name, [row for row in rows if row.dimension.cluster == cluster.id])
        for cluster in opened.pack.clusters
    ]
    found.append(Group("", [row for row in rows if row.dimension.cluster is None]))
    return [group for group in found if group.rows]


def row_of(opened: Opened, dimension: Dimension, marks: Marks) -> Row:
    placed = {level.level: level for level in dimension.levels}
    cells = [
        cell_of(opened, dimension, level, placed[level.id], marks)
        for level in scale_levels(opened)
        if level.id in placed
    ]
    return Row(
        dimension,
        opened.url("dimension", dimension.id),
        cells,
        contents(dimension),
        lead_of(dimension),
        own=marks.words.get(dimension.id, ""),
    )


def cell_of(opened: Opened, dimension: Dimension, level: Level, placed: DimensionLevel, marks: Marks) -> Cell:
    words = sentence(count(len(placed.indicators), "behaviour")) if placed.indicators else "A description"
    texts = [*placed.indicators, placed.descriptor]
    preview = "" if placed.heading or texts[0] is None else texts[0].self
    url = opened.url("dimension", dimension.id, level=level.id, anchor="-levels")
    return Cell(level, placed, placed.heading or "", preview, words, url, marks.on(dimension.id, level.id))


def contents(dimension: Dimension) -> str:
    behaviours = sum(len(level.indicators) for level in dimension.levels) + len(dimension.statements)
    return sentence(count(behaviours, "behaviour")) if behaviours else ""


def lead_of(dimension: Dimension) -> str:
    """The one sentence that says what a dimension is about: its tagline, its introduction or its definition."""
    first = dimension.what_it_is[0] if dimension.what_it_is else None
    text = dimension.tagline or dimension.introduction or first
    return text.text if text else ""


def stairs(opened: Opened) -> list[Stair]:
    """The growth grid: each category with its steps, the highest first, as stairs are seen."""
    growth = opened.pack.growth
    if growth is None:
        return []
    return [
        Stair(
            category,
            [
                Step(step, initiatives_at(opened, category.id, step.step), height)
                for height, step in reversed(list(enumerate(growth.steps)))
            ],
        )
        for category in growth.categories
    ]


def initiatives_at(opened: Opened, category: str, step: int) -> list[Initiative]:
    return [one for one in opened.pack.initiatives if one.category == category and one.step == step]
