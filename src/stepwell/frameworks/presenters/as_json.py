"""A pack as the command line prints it (the contract's keys, then what we add)."""

from typing import Any

from stepwell.domain.framework import Dimension, Pack
from stepwell.domain.framework.parts import Bipolar, DimensionLevel, QuestionBank
from stepwell.domain.framework.texts import Behaviour


def pack_line(pack: Pack) -> dict[str, str]:
    return {key: getattr(pack, key) for key in ("id", "title", "owner", "edition", "kind", "wording", "version")}


def pack_json(pack: Pack) -> dict[str, Any]:
    """Everything stored for one framework, counted and listed."""
    plain = pack.model_dump(mode="json", exclude={"dimensions", "question_banks", "grades", "levels"})
    head = {key: plain.pop(key) for key in ("id", "title", "owner", "edition", "rights", "wording", "kind", "version")}
    clusters = {cluster.id: cluster.name for cluster in pack.clusters}
    return {
        **head,
        "levels": [level.model_dump(mode="json") for level in pack.levels],
        "dimensions": [dimension_json(dimension, clusters) for dimension in pack.dimensions],
        "question_banks": [bank_json(bank) for bank in pack.question_banks],
        "grades": [grade.model_dump(mode="json") for grade in pack.grades],
        **plain,
        "counts": counts_of(pack),
    }


def dimension_json(dimension: Dimension, clusters: dict[str, str]) -> dict[str, Any]:
    maps = dimension.maps
    sides = {"mentee": maps.mentee, "mentor": maps.mentor} if maps else {}
    return {
        "id": dimension.id,
        "name": dimension.name,
        "cluster": clusters.get(dimension.cluster or ""),
        "tagline": dimension.tagline.text if dimension.tagline else None,
        "introduction": dimension.introduction.text if dimension.introduction else None,
        "what_it_is": [text.text for text in dimension.what_it_is],
        "why": dimension.why.text if dimension.why else None,
        "what_it_is_not": [text.text for text in dimension.what_it_is_not],
        "levels": [level_json(level) for level in dimension.levels],
        "statements": [behaviour_json(statement) for statement in dimension.statements],
        "bipolar": bipolar_json(dimension.bipolar) if dimension.bipolar else None,
        "maps": {side: text.text for side, text in sides.items()} or None,
        "maps_incomplete": {side: text.incomplete for side, text in sides.items() if text.incomplete} or None,
        "missing": dimension.missing,
        "topics": dimension.topics,
        "source": dimension.source,
    }


def level_json(level: DimensionLevel) -> dict[str, Any]:
    return {
        "level": level.level,
        "heading": level.heading,
        "indicators": [behaviour_json(indicator) for indicator in level.indicators],
        "descriptor": behaviour_json(level.descriptor) if level.descriptor else None,
        "source": level.source,
    }


def behaviour_json(behaviour: Behaviour) -> dict[str, Any]:
    """Optional keys stand only where there is something in them."""
    return behaviour.model_dump(mode="json", exclude_defaults=True)


def bipolar_json(item: Bipolar) -> dict[str, Any]:
    plain = item.model_dump(mode="json")
    for pole in ("positive", "negative"):
        plain[pole] = {key: text for key, text in plain[pole].items() if text}
    return plain


def bank_json(bank: QuestionBank) -> dict[str, Any]:
    return bank.model_dump(mode="json")


def counts_of(pack: Pack) -> dict[str, int]:
    """How much of each kind the pack holds; kinds of which it has none are counted too, as 0."""
    levels = [level for dimension in pack.dimensions for level in dimension.levels]
    sections = [section for bank in pack.question_banks for section in bank.sections]
    prompts = [prompt for section in sections for prompt in section.prompts]
    behaviours = [b for level in levels for b in level.indicators] + [b for d in pack.dimensions for b in d.statements]
    return {
        "levels": len(pack.levels),
        "levels_below_scale": sum(level.below_scale for level in pack.levels),
        "clusters": len(pack.clusters),
        "dimensions": len(pack.dimensions),
        "what_it_is": sum(len(dimension.what_it_is) for dimension in pack.dimensions),
        "why": sum(dimension.why is not None for dimension in pack.dimensions),
        "what_it_is_not": sum(len(dimension.what_it_is_not) for dimension in pack.dimensions),
        "headings": sum(level.heading is not None for level in levels),
        "descriptors": sum(level.descriptor is not None for level in levels),
        "indicators": sum(len(level.indicators) for level in levels),
        "statements": sum(len(dimension.statements) for dimension in pack.dimensions),
        "footnotes": sum(behaviour.footnote is not None for behaviour in behaviours),
        "bipolar": sum(dimension.bipolar is not None for dimension in pack.dimensions),
        "maps": sum(dimension.maps is not None for dimension in pack.dimensions),
        "missing": sum(dimension.missing is not None for dimension in pack.dimensions),
        "question_banks": len(pack.question_banks),
        "sections": len(sections),
        "heading_questions": sum(section.heading_question is not None for section in sections),
        "prompts": len(prompts),
        "follow_ups": sum(prompt.follow_up_of is not None for prompt in prompts),
        "cards": len(pack.cards),
        "roles": len(pack.roles),
        "conditions": sum(len(role.when) for role in pack.roles),
        "stages": len(pack.stages),
        "grades": len(pack.grades),
        "grade_statements": sum(len(grade.statements) for grade in pack.grades),
        "initiatives": len(pack.initiatives),
        "resources": len(pack.resources),
        "notices": len(pack.notices),
        "passages": len(pack.passages),
        "passage_items": sum(len(passage.items) for passage in pack.passages),
        "links": len(pack.links),
        "statement_links": len(pack.statement_links),
        "gaps": len(pack.gaps),
        "corrections": len(pack.corrections),
    }
