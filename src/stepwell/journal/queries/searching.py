"""Search over one's own journal. It is opened in this process for one question and forgotten with the answer.

Nothing that was written is kept outside the sealed rows: no index on disk, none in memory. So every question opens the
whole journal, which is quick enough for ten years of one.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from stepwell.domain.reflecting import writing_of
from stepwell.frameworks.search import COMMON, WORD, stem_of, words_of
from stepwell.journal.models import Attachment, JournalEntry, JournalPage
from stepwell.people.models import Person
from stepwell.sealing.fields import SealedJSONField
from stepwell.sealing.keys import CannotUnseal

MOST_WORDS = 8
LONGEST_QUESTION = 200
SHORTEST_BEGINNING = 4  # letters of a word that also find longer words


@dataclass(frozen=True)
class Question:
    """What is looked for. Without words, every entry within the days and about the part is found."""

    words: str = ""
    about: tuple[int, str] | None = None  # a framework and one of its dimensions
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.words.strip() or self.about or self.since or self.until)


@dataclass(frozen=True)
class Found:
    """Entries, the latest day first, and the words that were looked for."""

    entry_ids: list[UUID]
    needles: list["Needle"] = field(default_factory=list)


@dataclass(frozen=True)
class Needle:
    """One word, without accents, in any of its forms; a longer word that begins with it counts, too.

    `beginning` is what every form begins with: looking for it first is a hundred times faster than cutting a text into
    words, and most texts do not hold it.
    """

    word: str
    stem: str
    beginning: str

    @cached_property
    def forms(self) -> re.Pattern[str]:
        """Begins with the letters themselves: what is looked for first decides how fast a pattern is."""
        return re.compile(rf"{re.escape(self.beginning)}[^\W_]*")

    def is_in(self, folded: str) -> bool:
        if self.beginning not in folded:
            return False
        return any(self.fits(found[0]) for found in self.forms.finditer(folded) if begins_a_word(folded, found.start()))

    def fits(self, folded_word: str) -> bool:
        if len(self.word) >= SHORTEST_BEGINNING and folded_word.startswith(self.word):
            return True
        return stem_of(folded_word, "en") == self.stem


def begins_a_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def needles_of(words: str) -> list[Needle]:
    """
    >>> [needle.beginning for needle in needles_of("the Café: happy, leading")]
    ['cafe', 'happ', 'lead']
    """
    cut = [word for text in words_of(fold(words[:LONGEST_QUESTION])) for word in WORD.findall(text.split("'")[0])]
    telling = [word for word in cut if word not in COMMON] or cut
    return [needle_of(word) for word in dict.fromkeys(telling[:MOST_WORDS])]


def needle_of(word: str) -> Needle:
    """A stem may end in another letter than the word ("happi"): what both begin with is what can be looked for."""
    stem = stem_of(word, "en")
    shared = next(
        (size for size, (a, b) in enumerate(zip(word, stem, strict=False)) if a != b), min(len(word), len(stem))
    )
    return Needle(word, stem, word[:shared] or word)


def fold(text: str) -> str:
    """In small letters and without accents: "Élan" is found as "elan".

    >>> fold("Ŵyn’s CAFÉ")
    "wyn's cafe"
    """
    small = text.lower()
    if small.isascii():
        return small
    apart = unicodedata.normalize("NFKD", small.replace("’", "'"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def search(person: Person, question: Question) -> Found:
    """Entries that hold every word, in any of their pages or the names of their files. Two queries at most."""
    needles = needles_of(question.words)
    entries = entries_for(person, question).order_by("-entry_date", "-started_at", "pk")
    if not needles:
        asked_for_nothing = question.words.strip() or question.is_empty
        return Found([] if asked_for_nothing else list(entries.values_list("pk", flat=True)))
    missing = look_into_pages(JournalPage.objects.filter(entry__in=entries.order_by()), needles)
    look_into_names(person, missing)
    return Found([pk for pk, left in missing.items() if not left], needles)


def entries_for(person: Person, question: Question) -> QuerySet[JournalEntry]:
    found = JournalEntry.objects.filter(person=person, saved_at__isnull=False)
    if question.about:
        framework_id, dimension_id = question.about
        found = found.filter(tags__framework_id=framework_id, tags__dimension_id=dimension_id)
    if question.since:
        found = found.filter(entry_date__gte=question.since)
    if question.until:
        found = found.filter(entry_date__lte=question.until)
    return found


def look_into_pages(pages: QuerySet[JournalPage], needles: list[Needle]) -> dict[UUID, set[Needle]]:
    """What each entry still lacks, the latest day first.

    Rows and not models, and nothing is read whose bytes cannot hold it: thousands of pages are opened for a question.
    """
    missing: dict[UUID, set[Needle]] = {}
    field = content_field()
    rows = pages.order_by("-entry__entry_date", "-entry__started_at", "entry_id")
    for pk, entry_id, sealed in rows.values_list("pk", "entry_id", "content").iterator(chunk_size=500):
        left = missing.setdefault(entry_id, set(needles))
        if not left or sealed is None:
            continue
        try:
            data = field.unsealed(sealed, pk)
        except CannotUnseal:
            continue
        whole = fold(data.decode())
        if any(needle.beginning in whole for needle in left):
            text = fold(writing_of(field.from_bytes(data)).text)
            left -= {needle for needle in left if needle.is_in(text)}
    return missing


def look_into_names(person: Person, missing: dict[UUID, set[Needle]]) -> None:
    files = Attachment.objects.filter(page__entry__person=person).select_related("page")
    for file in files.only("name", "page__entry_id"):
        left = missing.get(file.page.entry_id)
        if left:
            name = fold(name_or_nothing(file))
            left -= {needle for needle in left if needle.is_in(name)}


def name_or_nothing(file: Attachment) -> str:
    try:
        return file.name
    except CannotUnseal:
        return ""


def content_field() -> SealedJSONField:
    field = JournalPage._meta.get_field("content")
    assert isinstance(field, SealedJSONField)
    return field
