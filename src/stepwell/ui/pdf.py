"""Reports as accessible PDF (PDF/UA-1), set by Typst from templates in the capabilities' `typst` folders."""

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

ROOT = Path(__file__).resolve().parents[1]
FONTS = Path(__file__).resolve().parent / "typst/fonts"
# What the bundled typeface, or the typesetter's own fonts behind it, can show; a test sets every one of them.
SHOWN = [
    (0x0020, 0x007E),
    (0x00A0, 0x036F),  # Latin with all its accents
    (0x0370, 0x0377),
    (0x037A, 0x037F),
    (0x0384, 0x038A),
    (0x038C, 0x038C),
    (0x038E, 0x03A1),
    (0x03A3, 0x03FF),  # Greek
    (0x0400, 0x04FF),  # Cyrillic
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x2030, 0x2040),
    (0x20A0, 0x20C0),
    (0x2122, 0x2122),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x25A0, 0x25FF),
    (0x2713, 0x2714),
]
MISSING = "□"


class PdfFault(Exception):
    """The template is wrong, or would give a page that not everybody can read. Never the reader's fault."""


def render_pdf(template: str, data: Mapping[str, Any], *, title: str, language: str) -> bytes:
    """The PDF of a template below `src/stepwell`, such as "assessments/typst/report.typ".

    `data` is handed over as JSON and is inert: whatever it holds is shown as text and never read as markup. Texts are
    set in the bundled typeface alone, so that the result is the same on every machine; a character it lacks is replaced
    by "□", since a page with a hole in it is worse. Raises PdfFault on any error or warning of the typesetter.
    """
    inputs = json.dumps(printable({"title": title, "language": language[:2].lower(), "data": data}), ensure_ascii=False)
    try:
        document, warnings = typst.compile_with_warnings(
            str(ROOT / template),
            root=str(ROOT),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"json": inputs},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        raise PdfFault(f"{template}: {error.message} {' '.join(error.hints)}") from error
    if warnings:
        raise PdfFault(f"{template}: {'; '.join(warning.message for warning in warnings)}")
    return document


def shown(text: str) -> str:
    """The text composed, with one kind of line end, no invisible marks, and MISSING where there is no shape."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(shown_character(char) for char in composed)


def shown_character(char: str) -> str:
    if char == "\n" or any(first <= ord(char) <= final for first, final in SHOWN):
        return "" if unicodedata.category(char) == "Cf" else char
    kind = unicodedata.category(char)
    if kind in {"Cc", "Cf", "Mn"}:
        return ""
    return " " if kind.startswith("Z") else MISSING


def printable(value: Any) -> Any:
    """The same value with every text, however deep, reduced to what the typeface can show."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, Mapping):
        return {str(key): printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return shown(str(value))
