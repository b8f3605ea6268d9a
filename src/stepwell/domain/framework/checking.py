"""Faults of a pack: first its shape (pydantic), then what no schema can say (unique ids, references, order)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from .pack import Pack
from .texts import FORMS, SOURCE


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong with a pack, and where: `dimensions[3].levels[0].heading`."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


def read_pack(data: Any) -> tuple[Pack | None, list[Fault]]:
    """The pack in `data` (plain lists and dicts), or None, and every fault found.

    A pack with faults of shape is not looked at further; one with faults of sense is returned with them.
    """
    try:
        pack = Pack.model_validate(data)
    except ValidationError as error:
        return None, sorted(Fault(path_of(e["loc"]), plain_reason(e)) for e in error.errors())
    return pack, sorted(faults_of_sense(pack))


def path_of(location: Iterable[str | int]) -> str:
    """
    >>> path_of(("dimensions", 3, "levels", 0, "heading"))
    'dimensions[3].levels[0].heading'
    """
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return path or "(the whole pack)"


PLAIN = {
    "extra_forbidden": "is not a key of the pack format",
    "missing": "is missing",
    "string_too_short": "is empty",
    "string_type": "must be a text: put it in quotes",
    "list_type": "must be a list",
    "dict_type": "must be a set of `key: value`",
    "model_type": "must be a set of `key: value`",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "bool_parsing": "must be true or false",
    "string_unicode": "holds a character that cannot be stored",
}


def plain_reason(error: Any) -> str:
    """pydantic's message in words an author of packs understands."""
    kind = error["type"]
    if kind in PLAIN:
        return PLAIN[kind]
    if kind == "literal_error":
        return f"must be {error['ctx']['expected']}, not “{str(error['input'])[:60]}”"
    if kind == "string_pattern_mismatch":
        pattern = error["ctx"]["pattern"]
        return f"“{str(error['input'])[:60]}” is not in the form this needs: {FORMS.get(pattern, pattern)}"
    if kind == "value_error":
        return str(error["ctx"]["error"])
    return error["msg"][0].lower() + error["msg"][1:]


# Pages of Stepwell have these names beside the frameworks' own.
RESERVED = frozenset({"drafts", "look-after", "publish", "search"})


def faults_of_sense(pack: Pack) -> Iterator[Fault]:
    if pack.id in RESERVED:
        yield Fault("id", f"“{pack.id}” is the name of a page of Stepwell: choose another")
    yield from wrong_kind(pack)
    yield from repeated_ids(pack)
    yield from wrong_sources(pack)
    yield from unknown_references(pack)
    yield from wrong_levels(pack)
    yield from wrong_bipolar(pack)
    yield from wrong_grades(pack)
    yield from wrong_initiatives(pack)
    yield from wrong_languages(pack)


def wrong_languages(pack: Pack) -> Iterator[Fault]:
    """A language is listed once for the whole pack, so that readers are offered it."""
    translated = [
        ("words", pack.words),
        *((f"{at}.translations", getattr(part, "translations", {})) for at, part in walk(pack)),
    ]
    for at, texts in translated:
        for language in texts:
            if language not in pack.translations:
                yield Fault(f"{at}.{language}", "is no language of the pack's `translations`")


def wrong_kind(pack: Pack) -> Iterator[Fault]:
    """A kind is a promise of what the pack holds: pages and the assessment build on it."""
    needed = {
        "levelled": ("levels", "dimensions"),
        "unlevelled": ("dimensions",),
        "bipolar": ("dimensions",),
        "grades": ("grades",),
        "growth": ("growth",),
        "crosswalk": ("links",),
        "conversations": (),
    }
    for key in needed[pack.kind]:
        if not getattr(pack, key):
            yield Fault(key, f"is missing: a pack of kind “{pack.kind}” needs it")
    if pack.kind == "unlevelled" and pack.levels:
        yield Fault("levels", "an unlevelled framework has none")
    for index, dimension in enumerate(pack.dimensions):
        at = f"dimensions[{index}]"
        if pack.kind == "bipolar" and not dimension.bipolar and not dimension.missing:
            yield Fault(f"{at}.bipolar", "is missing; say why in `missing` if the source lacks it")
        if pack.kind != "bipolar" and dimension.bipolar:
            yield Fault(f"{at}.bipolar", f"does not belong in a pack of kind “{pack.kind}”")


def walk(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every part of a pack with its path, the pack itself excluded."""
    for name, value in part:
        here = f"{path}.{name}" if path else name
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            if hasattr(item, "model_fields_set"):
                at = f"{here}[{index}]" if isinstance(value, list) else here
                yield at, item
                yield from walk(item, at)


def repeated_ids(pack: Pack) -> Iterator[Fault]:
    """Ids are unique in the whole pack, so that an overlay or an answer can name any text."""
    ids = [(at, part.id) for at, part in walk(pack) if hasattr(part, "id")]
    counts = Counter(value for _, value in ids)
    for at, value in ids:
        if counts[value] > 1:
            yield Fault(f"{at}.id", f"“{value}” is used {counts[value]} times in this pack")


def wrong_sources(pack: Pack) -> Iterator[Fault]:
    """A source names a document of the pack; `own:` marks a text that no source has."""
    known = {document.id for document in pack.sources}
    for at, part in walk(pack):
        source = getattr(part, "source", None)
        if source is None:
            continue
        document = source.partition(":")[0]
        if document != "own" and document not in known:
            yield Fault(f"{at}.source", f"“{source}” names no document of this pack's sources")
        elif document.isdigit() and not SOURCE.match(source):
            yield Fault(f"{at}.source", f"“{source}” is not in the form 004:L32 or 004:L32-34")


def unknown_references(pack: Pack) -> Iterator[Fault]:
    clusters = {cluster.id for cluster in pack.clusters}
    roles = {role.id for role in pack.roles}
    bands = {band.id for band in pack.bands}
    for index, dimension in enumerate(pack.dimensions):
        if dimension.cluster and dimension.cluster not in clusters:
            yield Fault(f"dimensions[{index}].cluster", f"“{dimension.cluster}” is no cluster of this pack")
    for index, stage in enumerate(pack.stages):
        for number, suggestion in enumerate(stage.suggest):
            if suggestion.role not in roles:
                yield Fault(f"stages[{index}].suggest[{number}].role", f"“{suggestion.role}” is no role of this pack")
    for index, grade in enumerate(pack.grades):
        if grade.band and grade.band not in bands:
            yield Fault(f"grades[{index}].band", f"“{grade.band}” is no band of this pack")
    prompts = {p.id for bank in pack.question_banks for section in bank.sections for p in section.prompts}
    for at, part in walk(pack):
        follow = getattr(part, "follow_up_of", None)
        if follow and follow not in prompts:
            yield Fault(f"{at}.follow_up_of", f"“{follow}” is no prompt of this pack")


def wrong_levels(pack: Pack) -> Iterator[Fault]:
    """Levels stand lowest first, those below the scale before all others; a dimension has each once or is a gap."""
    order = [level.id for level in pack.levels]
    below = [level.below_scale for level in pack.levels]
    if below != sorted(below, reverse=True):
        yield Fault("levels", "a level below the scale must come first")
    for index, dimension in enumerate(pack.dimensions):
        named = [level.level for level in dimension.levels]
        at = f"dimensions[{index}].levels"
        unknown = [name for name in named if name not in order]
        if unknown:
            yield Fault(at, f"{', '.join(unknown)}: no such level in this pack")
        elif named != [name for name in order if name in named]:
            yield Fault(at, "levels must be in the pack's order, each once")
        elif order and not dimension.missing and set(order) - set(named):
            yield Fault(
                at,
                f"{', '.join(n for n in order if n not in named)}: missing; say why in `missing` if the source lacks it",
            )
    steps = len(order) - sum(below)
    if pack.importance is not None and order and len(pack.importance) != steps:
        yield Fault("importance", f"needs as many points as there are levels ({steps}), not {len(pack.importance)}")


def wrong_bipolar(pack: Pack) -> Iterator[Fault]:
    for index, dimension in enumerate(pack.dimensions):
        item = dimension.bipolar
        if item and item.positive_end not in (1, item.points):
            yield Fault(f"dimensions[{index}].bipolar.positive_end", f"must be 1 or {item.points}, an end of the scale")


def wrong_grades(pack: Pack) -> Iterator[Fault]:
    orders = [grade.order for grade in pack.grades]
    if orders != sorted(set(orders)):
        yield Fault("grades", "must be listed in ascending order, each order number once")
    if any(grade.expectation for grade in pack.grades) and not pack.expects:
        yield Fault("expects", "is missing: the expectations name levels of which framework?")


def wrong_initiatives(pack: Pack) -> Iterator[Fault]:
    order = [step.step for step in pack.growth.steps] if pack.growth else []
    if order != sorted(set(order)):
        yield Fault("growth.steps", "must be listed in ascending order, each step once")
    categories = {category.id for category in pack.growth.categories} if pack.growth else set()
    steps = {step.step for step in pack.growth.steps} if pack.growth else set()
    for index, initiative in enumerate(pack.initiatives):
        if initiative.category and initiative.category not in categories:
            yield Fault(f"initiatives[{index}].category", f"“{initiative.category}” is no growth category of this pack")
        if initiative.step is not None and initiative.step not in steps:
            yield Fault(f"initiatives[{index}].step", f"{initiative.step} is no growth step of this pack")


def faults_between(packs: dict[str, Pack]) -> list[tuple[str, Fault]]:
    """Faults that show only when all packs are known: links and expectations that lead nowhere (pack id, fault)."""
    faults = []
    targets = {
        f"{pack_id}/{part.id}" for pack_id, pack in packs.items() for _, part in walk(pack) if hasattr(part, "id")
    }
    for pack_id, pack in packs.items():
        for name in ("links", "statement_links"):
            for index, link in enumerate(getattr(pack, name)):
                faults += [
                    (pack_id, Fault(f"{name}[{index}].{end}", f"“{getattr(link, end)}” is not in any pack"))
                    for end in ("a", "b")
                    if getattr(link, end) not in targets
                ]
        faults += [(pack_id, fault) for fault in wrong_expectations(pack, packs)]
    return sorted(faults)


def wrong_expectations(pack: Pack, packs: dict[str, Pack]) -> Iterator[Fault]:
    if not pack.expects:
        return
    if pack.expects not in packs:
        yield Fault("expects", f"“{pack.expects}” is not among the packs")
        return
    levels = packs[pack.expects].level_by_id
    for index, grade in enumerate(pack.grades):
        for key in ("base", "some_at") if grade.expectation else ():
            level = getattr(grade.expectation, key)
            if level is not None and level not in levels:
                yield Fault(f"grades[{index}].expectation.{key}", f"“{level}” is no level of {pack.expects}")
