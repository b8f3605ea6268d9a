"""How our record came about: each sitting of one writer, with what they put in and what they took out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from stepwell.domain.merging import same_ends

from ..models import NoteVersion

MOST_COMPARED = 400  # lines: beyond that the whole middle is one change


@dataclass(frozen=True)
class Piece:
    """Lines that stayed, came in or went out."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    who: str
    when: datetime
    pieces: list[Piece]


def changes_of(versions: Sequence[NoteVersion]) -> list[Change]:
    """The latest first, as `versions` are."""
    found = []
    for at, version in enumerate(versions):
        before = versions[at + 1].text if at + 1 < len(versions) else ""
        who = version.written_by.called if version.written_by else "Somebody"
        found.append(Change(who, version.written_at, pieces(before, version.text)))
    return found


def pieces(before: str, after: str) -> list[Piece]:
    """What changed between two texts, line by line; of what stayed, only the line next to a change.

    >>> [(piece.kind, piece.text) for piece in pieces("One.\\nTwo.", "One.\\nTwo!")]
    [('kept', 'One.'), ('out', 'Two.'), ('in', 'Two!')]
    """
    old, new = before.split("\n") if before else [], after.split("\n") if after else []
    start, end = same_ends(old, new)
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    found = [Piece("kept", old[start - 1])] if start and old[start - 1] else []
    found += compared(middle_old, middle_new)
    if end and new[len(new) - end]:
        found.append(Piece("kept", new[len(new) - end]))
    return [piece for piece in found if piece.text.strip()]


def compared(old: list[str], new: list[str]) -> list[Piece]:
    if max(len(old), len(new)) > MOST_COMPARED:
        return [Piece("out", "\n".join(old)), Piece("in", "\n".join(new))]
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("kept", "\n".join(old[a:b])))
            continue
        if b > a:
            found.append(Piece("out", "\n".join(old[a:b])))
        if d > c:
            found.append(Piece("in", "\n".join(new[c:d])))
    return found
