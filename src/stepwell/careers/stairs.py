"""The stair picture: a framework's levels as steps, and where a grade's suggestion stands on them.

Pure, like the other pictures: shapes carry the meaning (square: the suggested level, dashed: some behaviours at it).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from stepwell.ui.charts import Figure
from stepwell.ui.colour import DEFAULT_BRAND, WHITE, mix
from stepwell.ui.components import Table
from stepwell.ui.placement import chart_key
from stepwell.ui.svg import INK, MUTED, PAPER, drawing, element, lines_of_text, width_of, wrap

STEP_HEIGHT = 50
STONE = "#eef1f2"


@dataclass(frozen=True)
class Mark:
    """One grade on the stairs; positions in the list of levels, from 0."""

    label: str
    words: str
    base: int
    some: int | None = None
    at_least: bool = False


@dataclass(frozen=True)
class Size:
    """Both widths of the picture: the column of each grade, and how far a step may stand behind the one below."""

    width: int
    column: int
    deepest: int


WIDE, NARROW = Size(600, 118, 78), Size(340, 84, 40)


def stair_figure(levels: Sequence[str], marks: Sequence[Mark], *, title: str, colour: str = DEFAULT_BRAND) -> Figure:
    """Both pictures and their table."""
    wide, narrow = (stairs(levels, marks, title=title, colour=colour, size=size) for size in (WIDE, NARROW))
    table = Table(title, ["Grade", "Suggested level"], [[mark.label, mark.words] for mark in marks])
    return Figure(title, wide, narrow, table)


def stairs(
    levels: Sequence[str], marks: Sequence[Mark], *, title: str, colour: str = DEFAULT_BRAND, size: Size = WIDE
) -> SafeString:
    """Lowest level at the bottom; each step is as wide as it is deep, and a grade has a column on the right."""
    parts, top = heads(marks, size)
    for position in reversed(range(len(levels))):
        y = top + (len(levels) - 1 - position) * STEP_HEIGHT
        parts += step(levels, position, marks, y, colour, size)
    for index, mark in enumerate(marks):
        parts += marks_of(
            mark, column_at(index, marks, size), len(levels), top, filled=index == len(marks) - 1, colour=colour
        )
    said = ". ".join(f"{mark.label}: {mark.words}" for mark in marks)
    description = f"Levels, lowest first: {', '.join(levels)}. {said}."
    height = top + len(levels) * STEP_HEIGHT
    key = chart_key("stairs", title, levels, said, size)
    return drawing(parts, width=size.width, height=height, title=title, description=description, key=key)


def column_at(index: int, marks: Sequence[Mark], size: Size) -> float:
    return size.width - (len(marks) - index) * size.column


def heads(marks: Sequence[Mark], size: Size) -> tuple[list[SafeString], float]:
    """The names of the grades over their columns, and where the stairs begin below them."""
    texts = [wrap(mark.label, size.column - 8, 15, bold=True)[:3] for mark in marks]
    tallest = max((len(lines) for lines in texts), default=0)
    parts: list[SafeString] = []
    for index, lines in enumerate(texts):
        first = 18 + (tallest - len(lines)) * 15 * 1.25
        parts += lines_of_text(lines, column_at(index, marks, size), first, 15, bold=True)
    return parts, 12 + tallest * 15 * 1.25 + 6


def step(
    levels: Sequence[str], position: int, marks: Sequence[Mark], y: float, colour: str, size: Size
) -> list[SafeString]:
    room = size.width - len(marks) * size.column
    longest = max(width_of(level, 16, bold=True) for level in levels) + 30
    back = min(size.deepest, max(6.0, (room - longest) / max(1, len(levels) - 1)))
    x = position * back
    reached = [mark.base for mark in marks]
    between = reached and min(reached) <= position <= max(reached)
    fill, kind = (mix(colour, WHITE, 0.12), "sw-mark-tint") if between else (STONE, None)
    name = wrap(levels[position], max(room - x - 20, 60), 16, bold=True)[:2]
    middle = y + STEP_HEIGHT / 2 + 5.5 - (len(name) - 1) * 10
    return [
        element("rect", x=x, y=y, width=size.width - x, height=STEP_HEIGHT - 3, rx=3, fill=fill, class_=kind),
        *lines_of_text(name, x + 14, middle, 16, bold=position in reached, fill=INK if between else MUTED),
    ]


def marks_of(mark: Mark, x: float, count: int, top: float, *, filled: bool, colour: str) -> list[SafeString]:
    """A square on the suggested level; a dashed one where some behaviours are expected."""

    def middle(position: int) -> float:
        return top + (count - 1 - position) * STEP_HEIGHT + (STEP_HEIGHT - 3) / 2

    y = middle(mark.base)
    fill, kind = (colour, "sw-mark-fill") if filled else (PAPER, None)
    outline = element(
        "rect", x=x + 1, y=y - 10, width=20, height=20, rx=3, fill=fill, class_=kind, stroke=INK, stroke_width=2.5
    )
    parts = [outline]
    parts += lines_of_text(["at least"] if mark.at_least else [], x + 28, y + 5, 14)
    if mark.some is not None:
        y = middle(mark.some)
        box = {"x": x + 2, "y": y - 9, "width": 18, "height": 18, "rx": 3}
        parts.append(element("rect", None, **box, fill=PAPER, stroke=INK, stroke_width=2, stroke_dasharray="4 3"))
        parts += lines_of_text(["some"], x + 28, y + 5, 14)
    return parts
