"""What others say, as soft bars over the levels that their answers may stand for. Pure, like placement.py.

A bar is never a point: it covers every place that the words beside it allow. What is withheld has its reason in the
place of its bar. Marks stand for single people who are named: a dot for oneself, a square for the manager, a hollow dot
for what was expected.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .colour import DEFAULT_BRAND
from .components import Table
from .placement import (
    LABELS,
    NARROW,
    NOTHING,
    WIDE,
    Figure,
    Position,
    chart_key,
    level_ends,
    level_heads,
    level_name,
    narrow_position,
    ring,
    square,
)
from .svg import DOT, INK, LINE, MUTED, drawing, element, lines_of_text, width_of, wrap

THICK = 14


@dataclass(frozen=True)
class Bar:
    """From `low` to `high` in levels, counted from 0; both None where there is nothing, and `said` says why.

    `label` is empty where each row has one bar and all say the same: the picture then says what differs.
    """

    label: str
    said: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class BarRow:
    """One dimension. `heading` stands above the row where a new part of the picture begins."""

    label: str
    bars: Sequence[Bar] = ()
    own: float | None = None
    named: Sequence[float] = ()
    expected: float | None = None
    heading: str = ""


@dataclass(frozen=True)
class BarWords:
    own: str = "You"
    named: str = "Your manager"
    expected: str = "What you expected"
    bar: str = "A group: anywhere on the bar"
    alone: str = "A group"  # the table's heading for bars that have no label
    heading: str = "Part"  # over the column that repeats the headings, where rows have them


WORDS = BarWords()


def bars_figure(
    levels: Sequence[str],
    rows: Sequence[BarRow],
    *,
    title: str,
    description: str,
    colour: str = DEFAULT_BRAND,
    words: BarWords = WORDS,
) -> Figure:
    wide, narrow = (
        bars_chart(levels, rows, title=title, description=description, narrow=flag, colour=colour, words=words)
        for flag in (False, True)
    )
    return Figure(title, wide, narrow, bars_table(levels, rows, caption=title, words=words))


def bars_chart(
    levels: Sequence[str],
    rows: Sequence[BarRow],
    *,
    title: str,
    description: str,
    narrow: bool = False,
    colour: str = DEFAULT_BRAND,
    words: BarWords = WORDS,
    key: str = "",
) -> SafeString:
    draw = narrow_parts if narrow else wide_parts
    parts, height = draw(levels, rows, words, colour)
    key = key or chart_key(title, levels, rows, narrow)
    width = NARROW if narrow else WIDE
    return drawing(parts, width=width, height=height, title=title, description=description, key=key)


def bars_table(
    levels: Sequence[str], rows: Sequence[BarRow], *, caption: str, label: str = "Dimension", words: BarWords = WORDS
) -> Table:
    """The same figures in words; a column for each mark that somebody has, and for each name of a bar."""
    marks = marks_of(rows, words)
    headings = running(row.heading for row in rows)
    names = list(dict.fromkeys(bar.label or words.alone for row in rows for bar in row.bars))
    cells = [
        [
            row.label,
            *([heading] if any(headings) else []),
            *(mark_words(levels, row, mark) for mark in marks),
            *(next((bar.said for bar in row.bars if (bar.label or words.alone) == name), NOTHING) for name in names),
        ]
        for row, heading in zip(rows, headings, strict=True)
    ]
    head = [label, *([words.heading] if any(headings) else []), *marks.values(), *names]
    return Table(caption, head, cells)


def running(headings: Iterable[str]) -> list[str]:
    """Each row's heading, its own or the one that still holds."""
    found: list[str] = []
    for heading in headings:
        found.append(heading or (found[-1] if found else ""))
    return found


def mark_words(levels: Sequence[str], row: BarRow, mark: str) -> str:
    if mark == "named":
        return "; ".join(level_name(levels, place) for place in row.named) or NOTHING
    return level_name(levels, getattr(row, mark))


def marks_of(rows: Sequence[BarRow], words: BarWords) -> dict[str, str]:
    """Which marks the picture has, in the order of the legend, each with its word."""
    found = {}
    if any(row.own is not None for row in rows):
        found["own"] = words.own
    if any(row.named for row in rows):
        found["named"] = words.named
    if any(row.expected is not None for row in rows):
        found["expected"] = words.expected
    return found


# The wide picture: names on the left, levels across; under a dimension's name a line for each group.


def wide_parts(
    levels: Sequence[str], rows: Sequence[BarRow], words: BarWords, colour: str
) -> tuple[list[SafeString], float]:
    step = (WIDE - LABELS) / max(1, len(levels))

    def at(position: float) -> float:
        return LABELS + (position + 0.5) * step

    parts, y = legend(rows, words, WIDE, colour)
    heads, y = level_heads(levels, at, step, top=y + 26)
    parts += heads
    for row in rows:
        block, y = wide_row(levels, row, at, y, colour)
        parts += block
    return parts, y + 4


def wide_row(levels: Sequence[str], row: BarRow, at: Position, y: float, colour: str) -> tuple[list[SafeString], float]:
    parts, y = headed(row, WIDE, y)
    parts.append(element("path", d=f"M0 {y:.1f}H{WIDE}", stroke=LINE))
    label = wrap(row.label, LABELS - 20, 16, bold=True)
    parts += lines_of_text(label, 0, y + 27, 16, bold=True)
    marks = y + 22
    below = y + 14 + len(label) * 20
    if has_marks(row):
        below = max(below, y + 42)
    lines, bottom = wide_bars(levels, row, at, below, colour)
    if row.own is not None and row.bars:
        parts.append(guide(at(row.own), marks, bottom - 6, colour))
    parts += lines
    if has_marks(row):
        parts += marks_line(len(levels), row, at, marks, colour)
    return parts, bottom + 10


def wide_bars(
    levels: Sequence[str], row: BarRow, at: Position, y: float, colour: str
) -> tuple[list[SafeString], float]:
    parts: list[SafeString] = []
    for bar in row.bars:
        beside = bar.label or (bar.said if bar.low is not None else "")
        name = wrap(beside, LABELS - 24, 14) if beside else []
        said = wrap(bar.said, WIDE - LABELS - 20, 14) if bar.low is None else []
        height = max(24.0, 17.5 * max(len(name), len(said)) + 6)
        parts += lines_of_text(name, 0, y + 17, 14, fill=MUTED)
        if bar.low is None:
            parts += lines_of_text(said, LABELS + 10, y + 17, 14, fill=MUTED)
        else:
            parts += soft_bar(len(levels), bar, at, y + 12, colour)
        y += height
    return parts, y


# The narrow picture: each group's words above its bar.


def narrow_parts(
    levels: Sequence[str], rows: Sequence[BarRow], words: BarWords, colour: str
) -> tuple[list[SafeString], float]:
    at = narrow_position(len(levels))
    parts, y = legend(rows, words, NARROW, colour)
    ends, y = level_ends(levels, y + 22)
    parts += ends
    for row in rows:
        block, y = narrow_row(levels, row, words, at, y, colour)
        parts += block
    return parts, y


def narrow_row(
    levels: Sequence[str], row: BarRow, words: BarWords, at: Position, y: float, colour: str
) -> tuple[list[SafeString], float]:
    parts, y = headed(row, NARROW, y)
    parts.append(element("path", d=f"M0 {y:.1f}H{NARROW}", stroke=LINE))
    label = wrap(row.label, NARROW, 17, bold=True)
    parts += lines_of_text(label, 0, y + 25, 17, bold=True)
    y += 25 + len(label) * 21.25
    if has_marks(row):
        said = [f"{word}: {mark_words(levels, row, mark)}" for mark, word in marks_of([row], words).items()]
        lines = wrap(". ".join(said), NARROW, 15)
        parts += lines_of_text(lines, 0, y, 15, fill=MUTED)
        y += len(lines) * 18.75 + 9
        parts += marks_line(len(levels), row, at, y, colour)
        y += 36
    for bar in row.bars:
        lines = wrap(f"{bar.label}: {bar.said}" if bar.label else bar.said, NARROW, 15)
        parts += lines_of_text(lines, 0, y, 15, fill=MUTED)
        y += len(lines) * 18.75
        if bar.low is not None:
            parts += soft_bar(len(levels), bar, at, y, colour)
            y += 30
    return parts, y + 2


# Parts of both


def headed(row: BarRow, width: float, y: float) -> tuple[list[SafeString], float]:
    if not row.heading:
        return [], y
    lines = wrap(row.heading, width, 16, bold=True)
    return lines_of_text(lines, 0, y + 30, 16, bold=True, fill=MUTED), y + 24 + len(lines) * 20


def has_marks(row: BarRow) -> bool:
    return row.own is not None or bool(row.named) or row.expected is not None


def soft_bar(count: int, bar: Bar, at: Position, y: float, colour: str) -> list[SafeString]:
    """The levels as dots, and over them the bar with its outline: pale, so that the dots stay to be seen."""
    left, right = at(bar.low or 0), at(bar.high or 0)
    return [
        element("path", d=f"M{at(0):.1f} {y:.1f}H{at(count - 1):.1f}", stroke=LINE, stroke_width=2),
        *(element("circle", cx=at(index), cy=y, r=2.5, fill=DOT) for index in range(count)),
        element(
            "rect",
            x=left - THICK / 2,
            y=y - THICK / 2,
            width=right - left + THICK,
            height=THICK,
            rx=THICK / 2,
            fill=colour,
            fill_opacity=0.28,
            stroke=colour,
            stroke_opacity=0.55,
            class_="sw-mark-fill sw-mark-line",
        ),
    ]


def marks_line(count: int, row: BarRow, at: Position, y: float, colour: str) -> list[SafeString]:
    parts = [element("path", d=f"M{at(0):.1f} {y:.1f}H{at(count - 1):.1f}", stroke=LINE, stroke_width=2)]
    parts += [element("circle", cx=at(index), cy=y, r=3, fill=DOT) for index in range(count)]
    parts += [square(at(place), y) for place in dict.fromkeys(row.named)]
    if row.expected is not None:
        parts.append(ring(at(row.expected), y, 11.5 if row.expected == row.own else 7, colour))
    if row.own is not None:
        parts.append(element("circle", cx=at(row.own), cy=y, r=8, fill=colour, class_="sw-mark-fill"))
    return parts


def guide(x: float, top: float, bottom: float, colour: str) -> SafeString:
    """From one's own mark down through the groups, so that the eye can compare."""
    path = f"M{x:.1f} {top:.1f}V{bottom:.1f}"
    return element("path", d=path, stroke=colour, stroke_width=1.5, stroke_dasharray="2 4", class_="sw-mark-line")


def legend(rows: Sequence[BarRow], words: BarWords, width: float, colour: str) -> tuple[list[SafeString], float]:
    """Wraps to a new line where the picture is too narrow."""
    parts: list[SafeString] = []
    x, y = 1.0, 20.0
    entries = dict(marks_of(rows, words))
    if any(bar.low is not None for row in rows for bar in row.bars):
        entries["bar"] = words.bar
    for mark, word in entries.items():
        room = 44 if mark == "bar" else 27
        if x > 1 and x + room + width_of(word, 15) > width:
            x, y = 1.0, y + 26
        parts.append(sample(mark, x, y, colour))
        parts += lines_of_text([word], x + room, y, 15, fill=INK)
        x += room + width_of(word, 15) + 26
    return parts, y + 14


def sample(mark: str, x: float, y: float, colour: str) -> SafeString:
    if mark == "own":
        return element("circle", cx=x + 9, cy=y - 5, r=8, fill=colour, class_="sw-mark-fill")
    if mark == "named":
        return element(
            "rect", x=x + 1, y=y - 14, width=18, height=18, rx=3, fill="#ffffff", stroke=INK, stroke_width=2.2
        )
    if mark == "expected":
        return ring(x + 10, y - 5, 7.5, colour)
    return element(
        "rect", x=x, y=y - 12, width=36, height=THICK, rx=THICK / 2, fill=colour, fill_opacity=0.28,
        stroke=colour, stroke_opacity=0.55, class_="sw-mark-fill sw-mark-line",
    )  # fmt: skip
