"""The promise as a picture: what a report would show of five people's answers, drawn from the real classes of sums."""

from django.utils.safestring import SafeString

from stepwell.domain.disclosure.partition import Place, classes
from stepwell.domain.disclosure.words import label
from stepwell.ui.colour import DEFAULT_BRAND, readable_brand
from stepwell.ui.svg import DOT, INK, LINE, MUTED, drawing, element, lines_of_text, wrap

from ..models.cycles import ProtectFrom
from ..queries.asking import Asked
from ..queries.inviting import Visit

WIDTH, EDGE, AXIS = 340, 34, 118
MANY = 5
MOST_SHOWN = 30


def example_of(visit: Visit, asked: Asked) -> SafeString:
    """For the rater's own group: a soft bar for those who are shown together, a point for who is shown by role."""
    colour = readable_brand(visit.cycle.organisation.brand_colour or DEFAULT_BRAND)
    if not asked.items:
        return written(visit, colour)
    if visit.group.is_identifiable:
        return one_point(visit, asked, colour)
    known = 1 if visit.cycle.protect_from == ProtectFrom.RATER else 0
    first = max(MANY, visit.cycle.minimum_group_size)
    n = next((n for n in range(first, MOST_SHOWN) if classes(n, len(asked.levels), known)), None)
    if n is None:
        return written(visit, colour)
    found = classes(n, len(asked.levels), known)
    shown = found[min(len(found) // 2 + 1, len(found) - 1)]
    return one_bar(n, shown.place, asked, colour)


def one_bar(n: int, place: Place, asked: Asked, colour: str) -> SafeString:
    words = label(place, asked.levels)
    left, right = x_of(max(place.low - 0.8, 0), asked), x_of(min(place.high + 0.8, 2 * (len(asked.levels) - 1)), asked)
    middle = (left + right) / 2
    parts = [
        *people(n, colour),
        element("path", d=f"M {WIDTH / 2} 62 L {middle:.1f} {AXIS - 22}", stroke=DOT, stroke_width=1.5, fill="none"),
        *scale(asked),
        element(
            "rect", x=left, y=AXIS - 14, width=right - left, height=28, rx=14, fill=colour, fill_opacity=0.3,
            stroke=colour, stroke_width=2,
        ),
        *caption(f"Shown: “{words}”", asked),
    ]  # fmt: skip
    return picture(
        parts,
        asked,
        f"{n} people answer, and this is shown",
        f"The answers of {n} people become one bar on the scale: {words}. No single answer can be seen.",
    )


def one_point(visit: Visit, asked: Asked, colour: str) -> SafeString:
    place = max(0, len(asked.levels) - 2)
    x = x_of(2 * place, asked)
    words = f"{visit.group.name}: {asked.levels[place]}"
    parts = [
        *people(1, colour),
        element("path", d=f"M {WIDTH / 2} 62 L {x:.1f} {AXIS - 14}", stroke=DOT, stroke_width=1.5, fill="none"),
        *scale(asked),
        element("circle", cx=x, cy=AXIS, r=10, fill=colour),
        *caption(f"Shown: “{words}”", asked),
    ]
    return picture(
        parts,
        asked,
        "You answer, and this is shown",
        f"Your answer is one point on the scale, under the name of your group: {words}.",
    )


def written(visit: Visit, colour: str) -> SafeString:
    """Comments alone: the same lines for everybody, none with a name."""
    rows = [(0, 210), (1, 250), (2, 180), (3, 230), (4, 150)]
    parts = [
        part
        for index, width in rows
        for part in (
            element("text", "“", x=EDGE, y=34 + index * 30, font_size=26, fill=colour, font_weight="700"),
            element("rect", x=EDGE + 22, y=18 + index * 30, width=width, height=9, rx=4, fill=LINE),
        )
    ]
    return drawing(
        parts,
        width=WIDTH,
        height=170,
        title="Five comments, and this is shown",
        description="Five comments below each other, word for word, without names and in no order of arrival.",
        key="example",
    )


def people(n: int, colour: str) -> list[SafeString]:
    shown = min(n, 8)
    step, start = 34, WIDTH / 2 - (shown - 1) * 17
    found = []
    for index in range(shown):
        x = start + index * step
        found.append(element("circle", cx=x, cy=16, r=7, fill=colour))
        found.append(element("path", d=f"M {x - 11} 40 a 11 13 0 0 1 22 0 z", fill=colour))
    words = "You answer" if n == 1 else f"{n} people answer"
    return [*found, *lines_of_text([words], WIDTH / 2, 58, 14, anchor="middle", fill=MUTED)]


def scale(asked: Asked) -> list[SafeString]:
    last = 2 * (len(asked.levels) - 1)
    parts = [element("line", x1=x_of(0, asked), x2=x_of(last, asked), y1=AXIS, y2=AXIS, stroke=LINE, stroke_width=3)]
    for place, name in enumerate(asked.levels):
        x = x_of(2 * place, asked)
        parts.append(element("circle", cx=x, cy=AXIS, r=4, fill=DOT))
        parts += lines_of_text(level_lines(name, asked), x, AXIS + 32, 12, anchor="middle", fill=INK)
    return parts


def level_lines(name: str, asked: Asked) -> list[str]:
    return wrap(name, step_of(asked) - 2, 12)


def caption(words: str, asked: Asked) -> list[SafeString]:
    return lines_of_text(
        wrap(words, WIDTH - 20, 15, bold=True), WIDTH / 2, caption_top(asked), 15, bold=True, anchor="middle"
    )


def caption_top(asked: Asked) -> float:
    return AXIS + 40 + 15 * max(len(level_lines(name, asked)) for name in asked.levels) + 8


def picture(parts: list[SafeString], asked: Asked, title: str, description: str) -> SafeString:
    height = caption_top(asked) + 28
    return drawing(parts, width=WIDTH, height=height, title=title, description=description, key="example")


def step_of(asked: Asked) -> float:
    return (WIDTH - 2 * EDGE) / max(1, len(asked.levels) - 1)


def x_of(half: float, asked: Asked) -> float:
    return EDGE + half / 2 * step_of(asked)
