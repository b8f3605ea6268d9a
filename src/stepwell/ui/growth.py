"""The growth grid: directions of growth side by side, each rising in steps like stairs seen from the side. Pure.

Shapes carry the meaning: filled for where somebody is now, a dashed outline for a view that is not agreed yet, a flag
for where they want to be. No direction stands higher than another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString

from .colour import DEFAULT_BRAND, readable_brand
from .components import Table
from .placement import NARROW, WIDE, Figure, chart_key
from .svg import INK, MUTED, PAPER, drawing, element, lines_of_text, wrap

STONE = "#eef1f2"
GAP = 18
LEAST = 50  # height of a step without marks
NAME_SIZE, MARK_SIZE = 15, 14
LINE_HEIGHT = 1.25
SIDE_BY_SIDE = 4  # more directions than this stand below each other on any screen


@dataclass(frozen=True)
class GrowthMark:
    """Something on a step: `label` says whose view it is or for when, `words` the same in a sentence for the table."""

    category: int
    step: int
    kind: Literal["now", "view", "future"]
    label: str
    words: str = ""


def growth_figure(
    categories: Sequence[str],
    steps: Sequence[str],
    marks: Sequence[GrowthMark],
    *,
    title: str,
    colour: str = DEFAULT_BRAND,
) -> Figure:
    """Both pictures and their table. `category` and `step` of a mark are places in the two lists, from 0; the lowest
    step comes first."""
    wide, narrow = (growth_chart(categories, steps, marks, title=title, colour=colour, narrow=n) for n in (False, True))
    return Figure(title, wide, narrow, growth_table(categories, steps, marks, caption=title))


def growth_table(
    categories: Sequence[str], steps: Sequence[str], marks: Sequence[GrowthMark], *, caption: str
) -> Table:
    """A row for each step of each direction, with who or what stands on it."""
    rows = [
        [category, step, ", ".join(said(mark) for mark in marks if (mark.category, mark.step) == (column, row)) or "–"]
        for column, category in enumerate(categories)
        for row, step in enumerate(steps)
    ]
    return Table(caption, ["Direction", "Step", "What is there"], rows)


def said(mark: GrowthMark) -> str:
    return mark.words or mark.label


def growth_chart(
    categories: Sequence[str],
    steps: Sequence[str],
    marks: Sequence[GrowthMark],
    *,
    title: str,
    colour: str = DEFAULT_BRAND,
    narrow: bool = False,
) -> SafeString:
    """Columns beside each other where there is room; below each other on a phone."""
    width = NARROW if narrow else WIDE
    stacked = narrow or len(categories) > SIDE_BY_SIDE
    room = float(width) if stacked else (width - GAP * (len(categories) - 1)) / max(1, len(categories))
    heads = [wrap(category, room, 17, bold=True) for category in categories]
    tallest = max((len(lines) for lines in heads), default=0)
    colour = readable_brand(colour)
    parts: list[SafeString] = []
    y = 0.0
    for index in range(len(categories)):
        x = 0.0 if stacked else index * (room + GAP)
        top = y if stacked else 0.0
        lines = heads[index]
        baseline = top + 20 + (0 if stacked else (tallest - len(lines)) * 17 * LINE_HEIGHT)
        parts += lines_of_text(lines, x, baseline, 17, bold=True)
        top += (len(lines) if stacked else tallest) * 17 * LINE_HEIGHT + 12
        heights = step_heights(steps, marks, room, None if not stacked else index)
        parts += stairs(steps, [mark for mark in marks if mark.category == index], x, top, room, heights, colour)
        y = top + sum(heights) + (GAP if stacked else 0)
    description = description_of(categories, steps, marks)
    key = chart_key("growth", title, categories, steps, marks, narrow)
    return drawing(parts, width=width, height=y, title=title, description=description, key=key)


def description_of(categories: Sequence[str], steps: Sequence[str], marks: Sequence[GrowthMark]) -> str:
    there = [f"{said(mark)}: {categories[mark.category]}, {steps[mark.step]}" for mark in marks]
    return (
        f"{', '.join(categories)}, each in {len(steps)} steps. " + ". ".join(there or ["Nothing is marked yet"]) + "."
    )


def back_of(count: int, room: float) -> float:
    """How far each step stands behind the one below it."""
    return min(26.0, (room - 110) / max(1, count - 1)) if count > 1 else 0.0


def step_heights(steps: Sequence[str], marks: Sequence[GrowthMark], room: float, only: int | None) -> list[float]:
    """Of each step, lowest first: as high as its words need, in every column alike where columns stand together."""
    heights = []
    for place, name in enumerate(steps):
        inner = room - back_of(len(steps), room) * place - 24
        most = 0.0
        for column in {mark.category for mark in marks} if only is None else {only}:
            here = [mark for mark in marks if (mark.category, mark.step) == (column, place)]
            most = max(most, sum(mark_height(mark, inner) for mark in here))
        names = len(wrap(name, inner, NAME_SIZE, bold=True)) * NAME_SIZE * LINE_HEIGHT
        heights.append(max(LEAST, names + most + (29 if most else 24)))
    return heights


def mark_height(mark: GrowthMark, inner: float) -> float:
    return len(wrap(mark.label, inner - 26, MARK_SIZE, bold=True)) * MARK_SIZE * LINE_HEIGHT + 6


def stairs(
    steps: Sequence[str],
    marks: Sequence[GrowthMark],
    x: float,
    top: float,
    room: float,
    heights: Sequence[float],
    colour: str,
) -> list[SafeString]:
    """One direction, highest step on top: each is shorter than the one below, so that the left edge rises."""
    parts: list[SafeString] = []
    y = top
    for place in reversed(range(len(steps))):
        left = x + back_of(len(steps), room) * place
        here = [mark for mark in marks if mark.step == place]
        parts += step(steps[place], here, left, y, x + room - left, heights[place] - 4, colour)
        y += heights[place]
    return parts


def step(
    name: str, marks: Sequence[GrowthMark], x: float, y: float, width: float, height: float, colour: str
) -> list[SafeString]:
    is_now = any(mark.kind == "now" for mark in marks)
    fill, kind, ink = (colour, "sw-mark-fill", PAPER) if is_now else (STONE, None, MUTED)
    parts = [element("rect", x=x, y=y, width=width, height=height, rx=4, fill=fill, class_=kind)]
    if any(mark.kind == "view" for mark in marks):
        box = {"x": x + 3, "y": y + 3, "width": width - 6, "height": height - 6, "rx": 3}
        outline = PAPER if is_now else INK
        parts.append(element("rect", None, **box, fill="none", stroke=outline, stroke_width=2, stroke_dasharray="6 4"))
    lines = wrap(name, width - 24, NAME_SIZE, bold=True)
    parts += lines_of_text(lines, x + 12, y + 26, NAME_SIZE, bold=bool(marks), fill=ink if not marks or is_now else INK)
    below = y + 31 + len(lines) * NAME_SIZE * LINE_HEIGHT
    for mark in marks:
        parts += sign(mark, x + 12, below, PAPER if is_now else INK, colour if not is_now else PAPER)
        said_in = wrap(mark.label, width - 50, MARK_SIZE, bold=True)
        parts += lines_of_text(said_in, x + 38, below, MARK_SIZE, bold=True, fill=PAPER if is_now else INK)
        below += mark_height(mark, width - 24)
    return parts


def sign(mark: GrowthMark, x: float, baseline: float, ink: str, fill: str) -> list[SafeString]:
    """Before a mark's label: a dot for now, a dashed ring for a view, a flag for the aim."""
    y = baseline - 5
    if mark.kind == "now":
        return [element("circle", cx=x + 8, cy=y, r=7, fill=fill, stroke=ink, stroke_width=2)]
    if mark.kind == "view":
        return [
            element("circle", cx=x + 8, cy=y, r=7, fill="none", stroke=ink, stroke_width=2, stroke_dasharray="3 2.4")
        ]
    pole = element("path", d=f"M{x + 3:.1f} {y + 9:.1f}V{y - 9:.1f}", stroke=ink, stroke_width=2, fill="none")
    cloth = f"M{x + 3:.1f} {y - 9:.1f}h14l-4 5 4 5h-14z"
    return [pole, element("path", d=cloth, fill=fill, stroke=ink, stroke_width=1.5)]
