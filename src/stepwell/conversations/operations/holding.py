"""Holding a conversation while it changes: everybody takes the conversation first, then what hangs on it."""

from collections.abc import Iterable

from django.db.models import F

from stepwell.people.models import Person

from ..models import Conversation, Participation
from .refusals import NotOneOfTheTwo, TooLong, WrongState

State = Conversation.State
# While people may write: from the beginning on, also afterwards, since each change is visible to both.
WRITABLE = (State.MET, State.ENDED)
OPEN = (State.PROPOSED, State.AGREED, State.MET)


def held(conversation: Conversation, by: Person, states: Iterable[str] = State.values) -> Conversation:
    """The row as it is now, held until the transaction ends; for its two people alone, and only in these states."""
    stored = (
        Conversation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "other", "organisation")
        .get(pk=conversation.pk)
    )
    if by.pk not in (stored.person_id, stored.other_id):
        raise NotOneOfTheTwo
    if stored.state not in states:
        raise WrongState
    return stored


def touch(conversation: Conversation) -> None:
    """What both see has changed: the other's page asks for news when this number is higher."""
    Conversation.objects.filter(pk=conversation.pk).update(revision=F("revision") + 1)


def participation(conversation: Conversation, person: Person) -> Participation:
    return Participation.objects.get(conversation=conversation, person=person)


def fitting(text: str, most: int) -> str:
    """The text with one kind of line end; refused where it is longer than there is room for."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > most:
        raise TooLong(len(text), most)
    return text
