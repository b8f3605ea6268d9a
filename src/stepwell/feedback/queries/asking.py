"""What a round asks: items with their levels, dimensions in observer wording, and questions in words."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from stepwell.domain.assessing import importance_names
from stepwell.domain.framework import Dimension, Pack
from stepwell.prepared import prepared

from ..models import Cycle, CycleQuestion, Draft, FeedbackRound, Invitation, SelfRating
from .inviting import Visit
from .rounds import pack_of_cycle


@dataclass(frozen=True)
class AskedItem:
    """Something that gets one place on the scale: a whole dimension, or one behaviour of it with its footnote, if any."""

    id: str
    dimension_id: str
    text: str
    footnote: str = ""


class Answers(NamedTuple):
    """What a rater said, or a page of it: places by item, words by what they are about, and points by dimension.

    None is "not observed" or "cannot say", and is an answer.
    """

    ratings: dict[str, int | None] = {}
    comments: dict[str, str] = {}
    importance: dict[str, int | None] = {}


@dataclass(frozen=True)
class Asked:
    """`levels` are the words on the scale, lowest first; a rating is a place in it, counted from 0.

    `importance` are the words for how much a dimension matters, the least first; empty where it is not asked.
    """

    pack: Pack
    kind: str
    levels: list[str]
    level_ids: list[str]
    items: list[AskedItem]
    dimensions: list[Dimension]
    questions: list[CycleQuestion]
    importance: list[str]

    @cached_property
    def dimension_ids(self) -> set[str]:
        return {dimension.id for dimension in self.dimensions}

    @cached_property
    def item_ids(self) -> set[str]:
        return {item.id for item in self.items}

    @cached_property
    def comment_keys(self) -> set[str]:
        """What may be written about: each question, and each dimension."""
        return {question.key for question in self.questions} | self.dimension_ids

    @property
    def how_to_place(self) -> list[str]:
        """What the framework says about placing anybody on its levels (R101)."""
        return [notice.text for notice in self.pack.notices_of("scale")] if self.items else []

    def items_of(self, dimension_id: str) -> list[AskedItem]:
        return [item for item in self.items if item.dimension_id == dimension_id]


QUESTIONS = prepared(lambda cycle: CycleQuestion.objects.filter(cycle=cycle))


def asked_of(cycle: Cycle) -> Asked:
    """One query."""
    pack = pack_of_cycle(cycle)
    questions = QUESTIONS.rows(cycle=cycle)
    items = [item for item in items_of(pack, cycle.item_kind) if not cycle.item_ids or item.id in cycle.item_ids]
    inside = {item.dimension_id for item in items}
    dimensions = [dimension for dimension in pack.dimensions if dimension.id in inside]
    by_level = cycle.item_kind == Cycle.ItemKind.DIMENSIONS
    levels = [level.name for level in pack.levels] if by_level else list(cycle.scale)
    level_ids = [level.id for level in pack.levels] if by_level else []
    importance = list(importance_names(pack)) if cycle.asks_importance and dimensions else []
    return Asked(pack, cycle.item_kind, levels, level_ids, items, dimensions, questions, importance)


def items_of(pack: Pack, kind: str) -> list[AskedItem]:
    present = [dimension for dimension in pack.dimensions if dimension.missing is None]
    if kind == Cycle.ItemKind.DIMENSIONS:
        return [AskedItem(one.id, one.id, one.name) for one in present if one.levels]
    if kind == Cycle.ItemKind.INDICATORS:
        return [
            AskedItem(text.id, one.id, text.observer, text.footnote.text if text.footnote else "")
            for one in present
            for text in behaviours(one)
        ]
    return []


def behaviours(dimension: Dimension) -> list:
    return [text for level in dimension.levels for text in level.indicators] + list(dimension.statements)


def item_kinds(pack: Pack) -> list[str]:
    """Which kinds of items a framework can serve: worked out from what it holds. Comments fit anything."""
    found = []
    if len(pack.levels) >= 2 and items_of(pack, Cycle.ItemKind.DIMENSIONS):
        found.append(Cycle.ItemKind.DIMENSIONS)
    if items_of(pack, Cycle.ItemKind.INDICATORS):
        found.append(Cycle.ItemKind.INDICATORS)
    return [str(kind) for kind in [*found, Cycle.ItemKind.COMMENTS_ONLY]]


def draft_of(visit: Visit) -> Draft | None:
    return draft_in(visit.invitation)


def draft_in(invitation: Invitation) -> Draft | None:
    """It came with the invitation, in the same reading (`queries.inviting.visit_of`)."""
    return getattr(invitation, "draft", None)


def answers_in(draft: Draft | None) -> Answers:
    return Answers(**{part: dict(draft.answers.get(part, {})) for part in Answers._fields}) if draft else Answers()


def missing_of(asked: Asked, draft: Draft | None) -> list[AskedItem]:
    """Items without any answer yet; "not observed" is one."""
    said = answers_in(draft).ratings
    return [item for item in asked.items if item.id not in said]


def self_ratings_of(round: FeedbackRound) -> dict[str, SelfRating]:
    return {rating.item_id: rating for rating in SelfRating.objects.filter(round=round)}
