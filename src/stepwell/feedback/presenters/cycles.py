"""A cycle in words and numbers, as its coordinator sees it: who takes part, never who answered or what."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from stepwell.domain.framework import Pack
from stepwell.people.models import Person
from stepwell.ui.components import Action, SummaryRow, Table
from stepwell.ui.templatetags.ui import day

from ..models import Cycle, CycleGroup, CycleQuestion, FeedbackRound
from ..models.cycles import ProtectFrom
from ..queries.cycles import RaterLoad, RoundProgress
from .words import count

STATE_COLOURS = {Cycle.State.DRAFT: "grey", Cycle.State.OPEN: "green", Cycle.State.CLOSED: "blue"}
CLOSED = ("closed", "prepared", "released")
TAKING_PART = ("choosing", "approval", "collecting", "closing", "closed", "prepared", "released")


@dataclass(frozen=True)
class CycleLine:
    cycle: Cycle
    colour: str
    dates: str


def cycle_lines(cycles: Sequence[Cycle]) -> list[CycleLine]:
    return [CycleLine(cycle, colour_of(cycle), dates_of(cycle)) for cycle in cycles]


def colour_of(cycle: Cycle) -> str:
    return STATE_COLOURS[Cycle.State(cycle.state)]


def dates_of(cycle: Cycle) -> str:
    return f"{day(cycle.opens_on)} to {day(cycle.closes_on)}"


@dataclass(frozen=True)
class Facts:
    """What the overview is made from."""

    cycle: Cycle
    pack: Pack
    groups: list[CycleGroup]
    questions: list[CycleQuestion]
    facilitators: list[Person]
    progress: list[RoundProgress]
    load: list[RaterLoad]


@dataclass(frozen=True)
class Overview:
    colour: str
    pack: Pack
    stats: list[tuple[str, str]]
    closing: int
    closed: int
    rounds: Table | None
    load: Table | None
    at_the_cap: str
    rows: list[SummaryRow]
    groups: list[CycleGroup]
    questions: list[CycleQuestion]


def overview(facts: Facts) -> Overview:
    return Overview(
        colour=colour_of(facts.cycle),
        pack=facts.pack,
        stats=stats_of(facts),
        closing=in_state(facts, FeedbackRound.State.CLOSING),
        closed=in_state(facts, *CLOSED),
        rounds=rounds_table(facts),
        load=load_table(facts.load),
        at_the_cap=at_the_cap(facts),
        rows=rows_of(facts),
        groups=facts.groups,
        questions=facts.questions,
    )


def in_state(facts: Facts, *states: str) -> int:
    return sum(line.round.state in states for line in facts.progress)


def stats_of(facts: Facts) -> list[tuple[str, str]]:
    """Large numbers. Answers are added up only over rounds that may say theirs, so that no other one follows."""
    if not facts.cycle.has_started:
        return []
    rounds = [line.round for line in facts.progress]
    waiting = sum(round.state == FeedbackRound.State.ASKED for round in rounds)
    shown = [line for line in facts.progress if line.answered is not None]
    found = [
        (str(sum(round.state in TAKING_PART for round in rounds)), "take part"),
        (str(waiting), "asked, not yet agreed"),
        (str(sum(line.invited for line in facts.progress)), "people asked for feedback"),
    ]
    if shown:
        answered, invited = sum(line.answered or 0 for line in shown), sum(line.invited for line in shown)
        found.append((f"{answered} of {invited}", f"have answered, in {count(len(shown), 'round')} that can say so"))
    return found


def rounds_table(facts: Facts) -> Table | None:
    if not facts.progress:
        return None
    rows = [
        [
            line.round.subject.full_name,
            line.round.get_state_display(),
            str(line.invited),
            answered_words(line, facts.cycle),
        ]
        for line in facts.progress
    ]
    return Table("Rounds", ["Person", "Where it is", "Asked", "Answered"], rows, numeric=(2,))


def answered_words(line: RoundProgress, cycle: Cycle) -> str:
    if not line.invited:
        return "–"
    return f"fewer than {cycle.minimum_group_size}" if line.answered is None else f"{line.answered} of {line.invited}"


def load_table(load: Sequence[RaterLoad]) -> Table | None:
    """How many people have been asked how often; who they are is the subjects' business."""
    if not load:
        return None
    times = Counter(line.requests for line in load)
    rows = [
        [f"{count(requests, 'time')}", count(people, "person", "people")] for requests, people in sorted(times.items())
    ]
    return Table("How often people are asked at present, in all rounds here", ["Asked", "How many people"], rows)


def at_the_cap(facts: Facts) -> str:
    cap = facts.cycle.request_cap
    full = sum(line.requests >= cap for line in facts.load)
    if not facts.load:
        return ""
    if not full:
        return f"Nobody is asked {cap} times at present, which is the most this cycle allows."
    verb = "has" if full == 1 else "have"
    return f"{count(full, 'person', 'people')} {verb} reached {cap} requests, the most this cycle allows: nobody else can ask them now."


def rows_of(facts: Facts) -> list[SummaryRow]:
    cycle = facts.cycle
    is_open = cycle.state == Cycle.State.OPEN
    closing = action(cycle, "closing", "Change", "the last day") if is_open else []
    stricter = action(cycle, "thresholds", "Make stricter", "the thresholds") if is_open else []
    names = ", ".join(person.full_name for person in facts.facilitators)
    rows = [
        SummaryRow("Framework", f"{facts.pack.title}, version {cycle.version.number}"),
        SummaryRow("What raters rate", cycle.get_item_kind_display()),
        SummaryRow("Answers", " · ".join(cycle.scale)) if cycle.scale else None,
        SummaryRow("Importance", "Asked of the person and of raters" if cycle.asks_importance else "Not asked"),
        SummaryRow("First and last day", dates_of(cycle), closing),
        SummaryRow("Thresholds", thresholds_words(cycle), stricter),
        SummaryRow("Protected from", ProtectFrom(cycle.protect_from).label),
        SummaryRow("Who agrees to raters", cycle.get_approval_display()),
        SummaryRow("Limits", limits_words(cycle)),
        SummaryRow("Facilitators", names or "None named: people choose whom they like"),
    ]
    return [row for row in rows if row]


def action(cycle: Cycle, name: str, text: str, about: str) -> list[Action]:
    return [Action(text, reverse(f"feedback:{name}", args=[cycle.pk]), about)]


def thresholds_words(cycle: Cycle) -> str:
    return f"Groups of {cycle.minimum_group_size} or more are shown; comments carry their group’s name from {cycle.comment_threshold}."


def limits_words(cycle: Cycle) -> str:
    again = (
        f"the next round after {count(cycle.repeat_months, 'month')}"
        if cycle.repeat_months
        else "a next round at any time"
    )
    return f"{count(cycle.request_cap, 'request')} to one person at most; {again}."


def loosened(cycle: Cycle, wanted: Mapping[str, Any]) -> str:
    """The first threshold of those wanted that protects less than now: where the refusal is shown."""
    for name in ("minimum_group_size", "comment_threshold"):
        if wanted[name] < getattr(cycle, name):
            return name
    return "protect_from"
