"""Entries as their owner reads them: what guides an entry, and what was written on each of its pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Count, QuerySet, prefetch_related_objects
from django.db.models.functions import TruncMonth

from stepwell.domain.framework import Pack
from stepwell.domain.reflecting import (
    FREE,
    Guide,
    Question,
    Section,
    Writing,
    bank_of,
    coaching_questions,
    guide_of_bank,
    guide_of_coaching,
    guide_of_values,
    writing_of,
)
from stepwell.frameworks.queries import StoredPack, pack_of
from stepwell.journal.models import Attachment, EntryTag, JournalEntry, JournalPage
from stepwell.people.models import Person
from stepwell.prepared import prepared
from stepwell.sealing.keys import CannotUnseal

KIND = JournalEntry.Kind
PREPARING = ("journal", "preparation")
HEAVY = (
    "version__content", "version__changes", "overlay__wordings", "about_version__content", "about_version__changes",
)  # fmt: skip


def entries() -> QuerySet[JournalEntry]:
    """With everything a page needs beside the pack's text, which is kept in memory."""
    found = JournalEntry.objects.select_related("person", "version__framework", "overlay", "about_version__framework")
    return found.defer(*HEAVY)


def own_entries(person: Person) -> QuerySet[JournalEntry]:
    """Whatever was written, the latest day first; a page nobody has written on is no entry."""
    return entries().filter(person=person, saved_at__isnull=False)


def guided_drafts(person: Person) -> QuerySet[JournalEntry]:
    """Guided entries that somebody wrote on and has not said to be ready with, the latest first."""
    found = own_entries(person).exclude(kind=KIND.FREE)
    return found.filter(ready_at__isnull=True).order_by("-saved_at")


LEFT_OFF = prepared(lambda person, since: guided_drafts(person).filter(saved_at__gte=since)[:1])


def left_off(person: Person, since: datetime) -> JournalEntry | None:
    """The guided entry that somebody wrote on last, unless that is long ago: nobody is reminded of last year's."""
    return next(iter(LEFT_OFF.rows(person=person, since=since)), None)


def begun_on(person: Person, stored: StoredPack, kind: str, bank_id: str) -> list[JournalEntry]:
    """What somebody wrote with the same questions before, the latest first."""
    found = own_entries(person).filter(version__framework_id=stored.version.framework_id, kind=kind, bank_id=bank_id)
    return list(found.order_by("-started_at")[:3])


def entry_by_id(entry_id: UUID) -> JournalEntry | None:
    return entries().filter(pk=entry_id).first()


def attachment_by_id(file_id: UUID) -> Attachment | None:
    return Attachment.objects.select_related("page__entry").defer("content").filter(pk=file_id).first()


@dataclass(frozen=True)
class Leaf:
    """One section of an entry, and what was written in it so far."""

    number: int
    section: Section
    page: JournalPage | None
    files: tuple[Attachment, ...] = ()

    @cached_property
    def writing(self) -> Writing:
        """Empty where the key is missing: one page that cannot be opened closes no other."""
        return Writing() if self.is_shut or not self.page else writing_of(self.page.content)

    @cached_property
    def is_shut(self) -> bool:
        """True if it was sealed with a key that is not here."""
        try:
            self.must_open()
        except CannotUnseal:
            return True
        return False

    @property
    def has_something(self) -> bool:
        return bool(self.files) or self.is_shut or not self.writing.is_empty

    def must_open(self) -> None:
        """Raises where it cannot be opened, before somebody writes over it."""
        if self.page:
            writing_of(self.page.content)


@dataclass(frozen=True)
class Opened:
    """An entry with its guide: one leaf for each section, in the guide's order."""

    entry: JournalEntry
    guide: Guide
    pack: Pack | None
    leaves: tuple[Leaf, ...]

    def leaf(self, number: int) -> Leaf | None:
        return self.leaves[number - 1] if 1 <= number <= len(self.leaves) else None

    @property
    def is_free(self) -> bool:
        return self.entry.kind == KIND.FREE

    @property
    def name(self) -> str:
        return name_of_guide(self.entry, self.guide)

    @property
    def prepares(self) -> bool:
        """True if its questions were made to be thought through before a conversation."""
        bank = bank_of(self.pack, self.entry.bank_id) if self.pack and self.entry.kind == KIND.QUESTIONS else None
        return bank is not None and bank.purpose in PREPARING

    @property
    def first_open(self) -> Leaf:
        """The first page without a word, else the first."""
        return next((leaf for leaf in self.leaves if leaf.writing.is_empty and not leaf.is_shut), self.leaves[0])


def opened(entry: JournalEntry, packs: Sequence[StoredPack] = ()) -> Opened:
    """Two queries. `packs` are those whose coaching questions a reflection on values may ask."""
    files: dict[UUID, list[Attachment]] = {}
    for file in Attachment.objects.filter(page__entry=entry).defer("content"):
        files.setdefault(file.page_id, []).append(file)
    return with_pages(entry, {page.section_id: page for page in entry.pages.all()}, files, packs)


def with_pages(
    entry: JournalEntry,
    pages: dict[str, JournalPage],
    files: dict[UUID, list[Attachment]],
    packs: Sequence[StoredPack] = (),
) -> Opened:
    guide = guide_of(entry, coaching_questions(stored.pack for stored in packs) if entry.kind == KIND.VALUES else ())
    leaves = []
    for number, section in enumerate(guide.sections, 1):
        page = pages.get(section.id)
        leaves.append(Leaf(number, section, page, tuple(files.get(page.pk, ())) if page else ()))
    return Opened(entry, guide, pack_for(entry), tuple(leaves))


def pack_for(entry: JournalEntry) -> Pack | None:
    """The pack whose questions or values guide it, in the language in which it was begun."""
    if entry.version is None:
        return None
    pack = pack_of(entry.version, entry.overlay)
    return pack.in_language(entry.language) if entry.language else pack


def guide_of(entry: JournalEntry, coaching: Sequence[Question] = ()) -> Guide:
    """The bank or the values that it was begun with. A version never changes, so they are always still there."""
    pack = pack_for(entry)
    if pack is None:
        return FREE
    if entry.kind == KIND.VALUES:
        return guide_of_values(pack, coaching)
    bank = bank_of(pack, entry.bank_id)
    if bank is None:
        raise LookupError(f"{entry}: its version has no such bank")
    if entry.kind == KIND.COACHING:
        framework, dimension, level = about_of(entry)
        return guide_of_coaching(bank, framework=framework, dimension=dimension, level=level)
    return guide_of_bank(pack, bank)


def name_of_guide(entry: JournalEntry, guide: Guide | None = None) -> str:
    """What guides it, and what that is about: "Coaching questions: Ethical"."""
    _, dimension, level = about_of(entry)
    name = (guide or guide_of(entry)).name
    return f"{name}: {dimension}{f' ({level})' if level else ''}" if dimension else name


def about_of(entry: JournalEntry) -> tuple[str, str, str]:
    """What coaching questions are about, by name: the framework, its part, and the level; empty where nothing was chosen."""
    if entry.about_version is None:
        return "", "", ""
    pack = pack_of(entry.about_version)
    pack = pack.in_language(entry.language) if entry.language else pack
    dimension = pack.dimension_by_id.get(entry.about_dimension_id)
    level = pack.level_by_id.get(entry.about_level_id)
    return pack.called, dimension.name if dimension else "", level.name if level else ""


def listed(found: Iterable[JournalEntry], packs: Sequence[StoredPack] = ()) -> list[Opened]:
    """Entries for a list, with their pages, the names of their files and their tags. Three queries, whatever the number."""
    found = list(found)
    prefetch_related_objects(found, "pages", "tags")
    files: dict[UUID, list[Attachment]] = {}
    for file in Attachment.objects.filter(page__entry__in=found).defer("content"):
        files.setdefault(file.page_id, []).append(file)
    return [with_pages(entry, {page.section_id: page for page in entry.pages.all()}, files, packs) for entry in found]


def in_order(person: Person, entry_ids: Sequence[UUID]) -> list[JournalEntry]:
    """These entries of somebody, in this order."""
    found = {entry.pk: entry for entry in own_entries(person).filter(pk__in=entry_ids)}
    return [found[entry_id] for entry_id in entry_ids if entry_id in found]


def tags_of(person: Person) -> list[tuple[int, str]]:
    """What somebody's entries are about: frameworks and their dimensions. One query."""
    found = EntryTag.objects.filter(entry__person=person, entry__saved_at__isnull=False).order_by()
    return list(found.values_list("framework_id", "dimension_id").distinct())


def months_of(person: Person) -> list[tuple[date, int]]:
    """The months in which somebody wrote, the latest first, with how many entries. One query."""
    found = JournalEntry.objects.filter(person=person, saved_at__isnull=False)
    rows = found.annotate(month=TruncMonth("entry_date")).values_list("month").annotate(Count("id")).order_by("-month")
    return list(rows)
