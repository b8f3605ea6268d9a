"""Conversations about growth for tests: Amira's with Tom, on whatever framework is published."""

from stepwell.conversations.models import AdjustmentsCheck, Conversation
from stepwell.conversations.operations import meeting, staging
from stepwell.conversations.operations.growth import adjustments, positions
from stepwell.conversations.queries.conversations import conversation_by_id
from stepwell.conversations.queries.growth import HISTORY, REFLECTION, View, stage_on
from stepwell.domain.growing import Cell
from stepwell.people.models import Person
from tests.cast import NOW, TODAY

from . import making

VIEW_SECRET = "The kingfisher sees it from the bank."
ADJUSTMENT_SECRET = "A wagtail needs a quiet room."


def fresh(conversation: Conversation) -> Conversation:
    found = conversation_by_id(conversation.pk)
    assert found is not None
    return found


def met(cast, other: Person | None = None, **more) -> Conversation:
    other = other or cast.tom
    conversation = making.agreed(cast.amira, other, cast.ashdown, kind="growth", **more)
    for one in (cast.amira, other):
        conversation = meeting.come_in(conversation, by=one, at=NOW)
    return fresh(conversation)


def asked(conversation: Conversation, answer: str = "no", words: str = "", by: Person | None = None):
    by = by or conversation.other
    return adjustments.answer_adjustments(
        conversation, answer=answer, words=words, wants_words=bool(words), revision=revision_of(conversation), by=by, at=NOW
    )  # fmt: skip


def revision_of(conversation: Conversation) -> int:
    check = AdjustmentsCheck.objects.filter(conversation=conversation).first()
    return check.revision if check else 0


def held(conversation: Conversation) -> Conversation:
    """Adjustments asked about, and the two stages before the position held."""
    asked(conversation)
    for page in (REFLECTION, HISTORY):
        staging.mark_held(stage_on(conversation, page), by=conversation.other, at=NOW)
    return fresh(conversation)


def give(conversation: Conversation, by: Person, category: str = "depth", step: int = 1, words: str = VIEW_SECRET):
    return positions.write_view(
        conversation, View(Cell(category, step), words), give=True, revision=0, by=by, at=NOW
    )  # fmt: skip


def both_gave(cast, mine=("depth", 1), theirs=("depth", 2), other: Person | None = None) -> Conversation:
    conversation = held(met(cast, other, **({"other_role": "coach"} if other else {})))
    give(conversation, cast.amira, *mine)
    give(conversation, other or cast.tom, *theirs)
    return fresh(conversation)


def settled(cast, **more) -> Conversation:
    conversation = both_gave(cast, theirs=("depth", 1), **more)
    view = View(Cell("depth", 1), "Together.", (("other", "What she did in March."),))
    positions.put_position(conversation, view, by=cast.amira, at=NOW, today=TODAY)
    return fresh(conversation)
