"""Full-text search over every framework, as one organisation words them: an index in memory, ranked by BM25.

An index is named by the digests of what is in it, so it is made once for a set of texts and can never go stale.
"""

from __future__ import annotations

import difflib
import math
import re
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from stepwell.domain.framework import Pack, Reading, readings

from .queries import StoredPack

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
K1, B = 1.2, 0.6
NAME_WEIGHT = 3
EXCERPT = 40  # words
KEPT_INDEXES = 6
LONGEST_QUESTION = 200  # characters
STEMMERS = {
    "en": "english", "fr": "french", "de": "german", "es": "spanish", "it": "italian", "nl": "dutch",
    "pt": "portuguese", "sv": "swedish", "da": "danish", "no": "norwegian", "fi": "finnish", "ga": "irish",
}  # fmt: skip
# Words that say nothing about what is looked for, in the languages whose packs ship.
COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "do",
        "does",
        "for",
        "from",
        "how",
        "i",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "that",
        "the",
        "their",
        "they",
        "this",
        "to",
        "was",
        "what",
        "with",
        "you",
        "your",
    ]
)


@dataclass(frozen=True)
class Document:
    """One readable text of one framework, with how often each stem stands in it."""

    slug: str
    reading: Reading
    language: str
    stems: dict[str, int]
    length: int


@dataclass(frozen=True)
class Hit:
    slug: str
    reading: Reading
    language: str
    excerpt: SafeString


@dataclass(frozen=True)
class Results:
    """What was found, the best first. Excerpts are made only for the documents that a page shows."""

    documents: list[Document]
    words: list[str]
    suggestion: str = ""

    def hits(self, shown: list[Document]) -> list[Hit]:
        return [hit_of(document, self.words) for document in shown]


class Index:
    def __init__(self, documents: list[Document]):
        self.documents = documents
        self.postings: dict[str, list[tuple[int, int]]] = {}
        for number, document in enumerate(documents):
            for stem, count in document.stems.items():
                self.postings.setdefault(stem, []).append((number, count))
        self.mean_length = sum(document.length for document in documents) / max(1, len(documents))
        self.languages = sorted({document.language for document in documents})

    def ranked(self, words: list[str], *, slugs: set[str] | None, kinds: set[str] | None) -> list[int]:
        """Documents with any of the words, the best first: notices that have all of them, then whatever has most."""
        scores: dict[int, float] = {}
        found: Counter[int] = Counter()
        for word in words:
            matched: set[int] = set()
            for stem in {stem_of(word, language) for language in self.languages}:
                postings = self.postings.get(stem, [])
                weight = math.log(1 + (len(self.documents) - len(postings) + 0.5) / (len(postings) + 0.5))
                for number, count in postings:
                    document = self.documents[number]
                    if (slugs and document.slug not in slugs) or (kinds and document.reading.kind not in kinds):
                        continue
                    length = 1 - B + B * document.length / self.mean_length
                    scores[number] = scores.get(number, 0.0) + weight * count * (K1 + 1) / (count + K1 * length)
                    matched.add(number)
            found.update(matched)

        def place(number: int) -> tuple[bool, int, float, int]:
            all_in_a_notice = self.documents[number].reading.kind == "notice" and found[number] == len(words)
            return (not all_in_a_notice, -found[number], -scores[number], number)

        return sorted(scores, key=place)

    def nearest_word(self, words: list[str]) -> str:
        """The question with each unknown word replaced by the nearest that is known; empty if none is near."""
        vocabulary = vocabulary_of(self)
        better = [
            word
            if word in vocabulary
            else next(iter(difflib.get_close_matches(word, vocabulary, n=1, cutoff=0.75)), word)
            for word in words
        ]
        return " ".join(better) if better != words else ""


_indexes: dict[tuple[str, ...], Index] = {}
_documents: dict[str, list[Document]] = {}
_lock = threading.Lock()


def search(
    stored: list[StoredPack], question: str, *, slugs: set[str] | None = None, kinds: set[str] | None = None
) -> Results:
    """Where the words of the question stand, the best places first; a near spelling when there are none."""
    words = words_of(question[:LONGEST_QUESTION])
    telling = [word for word in words if word not in COMMON] or words
    index = index_of(stored)
    found = [index.documents[number] for number in index.ranked(telling, slugs=slugs, kinds=kinds)]
    return Results(found, telling, "" if found else index.nearest_word(telling))


def index_of(stored: list[StoredPack]) -> Index:
    keys = tuple(sorted(f"{one.version.digest}:{one.overlay.digest if one.overlay else ''}" for one in stored))
    index = _indexes.get(keys)
    if index is None:
        index = Index([document for one in stored for document in documents_of(one)])
        with _lock:
            while len(_indexes) >= KEPT_INDEXES:
                _indexes.pop(next(iter(_indexes)))
            _indexes[keys] = index
    return index


def documents_of(stored: StoredPack) -> list[Document]:
    """The documents of one framework, in each of its languages; kept, because most indexes share most frameworks."""
    key = f"{stored.version.digest}:{stored.overlay.digest if stored.overlay else ''}"
    found = _documents.get(key)
    if found is None:
        found = list(read(stored.pack, stored.pack.language))
        original = {(one.reading.id, one.reading.texts) for one in found}
        for language in stored.pack.translations:
            in_it = read(stored.pack.in_language(language), language)
            found += [one for one in in_it if (one.reading.id, one.reading.texts) not in original]
        with _lock:
            _documents[key] = found
    return found


def read(pack: Pack, language: str) -> Iterable[Document]:
    for reading in readings(pack):
        if not any(reading.texts):
            continue
        stems: Counter[str] = Counter()
        for text in reading.texts:
            stems.update(stem_of(word, language) for word in words_of(text))
        for word in words_of(reading.name):
            stems[stem_of(word, language)] += NAME_WEIGHT if reading.kind == "part" else 1
        yield Document(pack.id, reading, language, dict(stems), sum(stems.values()))


def words_of(text: str) -> list[str]:
    """
    >>> words_of("Don’t use: GROW/Reality")
    ["don't", 'use', 'grow', 'reality']
    """
    return [word.replace("’", "'") for word in WORD.findall(text.lower())]


@lru_cache(maxsize=50_000)
def stem_of(word: str, language: str) -> str:
    """The part of a word that its forms share: "lead" for "leading" and "leads"."""
    name = STEMMERS.get(language.split("-")[0])
    return stemmer(name).stemWord(word) if name else word


@lru_cache
def stemmer(name: str):
    return snowballstemmer.stemmer(name)


@lru_cache(maxsize=KEPT_INDEXES)
def vocabulary_of(index: Index) -> frozenset[str]:
    texts = (text for document in index.documents for text in document.reading.texts)
    return frozenset(word for text in texts for word in words_of(text) if len(word) > 3)


def hit_of(document: Document, words: list[str]) -> Hit:
    return Hit(document.slug, document.reading, document.language, excerpt_of(document, words))


def excerpt_of(document: Document, words: list[str]) -> SafeString:
    """About forty words around what was found, with it marked. The text is escaped; only the marks are ours."""
    stems = {stem_of(word, document.language) for word in words}

    def count(text: str) -> int:
        return sum(stem_of(word, document.language) in stems for word in words_of(text))

    text = max(filter(None, document.reading.texts), key=count)
    spans = [m.span() for m in WORD.finditer(text)]
    marked = [stem_of(text[a:b].lower().replace("’", "'"), document.language) in stems for a, b in spans]
    first = marked.index(True) if True in marked else 0
    begin = max(0, min(first - EXCERPT // 3, len(spans) - EXCERPT))
    end = min(len(spans), begin + EXCERPT)
    at = 0 if begin == 0 else spans[begin][0]
    parts = ["… " if begin else ""]
    for (a, b), is_marked in list(zip(spans, marked, strict=True))[begin:end]:
        if is_marked:
            parts += [escape(text[at:a]), "<mark>", escape(text[a:b]), "</mark>"]
            at = b
    last = len(text) if end == len(spans) else spans[end - 1][1]
    parts += [escape(text[at:last]), "" if end == len(spans) else " …"]
    return mark_safe("".join(parts))
