"""Stages: who writes, what is open, and what each reads."""

from dataclasses import dataclass
from uuid import UUID

from stepwell.domain.agenda import Gate, Stage
from stepwell.people.models import Person

from ..models import Conversation, ConversationStage, StageAnswer
from .agendas import agenda_of


@dataclass(frozen=True)
class StageFor:
    """A stage as one of the two sees it: their own answer, the other's where it is open, the one they share."""

    stage: ConversationStage
    template: Stage
    is_open: bool
    may_write: bool
    own: StageAnswer | None
    theirs: StageAnswer | None
    waits_for_theirs: bool

    @property
    def is_given(self) -> bool:
        return bool(self.stage.given_orally_at or (self.own and self.own.given_at))

    @property
    def is_settled(self) -> bool:
        """Both gave and have read each other: the two views stay as they were."""
        return self.template.seen == "when_both_gave" and self.theirs is not None


def stage_by_id(stage_id: UUID) -> ConversationStage | None:
    found = ConversationStage.objects.select_related("conversation__person", "conversation__other")
    return found.filter(pk=stage_id).first()


def may_write(template: Stage, conversation: Conversation, person: Person) -> bool:
    is_person = person.pk == conversation.person_id
    return {"person": is_person, "other": not is_person}.get(template.by, True)


def stages_of(conversation: Conversation) -> list[ConversationStage]:
    """With their answers: two queries."""
    return list(conversation.stages.prefetch_related("answers"))


def is_open_for(conversation: Conversation, template: Stage, stages: list[ConversationStage] | None = None) -> bool:
    """Whether everything that this stage waits for has been given."""
    if not template.opens_after:
        return True
    rows = {row.key: row for row in (stages if stages is not None else stages_of(conversation))}
    return all(is_given(rows[gate.stage], gate, conversation) for gate in template.opens_after)


def is_given(stage: ConversationStage, gate: Gate, conversation: Conversation) -> bool:
    if stage.given_orally_at:
        return True
    given = {answer.writer_id for answer in stage.answers.all() if answer.given_at}
    wanted = {
        "person": {conversation.person_id},
        "other": {conversation.other_id},
        "both": {conversation.person_id, conversation.other_id},
    }[gate.by]
    return None in given or wanted <= given


def read_by_both(conversation: Conversation) -> list[tuple[Stage, StageAnswer]]:
    """Each answer that both of the two read, in the order of the stages: what they wrote together, and what one gave."""
    agenda, found = agenda_of(conversation), []
    for row in conversation.stages.prefetch_related("answers__writer"):
        template, answers = agenda.stage(row.key), list(row.answers.all())
        for answer in answers:
            others = next((one for one in answers if one.writer_id not in (None, answer.writer_id)), None)
            if template and (answer.writer_id is None or is_shown(template, answer, others)):
                found.append((template, answer))
    return found


def stages_for(conversation: Conversation, reader: Person) -> list[StageFor]:
    """Every stage as `reader` sees it. What is closed to them is not in it, so no page can show it by mistake."""
    agenda, rows = agenda_of(conversation), stages_of(conversation)
    found = []
    for row in rows:
        template = agenda.stage(row.key)
        if template:
            found.append(stage_for(conversation, row, template, rows, reader))
    return found


def stage_for(
    conversation: Conversation,
    row: ConversationStage,
    template: Stage,
    rows: list[ConversationStage],
    reader: Person,
) -> StageFor:
    answers = list(row.answers.all())
    own = next((answer for answer in answers if answer.writer_id in (None, reader.pk)), None)
    theirs = next((answer for answer in answers if answer.writer_id not in (None, reader.pk)), None)
    shown = theirs if theirs and is_shown(template, theirs, own) else None
    return StageFor(
        stage=row,
        template=template,
        is_open=is_open_for(conversation, template, rows),
        may_write=may_write(template, conversation, reader),
        own=own,
        theirs=shown,
        waits_for_theirs=bool(theirs and theirs.given_at and shown is None),
    )


def is_shown(template: Stage, theirs: StageAnswer, own: StageAnswer | None) -> bool:
    """Whether the other of the two reads it: at once, when it is given, or when both have given theirs."""
    if template.seen == "at_once":
        return True
    if template.seen == "when_given":
        return theirs.given_at is not None
    return theirs.given_at is not None and own is not None and own.given_at is not None
