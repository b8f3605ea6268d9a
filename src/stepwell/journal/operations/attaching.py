"""Files beside a page."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from stepwell.audit.operations import record
from stepwell.domain.evidence import Refused, examine, safe_name
from stepwell.journal.models import Attachment, JournalEntry, JournalPage
from stepwell.people.models import Person

from .writing import locked

MB = 1024 * 1024
LARGEST_FILE = 10 * MB
ROOM = 100 * MB  # for all files of a person
MOST_FILES = 20  # beside one page


@transaction.atomic
def attach_file(
    entry: JournalEntry, section_id: str, *, name: str, data: bytes, size: int, by: Person, at: datetime
) -> Attachment:
    """Keep a file beside a page, sealed. Refused, with what to do, if it is too large or is not what its name says.

    `size` is what was sent; of a file that is too large no byte needs to be read.
    """
    if size > LARGEST_FILE:
        raise Refused(f"The file must be {in_mb(LARGEST_FILE)} or smaller: this one has {in_mb(size)}")
    kind = examine(name, data)
    Person.objects.select_for_update().get(pk=entry.person_id)  # two uploads at once share one room
    locked(entry)
    left = ROOM - size_of_files(by)
    if len(data) > left:
        raise Refused(
            f"Your journal has room for {in_mb(ROOM)} of files, and {in_mb(max(0, left))} are left. "
            "Remove a file that you need no longer, or choose a smaller one"
        )
    page, _ = JournalPage.objects.get_or_create(entry=entry, section_id=section_id, defaults={"saved_at": at})
    if page.attachments.count() >= MOST_FILES:
        raise Refused(f"There can be {MOST_FILES} files beside one page. Remove one first")
    file = Attachment.objects.create(
        page=page, name=safe_name(name), content=data, media_type=kind.media_type, size=len(data), attached_at=at
    )
    JournalEntry.objects.filter(pk=entry.pk).update(saved_at=at)
    record("journal_file_attached", by=by, at=at, about=file)
    return file


def size_of_files(person: Person) -> int:
    return Attachment.objects.filter(page__entry__person=person).aggregate(total=Sum("size"))["total"] or 0


@transaction.atomic
def remove_file(file: Attachment, *, by: Person, at: datetime) -> None:
    """For good, also from what was shown to others."""
    record("journal_file_removed", by=by, at=at, about=file)
    file.delete()


def in_mb(size: int) -> str:
    """Rounded up, so that what is too large never looks as if it were not.

    >>> in_mb(10 * MB), in_mb(10 * MB + 1), in_mb(1536 * 1024), in_mb(20_000)
    ('10 MB', '10.1 MB', '1.5 MB', '20 KB')
    """
    if size < MB // 10:
        return f"{-(-size // 1000)} KB"
    return f"{-(-size * 10 // MB) / 10:.1f}".removesuffix(".0") + " MB"
