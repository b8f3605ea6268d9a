"""What one of the two reads of a conversation. Each function asks for one reader, and gives nothing that is not theirs."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, QuerySet, Subquery, When

from stepwell.people.models import Person
from stepwell.prepared import prepared

from ..models import (
    AgendaItem,
    AgreedAction,
    Conversation,
    NoteVersion,
    Participation,
    Preparation,
    PrivateNote,
    SharedNote,
)
from .conversations import MOST_ON_HOME, ended_beside, participations_of


@dataclass(frozen=True)
class Preparations:
    """One's own, and the other's where it is open. `theirs_is_ready` says only that it waits."""

    own: Preparation | None
    theirs: Preparation | None
    mine: Participation
    other: Participation

    @property
    def are_open(self) -> bool:
        return is_open(self.other, self.mine)


def is_open(writer: Participation, reader: Participation) -> bool:
    """What `writer` prepared is open to the other when both are ready, or the writer has come in to the meeting.

    Only the writer's own acts open it: nobody gets at it by beginning, or ending, alone.
    """
    return bool(writer.acknowledged_at or (writer.ready_at and reader.ready_at))


def preparations_for(conversation: Conversation, reader: Person) -> Preparations:
    """Two queries."""
    rows = participations_of(conversation)
    mine, other = rows[reader.pk], rows[conversation.partner_of(reader).pk]
    wanted = [reader.pk, *([other.person_id] if is_open(other, mine) else [])]
    found = {one.writer_id: one for one in Preparation.objects.filter(conversation=conversation, writer__in=wanted)}
    return Preparations(found.get(reader.pk), found.get(other.person_id), mine, other)


def private_note_of(conversation: Conversation, writer: Person) -> PrivateNote | None:
    return PrivateNote.objects.filter(conversation=conversation, writer=writer).first()


def record_of(conversation: Conversation) -> SharedNote | None:
    return SharedNote.objects.filter(conversation=conversation).select_related("saved_by").first()


def versions_of(note: SharedNote) -> list[NoteVersion]:
    """The latest first."""
    return list(note.versions.select_related("written_by").order_by("-number"))


def items_of(conversation: Conversation) -> list[AgendaItem]:
    return list(conversation.items.select_related("added_by"))


def item_by_id(item_id) -> AgendaItem | None:
    found = AgendaItem.objects.select_related("conversation__person", "conversation__other")
    return found.filter(pk=item_id).first()


def actions_of(conversation: Conversation) -> list[AgreedAction]:
    return list(conversation.actions.select_related("owner", "added_by"))


AGREED_LAST_TIME = prepared(
    lambda person, other, beside: (
        AgreedAction.objects.filter(conversation=Subquery(ended_beside(person, other, beside).values("pk")[:1]))
        .exclude(state=AgreedAction.State.LET_GO)
        .select_related("conversation__person", "conversation__other")
        .defer("conversation__agenda")
    )
)


def agreed_last_time(coming: Conversation) -> list[AgreedAction]:
    """What these two agreed when they last talked and have not let go, each with that conversation. One query."""
    return AGREED_LAST_TIME.rows(person=coming.person_id, other=coming.other_id, beside=coming.pk)


def action_by_id(action_id) -> AgreedAction | None:
    found = AgreedAction.objects.select_related("owner", "added_by", "conversation__person", "conversation__other")
    return found.filter(pk=action_id).first()


Action = AgreedAction.State
WAITING_FIRST = Case(When(state=Action.PROPOSED, then=0), default=1)


def promises(person: Person) -> QuerySet[AgreedAction]:
    found = AgreedAction.objects.filter(owner=person)
    return found.select_related("added_by", "conversation__person", "conversation__other").defer("conversation__agenda")


def promises_of(person: Person) -> QuerySet[AgreedAction]:
    """Everything somebody has agreed to do, or was asked to, over all conversations: what waits for an answer first, then
    the soonest."""
    return promises(person).filter(state__in=[Action.OPEN, Action.PROPOSED]).order_by(WAITING_FIRST, "by_when", "id")


def settled_promises(person: Person) -> QuerySet[AgreedAction]:
    """Done or let go, the latest first."""
    return promises(person).filter(state__in=[Action.DONE, Action.LET_GO]).order_by("-settled_at", "id")


PROMISED_SOON = prepared(
    lambda person, until: (
        promises(person)
        .filter(state__in=[Action.OPEN, Action.PROPOSED], by_when__lte=until)
        .order_by("by_when", "id")[:MOST_ON_HOME]
    )
)


def promised_soon(person: Person, until: date) -> list[AgreedAction]:
    """For the home page: the first few of what is due by a day."""
    return PROMISED_SOON.rows(person=person, until=until)
