"""A framework as it lies open before one reader: which version, whose wording, which language."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from stepwell.domain.framework import Pack, chosen_language
from stepwell.domain.framework.texts import Notice
from stepwell.frameworks.queries import StoredPack


@lru_cache(10_000)
def address(page: str, *key: Any) -> str:
    """A page of a framework may hold a hundred of them, the same for every reader."""
    return reverse(f"frameworks:{page}", args=key)


@dataclass(frozen=True)
class Opened:
    """`pack` is in `language` as far as it is translated. `number` is set when an older version was asked for."""

    stored: StoredPack
    pack: Pack
    language: str
    number: int | None = None
    chosen_language: str = ""

    @property
    def slug(self) -> str:
        return self.pack.id

    def url(self, page: str, *key: Any, anchor: str = "", **query: Any) -> str:
        """The address of another page of this framework, in the same version and language."""
        kept = {"version": self.number, "lang": self.chosen_language, **query}
        given = {name: value for name, value in kept.items() if value}
        asked = f"?{urlencode(given)}" if given else ""
        return f"{address(page, self.slug, *key)}{asked}{'#t-' + anchor if anchor else ''}"

    def language_of(self, part: Any) -> str:
        """The language that a text stands in: not every text is translated."""
        return self.language if self.language in getattr(part, "translations", {}) else self.stored.pack.language

    def language_of_field(self, field: str) -> str:
        """The same for a text of the framework as a whole."""
        words = self.stored.pack.words.get(self.language)
        return self.language if getattr(words, field, None) else self.stored.pack.language

    @property
    def languages(self) -> list[str]:
        return [self.stored.pack.language, *self.stored.pack.translations]

    @property
    def general_notices(self) -> list[Notice]:
        """What is good to know; limits of purpose stand at the top of a page, and rights at its foot."""
        return [notice for notice in self.pack.notices if notice.kind not in ("purpose_limit", "rights")]

    @property
    def pages(self) -> list[tuple[str, str]]:
        """The pages that this framework has something for: label and address name."""
        pack = self.pack
        found = [
            ("At a glance", "framework", True),
            ("Questions", "questions", bool(pack.question_banks)),
            ("What if…?", "cards", bool(pack.cards)),
            ("Supporter roles", "roles", bool(pack.roles or pack.stages)),
            ("Ways to develop", "development", bool(pack.initiatives or pack.resources)),
            ("Links", "links", bool(pack.links)),
            ("About it", "about", True),
            ("Versions", "versions", True),
        ]
        return [(label, name) for label, name, there in found if there]


def open_pack(stored: StoredPack, *, asked_language: str, own_language: str, number: int | None) -> Opened:
    language = chosen_language(stored.pack.languages, asked_language, own_language)
    asked = language if asked_language else ""
    return Opened(stored, stored.pack.in_language(language), language, number, asked)
