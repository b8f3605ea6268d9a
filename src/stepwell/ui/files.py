"""What a page gives to take along, and the name under which it is saved."""

import re
import unicodedata
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.text import slugify

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
LONGEST = 80
IN_THE_WAY = '"\\/:*?<>|'
NOT_PLAIN = re.compile("[^ -~]|[%;]")


def download(content: bytes, kind: str, title: str) -> HttpResponse:
    """A file of one of TYPES, named after a title that tells no content."""
    return HttpResponse(content, content_type=TYPES[kind], headers={"Content-Disposition": named(title, kind)})


def named(title: str, ending: str, *, otherwise: str = "stepwell") -> str:
    """The header Content-Disposition for a file named after a title, whoever wrote it: letters, digits and hyphens.

    >>> print(named("Leading at Ashdown", "pdf"))
    attachment; filename="leading-at-ashdown.pdf"
    >>> print(named("計画", "csv", otherwise="plan"))
    attachment; filename="plan.csv"; filename*=UTF-8''%E8%A8%88%E7%94%BB.csv
    """
    stem = slugify(title, allow_unicode=True)[:LONGEST].strip("-_") or otherwise
    plain = slugify(stem) or otherwise
    return attached(f"{stem}.{ending}", f"{plain}.{ending}")


def attached(name: str, plain: str = "") -> str:
    """The header for a file that has a name already. Old programs get it in ASCII.

    >>> print(attached("Pwyllgor y rôl.pdf"))
    attachment; filename="Pwyllgor y rol.pdf"; filename*=UTF-8''Pwyllgor%20y%20r%C3%B4l.pdf
    """
    seen = (letter for letter in name if unicodedata.category(letter)[0] != "C" and letter not in IN_THE_WAY)
    name = "".join(seen).strip(". ") or "file"
    plain = plain or NOT_PLAIN.sub("", unicodedata.normalize("NFKD", name)).strip(". ") or "file"
    header = f'attachment; filename="{plain}"'
    return header if plain == name else f"{header}; filename*=UTF-8''{quote(name, safe='')}"
