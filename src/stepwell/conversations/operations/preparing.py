"""Preparing: each for themselves, closed to the other until both are ready or its writer has come in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Person

from ..models import Conversation, Participation, Preparation
from .holding import OPEN, fitting, held, touch
from .refusals import ChangedElsewhere

MOST_ANSWER = 4000
MOST_ANSWERS = 40


@transaction.atomic
def save_preparation(
    conversation: Conversation, answers: Mapping[str, Any], *, revision: int, by: Person, at: datetime
) -> Preparation:
    """Keep these answers in place of those before. `answers`: question → text, and `goals`: a list of words chosen.

    Written from a page older than what is stored, nothing is kept: the page shows both.
    """
    held(conversation, by, OPEN)
    cleaned = {key: fitting(value, MOST_ANSWER) if isinstance(value, str) else value for key, value in answers.items()}
    cleaned = {key: value for key, value in list(cleaned.items())[:MOST_ANSWERS] if value}
    stored = Preparation.objects.select_for_update().filter(conversation=conversation, writer=by).first()
    if stored is None:
        record("conversation_prepared", by=by, at=at, about=conversation, organisation_id=conversation.organisation_id)
        return Preparation.objects.create(conversation=conversation, writer=by, answers=cleaned, saved_at=at)
    if stored.answers == cleaned:
        return stored
    if stored.revision != revision:
        raise ChangedElsewhere(stored)
    stored.answers, stored.saved_at, stored.revision = cleaned, at, stored.revision + 1
    stored.save()
    return stored


@transaction.atomic
def say_ready(conversation: Conversation, *, is_ready: bool, by: Person, at: datetime) -> None:
    """Both ready: each reads what the other prepared. Who has read the other's stays ready."""
    held(conversation, by, OPEN)
    rows = {row.person_id: row for row in Participation.objects.filter(conversation=conversation)}
    mine = rows.pop(by.pk)
    theirs = next(iter(rows.values()))
    if bool(mine.ready_at) == is_ready or (mine.ready_at and theirs.ready_at):
        return
    mine.ready_at = at if is_ready else None
    mine.save(update_fields=["ready_at"])
    touch(conversation)
    action = "conversation_ready" if is_ready else "conversation_not_ready"
    record(action, by=by, at=at, about=conversation, organisation_id=conversation.organisation_id)
