"""Entries as lines of a list: what each is called, how it begins, what stands beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.template.defaultfilters import truncatechars

from stepwell.domain.framework import Pack
from stepwell.journal.models import JournalEntry
from stepwell.journal.queries.entries import Opened

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


@dataclass(frozen=True)
class Month:
    day: date
    lines: list[Line]


def name_of(opened: Opened) -> str:
    """Its title; the name of what guides it; else its first words."""
    if not opened.is_free:
        return guided_name(opened)
    writing = opened.leaves[0].writing
    return writing.title or truncatechars(" ".join(writing.text.split()), 60) or "Files"


def guided_name(opened: Opened) -> str:
    about = opened.about
    return f"{opened.guide.name}: {about}" if about else opened.guide.name


def beginning_of(opened: Opened) -> str:
    """How it goes on after its name."""
    texts = [answer.text for leaf in opened.leaves for answer in leaf.writing.answers if answer.text]
    text = " ".join(texts[0].split()) if texts else ""
    shown = truncatechars(text, BEGINNING)
    return "" if shown == name_of(opened) else shown


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
