"""A whole pack: one published model of good behaviour, or a set of questions, or links between packs."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from . import parts
from .language import chosen_language, in_language
from .texts import Id, Language, Name, Notice, Part, Prose, Slug

Audience = Literal["everyone", "managers", "aspiring_managers", "senior_leaders"]


class LabelWords(Part):
    one: Name
    many: Name


class Label(Part):
    """What this framework calls a thing, in the singular and the plural ("element", "elements")."""

    one: Name
    many: Name
    translations: dict[Language, LabelWords] = {}


class PackWords(Part):
    """The framework's own texts in another language, as far as they are translated."""

    summary: Prose | None = None
    scope: Prose | None = None
    self_stem: Prose | None = None
    observer_stem: Prose | None = None


class SourceDocument(Part):
    id: Id
    title: Name
    lines: str | None = None


class Pack(Part):
    id: Slug
    title: Name
    short_title: Name | None = None
    owner: Name
    edition: Name
    kind: Literal["levelled", "unlevelled", "bipolar", "grades", "conversations", "growth", "crosswalk"]
    rights: Prose
    wording: Literal["restated", "licensed"]
    version: Name
    language: Language = "en-GB"
    translations: list[Language] = []
    words: dict[Language, PackWords] = {}
    sources: list[SourceDocument] = []
    summary: Prose
    audience: list[Audience] = ["everyone"]
    scope: Prose | None = None
    dimension_label: Label = Label(one="dimension", many="dimensions")
    level_label: Label = Label(one="level", many="levels")
    self_stem: Prose | None = None
    observer_stem: Prose | None = None
    importance: list[Name] | None = None
    notices: list[Notice] = []
    passages: list[parts.Passage] = []
    levels: list[parts.Level] = []
    clusters: list[parts.Cluster] = []
    dimensions: list[parts.Dimension] = []
    question_banks: list[parts.QuestionBank] = []
    cards: list[parts.Card] = []
    roles: list[parts.Role] = []
    stage_question: parts.Prompt | None = None
    stages: list[parts.Stage] = []
    expects: Slug | None = Field(default=None, description="id of the framework whose levels the grades refer to")
    bands: list[parts.Band] = []
    grades: list[parts.Grade] = []
    growth: parts.Growth | None = None
    initiatives: list[parts.Initiative] = []
    resources: list[parts.Resource] = []
    links: list[parts.Link] = []
    statement_links: list[parts.StatementLink] = []
    level_notes: list[parts.LevelNote] = []
    gaps: list[parts.Gap] = []
    corrections: list[parts.Correction] = []

    @cached_property
    def dimension_by_id(self) -> dict[str, parts.Dimension]:
        return {dimension.id: dimension for dimension in self.dimensions}

    @cached_property
    def level_by_id(self) -> dict[str, parts.Level]:
        return {level.id: level for level in self.levels}

    @cached_property
    def level_index(self) -> dict[str, int]:
        """Position of each level, lowest 0, a level below the scale included."""
        return {level.id: index for index, level in enumerate(self.levels)}

    @cached_property
    def grade_by_id(self) -> dict[str, parts.Grade]:
        return {grade.id: grade for grade in self.grades}

    @property
    def called(self) -> str:
        return self.short_title or self.title

    @property
    def languages(self) -> list[str]:
        """Those it can be read in, its own first."""
        return [self.language, *self.translations]

    def in_language(self, *wanted: str) -> Pack:
        """The pack in the first of the wanted languages that it has; what has no translation stays as it is."""
        language = chosen_language(self.languages, *wanted)
        if language == self.language:
            return self
        if language not in self._by_language:
            self._by_language[language] = in_language(self, language)
        return self._by_language[language]

    @cached_property
    def _by_language(self) -> dict[str, Pack]:
        """Translations made so far: a pack never changes, so neither do they."""
        return {}

    def notices_of(self, kind: str) -> list[Notice]:
        return [notice for notice in self.notices if notice.kind == kind]
