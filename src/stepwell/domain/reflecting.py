"""What somebody can be guided through in a journal: made from a pack's own questions and values, never from its name.

A guide has sections, one a page. A section asks questions; some it asks all at once, and from its pool one after the
other, for whoever wants another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .framework import Dimension, Pack, filled
from .framework.parts import Prompt, QuestionBank
from .framework.parts import Section as BankSection

# What somebody may begin a free entry with; how it is worded is kept with the answer.
OPENERS = (
    "What went better today than I expected?",
    "What stays with me, and why?",
    "Whom did I help, and what did I do?",
)
EXAMPLE = "An example: what you did or saw, and what came of it"


@dataclass(frozen=True)
class Question:
    id: str
    text: str
    follow_ups: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Section:
    """One page. `dimension` is what it is about, where it is about one; `behaviours` are read, never answered."""

    id: str
    name: str
    lead: str = ""
    behaviours: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    pool: tuple[Question, ...] = ()
    dimension: str = ""

    @property
    def question_by_id(self) -> dict[str, Question]:
        """Every question that the section can ask, follow-ups included."""
        asked = (*self.questions, *self.pool)
        return {question.id: question for first in asked for question in (first, *first.follow_ups)}


@dataclass(frozen=True)
class Guide:
    name: str
    sections: tuple[Section, ...]

    def section(self, number: int) -> Section | None:
        """By its place, from 1."""
        return self.sections[number - 1] if 1 <= number <= len(self.sections) else None


FREE = Guide("", (Section("", "", questions=(Question("", ""),)),))


def bank_of(pack: Pack, bank_id: str) -> QuestionBank | None:
    return next((bank for bank in pack.question_banks if bank.id == bank_id), None)


def is_value(dimension: Dimension) -> bool:
    """Something to reflect on without placing oneself: behaviours, and neither levels nor two ends.

    >>> from .framework.parts import Dimension
    >>> is_value(Dimension(id="kind", name="Kind", source="900:L1"))
    False
    """
    return bool(dimension.statements) and not dimension.levels and dimension.bipolar is None


def values_of(pack: Pack) -> list[Dimension]:
    return [dimension for dimension in pack.dimensions if is_value(dimension)]


def guide_of_bank(pack: Pack, bank: QuestionBank) -> Guide:
    """One page for each section, in the bank's order, with every prompt of it."""
    return Guide(bank.name, tuple(section_of(section, questions_of(section.prompts)) for section in bank.sections))


def section_of(section: BankSection, questions: tuple[Question, ...]) -> Section:
    return Section(section.id, section.name, lead=section.heading_question or "", questions=questions)


def guide_of_coaching(bank: QuestionBank, *, framework: str = "", dimension: str = "", level: str = "") -> Guide:
    """The bank's questions about one part of a framework, or about none in particular, asked one at a time.

    >>> from .framework.parts import Prompt, QuestionBank, Section
    >>> prompts = [
    ...     Prompt(id="q.1", text="Where in {dimension} do you shine?", source="900:L1"),
    ...     Prompt(id="q.1.more", text="What helped?", follow_up_of="q.1", source="900:L2"),
    ... ]
    >>> quay = Section(id="quay", name="At the quay", prompts=prompts, source="900:L1")
    >>> bank = QuestionBank(id="lamps", name="Lamps", purpose="coaching", for_dimensions=True, sections=[quay])
    >>> page = guide_of_coaching(bank, framework="Tidewatch", dimension="Watching").sections[0]
    >>> page.pool[0].text, page.pool[0].follow_ups[0].text
    ('Where in Watching do you shine?', 'What helped?')
    """

    names = {"framework": framework, "dimension": dimension, "level": level}

    def page(section: BankSection) -> Section:
        pool = tuple(about(question, names) for question in questions_of(section.prompts))
        return Section(section.id, section.name, lead=section.heading_question or "", pool=pool)

    return Guide(bank.name, tuple(page(section) for section in bank.sections))


def guide_of_values(pack: Pack, coaching: Sequence[Question]) -> Guide:
    """For each value an example and a coaching question; each begins with another, so that the pages differ."""
    sections = []
    for number, value in enumerate(values_of(pack)):
        first = number % len(coaching) if coaching else 0
        turned = [*coaching[first:], *coaching[:first]]
        names = {"framework": pack.called, "dimension": value.name}
        pool = tuple(about(question, names) for question in turned)
        sections.append(
            Section(
                value.id,
                value.name,
                lead=value.tagline.text if value.tagline else "",
                behaviours=tuple(statement.self for statement in value.statements),
                questions=(Question("example", EXAMPLE),),
                pool=pool,
                dimension=value.id,
            )
        )
    return Guide(pack.called, tuple(sections))


def about(question: Question, names: Mapping[str, str]) -> Question:
    """The question and its follow-ups with their blanks filled."""
    follow_ups = tuple(replace(each, text=filled(each.text, **names)) for each in question.follow_ups)
    return replace(question, text=filled(question.text, **names), follow_ups=follow_ups)


def coaching_questions(packs: Iterable[Pack]) -> list[Question]:
    """The questions that fit any part of any framework (R33) and name it, from every pack; ids are `pack/prompt`."""
    found = []
    for pack in packs:
        for bank in pack.question_banks:
            if bank.for_dimensions and bank.purpose == "coaching":
                prompts = [prompt for section in bank.sections for prompt in section.prompts]
                firsts = questions_of(prompts, prefix=f"{pack.id}/")
                found += [question for question in firsts if "{" in question.text]
    return found


def questions_of(prompts: Sequence[Prompt], prefix: str = "") -> tuple[Question, ...]:
    """The first questions, each with its follow-ups; a follow-up of nothing here stands alone."""
    ids = {prompt.id for prompt in prompts}

    def followers(prompt: Prompt) -> tuple[Question, ...]:
        """In one line, however deep they follow each other."""
        direct = [each for each in prompts if each.follow_up_of == prompt.id]
        return tuple(
            found for each in direct for found in (Question(f"{prefix}{each.id}", each.text), *followers(each))
        )

    firsts = [prompt for prompt in prompts if prompt.follow_up_of not in ids]
    return tuple(Question(f"{prefix}{prompt.id}", prompt.text, followers(prompt)) for prompt in firsts)


@dataclass(frozen=True)
class Answered:
    """One answer, with the question as it was worded when it was answered."""

    question_id: str
    question: str
    text: str


@dataclass(frozen=True)
class Writing:
    """All that stands on one page."""

    title: str = ""
    answers: tuple[Answered, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True if no word is there, whatever was asked."""
        return not self.title and not any(answer.text for answer in self.answers)

    @property
    def answered(self) -> list[Answered]:
        return [answer for answer in self.answers if answer.text]

    @property
    def text(self) -> str:
        """Everything that the person wrote, one paragraph an answer."""
        return "\n\n".join(part for part in (self.title, *(answer.text for answer in self.answers)) if part)

    def as_data(self) -> dict[str, Any]:
        """
        >>> Writing("Monday", (Answered("", "", "It rained."),)).as_data()
        {'title': 'Monday', 'answers': [['', '', 'It rained.']]}
        """
        return {"title": self.title, "answers": [[a.question_id, a.question, a.text] for a in self.answers]}


def writing_of(data: Mapping[str, Any] | None) -> Writing:
    """The reverse of `as_data`; nothing stored is an empty page."""
    if not data:
        return Writing()
    return Writing(data["title"], tuple(Answered(*answer) for answer in data["answers"]))


LONGEST_HEADLINE = 90


def headline(text: str) -> tuple[str, str]:
    """A name for a text that has none, and how it goes on after it: its first sentence, or as many words as fit.

    >>> headline("We met.  It went well.")
    ('We met.', 'It went well.')
    >>> name, rest = headline("word " * 40)
    >>> len(name) <= 91, name[-6:], rest[:6]
    (True, ' word…', '…word ')
    >>> headline("One line")
    ('One line', '')
    """
    lines = text.strip().split("\n", 1)
    first = re.split(r"(?<=[.!?…])\s", lines[0].strip(), maxsplit=1)[0]
    plain = " ".join(text.split())
    name = " ".join(first.split())
    if len(name) <= LONGEST_HEADLINE:
        return name, plain[len(name) :].strip()
    cut = plain.rfind(" ", 0, LONGEST_HEADLINE)
    cut = cut if cut > 0 else LONGEST_HEADLINE
    return f"{plain[:cut]}…", f"…{plain[cut:].strip()}"
