"""Question banks, supporter roles and ways to develop, as chosen by the reader."""

from dataclasses import dataclass

from stepwell.domain.framework import Dimension, Initiative, Level, Pack
from stepwell.domain.framework.parts import GrowthStep, QuestionBank, Role, Section, StageSuggestion

from .opened import Opened
from .related import Library, Question, filled_section
from .words import listed

TYPES = {
    "learn": "Learning",
    "experience": "Experience",
    "qualification": "Qualification",
    "programme": "Programme",
    "network": "Network",
    "giving": "Giving to others",
    "person": "A person to turn to",
}


@dataclass(frozen=True)
class BankPage:
    bank: QuestionBank
    sections: list[tuple[Section, list[Question]]]
    about: str
    dimension: Dimension | None
    book: Opened | None
    level: Level | None
    frameworks: list[tuple[str, list[tuple[str, str]]]]


def bank_page(bank: QuestionBank, library: Library | None, *, about: str, level: str) -> BankPage:
    """The bank's questions, about one dimension or one level of it if the reader chose one."""
    slug, _, part = about.partition("/")
    book = library.by_slug.get(slug) if library else None
    dimension = book.pack.dimension_by_id.get(part) if book else None
    named = book.pack.level_by_id.get(level) if book and dimension and dimension.levels else None
    return BankPage(
        bank=bank,
        sections=[
            (section, filled_section(section, book if dimension else None, dimension, named.name if named else ""))
            for section in bank.sections
        ],
        about=about if dimension else "",
        dimension=dimension,
        book=book if dimension else None,
        level=named,
        frameworks=[
            (other.pack.called, [(f"{other.slug}/{one.id}", one.name) for one in other.pack.dimensions])
            for other in (library.by_slug.values() if library else [])
            if other.pack.dimensions
        ],
    )


@dataclass(frozen=True)
class Situation:
    id: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Suggestion:
    """A role, why it is suggested, and what comes of several: one after the other, or side by side."""

    role: Role
    reasons: list[str]


@dataclass(frozen=True)
class RolesPage:
    situations: list[Situation]
    suggestions: list[Suggestion]
    in_words: str


def roles_page(pack: Pack, chosen: list[str]) -> RolesPage:
    """Every role that fits a situation ticked, with the reason; several may fit, and none is ever applied by itself."""
    situations: list[Situation] = []
    reasons: dict[str, list[str]] = {}
    words: list[str] = []
    names = {role.id: role.name for role in pack.roles}
    for stage in pack.stages:
        situations.append(Situation(stage.id, stage.condition, stage.id in chosen))
        if stage.id in chosen:
            words.append(sequence(stage.suggest, names))
            for suggestion in sorted(stage.suggest, key=lambda one: one.order):
                reasons.setdefault(suggestion.role, []).append(suggestion.purpose)
    for role in pack.roles:
        for number, when in enumerate(role.when, 1):
            key = f"{role.id}.when.{number}"
            situations.append(Situation(key, when.condition, key in chosen))
            if key in chosen:
                reasons.setdefault(role.id, []).append(when.condition)
    by_id = {role.id: role for role in pack.roles}
    ticked = sum(situation.chosen for situation in situations)
    in_words = words[0] if len(words) == ticked == 1 else listed([names[role] for role in reasons])
    return RolesPage(situations, [Suggestion(by_id[role], why) for role, why in reasons.items()], in_words)


def sequence(suggest: list[StageSuggestion], names: dict[str, str]) -> str:
    """ "Analyst, then Coach" where the roles have an order; "Advisor and Connector" where they go side by side."""
    orders = sorted({one.order for one in suggest})
    steps = [listed([names[one.role] for one in suggest if one.order == order]) for order in orders]
    return ", then ".join(steps)


@dataclass(frozen=True)
class DevelopmentPage:
    initiatives: list[tuple[str, list[Initiative]]]
    shown: int
    total: int
    categories: list[tuple[str, str]]
    steps: list[tuple[str, str]]
    category: str
    step: str

    @property
    def is_filtered(self) -> bool:
        return bool(self.category or self.step)


def development_page(pack: Pack, *, category: str, step: str) -> DevelopmentPage:
    """The initiatives, of one growth category and at one step if asked for; an unknown choice chooses nothing."""
    categories = [(one.id, one.name) for one in pack.growth.categories] if pack.growth else []
    steps = [(str(one.step), step_name(one)) for one in pack.growth.steps] if pack.growth else []
    category = category if category in dict(categories) else ""
    step = step if step in dict(steps) else ""
    found = [
        initiative
        for initiative in pack.initiatives
        if (not category or initiative.category == category) and (not step or str(initiative.step) == step)
    ]
    return DevelopmentPage(
        grouped(found, dict(categories), dict(steps)),
        len(found),
        len(pack.initiatives),
        categories,
        steps,
        category,
        step,
    )


def step_name(step: GrowthStep) -> str:
    return f"Step {step.step}" + (f": {step.name}" if step.name else "")


def grouped(
    found: list[Initiative], categories: dict[str, str], steps: dict[str, str]
) -> list[tuple[str, list[Initiative]]]:
    """By category and step where the framework has them, in the pack's order; else by type."""
    groups: dict[str, list[Initiative]] = {}
    for initiative in found:
        place = [categories.get(initiative.category or ""), steps.get(str(initiative.step))]
        name = ", ".join(filter(None, place)) or TYPES[initiative.type]
        groups.setdefault(name, []).append(initiative)
    return list(groups.items())
