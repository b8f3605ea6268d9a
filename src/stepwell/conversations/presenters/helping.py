"""Supporter roles with their reasons, parts of frameworks to ask about, cards and guidance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from stepwell.domain.framework.parts import Card, Passage
from stepwell.frameworks.queries import StoredPack

from ..queries.questions import About
from ..queries.support import Condition, SupporterRole


@dataclass(frozen=True)
class ConditionLine:
    id: str
    text: str
    is_ticked: bool


@dataclass(frozen=True)
class RoleLine:
    """A role to take. `reasons`: why it is suggested; empty where it is not."""

    role: SupporterRole
    reasons: list[str]
    place: str
    is_taken: bool


@dataclass(frozen=True)
class RolesPage:
    stages: list[ConditionLine]
    conditions: list[ConditionLine]
    roles: list[RoleLine]
    in_words: str
    taken: list[tuple[str, str, bool]]
    conditions_ticked: list[tuple[str, str]]


def roles_page(
    conditions: Sequence[Condition],
    roles: Sequence[SupporterRole],
    *,
    taken: Mapping[str, Any],
    ticked: Sequence[str] | None,
    chosen: Sequence[str] | None,
) -> RolesPage:
    """`ticked` and `chosen` are what the form says; None: what was taken before."""
    on = set(ticked) if ticked is not None else {one for one, _ in taken.get("conditions", [])}
    take = set(chosen) if chosen is not None else {one for one, _, _ in taken.get("roles", [])}
    fitting = [row for row in conditions if row.id in on]
    lines = [role_line(role, fitting, role.id in take) for role in roles]
    return RolesPage(
        stages=[ConditionLine(row.id, row.text, row.id in on) for row in conditions if row.is_stage],
        conditions=[ConditionLine(row.id, row.text, row.id in on) for row in conditions if not row.is_stage],
        roles=sorted(lines, key=lambda line: not line.reasons),
        in_words=suggestion_words(fitting, {role.id: role.name for role in roles}),
        taken=[(role.id, role.name, role.follow_up) for role in roles if role.id in take],
        conditions_ticked=[(row.id, row.text) for row in fitting],
    )


def role_line(role: SupporterRole, fitting: Sequence[Condition], is_taken: bool) -> RoleLine:
    found = [(order, reason) for row in fitting for order, id_, reason in row.suggests if id_ == role.id]
    place = ordinal(min(order for order, _ in found)) if any(is_in_sequence(row) for row in fitting) and found else ""
    return RoleLine(role, [reason for _, reason in found], place, is_taken)


def is_in_sequence(row: Condition) -> bool:
    return len({order for order, _, _ in row.suggests}) > 1


def ordinal(order: int) -> str:
    return {1: "first", 2: "then"}.get(order, "later")


def suggestion_words(fitting: Sequence[Condition], names: Mapping[str, str]) -> str:
    """ "Analyst, then Coach": one sentence for each row that was ticked and has more than one role."""
    said = [sequence(row, names) for row in fitting if len(row.suggests) > 1]
    return "; ".join(said)


def sequence(row: Condition, names: Mapping[str, str]) -> str:
    orders = sorted({order for order, _, _ in row.suggests})
    steps = [
        " and ".join(names.get(role, role) for order, role, _ in row.suggests if order == number) for number in orders
    ]
    return ", then ".join(steps)


@dataclass(frozen=True)
class Choice:
    """The part of a framework that questions are about, and its levels to choose from."""

    about: About
    part: str = ""
    level: str = ""
    levels: list[tuple[str, str]] = field(default_factory=list)

    @property
    def query(self) -> str:
        return urlencode({"about": self.part, "level": self.level})

    @property
    def in_words(self) -> str:
        return " · ".join(filter(None, (self.about.framework, self.about.dimension, self.about.level)))


def chosen_part(packs: Sequence[StoredPack], part: str, level: str) -> Choice:
    """What the address names (`pack/dimension`, and a level of it); nothing where it names nothing that is there."""
    slug, _, dimension_id = part.partition("/")
    pack = next((stored.pack for stored in packs if stored.pack.id == slug), None)
    dimension = pack.dimension_by_id.get(dimension_id) if pack else None
    if pack is None or dimension is None:
        return Choice(About())
    levels = [(one.id, one.name) for one in pack.levels] if dimension.levels else []
    named = dict(levels).get(level, "")
    return Choice(About(pack.called, dimension.name, named), part, level if named else "", levels)


def parts_of(packs: Sequence[StoredPack]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every part of every framework, by framework: no question is kept from any of them."""
    return [
        (stored.pack.called, [(f"{stored.pack.id}/{one.id}", one.name) for one in stored.pack.dimensions])
        for stored in packs
        if stored.pack.dimensions
    ]


@dataclass(frozen=True)
class GuidancePage:
    cards: list[Card]
    books: list[tuple[str, str, list[Passage]]]


def guidance_page(packs: Sequence[StoredPack]) -> GuidancePage:
    """Cards of every framework; passages of those that are about conversations or growth, whatever they are called."""
    cards = [card for stored in packs for card in stored.pack.cards]
    books = [
        (stored.pack.called, stored.pack.language, stored.pack.passages)
        for stored in packs
        if stored.pack.kind in ("conversations", "growth") and stored.pack.passages
    ]
    return GuidancePage(cards, books)
