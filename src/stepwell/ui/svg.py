"""Small parts of a drawing. Everything is escaped; nothing uses a style attribute, which the policy refuses."""

import html
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from django.utils.safestring import SafeString, mark_safe

FONT = "Atkinson Hyperlegible Next, arial, sans-serif"
INK = "#16191b"
MUTED = "#4a5256"
LINE = "#d8dddf"
DOT = "#9aa5a9"
PAPER = "#ffffff"

# Measured on the typeface: the advance of each character as a share of the size, in steps, rounded up.
ADVANCES = {
    0.25: "',.:;`ijl|",
    0.3: ' !"()[]f',
    0.35: "-_rt{}",
    0.45: "/1I\\svyz",
    0.5: "*7?Jackx",
    0.55: "2<>EFLT^bdeghnopqu~",
    0.6: "$+345689BPRSVXYZ",
    0.65: "#0=ACDK",
    0.7: "GHNOQUw",
    0.85: "&@MWm",
    0.9: "%",
}
ADVANCE = {char: share for share, chars in ADVANCES.items() for char in chars}
OTHER, FULL_WIDTH, BOLD = 0.6, 1.0, 1.07
# Letters of other alphabets come from whatever typeface the reader has: room for a wide one.
ELSEWHERE = 0.72


@cache
def advance(char: str) -> float:
    if char in ADVANCE:
        return ADVANCE[char]
    code = ord(char)
    if code > 0x2E80:
        return FULL_WIDTH
    return ELSEWHERE if 0x0370 <= code < 0x1E00 or 0x1F00 <= code < 0x2000 else OTHER


def element(name: str, content: Iterable[SafeString] | str | None = None, **attributes: object) -> SafeString:
    """One element. `stroke_width` becomes stroke-width, `class_` class; None leaves an attribute out."""
    given = [f' {spelt(key)}="{number(value)}"' for key, value in attributes.items() if value is not None]
    start = "".join(given)
    if content is None:
        return mark_safe(f"<{name}{start}/>")
    inner = quoted(content) if isinstance(content, str) else "".join(content)
    return mark_safe(f"<{name}{start}>{inner}</{name}>")


@cache
def spelt(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


# The control characters that XML forbids, and halves of characters.
UNSEEN = re.compile("[\x00-\x1f\ufffe\uffff\ud800-\udfff]")


def visible(text: str) -> str:
    """Without what XML forbids, so that no label can break the picture."""
    return UNSEEN.sub(" ", text)


def number(value: object) -> str:
    """At most two decimals, and none where they are 0: shorter, and the same on every machine."""
    if type(value) is float:
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value) if type(value) is int else quoted(str(value))


def quoted(text: str) -> str:
    return html.escape(visible(text))


# A page measures the same few names again and again: of dimensions and levels.
@lru_cache(4096)
def width_of(text: str, size: float, bold: bool = False) -> float:
    return sum(map(advance, text)) * size * (BOLD if bold else 1)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Lines that fit the width. A word longer than a line is broken."""
    return list(wrapped(text, width, size, bold))


@lru_cache(4096)
def wrapped(text: str, width: float, size: float, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for word in visible(text).split():
        for index, piece in enumerate(pieces(word, width, size, bold)):
            gap = "" if index else " "
            if lines and width_of(lines[-1] + gap + piece, size, bold) <= width:
                lines[-1] += gap + piece
            else:
                lines.append(piece)
    return tuple(lines or [""])


def pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """A word as it may be broken: after its own hyphens and slashes, and where it is longer than a line."""
    if width_of(word, size, bold) <= width:
        return [word]
    parts = []
    for part in re.findall(r"[^-/]*[-/]|[^-/]+", word):
        start = ""
        for char in part:
            if len(start) > 1 and width_of(start + char + "-", size, bold) > width:
                parts.append(start + "-")
                start = ""
            start += char
        parts.append(start)
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
