"""The public page of a programme, and a person's own page, in words."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.urls import reverse

from stepwell.people.models import Person
from stepwell.ui.templatetags.ui import day

from ..models import (
    CheckIn,
    CodeOfConduct,
    MatchingQuota,
    MenteeRequest,
    MentoringProgramme,
    MentoringRelationship,
    ProgrammeOrganisation,
    ProposedPairing,
)
from ..queries import codes, programmes, relationships, runs
from ..queries.codes import Unread
from ..queries.participants import Own
from .applying import COLOURS
from .words import listed


@dataclass(frozen=True)
class LimitLine:
    quota: MatchingQuota
    words: str


def limit_lines(programme: MentoringProgramme) -> list[LimitLine]:
    return [LimitLine(quota, limit_words(quota)) for quota in programme.quotas.select_related("organisation")]


def limit_words(quota: MatchingQuota) -> str:
    whom = "Mentees" if quota.side == quota.Side.MENTEES else "Mentees with a mentor"
    of = quota.organisation.name if quota.organisation else quota.profession
    least = f"at least {quota.at_least:,}" if quota.at_least else ""
    most = f"at most {quota.at_most:,}" if quota.at_most is not None else ""
    return f"{whom} of {of}: {' and '.join(filter(None, [least, most]))}"


@dataclass(frozen=True)
class PublicPage:
    organisations: list[ProgrammeOrganisation]
    names: str
    codes: list[CodeOfConduct]
    when: str
    joins_today: bool
    weights: list[tuple[str, str]]
    qualities: list[str]
    limits: list[str]


def public_page(programme: MentoringProgramme, today: date) -> PublicPage:
    organisations = programmes.organisations_in(programme)
    pack = programmes.pack_of_programme(programme)
    return PublicPage(
        organisations=organisations,
        names=listed([part.organisation.name for part in organisations]),
        codes=programmes.codes_for(programme),
        when=when_words(programme, today),
        joins_today=programmes.joins_on(programme, today),
        weights=weights_of(programme),
        qualities=[dimension.name for dimension in programmes.wished_dimensions(pack)],
        limits=[line.words for line in limit_lines(programme)],
    )


def when_words(programme: MentoringProgramme, today: date) -> str:
    if programme.state == programme.State.CLOSED:
        return "This programme is closed. Mentoring that has begun goes on to its own end."
    if programme.intake == programme.Intake.ROLLING:
        return "You can join at any time."
    first, last = programme.joins_from, programme.joins_until
    if last and today > last:
        return f"The latest intake ended on {day(last)}."
    return f"You can join from {day(first)} to {day(last)}."


def weights_of(programme: MentoringProgramme) -> list[tuple[str, str]]:
    """As shares of a hundred, so that they can be compared."""
    named = [
        ("What the mentee wants to work on, and what the mentor offers", programme.weight_need),
        ("What the mentee prefers: time, place, language and so on", programme.weight_preferences),
        ("Meeting somebody from another organisation", programme.weight_crossing),
    ]
    total = sum(weight for _, weight in named)
    return [(name, f"{round(100 * weight / total)} of 100") for name, weight in named if weight]


@dataclass(frozen=True)
class Waiting:
    """What waits for the person: pairings to answer, and questions."""

    pairings: list[ProposedPairing]
    questions: list[CheckIn]
    relationships: list[MentoringRelationship]
    look_backs: dict[UUID, CheckIn]
    unread: list[Unread]


def waiting(person: Person, today: date) -> Waiting:
    own = relationships.relationships_of(person)
    return Waiting(
        runs.pairings_to_answer(person),
        relationships.check_ins_for(person, today),
        own,
        relationships.look_backs_of(person, own, today),
        codes.unread_codes(person),
    )


@dataclass(frozen=True)
class Line:
    title: str
    url: str
    detail: str
    tag: str = ""
    colour: str = "grey"


@dataclass(frozen=True)
class MyPage:
    to_do: list[Line]
    unread: list[Unread]
    relationships: list[Line]
    earlier: list[Line]
    applications: list[Line]
    joinable: list[MentoringProgramme]
    offers: list[Line]


def my_page(own: Own, waiting: Waiting, person: Person, today: date) -> MyPage:
    asked = {request.programme_id for request in own.requests}
    going_on = [r for r in waiting.relationships if r.state != r.State.ENDED]
    return MyPage(
        to_do=[*map(pairing_line, waiting.pairings), *map(question_line, waiting.questions)],
        unread=waiting.unread,
        relationships=[relationship_line(r, person) for r in going_on],
        earlier=[
            earlier_line(r, person, waiting.look_backs.get(r.pk))
            for r in waiting.relationships
            if r.state == r.State.ENDED
        ],
        applications=[
            application_line(request) for request in own.requests if request.state not in ("matched", "ended")
        ],
        joinable=[programme for programme in own.joinable if programme.pk not in asked],
        offers=[
            Line(
                e.programme.title,
                reverse("mentoring:mentor"),
                f"Since {day(e.joined_at)}",
                "You offer to mentor",
                "blue",
            )
            for e in own.enrolments
        ],
    )


def pairing_line(pairing: ProposedPairing) -> Line:
    url = reverse("mentoring:pairing", args=[pairing.pk])
    return Line("Look at a pairing", url, f"{pairing.programme.title}. Answer by {day(pairing.answer_by)}.")


def question_line(check_in: CheckIn) -> Line:
    url = reverse("mentoring:question", args=[check_in.pk])
    return Line(check_in.get_moment_display(), url, f"A short question about {check_in.relationship.programme.title}")


def relationship_line(relationship: MentoringRelationship, person: Person) -> Line:
    other, side = (
        (relationship.mentor, "Your mentor")
        if relationship.mentee_id == person.pk
        else (relationship.mentee, "Your mentee")
    )
    colour = {"running": "green", "paused": "yellow"}.get(relationship.state, "grey")
    return Line(
        other.full_name,
        reverse("mentoring:relationship", args=[relationship.pk]),
        f"{side} in {relationship.programme.title}, since {day(relationship.began_on)}",
        relationship.get_state_display(),
        colour,
    )


def earlier_line(relationship: MentoringRelationship, person: Person, look_back: CheckIn | None) -> Line:
    """After an early end it says until when somebody may say how it was, and asks no louder than that."""
    line = relationship_line(relationship, person)
    if look_back is None or look_back.answered_at:
        return line
    until = day(relationships.last_day_to_look_back(relationship))
    return replace(line, detail=f"{line.detail}. If you like, say how it was: until {until}.")


def application_line(request: MenteeRequest) -> Line:
    url = reverse("mentoring:request", args=[request.pk])
    detail = f"Sent on {day(request.sent_at)}" if request.sent_at else f"Begun on {day(request.started_at)}"
    return Line(request.programme.title, url, detail, request.get_state_display(), COLOURS.get(request.state, "grey"))
