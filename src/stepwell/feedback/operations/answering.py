"""Writes of a rater. Sending severs the link between answers and rater for good; only the invitation remembers that it
was used. There is no audit event for saving or sending: an event has a time, and a time next to an answer has a name.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django.db import transaction

from stepwell.prepared import RowsOf
from stepwell.sealing.fields import SealedTextField

from ..models import Draft, FeedbackRound, Invitation
from ..models.ratings import Rating, Response, ResponseComment, ResponseImportance, random_key
from ..queries.asking import Answers, Asked, answers_in, asked_of, draft_in
from ..queries.inviting import Visit
from .inviting import held_visit
from .refusals import BadAnswer, ChangedElsewhere, MovedMeanwhile, NothingAnswered

LONGEST_COMMENT = 5000
shuffle = random.SystemRandom().shuffle


@transaction.atomic
def save_draft(
    visit: Visit,
    *,
    ratings: Mapping[str, int | None],
    comments: Mapping[str, str],
    importance: Mapping[str, int | None] | None = None,
    revision: int,
    at: datetime,
) -> Draft:
    """Keep one page's answers with the others. Raises ChangedElsewhere, with the draft that stands, and saves nothing."""
    given = Answers(dict(ratings), dict(comments), dict(importance or {}))
    refuse_strange(asked_of(visit.cycle), given)
    stored = held_visit(visit, at).invitation
    draft = draft_in(stored)
    answers = merged(answers_in(draft), given)._asdict()
    if draft is None:
        return Draft.objects.create(invitation=stored, answers=answers, saved_at=at)
    if draft.answers == answers:
        return draft
    if draft.revision != revision:
        raise ChangedElsewhere(draft)
    draft.answers, draft.revision, draft.saved_at = answers, draft.revision + 1, at
    draft.save()
    return draft


def merged(before: Answers, given: Answers) -> Answers:
    said = before.comments | {key: text.strip() for key, text in given.comments.items()}
    return Answers(
        before.ratings | given.ratings,
        {key: text for key, text in said.items() if text},
        before.importance | given.importance,
    )


def refuse_strange(asked: Asked, given: Answers) -> None:
    """Only what is asked is kept: a form can be made to send anything."""
    points = asked.dimension_ids if asked.importance else set()
    if not set(given.ratings) <= asked.item_ids or not set(given.comments) <= asked.comment_keys:
        raise BadAnswer
    if not set(given.importance) <= points or off_scale(given.importance.values(), asked.importance):
        raise BadAnswer
    if off_scale(given.ratings.values(), asked.levels):
        raise BadAnswer
    if any(len(text) > LONGEST_COMMENT or "\x00" in text for text in given.comments.values()):
        raise BadAnswer(f"Write {LONGEST_COMMENT} characters at most.")


def off_scale(places: Iterable[int | None], scale: Sequence[str]) -> bool:
    """True is no 1 here: in JSON the two are different."""
    return any(one is not None and (isinstance(one, bool) or one not in range(len(scale))) for one in places)


@transaction.atomic
def submit_answers(visit: Visit, *, group_key: str, at: datetime) -> None:
    """Send the draft, once. `group_key` is the group whose promise the page showed.

    In one transaction: the answers appear without a name, a time or an order; the draft disappears; the invitation is
    used. A kill at any moment leaves either all of that or none.
    """
    now = held_visit(visit, at)
    stored, group = now.invitation, now.group
    if group.key != group_key:
        raise MovedMeanwhile
    said = answers_in(draft_in(stored))
    refuse_strange(asked_of(now.cycle), said)
    if not said.comments and all(level is None for level in said.ratings.values()):
        raise NothingAnswered
    keep(now.round, group.key, said)
    Draft.objects.filter(invitation=stored).delete()
    Invitation.objects.filter(pk=stored.pk).update(
        state=Invitation.State.ANSWERED,
        promise=group.promise,
        promise_version=group.promise_version,
        reminder_asked_at=None,
        decline_reason="",
    )


RESPONSES = RowsOf(Response, "id", "round", "group_key", "snapshot")
RATINGS = RowsOf(Rating, "id", "response", "item_id", "level")
POINTS = RowsOf(ResponseImportance, "id", "response", "dimension_id", "point")
COMMENTS = RowsOf(ResponseComment, "id", "response", "about", "text")
TEXT = cast(SealedTextField, ResponseComment._meta.get_field("text"))


def keep(round: FeedbackRound, group_key: str, said: Answers) -> None:
    response = random_key()
    RESPONSES.add([(response, round.pk, group_key, None)])
    RATINGS.add(mixed(response, said.ratings))
    POINTS.add(mixed(response, said.importance))
    COMMENTS.add((key, of, about, TEXT.sealed(text, key)) for key, of, about, text in mixed(response, said.comments))


def mixed(response: int, answers: Mapping[str, Any]) -> list[tuple[int, int, str, Any]]:
    """As rows, in no order that anybody gave."""
    rows = [(random_key(), response, about, answer) for about, answer in answers.items()]
    shuffle(rows)
    return rows
