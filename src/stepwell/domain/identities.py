"""Who may be known from a text by what is stored of them: names, addresses, staff numbers. Plain and careful, not clever.

It finds other spellings of what is stored (case, accents, hyphens, possessives, run together, initials, a first name cut
short), and nothing else: a nickname, a misspelt name or what somebody is known by is beyond any list, and the pages that
use this say so. What is surely a name is told apart from what may be an ordinary word, which only the writer knows.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from .naming import is_title
from .ordinary_words import ORDINARY

WORD = re.compile(r"[^\W_]+(?:['’ʼ‘`\-‐‑][^\W_]+)*['’]?")
INITIALS = re.compile(r"(?<![\w.])([^\W\d_])(?:\.\s?|\s)([^\W\d_])(?:(?:\.\s?|\s)([^\W\d_]))?(?![\w])\.?")
JOINTS = re.compile(r"[-‐‑]")
APOSTROPHES = re.compile(r"['’ʼ‘`]")
# Letters that no decomposition takes apart.
LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
PARTICLES = frozenset(
    {"al", "ap", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "of",
     "ter", "van", "von", "y"}
)  # fmt: skip
SHORTEST_NUMBER = 4  # a shorter one, or four digits, may be a year or a time as well


@dataclass(frozen=True)
class Identity:
    """What is stored of one person that others could know them by."""

    names: tuple[str, ...]  # the full name first
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @cached_property
    def whole(self) -> list[str]:
        """The words of the full name, without titles."""
        return [word for word in self.names[0].split() if not is_title(word)] if self.names else []

    @cached_property
    def parts(self) -> frozenset[str]:
        """Every spelling of every part of a name."""
        words = [word for name in self.names for word in name.split() if not is_title(word)]
        found = {form for word in words for piece in pieces_of(word) for form in spellings(piece)}
        return frozenset(form for form in found if len(form) > 1 and form not in PARTICLES)

    @cached_property
    def called(self) -> frozenset[str]:
        """First names: those that people cut short."""
        first = [*self.whole[:1], *(name.split()[0] for name in self.names[1:] if name.split())]
        return frozenset(form for word in first for piece in pieces_of(word) for form in spellings(piece))

    @cached_property
    def joined(self) -> frozenset[str]:
        """Names as sign-ins and addresses have them: whole, or a letter and the family name."""
        local = {plain(one.partition("@")[0]) for one in self.addresses}
        found = {re.sub(r"[^\w]|_", "", one) for one in local}
        if len(self.whole) > 1:
            first, final = plain(self.whole[0]), plain(self.whole[-1])
            found |= {first + final, final + first, first[:1] + final, final + first[:1]}
        return frozenset(one for one in found if len(one) > 3 and one not in self.parts and one not in ORDINARY)

    @cached_property
    def number_patterns(self) -> list[tuple[re.Pattern[str], bool]]:
        """Each staff number, and whether it can be nothing else."""
        found = []
        for number in self.numbers:
            letters = re.sub(r"[\W_]", "", number)
            if len(letters) > (2 if letters.isdigit() else 1):
                pattern = r"(?<!\w)" + r"[\s./-]?".join(map(re.escape, letters)) + r"(?!\w)"
                is_sure = len(letters) >= SHORTEST_NUMBER + letters.isdigit()
                found.append((re.compile(pattern, re.IGNORECASE), is_sure))
        return found

    @cached_property
    def initials(self) -> frozenset[str]:
        letters = [plain(word)[:1] for word in self.whole if plain(word) not in PARTICLES]
        return frozenset({"".join(letters), "".join(letters[:1] + letters[-1:])} if len(letters) > 1 else ())


class Known:
    """Several people, by what a word in a text may be of them: looked up once a word, however many they are."""

    def __init__(self, identities: Iterable[Identity]):
        self.identities = list(identities)
        self.by_form: dict[str, list[Identity]] = {}
        for identity in self.identities:
            for form in forms_for(identity):
                self.by_form.setdefault(form, []).append(identity)

    def meant_by(self, word: str) -> list[Identity]:
        if word.isascii() and word.isalnum():  # nearly every word, so the quick way
            return self.by_form.get(word.lower(), [])
        forms = {form for piece in pieces_of(own_word(word)) for form in spellings(piece)}
        return list({id(one): one for form in forms for one in self.by_form.get(form, [])}.values())


def forms_for(identity: Identity) -> frozenset[str]:
    cut = {name[:end] for name in identity.called for end in range(3, len(name))}
    return frozenset(identity.parts | identity.joined | cut | {f"{part}s" for part in identity.parts})


@dataclass(frozen=True)
class Telling:
    """Pieces of a text, as they stand in it and in its order, each once. `sure`: a name and nothing else. `doubtful`: may be a word."""

    sure: list[str]
    doubtful: list[str]


Piece = tuple[str, bool]


def telling_in(text: str, known: Known) -> Telling:
    """What in a text tells who somebody is.

    >>> amira = Known([Identity(("Amira Hassan",), ("a.hassan@example.org",), ("N20417",))])
    >>> telling_in("Amíra’s plan; see n-20417.", amira).sure
    ['Amíra', 'n-20417']
    >>> telling_in("AH was late, and Ami said why.", amira).doubtful
    ['AH', 'Ami']
    >>> telling_in("I will hope. May was hard.", Known([Identity(("Will May Hope",))]))
    Telling(sure=[], doubtful=['May'])
    """
    if not known.identities or not text:
        return Telling([], [])
    shown = visible(text)
    found = sorted(found_in(shown, known), key=lambda one: shown.find(one[0]))
    sure = list(dict.fromkeys(piece for piece, is_sure in found if is_sure))
    return Telling(
        sure, [piece for piece in dict.fromkeys(p for p, is_sure in found if not is_sure) if piece not in sure]
    )


def visible(text: str) -> str:
    """Without what is of no width and could stand inside a name."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(char for char in composed if char.isascii() or unicodedata.category(char) != "Cf")


def found_in(text: str, known: Known) -> Iterator[Piece]:
    words = [match[0] for match in WORD.finditer(text)]
    initials = [(match[0].strip(), "".join(filter(None, match.groups()))) for match in INITIALS.finditer(text)]
    initials += [(word, word) for word in words]
    large = [(shown, plain(letters)) for shown, letters in initials if letters.isupper()]
    for identity in known.identities:
        yield from addresses_in(text, identity)
        yield from numbers_in(text, identity)
        yield from ((shown, False) for shown, letters in large if letters in identity.initials)
        yield from unspaced_in(text, identity)
    for at, word in enumerate(words):
        for identity in known.meant_by(word):
            found = judged(word, identity)
            if found is not None:
                yield own_word(word), found or is_beside(words, at, identity)


def judged(word: str, identity: Identity) -> bool | None:
    """True: surely this person's name. False: perhaps. None: not theirs."""
    pieces = pieces_of(own_word(word))
    forms = {form for piece in pieces for form in spellings(piece)}
    if forms & identity.joined:
        return True
    judgements = [of_part(piece, identity) for piece in pieces]
    known = [one for one in judgements if one is not None]
    return any(known) if known else None


def of_part(piece: str, identity: Identity) -> bool | None:
    forms, is_large = spellings(piece), not piece[:1].islower()
    if forms & ORDINARY:
        is_named = bool(forms & identity.parts) and is_large and len(piece) > 2
        return False if is_named else None
    if forms & identity.parts:
        return is_large and len(piece) > 2 if len(piece) > 2 or is_large else None
    cut = {form[:-1] for form in forms if form.endswith("s") and len(form) > 4}
    if cut & (identity.parts if is_large else identity.parts - ORDINARY):
        return False
    is_short = is_large and len(piece) > 2 and any(name.startswith(tuple(forms)) for name in identity.called)
    return False if is_short else None


def is_beside(words: list[str], at: int, identity: Identity) -> bool:
    """Whether another part of the same name stands beside it: a first and a family name, ordinary words or not."""
    beside = [words[other] for other in (at - 1, at + 1) if 0 <= other < len(words)]
    forms = spellings(own_word(words[at]))
    return any(
        judged(other, identity) is not None and spellings(own_word(other)) & identity.parts - forms for other in beside
    )


def addresses_in(text: str, identity: Identity) -> Iterator[Piece]:
    low = text.lower()
    for address in identity.addresses:
        at = low.find(address.lower()) if address else -1
        if at >= 0:
            yield text[at : at + len(address)], True


def numbers_in(text: str, identity: Identity) -> Iterator[Piece]:
    """A staff number, however it is grouped."""
    for pattern, is_sure in identity.number_patterns:
        yield from ((match[0], is_sure) for match in pattern.finditer(text))


def unspaced_in(text: str, identity: Identity) -> Iterator[Piece]:
    """A name in a script that sets no spaces between words."""
    yield from ((word, True) for name in identity.names for word in name.split() if is_unspaced(word) and word in text)


def is_unspaced(word: str) -> bool:
    return len(word) > 1 and all(
        unicodedata.name(char, "").startswith(("CJK", "HIRAGANA", "KATAKANA")) for char in word
    )


def own_word(word: str) -> str:
    """Without the ending of a possessive.

    >>> own_word("Amira's"), own_word("James’"), own_word("O’Brien"), own_word("Ruth")
    ('Amira', 'James', 'O’Brien', 'Ruth')
    """
    return re.sub(r"['’ʼ‘`]s?$", "", word, flags=re.IGNORECASE)


def pieces_of(word: str) -> list[str]:
    """A word, and what hyphens join.

    >>> pieces_of("Anne-Marie"), pieces_of("Ruth")
    (['AnneMarie', 'Anne', 'Marie'], ['Ruth'])
    """
    parts = [part for part in JOINTS.split(word) if part]
    return ["".join(parts), *parts] if len(parts) > 1 else parts


def spellings(word: str) -> frozenset[str]:
    """How a word may be written without its accents.

    >>> sorted(spellings("Müller")), sorted(spellings("O’Brien")), sorted(spellings("Łukasz"))
    (['mueller', 'muller'], ['obrien'], ['lukasz'])
    """
    if word.isascii():
        return frozenset({plain(word)})
    composed = unicodedata.normalize("NFC", word).casefold()
    return frozenset({plain(composed), plain(composed.translate(GERMAN))})


def plain(word: str) -> str:
    """Small letters without accents and apostrophes."""
    if word.isascii():
        return APOSTROPHES.sub("", word).lower()
    apart = unicodedata.normalize("NFKD", APOSTROPHES.sub("", word).casefold().translate(LATIN))
    return "".join(char for char in apart if unicodedata.category(char) not in ("Mn", "Cf"))
