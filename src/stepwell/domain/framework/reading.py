"""Everything in a pack that a person can read, each with its kind and the page and place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .pack import Pack
from .parts import Dimension, QuestionBank
from .texts import Behaviour, Text

Page = Literal["glance", "dimension", "bank", "cards", "roles", "development", "about", "grades", "links"]

# Kinds of text, in the words of the search page.
KINDS = {
    "notice": "Notices",
    "part": "Names and headings",
    "behaviour": "Behaviours",
    "description": "Descriptions",
    "question": "Questions",
    "card": "What-if cards",
    "role": "Supporter roles",
    "development": "Development and resources",
    "grade": "Grade profiles",
    "guidance": "Guidance",
    "link": "See also",
    "source": "About the source",
}

NOTICE_TITLES = {
    "caveat": "An indication",
    "purpose_limit": "What this is not for",
    "confidentiality": "What stays confidential",
    "scale": "How to read the scale",
    "rights": "Rights",
    "note": "Note",
}


@dataclass(frozen=True)
class Reading:
    """One readable text. `id` is its anchor on the page; `within` names the dimension or question bank of that page.

    What has no id in the pack gets one that begins with a dash, as no id of a pack can.
    """

    id: str
    kind: str
    page: Page
    name: str
    texts: tuple[str, ...]
    within: str = ""


def readings(pack: Pack) -> Iterator[Reading]:
    """Every readable text of the pack, notices first."""
    for notice in pack.notices:
        yield Reading(notice.id, "notice", "about", NOTICE_TITLES[notice.kind], (notice.text,))
    yield Reading("-summary", "part", "glance", pack.title, (pack.title, pack.summary, pack.scope or "", pack.owner))
    for level in pack.levels:
        yield Reading(f"-level-{level.id}", "part", "glance", level.name, (level.name, level.description or ""))
    for dimension in pack.dimensions:
        yield from readings_of_dimension(pack, dimension)
    for bank in pack.question_banks:
        yield from readings_of_bank(bank)
    yield from readings_of_guidance(pack)
    yield from readings_of_grades(pack)
    yield from readings_of_development(pack)
    yield from readings_of_source(pack)


def readings_of_dimension(pack: Pack, dimension: Dimension) -> Iterator[Reading]:
    def here(part: str, kind: str, name: str, *texts: str | None) -> Reading:
        return Reading(part, kind, "dimension", name, tuple(filter(None, texts)), dimension.id)

    def behaviours(found: list[Behaviour], where: str) -> Iterator[Reading]:
        for one in found:
            yield here(one.id, "behaviour", where, one.name, one.self, one.observer)
            if one.footnote:
                yield here(one.footnote.id, "description", where, one.footnote.text)

    name = dimension.name
    yield here("-top", "part", name, name, dimension.missing)
    for text in (dimension.tagline, dimension.introduction, *dimension.what_it_is, dimension.why):
        if text:
            yield here(text.id, "description", name, text.name, text.text)
    for text in dimension.what_it_is_not:
        yield here(text.id, "description", f"{name}: what it is not", text.name, text.text)
    for placed in dimension.levels:
        level = pack.level_by_id[placed.level].name
        if placed.heading:
            yield here(f"-level-{placed.level}", "part", f"{name}, {level}", placed.heading)
        if placed.descriptor:
            yield from behaviours([placed.descriptor], f"{name}, {level}")
        yield from behaviours(placed.indicators, f"{name}, {level}")
    yield from behaviours(dimension.statements, name)
    if item := dimension.bipolar:
        yield here("-scale", "behaviour", name, item.positive.self, item.negative.self, ", ".join(item.themes))
    if maps := dimension.maps:
        yield here("-map-mentee", "description", f"{name}, for the mentee", maps.mentee.text, maps.mentee.incomplete)
        yield here("-map-mentor", "description", f"{name}, for the mentor", maps.mentor.text, maps.mentor.incomplete)


def readings_of_bank(bank: QuestionBank) -> Iterator[Reading]:
    yield Reading("-top", "part", "bank", bank.name, (bank.name,), bank.id)
    for section in bank.sections:
        texts = tuple(filter(None, (section.name, section.heading_question)))
        yield Reading(section.id, "question", "bank", bank.name, texts, bank.id)
        for prompt in section.prompts:
            yield Reading(prompt.id, "question", "bank", f"{bank.name}, {section.name}", (prompt.text,), bank.id)


def readings_of_guidance(pack: Pack) -> Iterator[Reading]:
    for card in pack.cards:
        yield Reading(card.id, "card", "cards", "What if…?", (card.situation, card.answer))
    if pack.stage_question:
        yield Reading(pack.stage_question.id, "question", "roles", "Supporter roles", (pack.stage_question.text,))
    for role in pack.roles:
        conditions = (condition.condition for condition in role.when)
        yield Reading(role.id, "role", "roles", role.name, (role.name, role.definition, role.does, *conditions))
    for stage in pack.stages:
        purposes = (suggestion.purpose for suggestion in stage.suggest)
        yield Reading(stage.id, "role", "roles", "Where a person is now", (stage.condition, *purposes))
    for passage in pack.passages:
        texts = tuple(filter(None, (passage.name, passage.introduction)))
        yield Reading(passage.id, "guidance", "about", passage.name, texts)
        yield from (text_of(item, "guidance", "about", passage.name) for item in passage.items)


def text_of(text: Text, kind: str, page: Page, name: str) -> Reading:
    return Reading(text.id, kind, page, name, tuple(filter(None, (text.name, text.text))))


def readings_of_grades(pack: Pack) -> Iterator[Reading]:
    for band in pack.bands:
        if band.introduction:
            yield text_of(band.introduction, "grade", "grades", band.name)
    for grade in pack.grades:
        yield from (text_of(text, "grade", "grades", grade.name) for text in grade.statements)


def readings_of_development(pack: Pack) -> Iterator[Reading]:
    categories = {category.id: category for category in pack.growth.categories} if pack.growth else {}
    for category in categories.values():
        yield Reading(category.id, "development", "glance", category.name, (category.name, category.description))
    for initiative in pack.initiatives:
        name = categories[initiative.category].name if initiative.category in categories else "Development"
        if initiative.step is not None:
            name += f", step {initiative.step}"
        yield Reading(initiative.id, "development", "development", name, (initiative.text,))
    for resource in pack.resources:
        yield Reading(resource.id, "development", "development", resource.name, (resource.name, resource.text or ""))


def readings_of_source(pack: Pack) -> Iterator[Reading]:
    yield Reading("-rights", "source", "about", "Rights", (pack.rights,))
    for gap in pack.gaps:
        yield Reading(gap.id, "source", "about", "What the source does not say", (gap.text,))
    for correction in pack.corrections:
        yield Reading(correction.defect, "source", "about", "How a fault of the source was handled", (correction.done,))
    for index, link in enumerate(pack.links, 1):
        yield Reading(f"-link-{index}", "link", "links", "See also", (link.reason,))
