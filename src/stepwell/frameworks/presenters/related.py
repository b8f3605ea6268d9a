"""What stands elsewhere about the same topic: "see also", and never a conversion."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from stepwell.domain.framework import Dimension, Pack, Reading, filled, readings
from stepwell.domain.framework.parts import LevelNote, Prompt, Section
from stepwell.domain.framework.texts import Behaviour

from .opened import Opened

STRENGTHS = {"equivalent": "The same topic", "close": "A close topic", "related": "A related topic"}
MATCHES = {
    "same": "the same behaviour",
    "expanded": "the same behaviour, with more",
    "part": "part of the same behaviour",
}


@dataclass(frozen=True)
class SeeAlso:
    framework: str
    name: str
    url: str
    strength: str
    reason: str


@dataclass(frozen=True)
class LinkEnd:
    framework: str
    name: str
    url: str


@dataclass(frozen=True)
class FoundLink:
    id: str
    a: LinkEnd
    b: LinkEnd
    strength: str
    reason: str


@dataclass(frozen=True)
class SameElsewhere:
    """A behaviour here, and the one in another framework that matches it."""

    mine: str
    theirs: str
    match: str
    where: str
    url: str


@dataclass(frozen=True)
class Question:
    prompt: Prompt
    text: str


class Library:
    """All frameworks that a reader may open, to follow links between them."""

    def __init__(self, opened: list[Opened]):
        self.by_slug = {one.slug: one for one in opened}
        self._places: dict[str, dict[str, Reading]] = {}

    def find(self, end: str) -> tuple[Opened, str, str] | None:
        """The framework, the name and the address of a link's end (`pack/part`); None if it is not there (any more)."""
        slug, _, part = end.partition("/")
        opened = self.by_slug.get(slug)
        if opened is None:
            return None
        dimension = opened.pack.dimension_by_id.get(part)
        if dimension:
            return opened, dimension.name, opened.url("dimension", dimension.id)
        place = self.places(opened).get(part)
        return (opened, name_of(opened.pack, part) or place.name, address(opened, place)) if place else None

    def places(self, opened: Opened) -> dict[str, Reading]:
        if opened.slug not in self._places:
            self._places[opened.slug] = {reading.id: reading for reading in readings(opened.pack)}
        return self._places[opened.slug]

    def see_also(self, slug: str, part: str) -> list[tuple[str, list[SeeAlso]]]:
        """Related parts of other frameworks, the strongest first, by strength in words."""
        here = f"{slug}/{part}"
        links = [link for opened in self.by_slug.values() for link in opened.pack.links if here in (link.a, link.b)]
        links.sort(key=lambda link: list(STRENGTHS).index(link.strength))
        found = []
        for link in links:
            other = self.find(link.b if link.a == here else link.a)
            if other:
                opened, name, url = other
                found.append(SeeAlso(opened.pack.called, name, url, STRENGTHS[link.strength], link.reason))
        return [(strength, list(group)) for strength, group in groupby(found, key=lambda one: one.strength)]

    def links_of(self, opened: Opened) -> list[FoundLink]:
        """The framework's own links, each end as its reader finds it; an end that is gone keeps its id."""
        found = []
        for number, link in enumerate(opened.pack.links, 1):
            ends = [self.find(end) for end in (link.a, link.b)]
            a, b = (
                LinkEnd(place[0].pack.called, place[1], place[2])
                if place
                else LinkEnd(id_.partition("/")[0], id_.partition("/")[2], "")
                for place, id_ in zip(ends, (link.a, link.b), strict=True)
            )
            found.append(FoundLink(f"-link-{number}", a, b, STRENGTHS[link.strength], link.reason))
        return found

    def level_notes_of(self, opened: Opened) -> list[tuple[str, LevelNote]]:
        """How far level names compare, by the names that readers know the frameworks by."""
        known = self.by_slug
        return [
            (known[note.pack].pack.called if note.pack in known else note.pack, note)
            for note in opened.pack.level_notes
        ]

    def same_elsewhere(self, slug: str, dimension: Dimension, wording: str) -> list[SameElsewhere]:
        """Behaviours of this dimension that another framework asks about, too."""
        mine = behaviours_of(dimension)
        found = []
        for link in (link for opened in self.by_slug.values() for link in opened.pack.statement_links):
            for here, there in ((link.a, link.b), (link.b, link.a)):
                behaviour = mine.get(here.partition("/")[2]) if here.startswith(f"{slug}/") else None
                other = self.find(there) if behaviour else None
                if behaviour and other:
                    opened, _, url = other
                    place = self.places(opened)[there.partition("/")[2]]
                    theirs = place.texts[-1] if wording == "observer" else place.texts[-2]
                    where = f"{opened.pack.called}: {place.name}"
                    text = behaviour.observer if wording == "observer" else behaviour.self
                    found.append(SameElsewhere(text, theirs, MATCHES[link.match], where, url))
        return found


def behaviours_of(dimension: Dimension) -> dict[str, Behaviour]:
    found = [behaviour for level in dimension.levels for behaviour in level.indicators]
    return {behaviour.id: behaviour for behaviour in [*found, *dimension.statements]}


def name_of(pack: Pack, part: str) -> str:
    """The name of a section of questions or a growth category, which readings name by their surroundings."""
    sections = [section for bank in pack.question_banks for section in bank.sections]
    categories = pack.growth.categories if pack.growth else []
    names = {one.id: one.name for one in sections} | {one.id: one.name for one in categories}
    return names.get(part, "")


def address(opened: Opened, place: Reading) -> str:
    """The page and place where a text stands. Grade profiles have their pages in another part of Stepwell."""
    page = {"grades": "about", "glance": "framework"}.get(place.page, place.page)
    key = [place.within] if place.within else []
    return opened.url(page, *key, anchor=place.id)


def coaching_questions(
    library: Library, opened: Opened, dimension: Dimension, level: str = ""
) -> list[tuple[str, Section, list[Question]]]:
    """Every question that fits any part of any framework (R33), about this dimension or one of its levels."""
    found = []
    for other in library.by_slug.values():
        for bank in other.pack.question_banks:
            if bank.for_dimensions:
                found += [
                    (f"{bank.name} ({other.pack.called})", section, filled_section(section, opened, dimension, level))
                    for section in bank.sections
                ]
    return found


def filled_section(section: Section, opened: Opened | None, dimension: Dimension | None, level: str) -> list[Question]:
    framework, name = opened.pack.called if opened else "", dimension.name if dimension else ""
    return [
        Question(prompt, filled(prompt.text, framework=framework, dimension=name, level=level))
        for prompt in section.prompts
    ]
