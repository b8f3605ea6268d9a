"""What a self-assessment shows, in sentences. Each names dimensions; none counts, adds or judges.

The report speaks as the person whose it is ("I"), since the same words are read by whoever they share it with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from stepwell.assessments.models import Placement, SelfAssessment
from stepwell.assessments.queries import Answer, Sheet
from stepwell.careers.queries import Expected
from stepwell.domain import scoring
from stepwell.domain.framework import Pack
from stepwell.domain.scoring import Against, Standing

from . import words


@dataclass(frozen=True)
class Picture:
    """The answers as places on their scales, beside what is expected and what was said the time before."""

    sheet: Sheet
    earlier: Sheet | None
    expectations: Mapping[str, Expected]

    @cached_property
    def standings(self) -> list[Standing]:
        before = {answer.dimension.id: answer for answer in self.earlier.answers} if self.earlier else {}
        return [self.standing(answer, before.get(answer.dimension.id)) for answer in self.sheet.answers]

    def standing(self, answer: Answer, before: Answer | None) -> Standing:
        expected = self.expectations.get(answer.dimension.id)
        level = expected.shown if expected else None
        return Standing(
            dimension=answer.dimension.id,
            place=place_of(answer, self.sheet.pack),
            expected=self.sheet.pack.level_index.get(level or "") if answer.offer.level else None,
            earlier=comparable_place(before, answer, self.sheet.pack),
            importance=answer.placement.importance if answer.placement else None,
            points=len(answer.offer.importance),
        )

    @cached_property
    def by_id(self) -> dict[str, Standing]:
        return {standing.dimension: standing for standing in self.standings}

    @property
    def has_expectations(self) -> bool:
        return any(standing.expected is not None for standing in self.standings)

    @cached_property
    def strengths(self) -> list[str]:
        """Levelled: at or above what is expected, or the highest of one's own. Bipolar: on the strong side."""
        rated = {answer.dimension.id: answer for answer in self.sheet.answers if answer.offer.rating}
        levelled = [standing for standing in self.standings if standing.dimension not in rated]
        strong = {*scoring.strengths(levelled)}
        for dimension_id, answer in rated.items():
            item = answer.dimension.bipolar
            strong |= {*scoring.strong_side([self.by_id[dimension_id]], item.points if item else 0)}
        return [standing.dimension for standing in self.standings if standing.dimension in strong]

    def names(self, dimension_ids: list[str]) -> str:
        return words.listing([self.sheet.pack.dimension_by_id[dimension_id].name for dimension_id in dimension_ids])


def place_of(answer: Answer, pack: Pack) -> int | None:
    placement, item = answer.placement, answer.dimension.bipolar
    if placement is None or placement.state != Placement.State.PLACED:
        return None
    if answer.offer.level:
        return pack.level_index.get(placement.level_id)
    if answer.offer.rating and item and placement.rating and placement.rating <= item.points:
        return scoring.place_of_rating(placement.rating, item.points, item.positive_end)
    return None


def comparable_place(before: Answer | None, now: Answer, pack: Pack) -> int | None:
    """Where somebody stood the time before, on today's scale; None if the scale is another one now."""
    if before is None or before.offer.level != now.offer.level or before.offer.rating != now.offer.rating:
        return None
    was, is_now = before.dimension.bipolar, now.dimension.bipolar
    if now.offer.rating and was and is_now and (was.points, was.positive_end) != (is_now.points, is_now.positive_end):
        return None
    return place_of(before, pack)


def sentences(picture: Picture) -> list[str]:
    """Strengths first, then what has changed, what matters and what is open."""
    found = [
        *about_expectations(picture),
        *about_the_highest(picture),
        *about_the_strong_side(picture),
        *about_change(picture),
        *about_importance(picture),
        *about_open_ones(picture),
    ]
    return [sentence for sentence in found if sentence]


def about_expectations(picture: Picture) -> list[str]:
    if not picture.has_expectations:
        return []
    standings = picture.standings
    at = [s.dimension for s in standings if scoring.compare(s.place, s.expected) is Against.AT]
    return [
        sentence("I go beyond the level expected of my role in {}.", picture, scoring.above_expectation(standings)),
        sentence("I am at the level expected of my role in {}.", picture, at),
        sentence("The level expected of my role is further on in {}.", picture, scoring.below_expectation(standings)),
    ]


def about_the_highest(picture: Picture) -> list[str]:
    """Where nothing is expected, the highest of one's own are what there is to begin with."""
    if picture.has_expectations or any(answer.offer.rating for answer in picture.sheet.answers):
        return []
    return [sentence("I place myself highest in {}.", picture, picture.strengths)]


def about_changed_expectations(picture: Picture, now: Mapping[str, Expected]) -> list[str]:
    """Said beside the picture, which shows what was expected on the day: nobody is measured by what came later."""
    pack = picture.sheet.pack
    changed = [
        answer.dimension.id
        for answer in picture.sheet.answers
        if words.changed_words(picture.expectations.get(answer.dimension.id), now.get(answer.dimension.id), pack)
    ]
    return list(filter(None, [sentence("What is expected of my role has changed since in {}.", picture, changed)]))


def about_the_strong_side(picture: Picture) -> list[str]:
    if not any(answer.offer.rating for answer in picture.sheet.answers):
        return []
    placed = [standing.dimension for standing in picture.standings if standing.place is not None]
    others = [dimension_id for dimension_id in placed if dimension_id not in picture.strengths]
    if placed and not others:
        return ["I place myself on the strong side throughout."]
    strong = [dimension_id for dimension_id in placed if dimension_id in picture.strengths]
    return [
        sentence("I place myself on the strong side in {}.", picture, strong),
        sentence("I place myself nearer the other end, or in the middle, in {}.", picture, others),
    ]


def about_change(picture: Picture) -> list[str]:
    if picture.earlier is None or picture.earlier.assessment.completed_at is None:
        return []
    when = name_of_time(picture.earlier.assessment, picture.sheet.assessment)
    up = scoring.moved(picture.standings, Against.ABOVE)
    down = scoring.moved(picture.standings, Against.BELOW)
    same = scoring.moved(picture.standings, Against.AT)
    if same and not up and not down:
        return [f"I place myself where I did in {when}."]
    return [
        sentence(f"Since {when} I have moved on in {{}}.", picture, up),
        sentence(f"I see myself less far along than in {when} in {{}}.", picture, down),
    ]


def name_of_time(earlier: SelfAssessment, now: SelfAssessment) -> str:
    """ "March 2026"; within one month that would name both."""
    before, after = (f"{assessment.completed_at:%B %Y}" for assessment in (earlier, now))
    return before if before != after else f"{earlier.completed_at:%-d %B %Y}"


def about_importance(picture: Picture) -> list[str]:
    found = scoring.matters_and_has_room(picture.standings)
    return [sentence("{} matter{} to my role, and I see room to grow there.", picture, found)]


def about_open_ones(picture: Picture) -> list[str]:
    def in_state(state: str) -> list[str]:
        answers = picture.sheet.answers
        return [a.dimension.id for a in answers if a.placement and a.placement.state == state]

    unplaced = [a.dimension.id for a in picture.sheet.open if a.offer.places]
    return [
        sentence("I am not sure yet about {}.", picture, in_state(Placement.State.NOT_SURE)),
        sentence("{} {} not part of my role.", picture, in_state(Placement.State.NOT_MY_ROLE), ("is", "are")),
        sentence("I have not placed myself in {}.", picture, unplaced),
    ]


def sentence(pattern: str, picture: Picture, dimension_ids: list[str], verbs: tuple[str, str] = ("s", "")) -> str:
    """The pattern with the names in it, and the verb for one or for several; empty without names."""
    if not dimension_ids:
        return ""
    return pattern.format(picture.names(dimension_ids), verbs[len(dimension_ids) > 1])


def strengths_lead(picture: Picture) -> str:
    """Why these are named as strengths."""
    placed = [standing for standing in picture.standings if standing.place is not None]
    if not placed:
        return ""
    if any(answer.offer.rating for answer in picture.sheet.answers):
        return "Where I place myself on the strong side." if picture.strengths else NO_SIDE
    if any(scoring.compare(s.place, s.expected) in (Against.AT, Against.ABOVE) for s in placed):
        return "Where I am at or beyond the level expected of my role."
    return "Where I place myself highest." if picture.strengths else EVEN


NO_SIDE = (
    "I place myself on the strong side of none of them today. What would a colleague who knows me well name first?"
)
EVEN = "I place myself evenly, so no one of them stands out. What would a colleague who knows me well name first?"


def priorities(sheet: Sheet) -> list[tuple[str, str]]:
    """What to address in mentoring, as (name, answer in words): yes first, then maybe."""
    wishes = [(a.dimension.id, a.placement.wish) for a in sheet.answers if a.placement and a.placement.wish]
    names = sheet.pack.dimension_by_id
    return [
        (names[dimension_id].name, str(Placement.Wish(wish).label)) for dimension_id, wish in scoring.priorities(wishes)
    ]
