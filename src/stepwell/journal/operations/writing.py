"""Beginning an entry, writing on its pages, tagging it, saying that one is ready, deleting it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.reflecting import Writing, writing_of
from stepwell.frameworks.models import Framework, FrameworkVersion, Overlay
from stepwell.journal.models import EntryTag, JournalEntry, JournalPage, SharedPage
from stepwell.people.models import Person
from stepwell.sharing.models import Share
from stepwell.sharing.operations import withdraw

KIND = JournalEntry.Kind


class ChangedElsewhere(Exception):
    """Another page or device saved something else since this one read it; `page` holds that."""

    def __init__(self, page: JournalPage):
        super().__init__("changed elsewhere")
        self.page = page


class EntryGone(Exception):
    """The entry was deleted on another page meanwhile."""


@transaction.atomic
def start_note(*, person: Person, today: date, at: datetime) -> JournalEntry:
    """A page to write on. One that nobody has written on yet is taken first, so that looking in leaves nothing behind."""
    Person.objects.select_for_update().get(pk=person.pk)  # two clicks at once make one page
    blank = JournalEntry.objects.filter(person=person, kind=KIND.FREE, saved_at__isnull=True).first()
    if blank:
        JournalEntry.objects.filter(pk=blank.pk).update(entry_date=today, started_at=at)
        return blank
    return begin(JournalEntry(person=person, kind=KIND.FREE, entry_date=today, started_at=at))


@transaction.atomic
def start_guided(
    *,
    person: Person,
    kind: str,
    version: FrameworkVersion,
    overlay: Overlay | None,
    bank_id: str = "",
    about: tuple[FrameworkVersion, str, str] | None = None,
    language: str,
    today: date,
    at: datetime,
) -> JournalEntry:
    """Begin with the questions of a bank, or the values, of this version. `about`: a version, its dimension, a level or ""."""
    Person.objects.select_for_update().get(pk=person.pk)
    about_version, dimension_id, level_id = about or (None, "", "")
    wanted = {
        "person": person, "kind": kind, "version": version, "overlay": overlay, "bank_id": bank_id, "language": language,
        "about_version": about_version, "about_dimension_id": dimension_id, "about_level_id": level_id,
    }  # fmt: skip
    blank = JournalEntry.objects.filter(**wanted, saved_at__isnull=True).first()
    if blank:
        JournalEntry.objects.filter(pk=blank.pk).update(entry_date=today, started_at=at)
        return blank
    entry = begin(JournalEntry(**wanted, entry_date=today, started_at=at))
    if about_version is not None:
        EntryTag.objects.create(entry=entry, framework_id=about_version.framework_id, dimension_id=dimension_id)
    return entry


def begin(entry: JournalEntry) -> JournalEntry:
    entry.save()
    record("journal_entry_started", by=entry.person, at=entry.started_at, about=entry)
    return entry


@transaction.atomic
def save_page(
    entry: JournalEntry,
    section_id: str,
    writing: Writing,
    *,
    entry_date: date | None = None,
    dimension_id: str = "",
    revision: int,
    at: datetime,
) -> JournalPage | None:
    """Keep what stands on one page, and return it; None while there is nothing to keep.

    `revision` is the one the page was made from. If another page saved meanwhile and says something else, nothing is
    written and ChangedElsewhere carries what stands there. A save is no event: a trail of every pause would be a record
    of somebody's typing. `dimension_id` is what the section is about, which becomes a tag with its first words.
    """
    day = locked(entry).entry_date
    page = JournalPage.objects.filter(entry=entry, section_id=section_id).first()
    if page is None:
        if writing.is_empty:
            return None
        page = JournalPage(entry=entry, section_id=section_id, revision=0)
    stored = writing_of(page.content)
    if page.revision and stored == writing and entry_date in (None, day):
        return page
    if page.revision not in (0, revision) and not stored.is_empty:
        raise ChangedElsewhere(page)
    page.content = writing.as_data()
    page.revision += 1
    page.saved_at = at
    page.save()
    JournalEntry.objects.filter(pk=entry.pk).update(saved_at=at, entry_date=entry_date or day)
    if dimension_id and entry.version and not writing.is_empty:
        EntryTag.objects.get_or_create(entry=entry, framework_id=entry.version.framework_id, dimension_id=dimension_id)
    return page


def locked(entry: JournalEntry) -> JournalEntry:
    """The row as it is now, held until the transaction ends."""
    found = JournalEntry.objects.select_for_update(of=("self",)).filter(pk=entry.pk).first()
    if found is None:
        raise EntryGone
    return found


@transaction.atomic
def tag_entry(entry: JournalEntry, tags: Iterable[tuple[Framework, str]], *, by: Person, at: datetime) -> None:
    """Replace what the entry is about by these dimensions."""
    locked(entry)
    wanted = {(framework.pk, dimension_id) for framework, dimension_id in tags}
    kept = {(tag.framework_id, tag.dimension_id): tag for tag in entry.tags.all()}
    EntryTag.objects.filter(pk__in=[tag.pk for key, tag in kept.items() if key not in wanted]).delete()
    EntryTag.objects.bulk_create(
        EntryTag(entry=entry, framework_id=framework_id, dimension_id=dimension_id)
        for framework_id, dimension_id in sorted(wanted - set(kept))
    )
    record("journal_entry_tagged", by=by, at=at, about=entry, count=len(wanted))


@transaction.atomic
def set_ready(entry: JournalEntry, ready: bool, *, by: Person, at: datetime) -> None:
    """The person says that they are ready, or not yet. Nothing is counted: an empty page can be ready, too."""
    stored = locked(entry)
    if bool(stored.ready_at) == ready:
        return
    JournalEntry.objects.filter(pk=entry.pk).update(ready_at=at if ready else None, saved_at=stored.saved_at or at)
    record("journal_entry_ready" if ready else "journal_entry_not_ready", by=by, at=at, about=entry)


@transaction.atomic
def delete_entry(entry: JournalEntry, *, by: Person, at: datetime) -> None:
    """For good: its pages, files and tags go, and whoever could read a page of it no longer can."""
    stored = locked(entry)
    for share in Share.objects.filter(pk__in=SharedPage.objects.filter(page__entry=stored).values("share_id")):
        withdraw(share, by=by, at=at)
    record("journal_entry_deleted", by=by, at=at, about=stored)
    stored.delete()
