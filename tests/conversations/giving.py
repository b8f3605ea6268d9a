"""Feedback for tests: Amira's, from Tom unless a test says otherwise."""

from stepwell.conversations.models import Conversation, ConversationStage
from stepwell.conversations.operations import cedar, meeting
from stepwell.conversations.operations.cedar import Seen, Setting
from stepwell.people.models import Person
from tests.cast import NOW

from . import making
from .growing import fresh

REFLECTION_SECRET = "A heron waits, and so did I."
SEEN_SECRET = "The kingfisher dived at the right moment."


def stage(conversation: Conversation, key: str) -> ConversationStage:
    return ConversationStage.objects.select_related("conversation__person", "conversation__other").get(
        conversation=conversation, key=key
    )


def asked(cast, other: Person | None = None, **more) -> Conversation:
    return making.agreed(cast.amira, other or cast.tom, cast.ashdown, kind="feedback", **more)


def reflected(cast, other: Person | None = None, **more) -> Conversation:
    conversation = asked(cast, other, **more)
    first = stage(conversation, "reflection")
    cedar.save_reflection(first, REFLECTION_SECRET, revision=0, by=cast.amira, at=NOW)
    cedar.give_reflection(first, by=cast.amira, at=NOW)
    return fresh(conversation)


def written(cast, other: Person | None = None, seen: Seen | None = None, **more) -> Conversation:
    conversation = reflected(cast, other, **more)
    giver = other or cast.tom
    cedar.save_setting(
        stage(conversation, "context"), Setting("The open day.", None, "What we agreed"), revision=0, by=giver, at=NOW
    )
    seen = seen or Seen([SEEN_SECRET], "She asked the quiet ones.", ["Say no sooner."])
    cedar.save_seen(stage(conversation, "example"), seen, revision=0, by=giver, at=NOW)
    return fresh(conversation)


def given(cast, other: Person | None = None, seen: Seen | None = None, **more) -> Conversation:
    conversation = written(cast, other, seen, **more)
    cedar.give_observation(stage(conversation, "context"), stage(conversation, "example"), by=other or cast.tom, at=NOW)
    return fresh(conversation)


def meeting_of(conversation: Conversation, cast) -> Conversation:
    """The two have come in."""
    for one in (cast.amira, cast.tom):
        meeting.come_in(conversation, by=one, at=NOW)
    return fresh(conversation)
