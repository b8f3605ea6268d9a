"""The list of frameworks: the organisation's own first, and among them those for the reader's audience."""

from dataclasses import dataclass

from .opened import Opened
from .words import KINDS, audience, holdings


@dataclass(frozen=True)
class Entry:
    book: Opened
    kind: str
    holds: str
    audience: str
    for_me: bool

    @property
    def url(self) -> str:
        return self.book.url("framework")


@dataclass(frozen=True)
class Shelf:
    """`own` marks the frameworks that the reader's organisation uses."""

    own: bool
    entries: list[Entry]


def shelves(books: list[Opened], audiences: list[str]) -> list[Shelf]:
    """Audiences decide what is shown first, never what may be read (R89). `books` are in the organisation's order."""
    own = [book for book in books if book.stored.is_used]
    others = [book for book in books if not book.stored.is_used]
    found = [Shelf(is_own, entries(part, audiences)) for is_own, part in ((True, own), (False, others))]
    return [shelf for shelf in found if shelf.entries]


def entries(books: list[Opened], audiences: list[str]) -> list[Entry]:
    return [
        Entry(
            book,
            KINDS[book.pack.kind],
            holdings(book.pack),
            audience(book.pack),
            nearness(book, audiences) < audiences.index("everyone") if "everyone" in audiences else False,
        )
        for book in sorted(books, key=lambda book: nearness(book, audiences))
    ]


def nearness(book: Opened, audiences: list[str]) -> int:
    """Place of the most particular audience that both have; links between frameworks are for nobody first."""
    if book.pack.kind == "crosswalk":
        return len(audiences) + 1
    places = [audiences.index(name) for name in book.pack.audience if name in audiences]
    return min(places, default=len(audiences))
