"""Pictures of placements, as SVG for page and PDF, and the same figures as a table.

Pure functions: the same input gives the same picture. Levels are shown in their order, lowest on the left. Shapes carry
the meaning (dot: you, square: expected, hollow dot: last time), colour only repeats it.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .colour import DEFAULT_BRAND
from .components import Table
from .svg import DOT, INK, LINE, MUTED, PAPER, drawing, element, lines_of_text, width_of, wrap

WIDE, NARROW = 720, 340
LABELS = 216  # width of the column of labels in the wide picture
NOTHING = "–"


@dataclass(frozen=True)
class PlacementRow:
    """One dimension. Numbers are positions in the list of levels, from 0; a half lies between two of them."""

    label: str
    placed: float | None = None
    expected: float | None = None
    earlier: float | None = None
    state: str = ""  # shown where there is no placement: "Not sure yet", "Not part of my role"


@dataclass(frozen=True)
class ImportancePoint:
    label: str
    placed: float | None
    importance: int | None


@dataclass(frozen=True)
class Figure:
    """Both pictures of the same figures, and their table: for `{% chart %}`."""

    title: str
    wide: SafeString
    narrow: SafeString
    table: Table


@dataclass(frozen=True)
class Words:
    you: str = "You"
    expected: str = "Expected"
    earlier: str = "Last time"


ENGLISH = Words()
Position = Callable[[float], float]


def level_name(levels: Sequence[str], position: float | None, otherwise: str = NOTHING) -> str:
    """ "Strong", or "between Proficient and Strong" for a half step."""
    if position is None:
        return otherwise
    below = int(position)
    if position == below:
        return levels[below]
    return f"between {levels[below]} and {levels[below + 1]}"


def placement_figure(
    levels: Sequence[str],
    rows: Sequence[PlacementRow],
    *,
    title: str,
    description: str,
    colour: str = DEFAULT_BRAND,
    label: str = "Dimension",
    words: Words = ENGLISH,
) -> Figure:
    wide, narrow = (
        placement_chart(levels, rows, title=title, description=description, narrow=flag, colour=colour, words=words)
        for flag in (False, True)
    )
    return Figure(title, wide, narrow, placement_table(levels, rows, caption=title, label=label, words=words))


def placement_chart(
    levels: Sequence[str],
    rows: Sequence[PlacementRow],
    *,
    title: str,
    description: str,
    narrow: bool = False,
    colour: str = DEFAULT_BRAND,
    words: Words = ENGLISH,
    key: str = "",
) -> SafeString:
    """A line for each dimension with the levels along it. `key` keeps ids apart if the same picture stands twice."""
    shown = shown_marks(rows, words)
    draw = narrow_parts if narrow else wide_parts
    parts, height = draw(levels, rows, shown, colour)
    key = key or chart_key(title, levels, rows, narrow)
    width = NARROW if narrow else WIDE
    return drawing(parts, width=width, height=height, title=title, description=description, key=key)


def placement_table(
    levels: Sequence[str],
    rows: Sequence[PlacementRow],
    *,
    caption: str,
    label: str = "Dimension",
    words: Words = ENGLISH,
) -> Table:
    """The same figures in words; columns nobody has a value for are left out."""
    shown = shown_marks(rows, words)
    cells = [
        [
            row.label,
            *(
                level_name(levels, getattr(row, mark), row.state or NOTHING if mark == "placed" else NOTHING)
                for mark in shown
            ),
        ]
        for row in rows
    ]
    return Table(caption, [label, *shown.values()], cells)


def shown_marks(rows: Sequence[PlacementRow], words: Words) -> dict[str, str]:
    """Which marks the picture has, in the order of the legend, each with its word."""
    marks = {"placed": words.you, "expected": words.expected, "earlier": words.earlier}
    return {
        mark: word
        for mark, word in marks.items()
        if mark == "placed" or any(getattr(row, mark) is not None for row in rows)
    }


def chart_key(*parts: object) -> str:
    """An id that is the same for the same picture and different for another."""
    return "chart-" + hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()[:10]


# The wide picture: labels on the left, levels across.


def wide_parts(
    levels: Sequence[str], rows: Sequence[PlacementRow], shown: dict[str, str], colour: str
) -> tuple[list[SafeString], float]:
    step = (WIDE - LABELS) / max(1, len(levels))

    def at(position: float) -> float:
        return LABELS + (position + 0.5) * step

    parts = legend(shown, 1, 20, colour)
    heads, y = level_heads(levels, at, step, top=64)
    parts += heads
    for row in rows:
        label = wrap(row.label, LABELS - 20, 16)
        state = wrap(row.state, LABELS - 20, 14) if row.placed is None and row.state else []
        height = max(52.0, len(label) * 20 + len(state) * 17.5 + 22)
        middle = y + height / 2
        parts.append(element("path", d=f"M0 {y:.1f}H{WIDE}", stroke=LINE))
        top = middle - (len(label) * 20 + len(state) * 17.5) / 2 + 15
        parts += lines_of_text(label, 0, top, 16)
        parts += lines_of_text(state, 0, top + len(label) * 20 - 1, 14, fill=MUTED)
        parts += track(len(levels), row, at, middle, colour)
        y += height
    return parts, y + 4


def level_heads(levels: Sequence[str], at: Position, step: float, *, top: float) -> tuple[list[SafeString], float]:
    """Names over their columns; where one is too long for its column, every second name goes a line lower."""
    size = 14
    longest = max((word for level in levels for word in level.split()), key=len, default="")
    stagger = width_of(longest, size, bold=True) > step - 6
    rooms = [min(step * 2 - 10, 2 * (WIDE - at(index))) if stagger else step - 6 for index in range(len(levels))]
    texts = [wrap(level, room, size, bold=True) for level, room in zip(levels, rooms, strict=True)]
    tallest = max((len(lines) for lines in texts), default=1)
    parts = []
    for index, lines in enumerate(texts):
        lower = tallest * size * 1.25 if stagger and index % 2 else 0
        y = top + lower + (0 if stagger else (tallest - len(lines)) * size * 1.25)
        parts += lines_of_text(lines, at(index), y, size, bold=True, anchor="middle", fill=MUTED)
    return parts, top + tallest * size * 1.25 * (2 if stagger else 1) - 4


# The narrow picture: the label and its words above each line.


def narrow_parts(
    levels: Sequence[str], rows: Sequence[PlacementRow], shown: dict[str, str], colour: str
) -> tuple[list[SafeString], float]:
    at = narrow_position(len(levels))
    parts = legend(shown, 1, 20, colour)
    ends, y = level_ends(levels, 56)
    parts += ends
    for row in rows:
        block, y = narrow_row(levels, row, shown, at, y, colour)
        parts += block
    return parts, y


def narrow_position(count: int) -> Position:
    step = (NARROW - 40) / max(1, count - 1)
    return lambda position: 20 + position * step


def level_ends(levels: Sequence[str], top: float) -> tuple[list[SafeString], float]:
    """The names of the lowest and the highest level, over the ends of the lines."""
    first = wrap(levels[0], NARROW / 2 - 10, 14, bold=True)
    final = wrap(levels[-1], NARROW / 2 - 10, 14, bold=True) if len(levels) > 1 else []
    parts = lines_of_text(first, 0, top, 14, bold=True, fill=MUTED)
    parts += lines_of_text(final, NARROW, top, 14, bold=True, anchor="end", fill=MUTED)
    return parts, top + max(len(first), len(final)) * 17.5 - 6


def narrow_row(
    levels: Sequence[str], row: PlacementRow, shown: dict[str, str], at: Position, y: float, colour: str
) -> tuple[list[SafeString], float]:
    label = wrap(row.label, NARROW, 17, bold=True)
    said = wrap(in_words(levels, row, shown), NARROW, 15)
    parts = [element("path", d=f"M0 {y:.1f}H{NARROW}", stroke=LINE)]
    parts += lines_of_text(label, 0, y + 25, 17, bold=True)
    y += 25 + len(label) * 21.25
    parts += lines_of_text(said, 0, y, 15, fill=MUTED)
    y += len(said) * 18.75 + 9
    parts += track(len(levels), row, at, y, colour)
    return parts, y + 28


def in_words(levels: Sequence[str], row: PlacementRow, shown: dict[str, str]) -> str:
    said = [f"{shown['placed']}: {level_name(levels, row.placed, row.state or NOTHING)}"]
    said += [
        f"{word.lower()}: {level_name(levels, getattr(row, mark))}"
        for mark, word in shown.items()
        if mark != "placed" and getattr(row, mark) is not None
    ]
    return ", ".join(said)


# Marks


def track(count: int, row: PlacementRow, at: Position, y: float, colour: str) -> list[SafeString]:
    """One line of levels with what is on it; sizes are such that marks on the same level stay apart."""
    parts = [element("path", d=f"M{at(0):.1f} {y:.1f}H{at(count - 1):.1f}", stroke=LINE, stroke_width=2)]
    parts += [element("circle", cx=at(index), cy=y, r=3, fill=DOT) for index in range(count)]
    if row.placed is not None and row.expected is not None and row.placed != row.expected:
        ends = f"M{at(row.placed):.1f} {y:.1f}H{at(row.expected):.1f}"
        parts.append(element("path", d=ends, stroke=colour, stroke_opacity=0.4, stroke_width=6, class_="sw-mark-line"))
    if row.expected is not None:
        parts.append(square(at(row.expected), y))
    if row.earlier is not None:
        parts.append(ring(at(row.earlier), y, 11.5 if row.earlier == row.placed else 7, colour))
    if row.placed is not None:
        parts.append(element("circle", cx=at(row.placed), cy=y, r=8, fill=colour, class_="sw-mark-fill"))
    return parts


def square(x: float, y: float) -> SafeString:
    return element("rect", x=x - 15, y=y - 15, width=30, height=30, rx=3, fill=PAPER, stroke=INK, stroke_width=2.2)


def ring(x: float, y: float, radius: float, colour: str) -> SafeString:
    return element("circle", cx=x, cy=y, r=radius, fill=PAPER, stroke=colour, stroke_width=2.2, class_="sw-mark-line")


def legend(shown: dict[str, str], x: float, y: float, colour: str) -> list[SafeString]:
    parts: list[SafeString] = []
    for mark, word in shown.items():
        if mark == "placed":
            parts.append(element("circle", cx=x + 9, cy=y - 5, r=8, fill=colour, class_="sw-mark-fill"))
        elif mark == "expected":
            parts.append(
                element("rect", x=x + 1, y=y - 14, width=18, height=18, rx=3, fill=PAPER, stroke=INK, stroke_width=2.2)
            )
        else:
            parts.append(ring(x + 10, y - 5, 7.5, colour))
        parts += lines_of_text([word], x + 27, y, 15)
        x += 27 + width_of(word, 15) + 26
    return parts
