"""What `stepwell match` reads: who takes part, who may not meet, what is fixed already."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from stepwell.domain.disclosure.contracts.faults import Exact

MOST_SCORE = 1000
MOST_CAPACITY = 1000
MOST_ROUNDS = 1000

# A least length makes pydantic read the text, and so refuse half of a surrogate pair.
Id = Annotated[str, Field(min_length=1)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Score = Annotated[int, Field(ge=0, le=MOST_SCORE)]
Couple = Annotated[list[Id], Field(min_length=2, max_length=2)]
Importance = Annotated[int, Field(ge=0, le=100)]
Grade = Annotated[int, Field(ge=-1000, le=1000)]


def a_day(text: str) -> str:
    """As text, so that a cohort is plain JSON; one form, so that its order is the order of days."""
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise PydanticCustomError("day", "must be a day, such as 2026-01-31")


Day = Annotated[str, AfterValidator(a_day)]

Preference = Literal[
    "other_organisation",
    "same_profession",
    "grade_steps",
    "same_place",
    "remote",
    "language",
    "places",
    "times",
    "identity",
]


class Taking(Exact):
    """What is the same for both sides. Lists of people name people of this cohort; managers and appraisers may be anyone.

    `acting_managers` are those besides `manager`: a second appointment, an acting one. `conflicts` are undisclosed to
    everybody; nothing that the engine writes tells a conflict, an avoided person or a chain from any other exclusion.
    """

    id: Id
    organisation: Id | None = None
    profession: Id | None = None
    grade: Grade | None = None
    manager: Id | None = None
    acting_managers: list[Id] = Field(default_factory=list)
    appraiser: Id | None = None
    avoid: list[Id] = Field(default_factory=list)
    conflicts: list[Id] = Field(default_factory=list)
    place: Id | None = None
    languages: list[Id] = Field(default_factory=list)
    remote: bool | None = None
    groups: list[Id] = Field(default_factory=list)
    places: list[Id] = Field(default_factory=list)
    times: list[Id] = Field(default_factory=list)
    identity: list[Id] = Field(default_factory=list)


class Mentor(Taking):
    """`offer`: how strongly each quality is offered, 0 to 1."""

    capacity: Annotated[int, Field(ge=0, le=MOST_CAPACITY)]
    offer: dict[Id, Share] = Field(default_factory=dict)


class Preferences(Exact):
    """None states no preference. Of `places`, `times` and `identity` each counts alike, and the more of them a mentor
    has, the better; identity counts only where the mentor chose to say the same. `importance` divides one budget, the same for everybody; only its proportions count."""

    other_organisation: bool | None = None
    same_profession: bool | None = None
    grade_steps: Annotated[int, Field(ge=-100, le=100)] | None = None
    same_place: bool | None = None
    remote: bool | None = None
    language: Id | None = None
    places: list[Id] | None = None
    times: list[Id] | None = None
    identity: list[Id] | None = None
    importance: dict[Preference, Importance] = Field(default_factory=dict)


class Mentee(Taking):
    """`need`: how much each quality is needed, 0 to 1 (`need_of` makes it from a wish and a rating).

    `joined` only decides between people who have waited as many rounds, where waiting comes first.
    """

    need: dict[Id, Share] = Field(default_factory=dict)
    prefers: Preferences = Field(default_factory=Preferences)
    previous: list[Id] = Field(default_factory=list)
    waited_rounds: Annotated[int, Field(ge=0, le=MOST_ROUNDS)] = 0
    joined: Day | None = None


class Quota(Exact):
    """How many of those on one side who belong together are in a pair (mentees), or how many mentees they take (mentors).

    Exactly one of `organisation`, `profession` and `group` is given.
    """

    side: Literal["mentees", "mentors"]
    organisation: Id | None = None
    profession: Id | None = None
    group: Id | None = None
    at_least: Annotated[int, Field(ge=0)] = 0
    at_most: Annotated[int, Field(ge=0)] | None = None


class Weights(Exact):
    """What the built-in score is made of, in any proportion. A programme publishes them."""

    need: Importance = 60
    preferences: Importance = 30
    crossing: Importance = 10


class Emphasis(Exact):
    """Where the slider between fairness (10, the published objective) and total fit (0) stands.

    At fairness f the worst score need only reach f tenths of the way from `acceptable_from` to the best possible worst,
    and a shortfall d costs f·d² + (10 − f)·1000·d.
    """

    fairness: Annotated[int, Field(ge=0, le=10)] = 10


class Cohort(Exact):
    """`scores`, when given, replace the built-in score; a pair that is not in the list is not allowed then.

    `even_load` keeps the highest number of mentees for one mentor as low as it can be with as many people matched.
    `managers` gives the managers of people who are in neither list, for chains that lead through them.
    `waiting` says what a round without a mentor gives: points on each pair ("bonus"), or a place before everybody who has
    waited less ("first"), as an aim of its own after how many are matched, and no points.
    """

    mentors: list[Mentor]
    mentees: list[Mentee]
    excluded: list[Couple] = Field(default_factory=list)
    locked: list[Couple] = Field(default_factory=list)
    acceptable_from: Score = 0
    scores: Any = None
    managers: dict[Id, list[Id]] = Field(default_factory=dict)
    quotas: list[Quota] = Field(default_factory=list)
    even_load: bool = False
    waiting: Literal["bonus", "first"] = "bonus"
    weights: Weights = Field(default_factory=Weights)
    emphasis: Emphasis = Field(default_factory=Emphasis)
