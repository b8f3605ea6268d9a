"""How long something takes that people do on pages: words that have to be read, choices, and words to type.

The rates, with their sources, stand in docs/guide-mentoring.md. A sentence that stood on an earlier page is not read
again, and what is folded up is there for whoever wants it.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

READ_A_MINUTE = 200  # words; the slower end of 200 to 240
SECONDS_A_CHOICE = 5
SECONDS_A_PAGE = 2  # to press, and to see the next
TYPED_A_MINUTE = 36  # words, on a phone
SKIPPED = {"script", "style", "svg", "option", "textarea", "title", "template"}
EMPTY = {"input", "br", "img", "hr", "meta", "link", "wbr"}


class Text(HTMLParser):
    """The pieces of text within `main` that somebody sees without opening anything."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in EMPTY:
            return
        given = dict(attrs)
        hidden = "hidden" in given or "govuk-visually-hidden" in (given.get("class") or "")
        folded = tag == "details" and "open" not in given
        self.open.append((tag, "hidden" if hidden or tag in SKIPPED else "folded" if folded else ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags, states = [tag for tag, _ in self.open], [state for _, state in self.open]
        is_folded = "folded" in states and "summary" not in tags[states.index("folded") :]
        if "main" in tags and "hidden" not in states and not is_folded and data.strip():
            self.pieces.append(" ".join(data.split()))


def text_of_page(html: str) -> list[str]:
    """
    >>> text_of_page("<main><p>Read <b>this</b></p><details><summary>More</summary>Not this</details></main>Nor this")
    ['Read', 'this', 'More']
    """
    reader = Text()
    reader.feed(html)
    return reader.pieces


@dataclass
class Way:
    """What somebody meets from the first page to the end."""

    pages: int = 0
    choices: int = 0
    typed: int = 0
    seen: set[str] = field(default_factory=set)
    words: int = 0

    def look_at(self, html: str, *, choices: int = 0, typed: int = 0) -> None:
        new = dict.fromkeys(piece for piece in text_of_page(html) if piece not in self.seen)
        self.words += sum(len(piece.split()) for piece in new)
        self.seen |= new.keys()
        self.pages, self.choices, self.typed = self.pages + 1, self.choices + choices, self.typed + typed

    @property
    def minutes(self) -> float:
        seconds = self.choices * SECONDS_A_CHOICE + self.pages * SECONDS_A_PAGE
        return self.words / READ_A_MINUTE + seconds / 60 + self.typed / TYPED_A_MINUTE
