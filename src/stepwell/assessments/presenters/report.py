"""The report as a reader meets it: the picture, what it shows, strengths, focuses with next steps, then the detail.

The same object makes the page and the PDF, so that both say the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from stepwell.assessments.models import SelfAssessment
from stepwell.assessments.queries import Answer, CoachingPrompt, Sheet, coaching_prompts
from stepwell.careers.queries import Expected
from stepwell.domain.assessing import next_level
from stepwell.domain.framework import Dimension, Pack
from stepwell.domain.framework.parts import DimensionLevel, Maps
from stepwell.domain.framework.texts import Notice
from stepwell.domain.recommendation import Suggestion, Suggestions, suggestions_for
from stepwell.frameworks.queries import StoredPack
from stepwell.ui.charts import Figure

from . import pictures, showing, words
from .pages import cluster_name


@dataclass(frozen=True)
class Strength:
    name: str
    placed: str
    example: str


@dataclass(frozen=True)
class FocusView:
    """One dimension to work on: what comes next, for this role and for the next."""

    name: str
    placed: str
    wish: str
    next_name: str
    next: DimensionLevel | None
    strong_end: str
    maps: Maps | None
    current_role: Sequence[Suggestion]
    next_move: Sequence[Suggestion]
    prompts: list[CoachingPrompt]


@dataclass(frozen=True)
class Detail:
    """Everything said about one dimension."""

    dimension: Dimension
    answer: Answer
    placed: str
    expected: str
    reason: str
    expected_now: str
    earlier: str
    importance: str
    wish: str
    statement: str

    @property
    def anchor(self) -> str:
        return f"detail-{self.answer.number}"


@dataclass(frozen=True)
class Report:
    assessment: SelfAssessment
    pack: Pack
    sentences: list[str]
    figures: list[Figure]
    importance: Figure | None
    strengths_lead: str
    strengths: list[Strength]
    priorities: list[tuple[str, str]]
    focuses: list[FocusView]
    prompts: list[CoachingPrompt]
    groups: list[tuple[str, list[Detail]]]
    limits: list[Notice]
    scale: list[Notice]
    role: str
    organisation: str

    @property
    def title(self) -> str:
        return f"My {self.pack.called} self-assessment"


@dataclass(frozen=True)
class Facts:
    """What the report is made from.

    `expectations` are those of the day it was completed, `expected_now` those of the day of reading, if the person
    still holds the role. `adopted` holds the ids of the packs that the organisation uses.
    """

    sheet: Sheet
    earlier: Sheet | None
    expectations: Mapping[str, Expected]
    expected_now: Mapping[str, Expected]
    limits: list[Notice]
    packs: list[StoredPack]
    adopted: Collection[str]
    focuses: Sequence[str]
    colour: str


def report_of(facts: Facts) -> Report:
    sheet, assessment = facts.sheet, facts.sheet.assessment
    picture = showing.Picture(sheet, facts.earlier, facts.expectations)
    focuses = [focus_view(facts, answer) for answer in chosen(facts)]
    job = assessment.appointment
    return Report(
        assessment=assessment,
        pack=sheet.pack,
        sentences=[*showing.sentences(picture), *showing.about_changed_expectations(picture, facts.expected_now)],
        figures=pictures.placement_figures(picture, facts.colour),
        importance=pictures.importance_picture(picture, facts.colour),
        strengths_lead=showing.strengths_lead(picture),
        strengths=[strength(sheet, dimension_id) for dimension_id in picture.strengths],
        priorities=showing.priorities(sheet),
        focuses=focuses,
        prompts=questions_to_take(facts, focuses),
        groups=details(facts),
        limits=facts.limits if picture.has_expectations else [],
        scale=sheet.pack.notices_of("scale"),
        role=job.job_title if job else "",
        organisation=job.organisation.name if job else "",
    )


def chosen(facts: Facts) -> list[Answer]:
    by_id = {answer.dimension.id: answer for answer in facts.sheet.answers}
    return [by_id[dimension_id] for dimension_id in facts.focuses if dimension_id in by_id]


def strength(sheet: Sheet, dimension_id: str) -> Strength:
    answer = next(answer for answer in sheet.answers if answer.dimension.id == dimension_id)
    example = answer.placement.example if answer.placement else ""
    return Strength(answer.dimension.name, words.placement_words(answer, sheet.pack), example)


def focus_view(facts: Facts, answer: Answer) -> FocusView:
    pack, dimension, placement = facts.sheet.pack, answer.dimension, answer.placement
    following = next_level(pack, dimension, placement.level_id if placement else "") if answer.offer.level else None
    found = suggested(facts, dimension)
    return FocusView(
        name=dimension.name,
        placed=words.placement_words(answer, pack),
        wish=words.wish_words(answer),
        next_name=pack.level_by_id[following.level].name if following else "",
        next=following,
        strong_end=dimension.bipolar.positive.self if dimension.bipolar else "",
        maps=dimension.maps,
        current_role=found.current_role,
        next_move=found.next_move,
        prompts=coaching_prompts(facts.packs, pack, dimension),
    )


def suggested(facts: Facts, dimension: Dimension) -> Suggestions:
    packs = [stored.pack for stored in facts.packs]
    return suggestions_for(dimension, facts.sheet.pack, packs, facts.adopted)


def questions_to_take(facts: Facts, focuses: Sequence[FocusView]) -> list[CoachingPrompt]:
    """Two questions for each focus, each a different pair; without focuses, three about the first strength or dimension.

    Follow-ups stay with the question before them, and are left out here: they belong to the talk itself.
    """
    found = []
    for place, focus in enumerate(focuses):
        firsts = [prompt for prompt in focus.prompts if not prompt.follow_up]
        found += [firsts[(2 * place + step) % len(firsts)] for step in range(min(2, len(firsts)))]
    if found or focuses or not facts.sheet.answers:
        return found
    prompts = coaching_prompts(facts.packs, facts.sheet.pack, facts.sheet.answers[0].dimension)
    general = [prompt for prompt in prompts if not prompt.follow_up and not prompt.about_dimension]
    return general[:3]


def details(facts: Facts) -> list[tuple[str, list[Detail]]]:
    """By cluster, in the framework's order."""
    groups: list[tuple[str, list[Detail]]] = []
    for answer in facts.sheet.answers:
        name = cluster_name(facts.sheet.pack, answer.dimension)
        if not groups or groups[-1][0] != name:
            groups.append((name, []))
        groups[-1][1].append(detail(facts, answer))
    return groups


def detail(facts: Facts, answer: Answer) -> Detail:
    pack = facts.sheet.pack
    expected = facts.expectations.get(answer.dimension.id)
    return Detail(
        dimension=answer.dimension,
        answer=answer,
        placed=words.placement_words(answer, pack),
        expected=words.expected_words(expected, pack),
        reason=expected.reason if expected else "",
        expected_now=words.changed_words(expected, facts.expected_now.get(answer.dimension.id), pack),
        earlier=earlier_words(facts.earlier, answer.dimension.id),
        importance=words.importance_words(answer),
        wish=words.wish_words(answer),
        statement=words.statement_words(answer),
    )


def earlier_words(earlier: Sheet | None, dimension_id: str) -> str:
    """In the wording of then, since that is what was answered."""
    if earlier is None:
        return ""
    for answer in earlier.answers:
        if answer.dimension.id == dimension_id and answer.is_done:
            return words.placement_words(answer, earlier.pack)
    return ""
