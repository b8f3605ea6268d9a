"""A programme as a coordinator sees it: own counts, own people, dates and states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from stepwell.ui.components import Action, SummaryRow, Table
from stepwell.ui.templatetags.ui import day

from ..models import (
    CheckIn,
    CodeOfConduct,
    MatchingRun,
    MenteeRequest,
    MentoringProgramme,
    MentoringRelationship,
    ProgrammeOrganisation,
)
from ..queries import counts, programmes, runs
from ..queries.codes import Kept, kept_by
from ..queries.counts import Counts
from ..queries.waiting import Waiting, to_review_in
from .mine import LimitLine, limit_lines, weights_of, when_words
from .waiting import WaitingLine, waiting_lines
from .words import count

COLOURS = {"draft": "grey", "open": "green", "closed": "blue"}
PART_COLOURS = {"asked": "yellow", "taking_part": "green", "left": "grey"}


@dataclass(frozen=True)
class ProgrammeLine:
    programme: MentoringProgramme
    part: ProgrammeOrganisation
    colour: str
    detail: str


def programme_lines(found: Sequence[tuple[MentoringProgramme, ProgrammeOrganisation]]) -> list[ProgrammeLine]:
    return [ProgrammeLine(p, part, COLOURS[p.state], line_words(p, part)) for p, part in found]


def line_words(programme: MentoringProgramme, part: ProgrammeOrganisation) -> str:
    if part.state == part.State.ASKED:
        return f"{programme.host.name} asks you to take part"
    if part.state == part.State.LEFT:
        return "Your organisation does not take part"
    host = "You host it" if part.organisation_id == programme.host_id else f"Hosted by {programme.host.name}"
    return f"{host} · {programme.version.framework.title}"


@dataclass(frozen=True)
class Facts:
    part: ProgrammeOrganisation
    counts: Counts
    parts: list[ProgrammeOrganisation]
    codes: list[CodeOfConduct]
    kept: dict[int, Kept]
    latest: MatchingRun | None
    asking: list[CheckIn]
    waiting: list[Waiting]
    today: date

    @property
    def programme(self) -> MentoringProgramme:
        return self.part.programme

    @property
    def hosts(self) -> bool:
        return self.part.organisation_id == self.programme.host_id


def facts_of(part: ProgrammeOrganisation, today: date) -> Facts:
    programme = part.programme
    latest, codes = runs.latest_run(programme), programmes.codes_for(programme)
    return Facts(
        part=part,
        counts=counts.counts_of(programme, part.organisation, today),
        parts=programmes.parts_of(programme),
        codes=codes,
        kept=kept_by(programme, part.organisation, codes),
        latest=latest,
        asking=counts.asking_for_help(programme, part.organisation),
        waiting=to_review_in(part, latest),
        today=today,
    )


@dataclass(frozen=True)
class CodeShown:
    code: CodeOfConduct
    kept: str


@dataclass(frozen=True)
class Overview:
    colour: str
    hosts: bool
    stats: list[tuple[str, str]]
    relationships: list[tuple[str, str]]
    rows: list[SummaryRow]
    parts: list[tuple[str, str, str]]
    codes: list[CodeShown]
    has_new_codes: bool
    latest: MatchingRun | None
    quiet: str
    asking: list[CheckIn]
    waiting: list[WaitingLine]
    limits: list[LimitLine]


def overview(facts: Facts) -> Overview:
    programme, own = facts.programme, facts.counts
    return Overview(
        colour=COLOURS[programme.state],
        hosts=facts.hosts,
        stats=[
            (f"{own.mentees:,}", "would like a mentor, or have one"),
            (f"{own.mentors:,}", "offer to be a mentor"),
            (f"{own.taken:,} of {own.places:,}", "of your mentors’ places are taken"),
        ],
        relationships=states_of(own),
        rows=rows_of(programme, facts.today, hosts=facts.hosts),
        parts=[(p.organisation.name, p.get_state_display(), PART_COLOURS[p.state]) for p in facts.parts],
        codes=[CodeShown(code, kept_words(facts.kept.get(code.pk))) for code in facts.codes],
        has_new_codes=any(kept.unread for kept in facts.kept.values()),
        latest=facts.latest,
        quiet=quiet_words(own.quiet, programme.quiet_days),
        asking=facts.asking,
        waiting=waiting_lines(facts.waiting),
        limits=limit_lines(programme),
    )


def states_of(own: Counts) -> list[tuple[str, str]]:
    """Where one's own mentees are, in the order in which they get there."""
    names = {state.value: state.label for state in MenteeRequest.State}
    found = [(names[state], f"{own.requests[state]:,}") for state in counts.LISTED if own.requests.get(state)]
    ended = own.relationships.get("ended", 0)
    paused = own.relationships.get("paused", 0)
    return [
        *found,
        *([("Of these paused", str(paused))] if paused else []),
        *([("Ended so far", str(ended))] if ended else []),
    ]


def kept_words(kept: Kept | None) -> str:
    """How far a version has got that came after people had joined: numbers of one's own, and no names."""
    if kept is None or not kept.people:
        return ""
    if not kept.unread:
        return "Everybody of yours who takes part has read it."
    number = f"{kept.read:,}" if kept.read else "none"
    return f"Read so far by {number} of your {count(kept.people, 'person', 'people')} in this programme."


def quiet_words(number: int, days: int) -> str:
    if not number:
        return ""
    verb = "has" if number == 1 else "have"
    return f"{count(number, 'pair')} {verb} not met for {days} days or more. Both are asked how it goes; what they answer is theirs."


def rows_of(programme: MentoringProgramme, today: date, *, hosts: bool) -> list[SummaryRow]:
    weights = "\n".join(f"{name}: {share}" for name, share in weights_of(programme))
    change = [Action("Change", reverse("mentoring:change_programme", args=[programme.pk]), "the programme")]
    public = [Action("See it", reverse("mentoring:public", args=[programme.slug]), "the public page")]
    return [
        SummaryRow("Joining", when_words(programme, today), change if hosts and programme.state != "closed" else []),
        SummaryRow("Framework", f"{programme.version.framework.title}, version {programme.version.number}"),
        SummaryRow("A relationship lasts", count(programme.months, "month")),
        SummaryRow("Time to answer a pairing", count(programme.accept_days, "day")),
        SummaryRow("A match is made of", weights),
        SummaryRow("Who found nobody", f"{programme.get_waiting_display()}."),
        SummaryRow(
            "Public page", f"/mentoring/programme/{programme.slug}/", public if programme.state != "draft" else []
        ),
    ]


def overview_of_terms(programme: MentoringProgramme) -> dict[str, Any]:
    """What is looked at once more before it is opened."""
    return {
        "weights": weights_of(programme),
        "waiting": programme.get_waiting_display(),
        "codes": programmes.codes_for(programme),
    }


def people_table(side: str, people: Sequence[Any]) -> Table:
    """Names and states of one's own people; what they wrote is theirs."""
    if side == "mentors":
        rows = [
            [one.profile.person.full_name, day(one.joined_at), f"{one.mentees} of {one.profile.capacity}"]
            for one in people
        ]
        return Table("Mentors", ["Name", "Since", "Places taken here"], rows)
    if side == "pairs":
        rows = [pair_row(one) for one in people]
        return Table("Pairs", ["Mentee", "Mentor", "Since", "Latest meeting", "Meetings", "Where it is"], rows)
    rows = [[one.person.full_name, day(one.sent_at), one.get_state_display()] for one in people]
    return Table("Mentees", ["Name", "Applied on", "Where it is"], rows)


def pair_row(one: MentoringRelationship) -> list[str]:
    met = [session.on_date for session in one.sessions.all()]
    latest = day(max(met)) if met else "Not yet"
    names = [one.mentee.full_name, one.mentor.full_name]
    return [*names, day(one.began_on), latest, str(len(met)), one.get_state_display()]
