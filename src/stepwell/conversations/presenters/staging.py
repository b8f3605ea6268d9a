"""What was written in a stage, field by field."""

from typing import Any

from stepwell.domain.agenda import Stage
from stepwell.frameworks.queries import StoredPack
from stepwell.people.models import Person

from ..models import Conversation, StageAnswer
from ..queries.stages import StageFor


def lines_of(template: Stage, answer: StageAnswer | None) -> list[tuple[str, str]]:
    """(label, words) of each field that has any."""
    content: dict[str, Any] = (answer.content or {}) if answer else {}
    return [(field.label, in_words(content[field.id])) for field in template.fields if content.get(field.id)]


def parts_of(packs: list[StoredPack]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a stage may name: every part by framework. It is kept by its name, as it is called now."""
    return [
        (pack.called, [(f"{pack.called}: {dimension.name}", dimension.name) for dimension in pack.dimensions])
        for pack in (stored.pack for stored in packs)
        if pack.dimensions
    ]


def in_words(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def may_mark(found: StageFor, conversation: Conversation, reader: Person) -> bool:
    """Whether the reader may say that it was given orally: its writer, or the other once they have met."""
    if not found.template.may_be_oral or found.is_given or not conversation.is_open:
        return False
    return found.may_write or conversation.state == Conversation.State.MET
