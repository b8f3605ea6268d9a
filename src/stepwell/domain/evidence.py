"""What a file is, by what is in it. What it says of itself is only compared with that."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

LONGEST_NAME = 120
# More than any real list of parts of a document: a bomb is not unpacked to find out what it is.
LARGEST_PARTS_LIST = 2_000_000
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken, with the endings that its name may have."""

    name: str
    endings: tuple[str, ...]
    media_type: str


PDF = Kind("a PDF", ("pdf",), "application/pdf")
PNG = Kind("a PNG picture", ("png",), "image/png")
JPEG = Kind("a JPEG picture", ("jpg", "jpeg"), "image/jpeg")
TEXT = Kind("a text file", ("txt",), "text/plain; charset=utf-8")
OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = Kind("a Word document", ("docx",), f"{OFFICE}wordprocessingml.document")
EXCEL = Kind("an Excel workbook", ("xlsx",), f"{OFFICE}spreadsheetml.sheet")
KINDS = (PDF, PNG, JPEG, TEXT, WORD, EXCEL)
TAKEN = "a PDF, a picture (PNG or JPEG), a text file, or a document from Word (.docx) or Excel (.xlsx)"
ENDINGS = ",".join(f".{ending}" for kind in KINDS for ending in kind.endings)


class Refused(Exception):
    """The file is not taken; the message says what to do."""


def examine(name: str, data: bytes) -> Kind:
    """What the file is. Refused if that is nothing we take, or not what its name says.

    >>> examine("minutes.txt", b"We met.").name
    'a text file'
    >>> examine("minutes.pdf", b"We met.")
    Traceback (most recent call last):
    ...
    stepwell.domain.evidence.Refused: This file is called “.pdf” and is not a PDF. Save it as a PDF again, or choose another
    """
    if not data:
        raise Refused("The file is empty: choose another")
    ending = ending_of(name)
    said = next((kind for kind in KINDS if ending in kind.endings), None)
    if said is None:
        raise Refused(f"Choose {TAKEN}")
    if kind_of(data) is not said:
        raise Refused(
            f"This file is called “.{ending}” and is not {said.name}. Save it as {said.name} again, or choose another"
        )
    return said


def ending_of(name: str) -> str:
    """
    >>> ending_of("Letter.final.PDF"), ending_of("README")
    ('pdf', '')
    """
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def kind_of(data: bytes) -> Kind | None:
    """By the first bytes, and for documents by what is packed in them.

    >>> kind_of(b"%PDF-1.7 ...").name, kind_of(b"MZ\\x90\\x00") is None
    ('a PDF', True)
    """
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"PK\x03\x04"):
        return document_kind(data)
    return TEXT if is_text(data) else None


def document_kind(data: bytes) -> Kind | None:
    """Word's and Excel's files are archives with a list of their parts. One that holds macros is not taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo("[Content_Types].xml").file_size > LARGEST_PARTS_LIST:
                return None
            parts = archive.read("[Content_Types].xml")
            names = set(archive.namelist())
    except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, OSError):
        return None
    if b"macroEnabled" in parts or any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    if "word/document.xml" in names and b"wordprocessingml.document.main+xml" in parts:
        return WORD
    if "xl/workbook.xml" in names and b"spreadsheetml.sheet.main+xml" in parts:
        return EXCEL
    return None


def is_text(data: bytes) -> bool:
    """Text as UTF-8, with nothing in it that no reader can see.

    >>> is_text("Ŵyn".encode()), is_text(b"a\\x00b"), is_text(b"\\xff\\xfea")
    (True, False, False)
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", text)


def safe_name(name: str) -> str:
    """The name that the file is kept and given back under: no folders, nothing invisible, not endless.

    >>> safe_name("C:\\\\Users\\\\amira\\\\My letter.pdf")
    'My letter.pdf'
    >>> safe_name("../../etc/pass\\u202ewd.txt")
    'passwd.txt'
    >>> safe_name("\\x00.png"), len(safe_name("a" * 500 + ".pdf"))
    ('file.png', 120)
    """
    base = re.split(r"[/\\]", name)[-1]
    visible = "".join(letter for letter in base if unicodedata.category(letter) not in INVISIBLE)
    cleaned = re.sub(r'[<>:"|?*]', "-", " ".join(visible.split()))
    ending = ending_of(cleaned)
    stem = cleaned[: -len(ending) - 1] if ending else cleaned
    stem = stem.strip(". ") or "file"
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if ending else stem[:LONGEST_NAME]
