"""Lines of lists: who, what, when, and what to do next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stepwell.people.models import Person
from stepwell.ui.templatetags.ui import day, moment

from ..models import Conversation

State = Conversation.State


@dataclass(frozen=True)
class Line:
    """One conversation in a list. `waits` is true where the next step is the reader's own."""

    conversation: Conversation
    partner: Person
    what: str
    when: str
    next_step: str
    waits: bool = False


def coming_lines(found: Iterable[Conversation], reader: Person, now: datetime) -> list[Line]:
    """What waits for the reader first, then the soonest."""
    lines = [coming_line(one, reader, now) for one in found]
    return sorted(lines, key=lambda line: not line.waits)


def coming_line(conversation: Conversation, reader: Person, now: datetime) -> Line:
    next_step, waits = step_of(conversation, reader, now)
    when = moment(conversation.starts_at) if conversation.starts_at else "No day yet"
    return Line(conversation, conversation.partner_of(reader), what_of(conversation, reader), when, next_step, waits)


def what_of(conversation: Conversation, reader: Person) -> str:
    """The title, and whose it is if it is not the reader's own."""
    if conversation.person_id == reader.pk:
        return conversation.title
    return f"{conversation.title}, for {conversation.person.called}"


def step_of(conversation: Conversation, reader: Person, now: datetime) -> tuple[str, bool]:
    """What comes next, and whether it is for the reader to do."""
    partner = conversation.partner_of(reader).called
    if conversation.state == State.PROPOSED:
        if conversation.proposed_by_id == reader.pk:
            return f"Waiting for {partner}’s answer", False
        return "Say whether it suits you", True
    if conversation.state == State.MET:
        return "Under way: go on, or end it", True
    if conversation.starts_at and conversation.starts_at <= now:
        return "Time to begin", True
    is_ready: bool = getattr(conversation, "is_ready", False)  # by `with_readiness`
    return ("You are ready" if is_ready else "Prepare, as much as you like"), False


def past_lines(found: Iterable[Conversation], reader: Person, counts: Mapping[UUID, int]) -> list[Line]:
    """`counts`: how many actions each has."""
    return [past_line(one, reader, counts) for one in found]


def past_line(conversation: Conversation, reader: Person, counts: Mapping[UUID, int]) -> Line:
    when = day(conversation.ended_at) if conversation.ended_at else ""
    outcome = outcome_of(conversation, counts.get(conversation.pk, 0))
    return Line(conversation, conversation.partner_of(reader), what_of(conversation, reader), when, outcome)


def review_lines(found: Iterable[Conversation], reader: Person) -> list[Line]:
    """Those to look at again: when they talked, and the day they set."""
    return [review_line(one, reader) for one in found]


def review_line(conversation: Conversation, reader: Person) -> Line:
    talked = f"You talked on {day(conversation.ended_at)}" if conversation.ended_at else ""
    when = f"You set {day(conversation.review_date)}" if conversation.review_date else ""
    return Line(conversation, conversation.partner_of(reader), what_of(conversation, reader), when, talked)


def outcome_of(conversation: Conversation, count: int) -> str:
    if conversation.state == State.CALLED_OFF:
        return "Did not take place"
    return "Nothing to do was agreed" if not count else f"{count} action{'' if count == 1 else 's'}"


def between_lines(
    found: Iterable[Conversation], reader: Person, now: datetime, counts: Mapping[UUID, int]
) -> list[Line]:
    """For the time line of two: each as it would stand in the list it belongs to."""
    return [coming_line(one, reader, now) if one.is_open else past_line(one, reader, counts) for one in found]
