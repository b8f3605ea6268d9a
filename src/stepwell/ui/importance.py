"""Importance against placement: which of what matters most is placed where. Pure, like placement.py."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from .colour import DEFAULT_BRAND
from .components import Table
from .placement import (
    NARROW,
    NOTHING,
    WIDE,
    Figure,
    ImportancePoint,
    PlacementRow,
    chart_key,
    level_ends,
    level_heads,
    level_name,
    narrow_position,
    narrow_row,
)
from .svg import INK, LINE, MUTED, PAPER, drawing, element, lines_of_text, wrap

NAMES = 168  # width of the column of importances


def importance_figure(
    levels: Sequence[str],
    importances: Sequence[str],
    points: Sequence[ImportancePoint],
    *,
    title: str,
    description: str,
    colour: str = DEFAULT_BRAND,
    label: str = "Dimension",
) -> Figure:
    """`importances` from the least to the most, as `levels` from the lowest to the highest."""
    wide, narrow = (
        importance_chart(levels, importances, points, title=title, description=description, narrow=flag, colour=colour)
        for flag in (False, True)
    )
    return Figure(title, wide, narrow, importance_table(levels, importances, points, caption=title, label=label))


def importance_chart(
    levels: Sequence[str],
    importances: Sequence[str],
    points: Sequence[ImportancePoint],
    *,
    title: str,
    description: str,
    narrow: bool = False,
    colour: str = DEFAULT_BRAND,
    key: str = "",
) -> SafeString:
    """The most important on top. A dimension without placement or importance is only in the table."""
    draw = narrow_parts if narrow else wide_parts
    parts, height = draw(levels, importances, points, colour)
    key = key or chart_key(title, levels, importances, points, narrow)
    width = NARROW if narrow else WIDE
    return drawing(parts, width=width, height=height, title=title, description=description, key=key)


def importance_table(
    levels: Sequence[str],
    importances: Sequence[str],
    points: Sequence[ImportancePoint],
    *,
    caption: str,
    label: str = "Dimension",
) -> Table:
    ordered = sorted(points, key=lambda point: -1 if point.importance is None else point.importance, reverse=True)
    rows = [
        [
            point.label,
            NOTHING if point.importance is None else importances[point.importance],
            level_name(levels, point.placed),
        ]
        for point in ordered
    ]
    return Table(caption, [label, "Importance to the role", "Placed at"], rows)


def by_importance(points: Sequence[ImportancePoint], importance: int) -> list[ImportancePoint]:
    return [point for point in points if point.importance == importance and point.placed is not None]


def wide_parts(
    levels: Sequence[str], importances: Sequence[str], points: Sequence[ImportancePoint], colour: str
) -> tuple[list[SafeString], float]:
    step = (WIDE - NAMES) / max(1, len(levels))

    def at(position: float) -> float:
        return NAMES + (position + 0.5) * step

    parts, y = level_heads(levels, at, step, top=20)
    for importance in reversed(range(len(importances))):
        name = wrap(importances[importance], NAMES - 20, 16, bold=True)
        cells = cell_lines(by_importance(points, importance), step)
        height = max([56.0, len(name) * 20 + 28, *(len(lines) * 17.5 + 28 for lines in cells.values())])
        share = 0.04 + 0.14 * importance / max(1, len(importances) - 1)
        parts.append(
            element(
                "rect",
                x=0,
                y=y,
                width=WIDE,
                height=height - 4,
                rx=4,
                fill=colour,
                fill_opacity=share,
                class_="sw-mark-fill",
            )
        )
        parts += lines_of_text(name, 12, y + 24, 16, bold=True)
        for position, lines in cells.items():
            parts += cell(lines, at(position), y, step)
        y += height
    return parts, y


def cell_lines(points: Sequence[ImportancePoint], step: float) -> dict[float, list[str]]:
    """The labels that share a cell, wrapped to its width; a half step stands between two columns."""
    cells: dict[float, list[str]] = {}
    for point in points:
        lines = wrap(point.label, step - 14, 14)
        cells.setdefault(point.placed or 0, []).extend([*lines, ""])
    return {position: lines[:-1] for position, lines in cells.items()}


def cell(lines: Sequence[str], x: float, y: float, step: float) -> list[SafeString]:
    box = element(
        "rect",
        x=x - step / 2 + 3,
        y=y + 6,
        width=step - 6,
        height=len(lines) * 17.5 + 12,
        rx=4,
        fill=PAPER,
        stroke=LINE,
    )
    return [box, *lines_of_text(lines, x, y + 24, 14, anchor="middle", fill=INK)]


def narrow_parts(
    levels: Sequence[str], importances: Sequence[str], points: Sequence[ImportancePoint], colour: str
) -> tuple[list[SafeString], float]:
    at = narrow_position(len(levels))
    parts, y = level_ends(levels, 16)
    for importance in reversed(range(len(importances))):
        group = by_importance(points, importance)
        if not group:
            continue
        name = wrap(importances[importance], NARROW - 20, 15, bold=True)
        height = len(name) * 18.75 + 14
        parts.append(
            element(
                "rect",
                x=0,
                y=y + 8,
                width=NARROW,
                height=height,
                rx=4,
                fill=colour,
                fill_opacity=0.12,
                class_="sw-mark-fill",
            )
        )
        parts += lines_of_text(name, 10, y + 29, 15, bold=True, fill=MUTED)
        y += height + 8
        for point in group:
            row = PlacementRow(point.label, placed=point.placed)
            block, y = narrow_row(levels, row, {"placed": "Placed at"}, at, y, colour)
            parts += block
    return parts, y
