"""Answers in stages: who writes them and when they open stands in the agenda; who reads them follows from it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.agenda import Stage
from stepwell.people.models import Person

from ..models import AdjustmentsCheck, Conversation, ConversationStage, StageAnswer
from ..queries.agendas import agenda_of
from ..queries.stages import is_open_for, may_write
from .holding import OPEN, State, held, touch
from .refusals import AdjustmentsMissing, ChangedElsewhere, NotAllowedOrally, NotOneOfTheTwo, NotOpenYet, WrongState


def template_of(stage: ConversationStage) -> Stage:
    found = agenda_of(stage.conversation).stage(stage.key)
    if found is None:
        raise WrongState
    return found


def held_stage(stage: ConversationStage, by: Person) -> ConversationStage:
    """The stage with the conversation held, for somebody who may write in it now."""
    held(stage.conversation, by, OPEN)
    stored = ConversationStage.objects.select_related("conversation").get(pk=stage.pk)
    template = template_of(stored)
    if not may_write(template, stored.conversation, by):
        raise NotOneOfTheTwo("The other of the two writes here.")
    if not is_open_for(stored.conversation, template):
        raise NotOpenYet
    return stored


@transaction.atomic
def save_answer(
    stage: ConversationStage, content: Mapping[str, Any], *, revision: int, by: Person, at: datetime
) -> StageAnswer:
    """Keep what one wrote in a stage, or both together. From a page older than what is stored, nothing is kept.

    What was given can be changed until the conversation ends; it stays given. Views that both gave before reading the
    other's stay as they were.
    """
    stored = held_stage(stage, by)
    writer = None if template_of(stored).by == "both" else by
    answer = StageAnswer.objects.select_for_update(of=("self",)).filter(stage=stored, writer=writer).first()
    if answer is None:
        answer = StageAnswer.objects.create(
            stage=stored, writer=writer, content=dict(content), saved_at=at, saved_by=by
        )
        record("stage_answered", by=by, at=at, about=stored)
        touch(stored.conversation)
        return answer
    if answer.content == dict(content):
        return answer
    if template_of(stored).seen == "when_both_gave" and gave_both(stored):
        raise WrongState("You have both given your view and read the other’s. They stay as they were.")
    if answer.revision != revision:
        raise ChangedElsewhere(answer)
    answer.content, answer.saved_at, answer.saved_by, answer.revision = dict(content), at, by, answer.revision + 1
    answer.save()
    touch(stored.conversation)
    return answer


def gave_both(stage: ConversationStage) -> bool:
    return stage.answers.filter(given_at__isnull=False, writer__isnull=False).count() == 2


@transaction.atomic
def give_answer(stage: ConversationStage, *, by: Person, at: datetime) -> StageAnswer:
    """One's own is complete: what waits for it opens, and the other may read it as the agenda says. It stays given."""
    stored = held_stage(stage, by)
    writer = None if template_of(stored).by == "both" else by
    answer = StageAnswer.objects.select_for_update(of=("self",)).filter(stage=stored, writer=writer).first()
    if answer is None:
        raise NotOpenYet("Write something first.")
    if answer.given_at is None:
        answer.given_at = at
        answer.save(update_fields=["given_at"])
        record("stage_given", by=by, at=at, about=stored)
        touch(stored.conversation)
    return answer


@transaction.atomic
def mark_given_orally(stage: ConversationStage, *, by: Person, at: datetime) -> None:
    """It was said aloud instead of written. Its writer marks it; when the two have met, so may the other (R47)."""
    conversation = held(stage.conversation, by, OPEN)
    stored = ConversationStage.objects.select_related("conversation").get(pk=stage.pk)
    template = template_of(stored)
    if not template.may_be_oral:
        raise NotAllowedOrally
    if not may_write(template, conversation, by) and conversation.state != State.MET:
        raise NotOpenYet("Mark this when you have met and they have told you.")
    if stored.given_orally_at is None:
        stored.given_orally_at, stored.given_orally_by = at, by
        stored.save(update_fields=["given_orally_at", "given_orally_by"])
        record("stage_given_orally", by=by, at=at, about=stored)
        touch(conversation)


@transaction.atomic
def mark_held(stage: ConversationStage, *, by: Person, at: datetime) -> None:
    """The two have been through this stage. Where its template asks for it, adjustments have been asked about (R64)."""
    conversation: Conversation = held(stage.conversation, by, (State.AGREED, State.MET))
    asks = template_of(stage).asks_adjustments
    if asks and not AdjustmentsCheck.objects.filter(conversation=conversation).exists():
        raise AdjustmentsMissing
    changed = ConversationStage.objects.filter(pk=stage.pk, held_at__isnull=True).update(held_at=at, held_by=by)
    if changed:
        record("stage_held", by=by, at=at, about=stage)
        touch(conversation)
