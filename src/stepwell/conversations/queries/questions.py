"""Questions to talk with: those an agenda asks for, from whatever frameworks are at hand, by what they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from stepwell.domain.agenda import Bank, Questions
from stepwell.domain.framework import filled
from stepwell.domain.framework.parts import QuestionBank, Section
from stepwell.domain.framework.questions import has_blank
from stepwell.frameworks.queries import StoredPack


@dataclass(frozen=True)
class Question:
    """`id` is `pack/prompt`, or empty for one of the agenda's own. `follow_ups` go with it."""

    id: str
    text: str
    follow_ups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Questions under one heading; `heading` is the question that opens the section, where it has one."""

    name: str
    heading: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class About:
    """The part of a framework that questions are about, as far as somebody chose one."""

    framework: str = ""
    dimension: str = ""
    level: str = ""


def groups_of(wanted: Questions | None, packs: list[StoredPack], about: About | None = None) -> list[Group]:
    """Everything the agenda asks for at one point, its own last; what it keeps for want of others only then."""
    if wanted is None:
        return []
    found = [
        group
        for bank in wanted.banks
        for stored in packs
        for group in groups_in(stored.pack.id, stored.pack.question_banks, bank, about)
    ]
    own = [*wanted.own, *([] if found else wanted.otherwise)]
    return [*found, Group("", "", tuple(Question("", text) for text in own))] if own else found


def groups_in(pack_id: str, banks: list[QuestionBank], wanted: Bank, about: About | None) -> Iterator[Group]:
    found = [bank for bank in banks if bank.purpose == wanted.purpose]
    for bank in found if wanted.place is None else found[wanted.place - 1 : wanted.place]:
        for section in bank.sections:
            if fits(section, wanted):
                yield Group(section.name, section.heading_question or "", questions_in(pack_id, section, about))


def fits(section: Section, wanted: Bank) -> bool:
    if wanted.headed is not None and bool(section.heading_question) != wanted.headed:
        return False
    names_a_part = any(has_blank(prompt.text) for prompt in section.prompts)
    return wanted.about is None or names_a_part == (wanted.about == "dimension")


def questions_in(pack_id: str, section: Section, about: About | None = None) -> tuple[Question, ...]:
    """Each question with its follow-ups, blanks filled as far as it is known what they are about."""
    names = vars(about) if about else {}
    follow_ups: dict[str, list[str]] = {}
    for prompt in section.prompts:
        if prompt.follow_up_of:
            follow_ups.setdefault(prompt.follow_up_of, []).append(filled(prompt.text, **names))
    return tuple(
        Question(f"{pack_id}/{prompt.id}", filled(prompt.text, **names), tuple(follow_ups.get(prompt.id, ())))
        for prompt in section.prompts
        if not prompt.follow_up_of
    )


def coaching_groups(packs: list[StoredPack], about: About) -> list[Group]:
    """Every bank made for any part of any framework (R33): no question is kept from any part."""
    return [
        Group(f"{section.name}", section.heading_question or "", questions_in(stored.pack.id, section, about))
        for stored in packs
        for bank in stored.pack.question_banks
        if bank.for_dimensions and bank.purpose == "coaching"
        for section in bank.sections
    ]
