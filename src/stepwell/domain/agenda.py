"""The template of a kind of conversation, as data: what to expect, how to prepare, what to talk about, how it ends.

It may ask for questions, cards and supporter roles of the packs at hand by what they are ("questions to prepare with"),
never by the name of a pack; where no pack has any, its own stand in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal

from pydantic import Field, ValidationError

from .framework.checking import Fault, path_of, plain_reason
from .framework.texts import Id, Name, Part, Prose, Slug

Kind = Literal["career", "growth", "one_to_one", "appraisal", "probation", "framework", "feedback", "mentoring"]
OtherRole = Literal["manager", "coach", "facilitator", "mentor", "colleague"]
Purpose = Literal["coaching", "journal", "preparation", "session", "feedback"]
Frequency = Literal["", "weekly", "fortnightly", "monthly", "two_monthly", "quarterly", "half_yearly", "yearly"]
Writer = Literal["person", "other", "each", "both"]


class Bank(Part):
    """Questions of the packs at hand. `headed`: sections that open with a question of their own; `about`: whether the
    questions of a section name one part of a framework ("dimension") or none ("whole"); `place`: only the first, second …
    bank of that purpose in each pack."""

    purpose: Purpose
    place: int | None = Field(default=None, ge=1, le=20)
    headed: bool | None = None
    about: Literal["dimension", "whole"] | None = None


class Questions(Part):
    """`own` stand here in any case, `otherwise` only where no pack has any."""

    banks: list[Bank] = []
    own: list[Prose] = []
    otherwise: list[Prose] = []


class Point(Part):
    """One point of the agenda. Hints are for both; `lead` says who begins."""

    id: Id
    title: Name
    hint: Prose | None = None
    lead: Literal["person", "other", "both"] = "person"
    questions: Questions | None = None


class Preparation(Part):
    """What one of the two may think about beforehand; all of it may stay empty."""

    introduction: Prose | None = None
    questions: Questions = Questions()
    asks_goals: bool = False


class StageField(Part):
    """Something to write or to choose. `points` are several short texts, and `parts` are parts of the frameworks at hand:
    `at_most` so many."""

    id: Id
    label: Name
    hint: Prose | None = None
    kind: Literal["text", "points", "choice", "parts"] = "text"
    choices: list[Name] = []
    at_most: int | None = Field(default=None, ge=1, le=20)
    required: bool = False


class Gate(Part):
    """Opens when this stage has been given: by the person, the other, or both."""

    stage: Id
    by: Literal["person", "other", "both"] = "person"


class Stage(Part):
    """A step with answers of its own. `by` writes: one of the two, each for themselves, or both together.

    `seen`: when the other side reads what one wrote: at once, when it is given, or when both have given theirs.
    `page` names a page made for this stage; without one, its fields are a plain form. `asks_adjustments`: it counts as held
    only when somebody has asked whether reasonable adjustments are needed.
    """

    id: Id
    name: Name
    summary: Prose
    by: Writer
    opens_after: list[Gate] = []
    seen: Literal["at_once", "when_given", "when_both_gave"] = "when_given"
    may_be_oral: bool = False
    fields: list[StageField] = []
    questions: Questions | None = None
    page: Slug | None = None
    asks_adjustments: bool = False


class Agenda(Part):
    """A whole template. `source` says whether its content comes from a framework's owner or is our own suggestion;
    `needs`: what a framework at hand must have, or there is nothing to talk about; `shows_job`: the person's job profile, and
    the grade profile after it, stand beside the page (R26, R27)."""

    id: Slug
    kind: Kind
    name: Name
    summary: Prose
    source: Literal["framework", "suggestion"]
    organisations: list[Slug] = []
    others: list[OtherRole] = Field(min_length=1)
    offered: bool = True
    needs: Literal["growth"] | None = None
    expect: list[Prose] = Field(min_length=1)
    confidentiality: list[Prose] = Field(min_length=1)
    scope: list[Prose] = Field(min_length=1)
    prepare: dict[Literal["person", "other"], Preparation] = {}
    points: list[Point] = []
    stages: list[Stage] = []
    guidance: list[Literal["conversations", "growth"]] = []
    own_guidance: list[Prose] = []
    shows_cards: bool = False
    suggests_roles: bool = False
    picks_questions: bool = True
    shows_job: bool = False
    minutes: int = Field(default=60, ge=10, le=480)
    repeats: bool = False
    frequency: Frequency = ""
    review_after_weeks: int = Field(default=13, ge=1, le=104)

    def stage(self, stage_id: str) -> Stage | None:
        return next((stage for stage in self.stages if stage.id == stage_id), None)


def next_date(frequency: str, start: date) -> date | None:
    """The day one interval later, on the same day of the week.

    >>> next_date("fortnightly", date(2026, 11, 16)), next_date("", date(2026, 11, 16))
    (datetime.date(2026, 11, 30), None)
    """
    weeks = {
        "weekly": 1,
        "fortnightly": 2,
        "monthly": 4,
        "two_monthly": 9,
        "quarterly": 13,
        "half_yearly": 26,
        "yearly": 52,
    }
    return start + timedelta(weeks=weeks[frequency]) if frequency else None


def read_agenda(data: Any) -> tuple[Agenda | None, list[Fault]]:
    """The agenda in `data` (plain lists and dicts), or None, and every fault found.

    >>> read_agenda({"id": "chat"})[0] is None
    True
    """
    try:
        agenda = Agenda.model_validate(data)
    except ValidationError as error:
        return None, sorted(Fault(path_of(e["loc"]), plain_reason(e)) for e in error.errors())
    return agenda, sorted(faults_of_sense(agenda))


def faults_of_sense(agenda: Agenda) -> Iterator[Fault]:
    yield from repeated("points", [point.id for point in agenda.points])
    yield from repeated("stages", [stage.id for stage in agenda.stages])
    before: set[str] = set()
    for number, stage in enumerate(agenda.stages):
        path = f"stages[{number}]"
        yield from repeated(f"{path}.fields", [field.id for field in stage.fields])
        for gate in stage.opens_after:
            if gate.stage not in before:
                yield Fault(f"{path}.opens_after", f"“{gate.stage}” is no stage before this one")
        for place, field in enumerate(stage.fields):
            if (field.kind == "choice") != bool(field.choices):
                yield Fault(f"{path}.fields[{place}].choices", "a choice, and only a choice, has choices")
        before.add(stage.id)
    if not agenda.points and not agenda.stages:
        yield Fault("points", "an agenda has at least one point or one stage")
    if agenda.repeats and not agenda.frequency:
        yield Fault("frequency", "what repeats says how often")


def repeated(path: str, ids: list[str]) -> Iterator[Fault]:
    for one, count in Counter(ids).items():
        if count > 1:
            yield Fault(path, f"“{one}” stands here {count} times")
