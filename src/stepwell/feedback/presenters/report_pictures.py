"""The pictures of a report: every dimension with its bars, and the same sorted by how much it matters to the role."""

from stepwell.ui.bars import Bar, BarRow, BarWords, bars_figure
from stepwell.ui.charts import Figure

from .report_importance import Importance
from .report_lines import Line, Reading, Said, said_places, stretch


def picture(reading: Reading, lines: list[Line], colour: str) -> Figure:
    rows = [
        BarRow(
            line.name,
            [bar(said, reading) for said in [*line.blocks, *([line.total] if line.total else [])]],
            own=line.own and (line.own.low + line.own.high) / 4,
            named=said_places(line),
            expected=line.expected,
        )
        for line in lines
    ]
    return bars_figure(
        reading.levels,
        rows,
        title="How you see yourself, and how others see you",
        description=described(lines),
        colour=colour,
        words=BarWords(named=named_word(lines)),
    )


# What fits on half a page, in the picture's own measure; a picture on paper cannot go on overleaf.
HALF_A_PAGE, LEGEND, ROW, BAR = 500, 90, 54, 24


def in_halves(lines: list[Line]) -> list[list[Line]]:
    """The lines in parts, each of which makes a picture of half a page at most."""
    tallest = max((len(line.blocks) + (line.total is not None) for line in lines), default=0)
    room = max(1, (HALF_A_PAGE - LEGEND) // (ROW + BAR * tallest))
    return [lines[start : start + room] for start in range(0, len(lines), room)]


def named_word(lines: list[Line]) -> str:
    names = list(dict.fromkeys(name for line in lines for name, _, _ in line.named))
    return ", ".join(names) or "Your manager"


def bar(said: Said, reading: Reading) -> Bar:
    low, high = stretch(said, reading)
    return Bar(said.name, said.words, low, high)


def described(lines: list[Line]) -> str:
    """What the picture shows, read out instead of it."""
    parts = []
    for line in lines:
        said = [f"you: {line.own_words}"] if line.own_words else []
        said += [f"{name}: {words}" for name, _, words in line.named]
        said += [f"{one.name}: {one.words}" for one in line.blocks]
        parts.append(f"{line.name}: {', '.join(said)}.")
    return " ".join(parts)


def importance_picture(reading: Reading, weighed: list[tuple[Importance, Line]], colour: str) -> Figure:
    """What matters most on top, each word for it once; beside it, where the person is placed."""
    rows, before = [], ""
    for one, line in weighed:
        shown = [line.overall] if line.overall else line.blocks
        own = line.own and (line.own.low + line.own.high) / 4
        heading = one.words if one.words != before else ""
        rows.append(BarRow(line.name, [bar(said, reading) for said in shown], own=own, heading=heading))
        before = one.words
    by_others = any(one.is_of_others for one, _ in weighed)
    return bars_figure(
        reading.levels,
        rows,
        title="How much it matters to your role, and where you are placed",
        description="What matters most stands on top. " + described([line for _, line in weighed]),
        colour=colour,
        words=BarWords(heading="How much it matters, as others see it" if by_others else "How much it matters to you"),
    )
