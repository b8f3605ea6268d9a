"""The page on which somebody writes, and the page that shows a whole entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from stepwell.domain.reflecting import Question
from stepwell.journal.models import JournalEntry, SharedPage
from stepwell.journal.queries.entries import Leaf, Opened

from .guides import ready_words
from .lines import heading_of, name_of
from .sharing import share_title, who_reads


@dataclass(frozen=True)
class Step:
    """One section in the list beside the page. It says whether something is there, and counts nothing."""

    name: str
    url: str
    written: bool
    current: bool


@dataclass(frozen=True)
class WritingPage:
    opened: Opened
    leaf: Leaf
    steps: list[Step]
    previous: Step | None
    next: Step | None
    can_ask_more: bool
    today: date
    shares: Sequence[SharedPage]

    @property
    def entry(self) -> JournalEntry:
        return self.opened.entry

    @property
    def title(self) -> str:
        return "Write" if self.opened.is_free else self.leaf.section.name

    @property
    def who_reads(self) -> str:
        """Whatever was shown already, what is written now only its writer reads."""
        if not self.shares:
            return "Only you can read this"
        names = list(dict.fromkeys(shared.share.recipient.full_name for shared in self.shares))
        return f"Only you can read what you write now. {', '.join(names)} can read what you have shown"

    @property
    def caption(self) -> str:
        return f"{self.entry.entry_date:%-d %B %Y}" if self.opened.is_free else self.opened.name

    @property
    def share_caption(self) -> str:
        return share_title(self.opened, self.leaf)


def writing_page(
    opened: Opened, leaf: Leaf, asked: Sequence[Question], today: date, shares: Sequence[SharedPage] = ()
) -> WritingPage:
    steps = [step_of(opened, one, leaf.number) for one in opened.leaves]
    return WritingPage(
        opened=opened,
        leaf=leaf,
        steps=steps,
        previous=steps[leaf.number - 2] if leaf.number > 1 else None,
        next=steps[leaf.number] if leaf.number < len(steps) else None,
        can_ask_more=bool({one.id for one in leaf.section.pool} - {one.id for one in asked}),
        today=today,
        shares=shares,
    )


def step_of(opened: Opened, leaf: Leaf, current: int) -> Step:
    url = page_url(opened.entry, leaf.number)
    return Step(leaf.section.name, url, not leaf.writing.is_empty, leaf.number == current)


def page_url(entry: JournalEntry, number: int) -> str:
    return reverse("journal:page", args=[entry.pk, number])


def entry_url(entry: JournalEntry) -> str:
    return reverse("journal:entry", args=[entry.pk])


def after_detour(entry: JournalEntry) -> str:
    """Back from choosing tags or files: to the entry, or to its first page if nobody has written on it yet."""
    return entry_url(entry) if entry.saved_at else page_url(entry, 1)


def where_next(then: str, opened: Opened, leaf: Leaf, asked: int) -> str:
    """The button that was pressed, else onwards: the next section, and the whole entry after the last.

    `asked`: how many questions of the section's pool the page showed.
    """
    entry, number = opened.entry, leaf.number
    if then == "later":
        return reverse("journal:list")
    if then == "files":
        return reverse("journal:files", args=[entry.pk, number])
    if then == "about":
        return reverse("journal:tags", args=[entry.pk])
    if then == "another":
        return f"{page_url(entry, number)}?asked={asked + 1}#another"
    if then == "back" and number > 1:
        return page_url(entry, number - 1)
    if then == "whole" or number >= len(opened.leaves):
        return entry_url(entry)
    return page_url(entry, number + 1)


def shared_pages(shares: Mapping[UUID, list[SharedPage]], leaf: Leaf) -> list[SharedPage]:
    return shares.get(leaf.page.pk, []) if leaf.page else []


@dataclass(frozen=True)
class SectionShown:
    leaf: Leaf
    url: str
    shares: list[SharedPage]


@dataclass(frozen=True)
class EntryPage:
    """A whole entry: its written sections, and the names of those still empty."""

    opened: Opened
    name: str
    written: list[SectionShown]
    empty: list[SectionShown]
    tags: list[str]
    who_reads: str
    shared: bool
    ready: tuple[str, str]

    @property
    def heading(self) -> str:
        return heading_of(self.opened)

    @property
    def day(self) -> str:
        """Above the heading, unless it is the heading."""
        day = f"{self.opened.entry.entry_date:%A %-d %B %Y}"
        return "" if day == self.heading else day

    @property
    def entry(self) -> JournalEntry:
        return self.opened.entry


def entry_page(opened: Opened, shares: Mapping[UUID, list[SharedPage]], tags: list[str]) -> EntryPage:
    sections = [
        SectionShown(leaf, page_url(opened.entry, leaf.number), shared_pages(shares, leaf)) for leaf in opened.leaves
    ]
    shown = [one for section in sections for one in section.shares]
    return EntryPage(
        opened=opened,
        name=name_of(opened),
        written=[one for one in sections if one.leaf.has_something],
        empty=[one for one in sections if not one.leaf.has_something],
        tags=tags,
        who_reads=who_reads(shown),
        shared=bool(shown),
        ready=ready_words(opened),
    )
