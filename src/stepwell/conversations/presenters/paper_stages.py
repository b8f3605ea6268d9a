"""Stages of a conversation as parts of our record: what both of the two read, and nothing that either could not.

Whether reasonable adjustments are needed is no part of it, nor a checklist, nor what was parked.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from stepwell.domain.agenda import Stage
from stepwell.domain.growing import cell_words
from stepwell.ui.paper import Block, Bullets, Facts, Heading, Label, Text

from ..models import StageAnswer
from ..queries.growth import Growth, View, view_in
from .growth import drafted_lines, evidence_kinds, future_words


def stage_blocks(answers: Sequence[tuple[Stage, StageAnswer]]) -> Iterator[Block]:
    """Stage by stage, field by field, with who wrote it."""
    for template, answer in answers:
        fields = list(field_blocks(template, answer.content or {}))
        if fields:
            yield Heading(template.name)
            if answer.writer:
                yield Label(f"Written by {answer.writer.full_name}")
            yield from fields


def field_blocks(template: Stage, content: dict[str, Any]) -> Iterator[Block]:
    part = content.get("part")
    if isinstance(part, dict) and part.get("name"):
        yield Facts([("The standard", str(part["name"]))])
    for field in template.fields:
        value = content.get(field.id)
        if value:
            yield Heading(field.label, 3)
            yield from [Bullets([str(one) for one in value])] if isinstance(value, list) else texts_of(str(value))


def texts_of(text: str) -> Iterator[Text]:
    for part in text.replace("\r\n", "\n").split("\n\n"):
        if part.strip():
            yield Text(part.strip())


def growth_blocks(growth: Growth | None) -> Iterator[Block]:
    """Where things stand, as settled; where to; hopes; objectives."""
    if growth is None or not growth.outcome:
        return
    yield Heading("Where things stand")
    for who, view in settled(growth):
        yield from view_blocks(growth, who, view)
    future = future_words(growth)
    if future:
        yield Heading("Where to")
        yield Text(f"{future[0]}, by {future[1]}")
        yield from texts_of(future[2])
    words = growth.plan.get("words") or {}
    if words.get("aspirations") or words.get("reflections"):
        yield Heading("Hopes and reflections")
        yield from texts_of("\n\n".join(filter(None, (words.get("aspirations"), words.get("reflections")))))
    yield from objective_blocks(growth)


def settled(growth: Growth) -> list[tuple[str, View]]:
    """What the two agreed; or both views, neither of which counts for less."""
    conversation = growth.conversation
    own, other = view_in(growth.outcome), view_in((growth.outcome or {}).get("other"))
    if own is None:
        return []
    if other is None:
        return [("Agreed", own)]
    return [(f"{conversation.person.called}’s view", own), (f"{conversation.other.called}’s view", other)]


def view_blocks(growth: Growth, who: str, view: View) -> Iterator[Block]:
    kinds = dict(evidence_kinds(growth))
    yield Heading(who, 3)
    yield Text(cell_words(growth.stored.pack, view.cell))
    yield from texts_of(view.words)
    if view.evidence:
        yield Facts([(kinds.get(kind, "Something else"), text) for kind, text in view.evidence])


def objective_blocks(growth: Growth) -> Iterator[Block]:
    drafted = drafted_lines(growth)
    if drafted:
        yield Heading("Objectives")
    for line in drafted:
        yield Heading(line.title, 3)
        yield Facts([("When", line.when)])
        if line.ways:
            yield Bullets(line.ways)
