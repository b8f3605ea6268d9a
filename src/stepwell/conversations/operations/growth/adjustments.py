"""Whether reasonable adjustments are needed: asked in every conversation about growth (R64)."""

from datetime import datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Person

from ...models import AdjustmentsCheck, Conversation
from ..holding import State, fitting, held, touch
from ..refusals import ChangedElsewhere, Refused

MOST_WORDS = 2000
Answer = AdjustmentsCheck.Answer


class NotTheirWords(Refused):
    sentence = "Write down what would help only if they want it written down. Tick that they do, or leave it empty."


@transaction.atomic
def answer_adjustments(
    conversation: Conversation,
    *,
    answer: str,
    words: str,
    wants_words: bool,
    revision: int,
    by: Person,
    at: datetime,
) -> AdjustmentsCheck:
    """Note the answer. `wants_words`: the person wants the words kept; by writing them themselves they say so.

    Both may note it while the conversation is open; the person may change it, or take the words out, also afterwards.
    """
    stored = held(conversation, by)
    is_person = by.pk == stored.person_id
    if not is_person and stored.state not in (State.AGREED, State.MET):
        held(conversation, by, (State.AGREED, State.MET))
    words = fitting(words, MOST_WORDS) if answer == Answer.YES else ""
    if answer not in Answer.values:
        raise Refused("Choose one of the three answers.")
    if words and not (is_person or wants_words):
        raise NotTheirWords
    content = {"answer": answer, "words": words}
    check = AdjustmentsCheck.objects.select_for_update(of=("self",)).filter(conversation=stored).first()
    if check is None:
        check = AdjustmentsCheck.objects.create(conversation=stored, content=content, answered_at=at, answered_by=by)
    elif check.content == content:
        return check
    elif check.revision != revision:
        raise ChangedElsewhere(check)
    else:
        check.content, check.answered_at, check.answered_by = content, at, by
        check.revision += 1
        check.save()
    touch(stored)
    record("adjustments_asked", by=by, at=at, about=stored)
    return check
