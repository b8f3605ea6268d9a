"""The larger pieces of a pack: levels, dimensions, question banks, cards, roles, grades, initiatives, links."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .texts import Address, Behaviour, End, Id, Language, Missing, Name, Part, Pole, Prose, Slug, Source, Text


class Level(Part):
    """A step of proficiency; packs list them lowest first. A level below the scale is no step of it."""

    id: Id
    name: Name
    below_scale: bool = False
    description: Prose | None = None
    source: Source | None = None
    translations: dict[Language, Name] = {}


class Cluster(Part):
    id: Id
    name: Name
    source: Source
    translations: dict[Language, Name] = {}


class DimensionLevel(Part):
    """What one level means in one dimension: a heading, a descriptor or both, and its indicators.

    `translations` are of the heading; the texts have their own.
    """

    level: Id
    heading: Name | None = None
    descriptor: Behaviour | None = None
    indicators: list[Behaviour] = []
    source: Source
    translations: dict[Language, Name] = {}


class Bipolar(Part):
    """Two opposite statements with points between them; `positive_end` is the number of the strong end."""

    positive: Pole
    negative: Pole
    points: int = Field(ge=2, le=9)
    positive_end: int
    wish: list[Literal["yes", "maybe", "no"]] = []
    themes: list[Name] = []
    source: Source


class Maps(Part):
    """How mentoring serves a quality, for the one who is mentored and for the mentor."""

    mentee: Missing
    mentor: Missing


class Dimension(Part):
    id: Id
    name: Name
    cluster: Id | None = None
    tagline: Text | None = None
    introduction: Text | None = None
    what_it_is: list[Text] = []
    why: Text | None = None
    what_it_is_not: list[Text] = []
    levels: list[DimensionLevel] = []
    statements: list[Behaviour] = []
    bipolar: Bipolar | None = None
    maps: Maps | None = None
    topics: list[Id] = []
    missing: Prose | None = None
    source: Source
    translations: dict[Language, Name] = {}


class Prompt(Part):
    id: Id
    text: Prose
    follow_up_of: Id | None = None
    source: Source
    translations: dict[Language, Prose] = {}


class SectionWords(Part):
    name: Name
    heading_question: Prose | None = None


class Section(Part):
    id: Id
    name: Name
    heading_question: Prose | None = None
    prompts: list[Prompt]
    source: Source | None = None
    translations: dict[Language, SectionWords] = {}


class QuestionBank(Part):
    """Questions to ask oneself or another; `for_dimensions` marks a bank that fits any part of any framework."""

    id: Id
    name: Name
    purpose: Literal["coaching", "journal", "preparation", "session", "feedback"]
    for_dimensions: bool = False
    sections: list[Section]
    translations: dict[Language, Name] = {}


class CardWords(Part):
    situation: Prose
    answer: Prose


class Card(Part):
    """A what-if card: a situation and an answer to it."""

    id: Id
    situation: Prose
    answer: Prose
    source: Source
    translations: dict[Language, CardWords] = {}


class Condition(Part):
    condition: Prose
    source: Source


class RoleWords(Part):
    name: Name
    definition: Prose
    does: Prose


class Role(Part):
    """A way to support somebody (coach, analyst …) and when it helps. `follow_up`: afterwards, somebody in this role asks
    what became of it."""

    id: Id
    name: Name
    definition: Prose
    does: Prose
    follow_up: bool = False
    when: list[Condition]
    source: Source
    translations: dict[Language, RoleWords] = {}


class StageSuggestion(Part):
    role: Id
    purpose: Prose
    order: int = 1


class Stage(Part):
    """Where a person is now, and which supporter roles are suggested. Equal `order` means side by side."""

    id: Id
    condition: Prose
    suggest: list[StageSuggestion]
    source: Source


class Expectation(Part):
    """The level usually expected of a grade, in another pack's levels."""

    base: Id
    at_least: bool = False
    some_at: Id | None = None
    may_vary: bool = False
    source: Source


class Band(Part):
    id: Id
    name: Name
    introduction: Text | None = None


class Grade(Part):
    id: Id
    name: Name
    order: int
    band: Id | None = None
    statements: list[Text]
    expectation: Expectation | None = None
    source: Source


class GrowthCategory(Part):
    id: Id
    name: Name
    description: Prose
    source: Source


class GrowthStep(Part):
    step: int
    name: Name | None = None


class Growth(Part):
    """Directions of growth by steps, lowest step first; a step without a name is a declared gap."""

    categories: list[GrowthCategory]
    steps: list[GrowthStep]


class Initiative(Part):
    """A kind of development: for the role one has, for the next move, or both."""

    id: Id
    text: Prose
    category: Id | None = None
    step: int | None = None
    type: Literal["learn", "experience", "qualification", "programme", "network", "giving", "person"]
    fits: list[Literal["current_role", "next_move"]] = Field(min_length=1)
    topics: list[Id] = []
    source: Source
    translations: dict[Language, Prose] = {}


class Link(Part):
    """ "See also" between two packs (`pack/part`); never a conversion of ratings."""

    a: End
    b: End
    strength: Literal["equivalent", "close", "related"]
    reason: Prose


class StatementLink(Part):
    """The same behaviour in two packs, by indicator; `level` tells whether both stand at the level of one name."""

    a: End
    b: End
    match: Literal["same", "expanded", "part"]


class LevelNote(Part):
    """How far level names of two packs compare (indicative, for readers, never for computing)."""

    pack: Slug
    levels: list[Name]
    note: Prose


class Passage(Part):
    """A titled group of texts that belong to the whole framework (principles, uses, advice, steps).

    `purpose` says what it is for in a conversation. About growth: what whoever facilitates reviews beforehand, kinds of
    evidence for a position, indicators to look at, the check of reasonable adjustments. `feedback`: how to give it.
    """

    id: Id
    name: Name
    purpose: Literal["resource", "evidence", "indicator", "adjustments", "feedback"] | None = None
    ordered: bool = False
    introduction: Prose | None = None
    items: list[Text]
    translations: dict[Language, Name] = {}


class Gap(Part):
    """Something the source lacks: said to the reader, never invented."""

    id: Id
    text: Prose
    source: Source


class Correction(Part):
    """How one fault of the source was handled (its number in the defect register)."""

    defect: Id
    source: Source
    done: Prose


class Resource(Part):
    """A programme, tool, document or contact that the source names."""

    id: Id
    name: Name
    type: Literal[
        "tool",
        "document",
        "programme",
        "network",
        "qualification",
        "experience",
        "learning",
        "support",
        "data",
        "code",
        "contact",
    ]
    text: Prose | None = None
    url: Address | None = None
    source: Source
