"""A relationship in words, for one of the two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from stepwell.assessments.models import Placement, SelfAssessment
from stepwell.domain.framework import Dimension
from stepwell.domain.mentoring import middle_of
from stepwell.domain.pauses import ONE_DAY, Pause, days_paused, end_after
from stepwell.people.models import Person
from stepwell.ui.templatetags.ui import day

from ..models import CheckIn, MentoringAgreement, MentoringGoal, MentoringRelationship, MentoringSession
from ..queries import programmes
from ..queries import relationships as queries
from ..queries.learning import QUALITY
from .pairing import Shown, mentee_shown, of_mentor, topics_of
from .words import count, listed


@dataclass(frozen=True)
class Facts:
    relationship: MentoringRelationship
    person: Person
    agreements: list[MentoringAgreement]
    sessions: list[MentoringSession]
    topics: list[tuple[Dimension, str]]
    questions: list[CheckIn]
    goals: list[MentoringGoal]
    pauses: list[Pause]
    look_back: CheckIn | None
    today: date

    @property
    def is_mentee(self) -> bool:
        return self.relationship.mentee_id == self.person.pk


def facts_of(relationship: MentoringRelationship, person: Person, today: date) -> Facts:
    """What the mentee shows is read as it is today, so for the mentor it closes with the relationship."""
    is_over = relationship.state == relationship.State.ENDED
    shows = relationship.mentee_id == person.pk or (not is_over and "needs" in (relationship.request.shows or []))
    return Facts(
        relationship=relationship,
        person=person,
        agreements=queries.agreements_of(relationship),
        sessions=queries.sessions_of(relationship),
        topics=topics_of(relationship.request) if shows else [],
        questions=[q for q in queries.check_ins_for(person, today) if q.relationship_id == relationship.pk],
        goals=queries.goals_of(relationship),
        pauses=queries.pauses_of(relationship),
        look_back=queries.look_backs_of(person, [relationship], today).get(relationship.pk),
        today=today,
    )


@dataclass(frozen=True)
class Topic:
    name: str
    url: str
    wish: str


@dataclass(frozen=True)
class SessionLine:
    """`asks`: its day has come and its page was not opened, so either may say whether they met."""

    id: Any
    name: str
    day: date
    state: str
    colour: str
    topic: str
    topic_url: str
    url: str
    asks: bool


COLOURS = {"planned": "blue", "held": "green", "cancelled": "grey"}


def session_line(session: MentoringSession, relationship: MentoringRelationship, today: date) -> SessionLine:
    names = programmes.pack_of_programme(relationship.programme).dimension_by_id
    topic, talk = names.get(session.dimension_id), session.conversation
    begun = talk is not None and talk.started_at is not None
    state = session.State.HELD if begun and session.state == session.State.PLANNED else session.state
    return SessionLine(
        id=session.pk,
        name=f"Session {session.number}",
        day=session.on_date,
        state=session.State(state).label,
        colour=COLOURS[state],
        topic=topic.name if topic else "",
        topic_url=reverse("mentoring:map", args=[relationship.pk, topic.id]) if topic and topic.maps else "",
        url=reverse("conversations:conversation", args=[talk.pk]) if talk else "",
        asks=state == session.State.PLANNED
        and session.on_date <= today
        and relationship.state != relationship.State.ENDED,
    )


@dataclass(frozen=True)
class GoalLine:
    goal: MentoringGoal
    about: str
    colour: str
    is_open: bool


GOAL_COLOURS = {"open": "blue", "reached": "green", "let_go": "grey"}


def has_met(sessions: Sequence[MentoringSession]) -> bool:
    return any(one.state == one.State.HELD for one in sessions)


def goal_lines(relationship: MentoringRelationship, goals: Sequence[MentoringGoal]) -> list[GoalLine]:
    names = programmes.pack_of_programme(relationship.programme).dimension_by_id
    return [
        GoalLine(
            goal,
            names[goal.dimension_id].name if goal.dimension_id in names else "",
            GOAL_COLOURS[goal.state],
            goal.state == goal.State.OPEN,
        )
        for goal in goals
    ]


def choices_of_goals(relationship: MentoringRelationship) -> list[tuple[str, str]]:
    """What the mentee wished for comes first, then the rest of the framework."""
    wished = [dimension for dimension, _ in topics_of(relationship.request)]
    all_of_it = programmes.wished_dimensions(programmes.pack_of_programme(relationship.programme))
    return [(dimension.id, dimension.name) for dimension in ordered(wished, all_of_it)]


def ordered(first: Sequence[Dimension], rest: Sequence[Dimension]) -> list[Dimension]:
    known = {dimension.id for dimension in first}
    return [*first, *(dimension for dimension in rest if dimension.id not in known)]


def can_look_again(relationship: MentoringRelationship, pauses: Sequence[Pause], today: date, *, met: bool) -> bool:
    """From half-way on, and after it came to its end: the same items once more. After an early end for a while."""
    if relationship.request.assessment_id is None:
        return False
    if queries.is_early(relationship):
        return met and queries.may_look_back(relationship, today)
    return today >= middle_of(relationship.began_on, relationship.ends_on, today, pauses)


@dataclass(frozen=True)
class RelationshipPage:
    """`holds`: the latest version that both signed; `is_settled`: no later one waits for a signature."""

    is_mentee: bool
    other: Person
    caption: str
    colour: str
    state: str
    paused: str
    agreement: MentoringAgreement | None
    holds: MentoringAgreement | None
    is_settled: bool
    signed_by_me: bool
    signed_by_other: bool
    can_meet: bool
    sessions: list[SessionLine]
    topics: list[Topic]
    questions: list[CheckIn]
    goals: list[GoalLine]
    looks_again: bool
    looked_again: SelfAssessment | None
    is_over: bool
    look_back: CheckIn | None
    look_back_until: str
    other_shown: Shown


def relationship_page(facts: Facts) -> RelationshipPage:
    found, agreement = facts.relationship, next(iter(facts.agreements), None)
    holds = next((one for one in facts.agreements if one.is_signed), None)
    met = [one for one in facts.sessions if one.state != one.State.CANCELLED]
    mine = agreement and (agreement.mentee_signed_at if facts.is_mentee else agreement.mentor_signed_at)
    others = agreement and (agreement.mentor_signed_at if facts.is_mentee else agreement.mentee_signed_at)
    other = found.mentor if facts.is_mentee else found.mentee
    shown = (
        of_mentor(found.enrolment.profile, found.programme, facts.today)
        if facts.is_mentee
        else mentee_shown(found.request, facts.today, needs=False)
    )
    return RelationshipPage(
        is_mentee=facts.is_mentee,
        other=other,
        caption=f"{'Your mentor' if facts.is_mentee else 'Your mentee'} in {found.programme.title}",
        colour={"running": "green", "paused": "yellow"}.get(found.state, "grey"),
        state=state_words(found),
        paused=pause_words(found, facts.pauses, facts.today),
        agreement=agreement,
        holds=holds,
        is_settled=bool(agreement and agreement.is_signed),
        signed_by_me=bool(mine),
        signed_by_other=bool(others),
        can_meet=holds is not None or not met,
        sessions=[session_line(one, found, facts.today) for one in facts.sessions],
        topics=[topic_of(found, dimension, wish) for dimension, wish in facts.topics],
        questions=facts.questions,
        goals=goal_lines(found, facts.goals),
        looks_again=facts.is_mentee and can_look_again(found, facts.pauses, facts.today, met=has_met(facts.sessions)),
        looked_again=found.last_assessment if facts.is_mentee else None,
        is_over=found.state == found.State.ENDED,
        look_back=facts.look_back,
        look_back_until=day(queries.last_day_to_look_back(found)) if facts.look_back else "",
        other_shown=shown,
    )


def state_words(relationship: MentoringRelationship) -> str:
    if relationship.state == relationship.State.PAUSED:
        return f"Until {day(relationship.paused_until)}"
    if relationship.state == relationship.State.ENDED:
        return f"On {day(relationship.ended_at)}"
    return f"Since {day(relationship.began_on)}, planned until {day(relationship.ends_on)}"


def pause_words(relationship: MentoringRelationship, pauses: Sequence[Pause], today: date) -> str:
    """What pauses did to the planned end, for both to read. After the end it is nobody's question any more."""
    if relationship.state == relationship.State.ENDED or not pauses:
        return ""
    if relationship.state == relationship.State.PAUSED:
        last = pauses[-1].last or today
        ends = end_after(relationship.ends_on, pauses[-1], last + ONE_DAY)
        return f"The planned end moves by the days of the pause: to {day(ends)}, or earlier if you go on earlier."
    days = [f"{day(pause.first)} to {day(pause.last)}" for pause in pauses]
    moved = count(days_paused(pauses, date.max), "day")
    return f"Paused from {listed(days)}. The planned end is {moved} later for that."


def topic_of(relationship: MentoringRelationship, dimension: Dimension, wish: str) -> Topic:
    url = reverse("mentoring:map", args=[relationship.pk, dimension.id])
    return Topic(dimension.name, url, Placement.Wish(wish).label)


@dataclass(frozen=True)
class MapPage:
    about: str
    dimension: Dimension
    is_mentee: bool
    first: tuple[str, Any]
    second: tuple[str, Any]


def map_page(relationship: MentoringRelationship, dimension_id: str, person: Person) -> MapPage | None:
    """One's own text first. A text that the source lacks says so (scenarios 37, 42)."""
    pack = programmes.pack_of_programme(relationship.programme)
    dimension = pack.dimension_by_id.get(dimension_id)
    if dimension is None or dimension.maps is None:
        return None
    is_mentee = relationship.mentee_id == person.pk
    mentee = ("For the mentee", dimension.maps.mentee)
    mentor = ("For the mentor", dimension.maps.mentor)
    return MapPage(
        f"{pack.id}/{dimension.id}", dimension, is_mentee, *((mentee, mentor) if is_mentee else (mentor, mentee))
    )


@dataclass(frozen=True)
class QuestionPage:
    other: Person
    note: str
    counted: str


NOTES = {
    "fit": "You are both asked, apart. If it is not a good fit, it ends here and the mentee is ahead in the next match. Nobody is told who said so, and nobody is at fault.",
    "quality": "You are both asked, apart, from time to time. The programme learns figures of groups only.",
    "midpoint": "Half of the time has gone. Is there something to change, or to ask for?",
    "quiet": "Only you see this. The programme learns that you have not met, and never why.",
    "end": "You are both asked, apart. The programme learns figures of groups only.",
    "later": "You are both asked, apart. The programme learns figures of groups only.",
}

LOOKING_BACK = "You need not answer. The other one is not told whether you did."
COUNTED = "The programme learns how many people chose which answer, once at least ten have. It never reads your words."
NOT_COUNTED = "Your answer is counted nowhere, and the programme never reads it."


def question_page(check_in: CheckIn, person: Person) -> QuestionPage:
    relationship = check_in.relationship
    other = relationship.mentor if relationship.mentee_id == person.pk else relationship.mentee
    note = LOOKING_BACK if queries.is_early(relationship) else NOTES[check_in.moment]
    return QuestionPage(other, note, COUNTED if check_in.moment in QUALITY else NOT_COUNTED)
