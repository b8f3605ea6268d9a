"""Everything the page two people talk at shows one of them, read at once."""

from dataclasses import dataclass
from datetime import date

from stepwell.domain.agenda import Agenda, next_date
from stepwell.frameworks.queries import StoredPack
from stepwell.people.models import Person

from ..models import AgendaItem, AgreedAction, Conversation, PrivateNote, SharedNote
from .agendas import agenda_of
from .conversations import previous_of
from .questions import Group, groups_of
from .reading import (
    Preparations,
    actions_of,
    items_of,
    preparations_for,
    private_note_of,
    record_of,
)
from .stages import StageFor, stages_for


@dataclass(frozen=True)
class Talk:
    """A conversation as `reader` may see it. Nothing that is closed to them is in it."""

    conversation: Conversation
    reader: Person
    agenda: Agenda
    packs: list[StoredPack]
    items: list[AgendaItem]
    questions: dict[str, list[Group]]
    record: SharedNote | None
    note: PrivateNote | None
    actions: list[AgreedAction]
    preparations: Preparations
    stages: list[StageFor]
    previous: Conversation | None
    previous_actions: list[AgreedAction]


def talk_of(conversation: Conversation, reader: Person, packs: list[StoredPack]) -> Talk:
    agenda = agenda_of(conversation)
    previous = previous_of(conversation)
    return Talk(
        conversation=conversation,
        reader=reader,
        agenda=agenda,
        packs=packs,
        items=items_of(conversation),
        questions={point.id: groups_of(point.questions, packs) for point in agenda.points},
        record=record_of(conversation),
        note=private_note_of(conversation, reader),
        actions=actions_of(conversation),
        preparations=preparations_for(conversation, reader),
        stages=stages_for(conversation, reader) if agenda.stages else [],
        previous=previous,
        previous_actions=shown_before(previous, reader) if previous else [],
    )


def shown_before(previous: Conversation, reader: Person) -> list[AgreedAction]:
    """What the two agreed last time, as far as it was not let go."""
    return [action for action in actions_of(previous) if action.state != AgreedAction.State.LET_GO]


def default_review(conversation: Conversation, today: date) -> date:
    """The day suggested to look again: as often as the two have agreed to talk, else after the agenda's own interval."""
    agreed = next_date(conversation.frequency, today)
    return agreed or date.fromordinal(today.toordinal() + 7 * agenda_of(conversation).review_after_weeks)
