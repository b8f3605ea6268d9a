"""An application as its owner sees it: what is done, what is left, and where it stands."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from stepwell.assessments.models import SelfAssessment
from stepwell.assessments.onward import Onward
from stepwell.assessments.queries import draft_of
from stepwell.ui.components import Task
from stepwell.ui.templatetags.ui import day

from ..models import MenteeRequest, ProposedPairing
from ..queries import participants, programmes
from .sections import REQUEST_SECTIONS

State = MenteeRequest.State
COLOURS = {"draft": "grey", "waiting": "blue", "resting": "grey", "offered": "yellow", "matched": "green"}
CHANGEABLE = (State.DRAFT, State.WAITING, State.RESTING)
SHOWN = ("about", "shows")  # what a mentor may read can be changed while they do


@dataclass(frozen=True)
class Facts:
    own: MenteeRequest
    latest: SelfAssessment | None
    draft: SelfAssessment | None
    codes_read: bool
    is_joinable: bool
    offered: ProposedPairing | None


@dataclass(frozen=True)
class Application:
    tasks: list[Task]
    colour: str
    is_ready: bool
    is_changeable: bool
    has_newer_assessment: bool
    offered: ProposedPairing | None
    lead: str


def facts_of(own: MenteeRequest, today: date) -> Facts:
    lines = programmes.codes_of(own.programme, own.person, "mentee")
    return Facts(
        own=own,
        latest=participants.latest_assessment(own.programme, own.person),
        draft=draft_of(own.person, own.programme.version.framework_id),
        codes_read=all(line.is_read for line in lines),
        is_joinable=programmes.joins_on(own.programme, today),
        offered=participants.offered_to(own),
    )


def application(facts: Facts) -> Application:
    own = facts.own
    tasks = [codes_task(facts), assessment_task(facts), *(section_task(own, key) for key in REQUEST_SECTIONS)]
    if own.state not in CHANGEABLE:
        tasks = [section_task(own, key) for key in SHOWN] if own.state in (State.OFFERED, State.MATCHED) else []
    newer = bool(own.sent_at and facts.latest and facts.latest.pk != own.assessment_id)
    return Application(
        tasks=tasks,
        colour=COLOURS.get(own.state, "grey"),
        is_ready=facts.codes_read and facts.latest is not None and own.seniority is not None,
        is_changeable=own.state in CHANGEABLE,
        has_newer_assessment=newer and own.state in (State.WAITING, State.RESTING),
        offered=facts.offered,
        lead=LEADS.get(State(own.state), ""),
    )


LEADS = {
    State.DRAFT: "It takes less than ten minutes. Everything is kept as you go: come back when you like, on any device.",
    State.WAITING: "You are in line for the next match. You can change what you said until then.",
    State.RESTING: "You are not matched for now. Say when you are there again.",
    State.OFFERED: "There is a pairing for you to answer. You can change what the mentor sees of you.",
    State.MATCHED: "You have a mentor. You can change what they see of you.",
}


def codes_task(facts: Facts) -> Task:
    return Task(
        "What is collected, who sees what, and codes of conduct",
        reverse("mentoring:request_codes", args=[facts.own.pk]),
        "Read" if facts.codes_read else "To read",
        done=facts.codes_read,
    )


def assessment_task(facts: Facts) -> Task:
    framework = facts.own.programme.version.framework
    if facts.latest and facts.latest.completed_at:
        when = f"Finished on {day(facts.latest.completed_at)}"
        return Task(
            "Your self-assessment", reverse("assessments:report", args=[facts.latest.pk]), "Done", when, done=True
        )
    parts = programmes.pack_of_programme(facts.own.programme).dimension_label.many
    hint = f"{framework.title}. Three {parts} that you want help with are enough: leave the others open."
    if facts.draft:
        return Task("Your self-assessment", reverse("assessments:resume", args=[facts.draft.pk]), "Begun", hint)
    start = f"{reverse('assessments:start', args=[framework.slug])}?purpose=mentoring"
    return Task("Your self-assessment", start, "To do", hint)


def waits_for(assessment: SelfAssessment) -> Onward | None:
    """The application that is made with this self-assessment, until it is sent. One query."""
    own = participants.draft_for(assessment)
    if own is None:
        return None
    url = reverse("mentoring:request", args=[own.pk])
    return Onward("Your application waits", f"{own.programme.title}. This was its longest part.", "Go on with it", url)


def section_task(own: MenteeRequest, key: str) -> Task:
    section = REQUEST_SECTIONS[key]
    is_done, is_needed = is_filled(own, key), key == "about" and own.seniority is None
    status = "To do" if is_needed else "Done" if is_done else "If you like"
    return Task(
        section.title,
        reverse("mentoring:request_section", args=[own.pk, key]),
        status,
        done=is_done and not is_needed,
        optional=not is_needed,
    )


def is_filled(own: MenteeRequest, key: str) -> bool:
    return any(getattr(own, name) is not None and getattr(own, name) != "" for name in REQUEST_SECTIONS[key].names)
