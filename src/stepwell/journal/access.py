"""Whose entry it is, and whom they show a page of it: facts; what follows from them is in access/roles.py."""

from uuid import UUID

from django.utils import timezone

from stepwell.access.checks import Found
from stepwell.access.roles import Role
from stepwell.people.models import Person
from stepwell.sharing.queries import is_open

from .models import JournalEntry, SharedPage
from .queries import entries, sharing


def roles(entry: JournalEntry, person: Person) -> frozenset[Role]:
    return frozenset({Role.OWNER}) if entry.person_id == person.pk else frozenset()


def load_entry(person: Person, entry_id: UUID) -> Found | None:
    entry = entries.entry_by_id(entry_id)
    return Found(entry, roles(entry, person)) if entry else None


def load_page(person: Person, entry_id: UUID, number: int) -> Found | None:
    """One page of it; whether there is one of that number only its guide knows, and the view asks."""
    found = load_entry(person, entry_id)
    return Found((found.thing, number), found.roles) if found else None


def load_file(person: Person, file_id: UUID) -> Found | None:
    file = entries.attachment_by_id(file_id)
    return Found(file, roles(file.page.entry, person)) if file else None


def load_shared(person: Person, share_id: UUID) -> Found | None:
    """A grant counts for its recipient alone, until it is withdrawn or ends."""
    shared = sharing.shared_page(share_id)
    return Found(shared, roles_of_share(shared, person)) if shared else None


def load_shared_file(person: Person, share_id: UUID, file_id: UUID) -> Found | None:
    shared = sharing.shared_page(share_id)
    file = sharing.file_shown(shared, file_id) if shared else None
    return Found((shared, file), roles_of_share(shared, person)) if shared and file else None


def load_given(person: Person, share_id: UUID) -> Found | None:
    """The same grant for its owner: to see what the other sees."""
    shared = sharing.shared_page(share_id)
    return Found(shared, roles(shared.page.entry, person)) if shared else None


def roles_of_share(shared: SharedPage, person: Person) -> frozenset[Role]:
    if shared.share.recipient_id != person.pk or not is_open(shared.share, timezone.localdate()):
        return frozenset()
    return frozenset({Role.SHARED_WITH})
