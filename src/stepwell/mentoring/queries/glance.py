"""What waits for somebody in mentoring, for their home page: in one query, because that page makes many already."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, F, QuerySet, Value

from stepwell.people.models import Person
from stepwell.prepared import prepared

from ..models import MenteeRequest, MentoringProgramme
from .codes import changed_for
from .relationships import QUESTIONS_DUE
from .runs import TO_ANSWER


@dataclass(frozen=True)
class Line:
    """`key` names the thing, `title` is its programme's; `day` is until when, or since when it waits."""

    key: UUID
    title: str
    day: date | None = None


@dataclass(frozen=True)
class Glance:
    pairings: list[Line] = field(default_factory=list)
    questions: list[Line] = field(default_factory=list)
    applications: list[Line] = field(default_factory=list)
    codes: list[Line] = field(default_factory=list)


NO_DAY = Value(None, output_field=DateField())


def lines(kind: str, found: Any, key: str, title: str, day: Any = NO_DAY) -> QuerySet[Any, Any]:
    named = Value(kind, output_field=CharField())
    return found.order_by().values_list(named, F(key), F(title), day)


def begun(person: Any) -> QuerySet[MenteeRequest]:
    """Applications that their owner has not sent, in programmes that are open."""
    drafts = MenteeRequest.objects.filter(person=person, state=MenteeRequest.State.DRAFT)
    return drafts.filter(programme__state=MentoringProgramme.State.OPEN)


WAITS = prepared(
    lambda person, today: lines("pairings", TO_ANSWER.build(person), "pk", "programme__title", F("answer_by")).union(
        lines("questions", QUESTIONS_DUE.build(person, today), "pk", "relationship__programme__title", F("due_on")),
        lines("applications", begun(person), "pk", "programme__title"),
        lines("codes", changed_for(person), "programme", "programme__title"),
        all=True,
    )
)


def glance_of(person: Person, today: date) -> Glance:
    """Each kind by the day, then by the programme; a programme whose codes changed stands once."""
    found: dict[str, set[Line]] = defaultdict(set)
    for kind, *parts in WAITS.rows(person=person, today=today):
        found[kind].add(Line(*parts))
    return Glance(**{kind: sorted(some, key=order_of) for kind, some in found.items()})


def order_of(line: Line) -> tuple[date, str, UUID]:
    return (line.day or date.min, line.title, line.key)
