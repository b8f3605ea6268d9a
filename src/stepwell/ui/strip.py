"""How many lie where along one line: a dot for each while there is room, a column where there is not.

What is compared with stands below the line, in grey and hollow, so that nothing depends on colour.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString

from .colour import DEFAULT_BRAND
from .components import Table
from .placement import NARROW, WIDE, Figure, chart_key
from .svg import DOT, INK, LINE, MUTED, PAPER, drawing, element, lines_of_text

TOP, EDGE = 1000, 16
COLUMNS = {False: 50, True: 25}  # wide, narrow
MOST_DOTS, DOT_SIZE = 8, 10  # a taller column is drawn as a bar
TALL = MOST_DOTS * DOT_SIZE

Bands = Sequence[tuple[int, str]]  # the least of each, lowest first, and its name


def strip_figure(
    values: Sequence[int],
    earlier: Sequence[int],
    *,
    bands: Bands,
    words: tuple[str, str],
    title: str,
    label: str = "Where",
    colour: str = DEFAULT_BRAND,
) -> Figure:
    """Values from 0 to 1,000, and those they are compared with. `words`: what the one and the other are called; `label`
    stands over the bands in the table.
    """
    table = strip_table(values, earlier, bands=bands, words=words, caption=title, label=label)
    wide, narrow = (
        strip_chart(values, earlier, bands=bands, words=words, title=title, colour=colour, narrow=flag)
        for flag in (False, True)
    )
    return Figure(title, wide, narrow, table)


def strip_table(
    values: Sequence[int], earlier: Sequence[int], *, bands: Bands, words: tuple[str, str], caption: str, label: str
) -> Table:
    counted, before = in_bands(values, bands), in_bands(earlier, bands)
    head = [label, words[0].capitalize(), *([words[1].capitalize()] if earlier else [])]
    rows = [
        [name, str(counted[at]), *([str(before[at])] if earlier else [])]
        for at, (_, name) in reversed(list(enumerate(bands)))
    ]
    return Table(caption, head, rows, numeric=tuple(range(1, len(head))))


def in_bands(values: Sequence[int], bands: Bands) -> Counter[int]:
    return Counter(max(at for at, (least, _) in enumerate(bands) if value >= least) for value in values)


def strip_chart(
    values: Sequence[int],
    earlier: Sequence[int],
    *,
    bands: Bands,
    words: tuple[str, str],
    title: str,
    colour: str = DEFAULT_BRAND,
    narrow: bool = False,
) -> SafeString:
    width = NARROW if narrow else WIDE
    base = float(TALL + 24)
    parts = scale(bands, base, width, narrow=narrow)
    parts += columns(values, base - 4, -1, width, colour, narrow=narrow, hollow=False)
    height = base + 40
    if earlier:
        parts += columns(earlier, base + 34, 1, width, DOT, narrow=narrow, hollow=True)
        parts += lines_of_text([words[1]], EDGE, base + 34 + TALL + 16, 13, fill=MUTED)
        height = base + 34 + TALL + 26
    parts += lines_of_text([words[0]], EDGE, 16, 13, bold=True)
    counted = in_bands(values, bands)
    told = "; ".join(f"{name}: {counted[at]}" for at, (_, name) in enumerate(bands) if counted[at]) or "none"
    key = chart_key("strip", title, values, earlier, narrow)
    return drawing(parts, width=width, height=height, title=title, description=f"{words[0]}. {told}.", key=key)


def scale(bands: Bands, base: float, width: float, *, narrow: bool) -> list[SafeString]:
    """The line, a tick where each band begins, and its name beside it where there is room."""
    parts = [element("path", d=f"M{EDGE} {base:.1f}H{width - EDGE}", stroke=INK)]
    for at, (least, name) in enumerate(bands):
        x = EDGE + (width - 2 * EDGE) * least / TOP
        parts.append(element("path", d=f"M{x:.1f} {base - TALL:.1f}V{base:.1f}", stroke=LINE))
        if not narrow or at in (0, len(bands) - 1):
            parts += lines_of_text([name], x + (0 if at else 2), base + 18, 13, fill=MUTED)
    return parts


def columns(
    values: Sequence[int], base: float, way: int, width: float, colour: str, *, narrow: bool, hollow: bool
) -> list[SafeString]:
    """Up (`way` −1) or down from `base`."""
    number = COLUMNS[narrow]
    counted = Counter(min(number - 1, value * number // TOP) for value in values)
    most = max(counted.values(), default=0)
    step = (width - 2 * EDGE) / number
    style: dict[str, Any] = {"fill": PAPER if hollow else colour, "stroke": colour, "stroke_width": 1.5}
    css = None if hollow else "sw-mark-fill"
    parts = []
    for at, count in sorted(counted.items()):
        x = EDGE + step * (at + 0.5)
        if most <= MOST_DOTS:
            for place in range(count):
                y = base + way * (DOT_SIZE * (place + 0.5))
                parts.append(element("circle", cx=x, cy=y, r=min(4.0, step / 2 - 0.5), class_=css, **style))
            continue
        tall = max(2.0, TALL * count / most)
        top = base - tall if way < 0 else base
        parts.append(element("rect", x=x - step / 2 + 1, y=top, width=step - 2, height=tall, class_=css, **style))
    return parts
