"""Search over one's own journal. It is opened in this process for one question and forgotten with the answer.

Nothing that was written is kept outside the sealed rows: no index on disk, none in memory. So a question opens page after
page, the latest first, until there is more than anybody reads; a rare word opens the whole journal.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from itertools import groupby, islice
from operator import itemgetter
from uuid import UUID

from django.db.models import BinaryField, QuerySet, TextField
from django.db.models.functions import Cast

from stepwell.domain.reflecting import writing_of
from stepwell.frameworks.search import COMMON, WORD, stem_of, words_of
from stepwell.journal.models import Attachment, JournalEntry, JournalPage
from stepwell.people.models import Person
from stepwell.sealing.fields import SealedJSONField
from stepwell.sealing.keys import CannotUnseal

MOST_WORDS = 8
MOST_FOUND = 200
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
    """Entries, the latest day first, and the words that were looked for. `has_more`: there are others, further back."""

    entry_ids: list[UUID]
    needles: list["Needle"] = field(default_factory=list)
    has_more: bool = False


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
    """Entries that hold every word, in any of their pages or the names of their files; the latest, so many at most. Two
    queries at most."""
    needles = needles_of(question.words)
    entries = entries_for(person, question).order_by("-entry_date", "-started_at", "pk")
    if needles:
        found = list(islice(holding(person, entries, needles), MOST_FOUND + 1))
    elif question.words.strip() or question.is_empty:
        found = []
    else:
        found = list(entries.values_list("pk", flat=True)[: MOST_FOUND + 1])
    return Found(found[:MOST_FOUND], needles, has_more=len(found) > MOST_FOUND)


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


def holding(person: Person, entries: QuerySet[JournalEntry], needles: Sequence[Needle]) -> Iterator[UUID]:
    """The latest day first, as they are found: whoever has enough stops, and the rest stays closed."""
    names = names_of_files(person)
    opened = content_field().opener()
    for entry_id, pages in groupby(sealed_pages(entries), itemgetter(1)):
        name = names.get(entry_id)
        left = [needle for needle in needles if not needle.is_in(name)] if name else needles
        for page_id, _, sealed in pages:
            left = left and missing_on(opened(hyphenated(page_id), sealed), left)
        if not left:
            yield UUID(entry_id)


def sealed_pages(entries: QuerySet[JournalEntry]) -> Iterator[tuple[str, str, bytes]]:
    """(page, entry, content), in the order of the entries. Rows and not models, keys as text and content as it lies:
    thousands of pages are opened for a question, and to make a UUID of a key takes longer than to open the page."""
    keys = (Cast("pages__pk", TextField()), Cast("pk", TextField()))
    rows = entries.filter(pages__content__isnull=False).values_list(*keys, Cast("pages__content", BinaryField()))
    return rows.iterator(chunk_size=500)


def missing_on(data: bytes | None, needles: Sequence[Needle]) -> Sequence[Needle]:
    """Which of these a page does not hold. Nothing is read whose bytes cannot hold it; what cannot be opened holds none."""
    if data is None:
        return needles
    whole = fold(data.decode())
    for needle in needles:
        if needle.beginning in whole:
            break
    else:
        return needles
    text = fold(writing_of(content_field().from_bytes(data)).text)
    return [needle for needle in needles if not needle.is_in(text)]


def hyphenated(key: str) -> str:
    """A UUID as PostgreSQL and Python write it; SQLite keeps it without hyphens.

    >>> hyphenated("0123456789abcdef0123456789abcdef")
    '01234567-89ab-cdef-0123-456789abcdef'
    """
    return key if len(key) == 36 else f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def names_of_files(person: Person) -> dict[str, str]:
    """By entry, its key as `sealed_pages` gives it: the names of its files."""
    files = Attachment.objects.filter(page__entry__person=person).annotate(entry=Cast("page__entry_id", TextField()))
    found: dict[str, str] = {}
    for file in files.only("name"):
        entry: str = file.entry
        found[entry] = f"{found.get(entry, '')} {fold(name_or_nothing(file))}"
    return found


def name_or_nothing(file: Attachment) -> str:
    try:
        return file.name
    except CannotUnseal:
        return ""


@cache
def content_field() -> SealedJSONField:
    field = JournalPage._meta.get_field("content")
    assert isinstance(field, SealedJSONField)
    return field
