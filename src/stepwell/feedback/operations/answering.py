"""Writes of a rater. Sending severs the link between answers and rater for good; only the invitation remembers that it
was used. There is no audit event for saving or sending: an event has a time, and a time next to an answer has a name.
"""

import random
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ..models import Draft, Invitation, Nomination
from ..models.ratings import Rating, Response, ResponseComment
from ..queries.asking import Asked, asked_of
from ..queries.inviting import Visit
from .inviting import open_invitation
from .refusals import BadAnswer, ChangedElsewhere, MovedMeanwhile, NothingAnswered

LONGEST_COMMENT = 5000
shuffle = random.SystemRandom().shuffle


@transaction.atomic
def save_draft(
    visit: Visit,
    *,
    ratings: Mapping[str, int | None],
    comments: Mapping[str, str],
    revision: int,
    at: datetime,
) -> Draft:
    """Keep one page's answers with the others. Raises ChangedElsewhere, with the draft that stands, and saves nothing."""
    refuse_strange(asked_of(visit.cycle), ratings, comments)
    stored = open_invitation(visit, at)
    draft = Draft.objects.filter(invitation=stored).first()
    answers = merged(draft.answers if draft else {}, ratings, comments)
    if draft is None:
        return Draft.objects.create(invitation=stored, answers=answers, saved_at=at)
    if draft.answers == answers:
        return draft
    if draft.revision != revision:
        raise ChangedElsewhere(draft)
    draft.answers, draft.revision, draft.saved_at = answers, draft.revision + 1, at
    draft.save()
    return draft


def merged(before: Mapping, ratings: Mapping[str, int | None], comments: Mapping[str, str]) -> dict:
    said = {**before.get("comments", {}), **{key: text.strip() for key, text in comments.items()}}
    return {
        "ratings": {**before.get("ratings", {}), **ratings},
        "comments": {key: text for key, text in said.items() if text},
    }


def refuse_strange(asked: Asked, ratings: Mapping[str, int | None], comments: Mapping[str, str]) -> None:
    """Only what is asked is kept: a form can be made to send anything."""
    if not set(ratings) <= asked.item_ids or not set(comments) <= asked.comment_keys:
        raise BadAnswer
    places = range(len(asked.levels))
    if any(level is not None and (isinstance(level, bool) or level not in places) for level in ratings.values()):
        raise BadAnswer
    if any(len(text) > LONGEST_COMMENT or "\x00" in text for text in comments.values()):
        raise BadAnswer(f"Write {LONGEST_COMMENT} characters at most.")


@transaction.atomic
def submit_answers(visit: Visit, *, group_key: str, at: datetime) -> None:
    """Send the draft, once. `group_key` is the group whose promise the page showed.

    In one transaction: the answers appear without a name, a time or an order; the draft disappears; the invitation is
    used. A kill at any moment leaves either all of that or none.
    """
    stored = open_invitation(visit, at)
    group = Nomination.objects.select_related("group").get(pk=stored.nomination_id).group
    if group.key != group_key:
        raise MovedMeanwhile
    draft = Draft.objects.filter(invitation=stored).first()
    ratings, comments = (draft.answers["ratings"], draft.answers["comments"]) if draft else ({}, {})
    refuse_strange(asked_of(visit.cycle), ratings, comments)
    if not comments and all(level is None for level in ratings.values()):
        raise NothingAnswered
    keep(visit, group.key, ratings, comments)
    Draft.objects.filter(invitation=stored).delete()
    Invitation.objects.filter(pk=stored.pk).update(
        state=Invitation.State.ANSWERED,
        promise=group.promise,
        promise_version=group.promise_version,
        reminder_asked_at=None,
        decline_reason="",
    )


def keep(visit: Visit, group_key: str, ratings: Mapping[str, int | None], comments: Mapping[str, str]) -> None:
    response = Response.objects.create(round=visit.round, group_key=group_key)
    rows = [Rating(response=response, item_id=item, level=level) for item, level in ratings.items()]
    texts = [ResponseComment(response=response, about=about, text=text) for about, text in comments.items()]
    shuffle(rows)
    shuffle(texts)
    Rating.objects.bulk_create(rows)
    ResponseComment.objects.bulk_create(texts)
