"""Writing: my notes, and our record, in which two people may type at once and nothing is lost."""

from datetime import datetime, timedelta

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.merging import merged
from stepwell.people.models import Person

from ..models import Conversation, NoteVersion, PrivateNote, SharedNote
from ..models.notes import MOST_TEXT
from .holding import WRITABLE, fitting, held, touch
from .refusals import ChangedElsewhere, SameParagraph

# Saves of one writer within this time, with none of the other's between, are one version in the history.
ONE_SITTING = timedelta(minutes=10)


@transaction.atomic
def save_private_note(
    conversation: Conversation, text: str, *, revision: int, by: Person, at: datetime
) -> PrivateNote | None:
    """My own notes; at any time, also long afterwards. From a page older than what is stored, nothing is kept."""
    text = fitting(text, MOST_TEXT)
    held(conversation, by)
    note = PrivateNote.objects.select_for_update().filter(conversation=conversation, writer=by).first()
    if note is None:
        if not text:
            return None
        record("private_note_begun", by=by, at=at, about=conversation)
        return PrivateNote.objects.create(conversation=conversation, writer=by, text=text, saved_at=at)
    if note.text == text:
        return note
    if note.revision != revision:
        raise ChangedElsewhere(note)
    note.text, note.saved_at, note.revision = text, at, note.revision + 1
    note.save()
    return note


@transaction.atomic
def save_record(
    conversation: Conversation, text: str, *, base: str, revision: int, by: Person, at: datetime
) -> SharedNote | None:
    """Our record, as one of the two has changed it since `base`, the text they began from (that of `revision`).

    If the other saved meanwhile, both changes are kept; in one paragraph, nothing is written and the two must choose.
    """
    text, base = fitting(text, MOST_TEXT), fitting(base, MOST_TEXT)
    held(conversation, by, WRITABLE)
    note = SharedNote.objects.select_for_update(of=("self",)).filter(conversation=conversation).first()
    if note is None:
        return first_record(conversation, text, by=by, at=at) if text else None
    if note.revision != revision:
        both = merged(base, text, note.text).text
        if both is None:
            raise SameParagraph(note)
        text = fitting(both, MOST_TEXT)
    if note.text == text:
        return note
    note.text, note.saved_at, note.saved_by, note.revision = text, at, by, note.revision + 1
    note.save()
    keep_version(note, by=by, at=at)
    touch(conversation)
    return note


def first_record(conversation: Conversation, text: str, *, by: Person, at: datetime) -> SharedNote:
    note = SharedNote.objects.create(conversation=conversation, text=text, saved_at=at, saved_by=by)
    keep_version(note, by=by, at=at)
    touch(conversation)
    return note


def keep_version(note: SharedNote, *, by: Person, at: datetime) -> None:
    """One event and one version a sitting: a trail of every pause would be a record of somebody's typing."""
    latest = note.versions.order_by("-number").first()
    if latest and latest.written_by_id == by.pk and at - latest.began_at < ONE_SITTING:
        latest.text, latest.written_at = note.text, at
        latest.save(update_fields=["text", "written_at"])
        return
    number = latest.number + 1 if latest else 1
    NoteVersion.objects.create(note=note, number=number, text=note.text, began_at=at, written_at=at, written_by=by)
    record("our_record_written", by=by, at=at, about=note)
