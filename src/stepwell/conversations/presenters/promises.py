"""Everything somebody has promised, over all conversations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stepwell.people.models import Person

from ..models import AgreedAction
from .talking import ActionLine, action_line


@dataclass(frozen=True)
class PromiseLine:
    line: ActionLine
    where: str
    partner: str


def promise_lines(found: Iterable[AgreedAction], reader: Person, today: date) -> list[PromiseLine]:
    """What waits for an answer first, then by day."""
    lines = [promise_line(action, reader, today) for action in found]
    return sorted(lines, key=lambda one: not one.line.waits)


def promise_line(action: AgreedAction, reader: Person, today: date) -> PromiseLine:
    conversation = action.conversation
    return PromiseLine(
        action_line(action, reader, today), conversation.title, conversation.partner_of(reader).full_name
    )
