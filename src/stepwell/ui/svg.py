"""Small parts of a drawing. Everything is escaped; nothing uses a style attribute, which the policy refuses."""

import re
from collections.abc import Iterable, Sequence

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

FONT = "Atkinson Hyperlegible Next, arial, sans-serif"
INK = "#16191b"
MUTED = "#4a5256"
LINE = "#d8dddf"
DOT = "#9aa5a9"
PAPER = "#ffffff"

# Measured on the typeface: the mean width of a character in running text, as a share of the size.
MEAN_WIDTH = 0.52
MEAN_WIDTH_BOLD = 0.56


def element(name: str, content: Iterable[SafeString] | str | None = None, **attributes: object) -> SafeString:
    """One element. `stroke_width` becomes stroke-width, `class_` class; None leaves an attribute out."""
    given = [
        (key.rstrip("_").replace("_", "-"), number(value)) for key, value in attributes.items() if value is not None
    ]
    start = format_html_join("", ' {}="{}"', given)
    if content is None:
        return mark_safe(f"<{name}{start}/>")
    inner = escape(visible(content)) if isinstance(content, str) else "".join(content)
    return mark_safe(f"<{name}{start}>{inner}</{name}>")


def visible(text: str) -> str:
    """Without the control characters that XML forbids, so that no label can break the picture."""
    return "".join(
        " " if ord(char) < 32 or 0xFFFE <= ord(char) <= 0xFFFF or 0xD800 <= ord(char) <= 0xDFFF else char
        for char in text
    )


def number(value: object) -> str:
    """At most one decimal, and none where it is .0: shorter, and the same on every machine."""
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return visible(str(value))


def width_of(text: str, size: float, bold: bool = False) -> float:
    return len(text) * size * (MEAN_WIDTH_BOLD if bold else MEAN_WIDTH)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Lines that fit the width. A word longer than a line is cut."""
    room = max(3, int(width / (size * (MEAN_WIDTH_BOLD if bold else MEAN_WIDTH))))
    lines: list[str] = []
    for word in visible(text).split():
        for index, piece in enumerate(pieces(word, room)):
            gap = "" if index else " "
            if lines and len(lines[-1]) + len(gap) + len(piece) <= room:
                lines[-1] += gap + piece
            else:
                lines.append(piece)
    return lines or [""]


def pieces(word: str, room: int) -> list[str]:
    """A word as it may be broken: after its own hyphens and slashes, and where it is longer than a line."""
    if len(word) <= room:
        return [word]
    parts = []
    for part in re.findall(r"[^-/]*[-/]|[^-/]+", word):
        while len(part) > room:
            parts.append(part[: room - 1] + "-")
            part = part[room - 1 :]
        parts.append(part)
    return parts


def lines_of_text(
    lines: Sequence[str], x: float, y: float, size: float, *, bold: bool = False, anchor: str = "start", fill: str = INK
) -> list[SafeString]:
    """The first baseline is at y; a line is 1.25 times its size high."""
    return [
        element(
            "text",
            line,
            x=x,
            y=y + index * size * 1.25,
            font_size=size,
            font_weight="700" if bold else None,
            text_anchor=anchor if anchor != "start" else None,
            fill=fill,
        )
        for index, line in enumerate(lines)
    ]


def drawing(
    parts: Iterable[SafeString], *, width: float, height: float, title: str, description: str, key: str
) -> SafeString:
    """The whole picture, with the name and description that are read out instead of it."""
    named = [element("title", title, id=f"{key}-title"), element("desc", description, id=f"{key}-desc")]
    return element(
        "svg",
        [*named, *parts],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        font_family=FONT,
    )
