"""Feedback as one of the two may see it: the person's reflection, what the other saw, what led to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from stepwell.domain.framework.parts import Passage
from stepwell.frameworks.queries import StoredPack
from stepwell.people.models import Person

from ..models import Conversation, ParkedPoint
from .agendas import agenda_of
from .stages import StageFor, stages_for

REFLECTION, CONTEXT, EXAMPLE, DISCUSS = (
    "feedback-reflection",
    "feedback-context",
    "feedback-example",
    "feedback-discuss",
)
PAGES = (REFLECTION, CONTEXT, EXAMPLE, DISCUSS)
JOB_PROFILE = "job-profile"


@dataclass(frozen=True)
class Observation:
    """What the other saw: the situation, by which standard, what went well, an example, at most three things to learn."""

    context: str
    part: str
    standard: str
    strengths: tuple[str, ...]
    example: str
    learning: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.strengths or self.example or self.learning)


@dataclass(frozen=True)
class Feedback:
    conversation: Conversation
    reader: Person
    stages: dict[str, StageFor]

    @property
    def is_persons(self) -> bool:
        return self.reader.pk == self.conversation.person_id

    @property
    def partner(self) -> Person:
        return self.conversation.partner_of(self.reader)

    def content(self, page: str) -> dict[str, Any]:
        """What stands in a stage, as far as the reader may see it."""
        stage = self.stages[page]
        answer = stage.own or stage.theirs
        return (answer.content or {}) if answer else {}

    @property
    def reflection_id(self) -> UUID:
        return self.stages[REFLECTION].stage.pk

    @property
    def context_id(self) -> UUID:
        return self.stages[CONTEXT].stage.pk

    @property
    def discuss_id(self) -> UUID:
        return self.stages[DISCUSS].stage.pk

    @property
    def guidance(self) -> list[str]:
        """The agenda's own advice."""
        return agenda_of(self.conversation).own_guidance

    @property
    def is_reflected(self) -> bool:
        """The person has given their reflection, in writing or aloud: what the other saw opens after that."""
        return self.stages[CONTEXT].is_open

    @property
    def observation(self) -> Observation:
        context, example = self.content(CONTEXT), self.content(EXAMPLE)
        return observation_in({**context, **example})

    @property
    def observation_is_given(self) -> bool:
        stage = self.stages[EXAMPLE]
        answer = stage.own or stage.theirs
        return bool(answer and answer.given_at)


def observation_in(content: Mapping[str, Any]) -> Observation:
    return Observation(
        context=content.get("context", ""),
        part=(content.get("part") or {}).get("name", ""),
        standard=content.get("standard", ""),
        strengths=tuple(content.get("strengths") or ()),
        example=content.get("example", ""),
        learning=tuple(content.get("learning") or ()),
    )


def is_feedback(conversation: Conversation) -> bool:
    pages = {stage.page for stage in agenda_of(conversation).stages}
    return set(PAGES) <= pages


def feedback_of(conversation: Conversation, reader: Person) -> Feedback:
    stages = {one.template.page: one for one in stages_for(conversation, reader) if one.template.page}
    return Feedback(conversation, reader, stages)


def parked_by(writer: Person, about: Person) -> list[ParkedPoint]:
    """What somebody keeps for another time about a person, from any conversation with them, the oldest first."""
    found = ParkedPoint.objects.filter(writer=writer, conversation__person=about)
    return list(found.select_related("conversation").defer("conversation__agenda"))


def principles_in(packs: list[StoredPack]) -> list[Passage]:
    """How to give feedback, as the frameworks at hand say it."""
    return [passage for stored in packs for passage in stored.pack.passages if passage.purpose == "feedback"]


def parts_at_hand(packs: list[StoredPack]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every part of every framework, by framework: (its key, its name)."""
    return [
        (stored.pack.called, [(key_of(stored, dimension.id), dimension.name) for dimension in stored.pack.dimensions])
        for stored in packs
        if stored.pack.dimensions
    ]


def key_of(stored: StoredPack, dimension_id: str) -> str:
    return f"{stored.version.pk}:{stored.overlay.pk if stored.overlay else 0}:{dimension_id}"


def part_named(key: str, packs: list[StoredPack]) -> dict[str, Any] | None:
    """What is kept of a part: which one in which version, and its name as it is called now."""
    if key == JOB_PROFILE:
        return {"key": key, "name": "The job profile"}
    for stored in packs:
        for dimension in stored.pack.dimensions:
            if key_of(stored, dimension.id) == key:
                return {
                    "key": key,
                    "version": stored.version.pk,
                    "overlay": stored.overlay.pk if stored.overlay else None,
                    "dimension": dimension.id,
                    "name": f"{stored.pack.called}: {dimension.name}",
                }
    return None


def parked_by_id(point_id: UUID) -> ParkedPoint | None:
    found = ParkedPoint.objects.select_related("conversation__person", "conversation__other")
    return found.filter(pk=point_id).first()
