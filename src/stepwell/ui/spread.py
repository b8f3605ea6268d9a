"""How the same people would lie along one line, one row for each way of dividing them: small pictures to compare.

All rows have one scale, sideways and upwards. The row that holds now is filled, the others are outlined, so that nothing
depends on colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .colour import DEFAULT_BRAND
from .components import Table
from .placement import LABELS, NARROW, WIDE, Figure, chart_key
from .strip import EDGE, TOP, Bands
from .svg import LINE, MUTED, PAPER, drawing, element, lines_of_text, wrap

TALL = 44


@dataclass(frozen=True)
class Spread:
    """`counts`: how many lie in each of equal steps from 0 to 1,000. `said`: what the row gives, in words."""

    label: str
    said: str
    counts: Sequence[int]
    holds: bool = False


def spread_figure(
    rows: Sequence[Spread], *, bands: Bands, title: str, table: Table, colour: str = DEFAULT_BRAND
) -> Figure:
    wide, narrow = (spread_chart(rows, bands=bands, title=title, colour=colour, narrow=flag) for flag in (False, True))
    return Figure(title, wide, narrow, table)


def spread_chart(
    rows: Sequence[Spread], *, bands: Bands, title: str, colour: str = DEFAULT_BRAND, narrow: bool = False
) -> SafeString:
    left, width = (0.0, float(NARROW)) if narrow else (float(LABELS), float(WIDE))
    most = max((count for row in rows for count in row.counts), default=1) or 1
    parts, y = heads(bands, left, width, narrow=narrow)
    for row in rows:
        block, y = row_parts(row, bands, (left, width), y, most, colour, narrow=narrow)
        parts += block
    told = " ".join(f"{row.label}: {row.said}." for row in rows)
    key = chart_key("spread", title, rows, narrow)
    return drawing(parts, width=width, height=y + 4, title=title, description=told, key=key)


def heads(bands: Bands, left: float, width: float, *, narrow: bool) -> tuple[list[SafeString], float]:
    """The names of the bands, each where it begins; the first and the last alone where there is no room for more."""
    parts: list[SafeString] = []
    for at, (least, name) in enumerate(bands):
        if not narrow or at in (0, len(bands) - 1):
            parts += lines_of_text([name], place_of(least, left, width), 16, 13, bold=True, fill=MUTED)
    return parts, 26.0


def row_parts(
    row: Spread, bands: Bands, across: tuple[float, float], y: float, most: int, colour: str, *, narrow: bool
) -> tuple[list[SafeString], float]:
    left, width = across
    room = (width if narrow else left) - 16
    label, said = wrap(row.label, room, 16, bold=True), wrap(row.said, room, 14)
    parts = [element("path", d=f"M0 {y:.1f}H{width:.0f}", stroke=LINE)]
    parts += lines_of_text(label, 0, y + 24, 16, bold=True)
    below = y + 24 + len(label) * 20
    parts += lines_of_text(said, 0, below, 14, fill=MUTED)
    below += len(said) * 17.5
    base = below + TALL if narrow else max(below, y + TALL + 14)
    return parts + columns(row, bands, across, base, most, colour), base + 14


def columns(
    row: Spread, bands: Bands, across: tuple[float, float], base: float, most: int, colour: str
) -> list[SafeString]:
    left, width = across
    step = (width - left - 2 * EDGE) / len(row.counts)
    ticks = [place_of(least, left, width) for least, _ in bands]
    parts = [element("path", d=f"M{x:.1f} {base - TALL:.1f}V{base:.1f}", stroke=LINE) for x in ticks]
    for at, count in enumerate(row.counts):
        if count:
            tall = max(3.0, TALL * count / most)
            parts.append(
                element(
                    "rect", x=left + EDGE + at * step + 2, y=base - tall, width=step - 4, height=tall, rx=2,
                    fill=colour if row.holds else PAPER, stroke=colour, stroke_width=1.5,
                    class_="sw-mark-fill sw-mark-line" if row.holds else "sw-mark-line",
                )
            )  # fmt: skip
    parts.append(element("path", d=f"M{left + EDGE:.1f} {base:.1f}H{width - EDGE:.1f}", stroke=MUTED))
    return parts


def place_of(value: int, left: float, width: float) -> float:
    return left + EDGE + (width - left - 2 * EDGE) * value / TOP
