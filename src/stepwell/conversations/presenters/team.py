"""Lines of a manager's team: when we last talked, what is planned, what is due."""

from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.people.models import Appointment, Person
from stepwell.ui.templatetags.ui import day, moment

from ..models import Conversation
from ..queries.conversations import local
from ..queries.team import Standing

LONG_AGO = timedelta(weeks=13)


@dataclass(frozen=True)
class TeamLine:
    """`is_due`: a review or a follow-up waits, or nothing is planned and the last talk was long ago."""

    person: Person
    job: Appointment
    latest: str
    coming: str
    due: str
    open: Conversation | None
    follow_up: Conversation | None
    has_talked: bool
    is_due: bool


def team_line(standing: Standing, job: Appointment, today: date) -> TeamLine:
    talked = local(standing.latest).date() if standing.latest else None
    nothing_planned = not standing.planned and not standing.proposed
    long_ago = nothing_planned and talked is not None and talked < today - LONG_AGO
    review_due = standing.review_due is not None and standing.review_due <= today
    return TeamLine(
        person=standing.person,
        job=job,
        latest=f"{day(talked)}" if talked else "Not yet",
        coming=coming_words(standing),
        due=due_words(standing, today),
        open=standing.planned or standing.proposed,
        follow_up=standing.follow_up,
        has_talked=talked is not None,
        is_due=bool(review_due or standing.follow_up or long_ago),
    )


def coming_words(standing: Standing) -> str:
    if standing.planned and standing.planned.state == Conversation.State.MET:
        return "Under way"
    if standing.planned:
        return moment(standing.planned.starts_at) if standing.planned.starts_at else "Agreed, no day yet"
    return "Proposed" if standing.proposed else "Nothing planned"


def due_words(standing: Standing, today: date) -> str:
    if standing.review_due is None:
        return ""
    return f"{'You wanted to look again' if standing.review_due <= today else 'You look again'} on {day(standing.review_due)}"
