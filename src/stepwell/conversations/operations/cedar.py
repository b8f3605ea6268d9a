"""Feedback by CEDAR. When the other's part opens, and who reads what, stands in the agenda and is held by stages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.merging import merged
from stepwell.people.models import Person

from .. import emails
from ..models import Conversation, ConversationStage, ParkedPoint, StageAnswer
from . import staging
from .holding import OPEN, State, fitting, held
from .refusals import BadAnswer, NotOneOfTheTwo, Refused, SameParagraph

MOST_TEXT = 4000
MOST_POINT = 500
MOST_LEARNING = 3
MOST_STRENGTHS = 200
MOST_PARKED = 200


class AssumptionsUnchecked(Refused):
    sentence = "You have no example. Ask yourself first what is behind this, and what you take for granted. Then tick that you have."


class NothingSeen(Refused):
    sentence = "Write what went well, an example, or something to learn."


@dataclass(frozen=True)
class Seen:
    """What the other saw. `checked_assumptions`: there is no example, and they have asked themselves why."""

    strengths: Sequence[str] = ()
    example: str = ""
    learning: Sequence[str] = ()
    checked_assumptions: bool = False


@dataclass(frozen=True)
class Setting:
    """What it is about, and the standard gone by: a part of a framework, or words."""

    context: str
    part: Mapping[str, Any] | None = None
    standard: str = field(default="")


@transaction.atomic
def save_reflection(stage: ConversationStage, text: str, *, revision: int, by: Person, at: datetime) -> StageAnswer:
    """The person's own view, first. Nobody else reads it before they give it."""
    return staging.save_answer(stage, {"reflection": fitting(text, MOST_TEXT)}, revision=revision, by=by, at=at)


@transaction.atomic
def give_reflection(stage: ConversationStage, *, by: Person, at: datetime) -> None:
    answer = stage.answers.filter(writer=by).first()
    if answer is None or not (answer.content or {}).get("reflection"):
        raise BadAnswer([("reflection", "Write how you see it, or say that you tell them when you meet")])
    given = staging.give_answer(stage, by=by, at=at)
    if given.given_at == at:
        tell_partner(stage.conversation, by)


@transaction.atomic
def tell_orally(stage: ConversationStage, *, by: Person, at: datetime) -> None:
    """The person says it aloud instead, or the other notes that they have, once they have met (R47)."""
    staging.mark_given_orally(stage, by=by, at=at)


@transaction.atomic
def save_setting(stage: ConversationStage, setting: Setting, *, revision: int, by: Person, at: datetime) -> StageAnswer:
    content = {
        "context": fitting(setting.context, MOST_TEXT),
        "part": dict(setting.part) if setting.part else None,
        "standard": fitting(setting.standard, MOST_POINT),
    }
    return staging.save_answer(stage, content, revision=revision, by=by, at=at)


@transaction.atomic
def save_seen(stage: ConversationStage, seen: Seen, *, revision: int, by: Person, at: datetime) -> StageAnswer:
    """Strengths as many as there are; a fourth thing to learn is refused (R56)."""
    strengths = [one for text in seen.strengths[:MOST_STRENGTHS] if (one := fitting(text, MOST_POINT))]
    learning = [one for text in seen.learning if (one := fitting(text, MOST_POINT))]
    if len(learning) > MOST_LEARNING:
        raise BadAnswer([("learning", TOO_MANY)])
    content = {
        "strengths": strengths,
        "example": fitting(seen.example, MOST_TEXT),
        "learning": learning,
        "checked_assumptions": seen.checked_assumptions,
    }
    return staging.save_answer(stage, content, revision=revision, by=by, at=at)


TOO_MANY = (
    "Three at most: more is too much at once, and less of it changes. Park this one for another time, or put it in the "
    "place of one of the three."
)


@transaction.atomic
def give_observation(context: ConversationStage, example: ConversationStage, *, by: Person, at: datetime) -> None:
    """Both parts of it at once; the person reads it from then on."""
    setting, seen = (content_by(stage, by) for stage in (context, example))
    if not setting.get("context"):
        raise BadAnswer([("context", "Say first what it is about")])
    if not (seen.get("strengths") or seen.get("example") or seen.get("learning")):
        raise NothingSeen
    if not seen.get("example") and not seen.get("checked_assumptions"):
        raise AssumptionsUnchecked
    staging.give_answer(context, by=by, at=at)
    given = staging.give_answer(example, by=by, at=at)
    if given.given_at == at:
        tell_partner(example.conversation, by)


def content_by(stage: ConversationStage, writer: Person) -> dict[str, Any]:
    answer = stage.answers.filter(writer=writer).first()
    return (answer.content or {}) if answer else {}


def tell_partner(conversation: Conversation, by: Person) -> None:
    """While they talk they tell each other."""
    if conversation.state != State.MET:
        transaction.on_commit(lambda: emails.tell_given(conversation, conversation.partner_of(by)))


@transaction.atomic
def park_point(conversation: Conversation, text: str, *, by: Person, at: datetime) -> ParkedPoint:
    """Keep a thing to learn for another time, for oneself alone."""
    stored = held(conversation, by, OPEN)
    if by.pk != stored.other_id:
        raise NotOneOfTheTwo("The other of the two parks what would be too much.")
    text = fitting(text, MOST_POINT)
    if not text:
        raise BadAnswer([("learning", "Write what you want to park")])
    if ParkedPoint.objects.filter(writer=by, conversation__person=stored.person_id).count() >= MOST_PARKED:
        raise BadAnswer([("learning", "There is no room for more: throw some away first")])
    record("feedback_point_parked", by=by, at=at, about=stored)
    return ParkedPoint.objects.create(conversation=stored, writer=by, text=text, parked_at=at)


@transaction.atomic
def drop_parked(point: ParkedPoint, *, by: Person, at: datetime) -> None:
    """It was used, or is not needed any more."""
    if point.writer_id != by.pk:
        raise NotOneOfTheTwo("Whoever parked it throws it away.")
    record("feedback_point_dropped", by=by, at=at, about=point.conversation)
    ParkedPoint.objects.filter(pk=point.pk).delete()


@transaction.atomic
def save_discussion(
    stage: ConversationStage, text: str, *, base: str, revision: int, by: Person, at: datetime
) -> StageAnswer:
    """What happened, and why: both write (R52). If the other saved meanwhile, both changes are kept; in one paragraph,
    nothing is written and they choose."""
    text, base = fitting(text, MOST_TEXT), fitting(base, MOST_TEXT)
    held(stage.conversation, by, OPEN)
    answer = StageAnswer.objects.select_for_update(of=("self",)).filter(stage=stage, writer=None).first()
    if answer and answer.revision != revision:
        stored = (answer.content or {}).get("discussion", "")
        both = merged(base, text, stored).text
        if both is None:
            raise SameParagraph(answer)
        text, revision = fitting(both, MOST_TEXT), answer.revision
    return staging.save_answer(stage, {"discussion": text}, revision=revision, by=by, at=at)
