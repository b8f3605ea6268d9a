"""Entries as lines of a list: what each is called, how it begins, what stands beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.template.defaultfilters import truncatechars

from stepwell.domain.framework import Pack
from stepwell.domain.reflecting import headline
from stepwell.journal.models import JournalEntry
from stepwell.journal.queries.entries import Opened

SHUT = "This cannot be opened now"
BEGINNING = 220  # characters


@dataclass(frozen=True)
class Line:
    opened: Opened
    name: str
    beginning: str
    about: list[str]
    files: int
    shared: int

    @property
    def entry(self) -> JournalEntry:
        return self.opened.entry

    @property
    def heading(self) -> str:
        return heading_of(self.opened)


@dataclass(frozen=True)
class Month:
    day: date
    lines: list[Line]


def name_of(opened: Opened) -> str:
    """Its title; the name of what guides it; else its first words."""
    if not opened.is_free:
        return opened.name
    leaf = opened.leaves[0]
    if leaf.is_shut:
        return SHUT
    if leaf.writing.title:
        return leaf.writing.title
    return headline(leaf.writing.text)[0] or ("Files" if leaf.files else "An empty page")


def heading_of(opened: Opened) -> str:
    """Above its words: what it is called, or its day, since its first words follow anyway."""
    leaf = opened.leaves[0]
    named = not opened.is_free or leaf.writing.title or leaf.is_shut
    return name_of(opened) if named else f"{opened.entry.entry_date:%A %-d %B %Y}"


def beginning_of(opened: Opened) -> str:
    """How it goes on after its name."""
    texts = [answer.text for leaf in opened.leaves for answer in leaf.writing.answered]
    if not texts:
        return ""
    named = not opened.is_free or opened.leaves[0].writing.title
    return truncatechars(" ".join(texts[0].split()) if named else headline(texts[0])[1], BEGINNING)


def line_of(opened: Opened, tag_names: Sequence[str], shared: int) -> Line:
    files = sum(len(leaf.files) for leaf in opened.leaves)
    return Line(opened, name_of(opened), beginning_of(opened), list(tag_names), files, shared)


def by_month(lines: Iterable[Line]) -> list[Month]:
    months: list[Month] = []
    for line in lines:
        day = line.entry.entry_date.replace(day=1)
        if not months or months[-1].day != day:
            months.append(Month(day, []))
        months[-1].lines.append(line)
    return months


def tag_names(opened: Opened, packs: dict[int, Pack]) -> list[str]:
    """By framework id: the packs that may be named here. A part that is gone from its framework has no name."""
    names = []
    for tag in opened.entry.tags.all():
        pack = packs.get(tag.framework_id)
        dimension = pack.dimension_by_id.get(tag.dimension_id) if pack else None
        if dimension:
            names.append(dimension.name)
    return names


@dataclass(frozen=True)
class MonthLink:
    day: date
    count: int
    current: bool


@dataclass(frozen=True)
class Year:
    number: int
    months: list[MonthLink]
    open: bool


def by_year(months: Iterable[tuple[date, int]], chosen: date | None) -> list[Year]:
    """The months with entries, by year, the latest first; the chosen year stands open, or the latest."""
    years: dict[int, list[MonthLink]] = {}
    for day, count in months:
        years.setdefault(day.year, []).append(MonthLink(day, count, day == chosen))
    shown = chosen.year if chosen else max(years, default=0)
    return [Year(number, links, number == shown) for number, links in years.items()]


def tag_choices(tags: Iterable[tuple[int, str]], packs: dict[int, Pack]) -> list[tuple[str, str]]:
    """What somebody's entries are about, to choose from, by name."""
    found = []
    for framework_id, dimension_id in tags:
        pack = packs.get(framework_id)
        dimension = pack.dimension_by_id.get(dimension_id) if pack else None
        if pack and dimension:
            found.append((f"{framework_id}/{dimension_id}", f"{dimension.name} ({pack.called})"))
    return sorted(found, key=lambda choice: choice[1])
