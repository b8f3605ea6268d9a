"""What was found: each entry with the place where the words stand, marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from stepwell.frameworks.search import WORD
from stepwell.journal.models import JournalEntry
from stepwell.journal.queries.entries import Opened
from stepwell.journal.queries.searching import Needle, fold

from .lines import beginning_of, name_of

EXCERPT = 40  # words


@dataclass(frozen=True)
class Hit:
    opened: Opened
    name: str
    excerpt: SafeString

    @property
    def entry(self) -> JournalEntry:
        return self.opened.entry


def hit_of(opened: Opened, needles: Sequence[Needle]) -> Hit:
    texts = [answer.text for leaf in opened.leaves for answer in leaf.writing.answered]
    best = max(texts, key=lambda text: len(matches(text, needles)), default="")
    excerpt = excerpt_of(best, needles) if needles and best else escape(beginning_of(opened))
    return Hit(opened, name_of(opened), excerpt)


def matches(text: str, needles: Sequence[Needle]) -> list[tuple[int, int]]:
    """Where one of the words stands, in any of its forms."""
    if not any(needle.beginning in fold(text) for needle in needles):
        return []
    return [found.span() for found in WORD.finditer(text) if any(needle.fits(fold(found[0])) for needle in needles)]


def excerpt_of(text: str, needles: Sequence[Needle]) -> SafeString:
    """About forty words around the first one found. The text is escaped; only the marks are ours."""
    spans = [found.span() for found in WORD.finditer(text)]
    marked = set(matches(text, needles))
    first = next((number for number, span in enumerate(spans) if span in marked), 0)
    begin = max(0, min(first - EXCERPT // 3, len(spans) - EXCERPT))
    end = min(len(spans), begin + EXCERPT)
    at = spans[begin][0] if begin else 0
    parts = ["… " if begin else ""]
    for a, b in spans[begin:end]:
        if (a, b) in marked:
            parts += [escape(text[at:a]), "<mark>", escape(text[a:b]), "</mark>"]
            at = b
    last = len(text) if end == len(spans) else spans[end - 1][1]
    parts += [escape(text[at:last]), "" if end == len(spans) else " …"]
    return mark_safe("".join(parts))
