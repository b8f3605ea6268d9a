"""What happened over time, in lanes: a mark for a day, a bar for what lasted. Pure: today is handed in.

Each lane has its own line and its name beside it, so nothing depends on colour. What has not ended reaches today and
has an open end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.safestring import SafeString

from .colour import DEFAULT_BRAND
from .components import Table
from .placement import NARROW, WIDE, Figure, chart_key
from .svg import DOT, INK, LINE, MUTED, PAPER, drawing, element, lines_of_text, wrap

LABELS = 176  # width of the column of names in the wide picture
EDGE = 12
ROW = 44  # height of a lane
BAR, BAR_GAP = 10, 4
MOST_BARS = 6  # bars above each other in one lane; later ones share the last line
MONTHS_TO_A_LABEL = [1, 2, 3, 6, 12, 24, 60, 120]


@dataclass(frozen=True)
class Span:
    """From a day on; to a later day, or, with `is_open`, until now. Without either it is that one day."""

    label: str
    begins: date
    ends: date | None = None
    is_open: bool = False


@dataclass(frozen=True)
class Lane:
    label: str
    spans: Sequence[Span]


def timeline_figure(
    lanes: Sequence[Lane], *, begins: date, today: date, title: str, colour: str = DEFAULT_BRAND
) -> Figure:
    """Both pictures, and a table with a row for everything, the latest first."""
    wide, narrow = (
        timeline_chart(lanes, begins=begins, today=today, title=title, colour=colour, narrow=flag)
        for flag in (False, True)
    )
    return Figure(title, wide, narrow, timeline_table(lanes, caption=title))


def timeline_table(lanes: Sequence[Lane], *, caption: str) -> Table:
    rows = sorted(((span.begins, lane.label, span) for lane in lanes for span in lane.spans), key=lambda row: row[:2])
    cells = [[days_of(span), label, span.label] for _, label, span in reversed(rows)]
    return Table(caption, ["When", "What", "About"], cells)


def days_of(span: Span) -> str:
    first = date_format(span.begins, "j F Y")
    if span.is_open:
        return f"since {first}"
    return f"{first} to {date_format(span.ends, 'j F Y')}" if span.ends and span.ends != span.begins else first


def timeline_chart(
    lanes: Sequence[Lane],
    *,
    begins: date,
    today: date,
    title: str,
    colour: str = DEFAULT_BRAND,
    narrow: bool = False,
) -> SafeString:
    """From `begins` to the last day of any span, today at the least; what began earlier is cut off at the left edge."""
    width = NARROW if narrow else WIDE
    left = float(EDGE if narrow else LABELS)
    last = max([today, *(span.ends or span.begins for lane in lanes for span in lane.spans)])
    scale = Scale(begins, last, left, width - EDGE)
    parts = scale.heads()
    y = 34.0
    for lane in lanes:
        block, y = lane_parts(lane, scale, today, y, narrow=narrow, width=width, colour=colour)
        parts += block
    x = scale.x(today)
    parts.append(element("path", d=f"M{x:.1f} 30V{y + 6:.1f}", stroke=MUTED, stroke_dasharray="3 4"))
    parts += lines_of_text(["Today"], min(x, width - 22.0), y + 20, 13, anchor="middle", fill=MUTED)
    counted = ", ".join(f"{lane.label}: {len(lane.spans)}" for lane in lanes)
    description = f"From {date_format(begins, 'F Y')} to {date_format(last, 'F Y')}. {counted}."
    key = chart_key("timeline", title, lanes, begins, today, narrow)
    return drawing(parts, width=width, height=y + 26, title=title, description=description, key=key)


@dataclass(frozen=True)
class Scale:
    """Days along the width of the picture."""

    begins: date
    ends: date
    left: float
    right: float

    def x(self, day: date) -> float:
        share = (day - self.begins).days / max(1, (self.ends - self.begins).days)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    def heads(self) -> list[SafeString]:
        """Names of months or years over the lanes, as many as there is room for."""
        months = (self.ends.year - self.begins.year) * 12 + self.ends.month - self.begins.month + 1
        room = max(1.0, (self.right - self.left) / 76)
        apart = next((apart for apart in MONTHS_TO_A_LABEL if months / apart <= room), MONTHS_TO_A_LABEL[-1])
        parts: list[SafeString] = []
        first = self.begins.year * 12 + self.begins.month - 1
        for number in range(first + (-first) % apart, first + months, apart):
            day = date(number // 12, number % 12 + 1, 1)
            if day < self.begins:
                continue
            words = date_format(day, "Y" if apart >= 12 else "M Y")
            x = self.x(day)
            if x > self.right - 40:
                continue
            parts.append(element("path", d=f"M{x:.1f} 24V32", stroke=DOT))
            parts += lines_of_text([words], x, 16, 13, fill=MUTED)
        return parts


def lane_parts(
    lane: Lane, scale: Scale, today: date, y: float, *, narrow: bool, width: int, colour: str
) -> tuple[list[SafeString], float]:
    """One lane, and where the next one begins."""
    lasting = [span for span in lane.spans if span.is_open or (span.ends and span.ends != span.begins)]
    moments = [span for span in lane.spans if span not in lasting]
    name = wrap(lane.label, width if narrow else LABELS - 20, 15, bold=True)
    parts = [element("path", d=f"M0 {y:.1f}H{width}", stroke=LINE)]
    parts += lines_of_text(name, 0, y + 24, 15, bold=True)
    top = y + (18 + len(name) * 19 if narrow else 0)
    height = ROW - 10 if narrow else ROW
    if lasting:
        rows = rows_of(lasting, scale)
        first = top + 14 + (16 if moments else 0)
        for row, span in zip(rows, lasting, strict=True):
            parts.append(bar(span, scale, today, first + row * (BAR + BAR_GAP), colour))
        height = max(height, 24 + (16 if moments else 0) + (max(rows) + 1) * (BAR + BAR_GAP))
    middle = top + (18 if lasting else height / 2)
    parts += [dot(scale.x(span.begins), middle, span.begins > today, colour) for span in moments]
    return parts, max(top + height, y + 14 + len(name) * 19)


def rows_of(spans: Sequence[Span], scale: Scale) -> list[int]:
    """Which line each bar stands on, so that none covers another while there is room."""
    free: list[float] = []
    rows = []
    for span in spans:
        begins = scale.x(span.begins)
        ends = scale.right if span.is_open else scale.x(span.ends or span.begins)
        row = next((place for place, until in enumerate(free) if until + 3 < begins), len(free))
        row = min(row, MOST_BARS - 1)
        free[row : row + 1] = [ends]
        rows.append(row)
    return rows


def bar(span: Span, scale: Scale, today: date, y: float, colour: str) -> SafeString:
    begins = scale.x(span.begins)
    ends = scale.x(today if span.is_open else span.ends or span.begins)
    box = {"x": begins, "y": y, "width": max(6.0, ends - begins), "height": BAR, "rx": 3}
    if span.is_open:
        return element("rect", None, **box, fill=PAPER, stroke=colour, stroke_width=2, class_="sw-mark-line")
    return element("rect", None, **box, fill=colour, class_="sw-mark-fill")


def dot(x: float, y: float, is_ahead: bool, colour: str) -> SafeString:
    """Filled for what was, hollow for what is to come."""
    if is_ahead:
        return element("circle", cx=x, cy=y, r=6, fill=PAPER, stroke=INK, stroke_width=2)
    return element("circle", cx=x, cy=y, r=6.5, fill=colour, stroke=PAPER, stroke_width=1.5, class_="sw-mark-fill")
