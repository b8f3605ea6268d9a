"""Requests to read, and what was opened by the person's own word."""

from uuid import UUID

from stepwell.frameworks.queries import StoredPack
from stepwell.journal.queries.entries import Leaf, Opened, listed, own_entries
from stepwell.people.models import Person

from ..models import Conversation, ReadingRequest, SharedConversation

LATEST_ENTRIES = 20


def request_by_id(request_id: UUID) -> ReadingRequest | None:
    return ReadingRequest.objects.select_related("person", "requester").filter(pk=request_id).first()


def requests_to(person: Person) -> list[ReadingRequest]:
    """Those that wait for an answer, then the others."""
    found = ReadingRequest.objects.filter(person=person).exclude(state=ReadingRequest.State.TAKEN_BACK)
    return sorted(found.select_related("requester"), key=lambda one: one.state != ReadingRequest.State.ASKED)


def requests_by(person: Person) -> list[ReadingRequest]:
    return list(ReadingRequest.objects.filter(requester=person).select_related("person"))


def shared_conversation(share_id: UUID) -> SharedConversation | None:
    found = SharedConversation.objects.select_related(
        "share__owner", "share__recipient", "conversation__person", "conversation__other"
    )
    return found.filter(pk=share_id).first()


def pages_to_show(person: Person, packs: list[StoredPack]) -> list[tuple[Opened, Leaf]]:
    """Pages of the person's journal with something on them, the latest first: from these they may choose one."""
    latest = own_entries(person)[:LATEST_ENTRIES]
    return [
        (opened, leaf) for opened in listed(latest, packs) for leaf in opened.leaves if leaf.page and is_shown(leaf)
    ]


def is_shown(leaf: Leaf) -> bool:
    return leaf.has_something and not leaf.is_shut


def shareable(person: Person) -> list[Conversation]:
    """The person's own, that have begun: from these they choose what somebody may read."""
    found = Conversation.objects.filter(person=person, state__in=["met", "ended"]).select_related("other")
    return list(found.defer("agenda").order_by("-started_at", "id")[:50])
