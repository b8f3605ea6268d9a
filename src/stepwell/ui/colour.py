"""Colours an organisation may choose, and the guarantee that text on them can be read (WCAG 2.2, 1.4.3)."""

import re

HEX = re.compile(r"#?([0-9a-fA-F]{6})")
DEFAULT_BRAND = "#0b5c5c"
READABLE = 4.5
WHITE = "#ffffff"
BLACK = "#000000"

RGB = tuple[int, int, int]


def parse(colour: str) -> RGB:
    """Red, green and blue of "#0b5c5c". Raises ValueError for anything but six hexadecimal digits."""
    match = HEX.fullmatch(colour)
    if not match:
        raise ValueError(f"not a colour of six hexadecimal digits: {colour!r}")
    digits = match[1]
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it: 0 for black, 1 for white."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it, from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """`share` of the first colour, the rest of the second, as CSS color-mix(in srgb, …) does it."""
    pairs = zip(parse(colour), parse(other), strict=True)
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02x}" for one, two in pairs)


def readable_brand(colour: str) -> str:
    """The colour itself if white text on it can be read, else the nearest darker shade where it can."""
    for percent in range(100, -1, -1):
        shade = mix(colour, BLACK, percent / 100)
        if contrast(shade, WHITE) >= READABLE:
            return shade
    return BLACK


def brand_css(colour: str) -> str:
    """Custom properties for one brand colour; the pages know the names, not the colour."""
    brand = readable_brand(colour)
    properties = {
        "--brand": brand,
        "--brand-ink": mix(brand, BLACK, 0.8),
        "--brand-deep": mix(brand, BLACK, 0.6),
        "--brand-line": mix(brand, WHITE, 0.32),
        "--brand-tint": mix(brand, WHITE, 0.12),
        "--brand-wash": mix(brand, WHITE, 0.05),
    }
    return ":root{" + "".join(f"{name}:{value};" for name, value in properties.items()) + "}\n"
