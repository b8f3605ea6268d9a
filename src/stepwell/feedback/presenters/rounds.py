"""A round as its subject sees it: what comes next, in which order, and never who answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from stepwell.ui.components import Task
from stepwell.ui.templatetags.ui import day

from ..models import CycleGroup, FeedbackRound, Nomination, SelfRating
from ..queries.asking import Asked
from ..queries.choosing import Feasibility, Progress
from .words import count

State = FeedbackRound.State
STATE_COLOURS = {
    State.ASKED: "yellow",
    State.CHOOSING: "blue",
    State.APPROVAL: "yellow",
    State.COLLECTING: "green",
    State.CLOSING: "purple",
    State.CLOSED: "purple",
    State.PREPARED: "purple",
    State.RELEASED: "turquoise",
    State.ENDED: "grey",
}
WHAT_NEXT = {
    State.ASKED: "Decide whether you want to take part.",
    State.CHOOSING: "Rate yourself and choose whom to ask.",
    State.APPROVAL: "Your choice of raters waits to be agreed.",
    State.COLLECTING: "People can answer until {closes}.",
    State.CLOSING: "It is closing. No more answers are taken.",
    State.CLOSED: "It closed. Your report is being prepared.",
    State.PREPARED: "Your report is ready to be opened with you.",
    State.RELEASED: "Your report is open.",
    State.ENDED: "It ended without a report.",
}
BEFORE_CLOSING = (State.CHOOSING, State.APPROVAL, State.COLLECTING)


@dataclass(frozen=True)
class RoundLine:
    round: FeedbackRound
    state: str
    colour: str
    next: str


def round_lines(rounds: Sequence[FeedbackRound]) -> list[RoundLine]:
    return [RoundLine(round, state_words(round), colour_of(round), what_next(round)) for round in rounds]


def state_words(round: FeedbackRound) -> str:
    return "Waiting for you" if round.state == State.ASKED else round.get_state_display()


def colour_of(round: FeedbackRound) -> str:
    return STATE_COLOURS[State(round.state)]


def what_next(round: FeedbackRound) -> str:
    return WHAT_NEXT[State(round.state)].format(closes=day(round.closes_on))


@dataclass(frozen=True)
class Facts:
    """What the page about a round is made from."""

    round: FeedbackRound
    asked: Asked
    said: Mapping[str, SelfRating]
    nominations: Sequence[Nomination]
    progress: Progress


@dataclass(frozen=True)
class RoundPage:
    colour: str
    next: str
    tasks: list[Task]
    answered: str
    returned: str
    can_remind: bool
    can_close: bool
    can_end: bool


def round_page(facts: Facts) -> RoundPage:
    round = facts.round
    return RoundPage(
        colour=colour_of(round),
        next=what_next(round),
        tasks=[task for task in (self_task(facts), raters_task(facts), facilitator_task(round)) if task],
        answered=answered_words(facts.progress) if round.state == State.COLLECTING else "",
        returned=round.return_reason if round.state in (State.CHOOSING, State.COLLECTING) else "",
        can_remind=round.state == State.COLLECTING,
        can_close=round.state == State.COLLECTING,
        can_end=round.state in (*BEFORE_CLOSING, State.CLOSED),
    )


def self_task(facts: Facts) -> Task | None:
    """First of all: how somebody sees themselves is worth most before they know what others say."""
    if not facts.asked.items:
        return None
    done, of = rated(facts.asked, facts.said), len(facts.asked.items)
    is_open = facts.round.state in (*BEFORE_CLOSING, State.CLOSED)
    status = "Done" if done == of else f"{done} of {of}" if done else "Not started"
    url = reverse("feedback:self", args=[facts.round.pk]) if is_open else ""
    return Task(
        "Rate yourself",
        url,
        status,
        "First your own view. Nobody sees it before your report is prepared.",
        done=done == of,
    )


def rated(asked: Asked, said: Mapping[str, SelfRating]) -> int:
    return sum(item.id in said for item in asked.items)


def raters_task(facts: Facts) -> Task:
    number, state = len(facts.nominations), facts.round.state
    words = {State.APPROVAL: "Waiting to be agreed", State.CHOOSING: f"{number} chosen" if number else "Open"}
    status = words.get(State(state), f"{number} asked")
    url = reverse("feedback:raters", args=[facts.round.pk]) if state in BEFORE_CLOSING else ""
    return Task("Choose whom to ask", url, status, "Eight to twelve people is usual.", done=state not in words)


def facilitator_task(round: FeedbackRound) -> Task:
    name = round.facilitator.full_name if round.facilitator else ""
    url = reverse("feedback:facilitator", args=[round.pk]) if round.state in BEFORE_CLOSING else ""
    hint = "Somebody who has done this before reads it first and opens it in a conversation."
    return Task("Choose who opens the report with you", url, name or "Open", hint, done=bool(name))


def answered_words(progress: Progress) -> str:
    """As the method allows: a number once it cannot point at anybody, and before that only that it is small."""
    asked = f"You have asked {count(progress.invited, 'person', 'people')}."
    if progress.answered is None:
        return f"{asked} Fewer than {progress.minimum} have answered; the number appears from {progress.minimum} on."
    return f"{asked} {progress.answered} of {progress.invited} have answered."


@dataclass(frozen=True)
class Step:
    """One dimension of the self-rating."""

    number: int
    name: str
    state: str
    is_done: bool


def self_steps(asked: Asked, said: Mapping[str, SelfRating]) -> list[Step]:
    return [self_step(asked, said, number) for number in range(1, len(asked.dimensions) + 1)]


def self_step(asked: Asked, said: Mapping[str, SelfRating], number: int) -> Step:
    dimension = asked.dimensions[number - 1]
    items = asked.items_of(dimension.id)
    done = [said[item.id] for item in items if item.id in said]
    if len(items) == 1 and done:
        state = "Not sure" if done[0].level is None else asked.levels[done[0].level]
    else:
        state = f"{len(done)} of {len(items)}" if done else "Open"
    return Step(number, dimension.name, state, len(done) == len(items))


def self_tasks(round: FeedbackRound, steps: Sequence[Step]) -> list[Task]:
    return [
        Task(step.name, reverse("feedback:self_dimension", args=[round.pk, step.number]), step.state, done=step.is_done)
        for step in steps
    ]


@dataclass(frozen=True)
class Block:
    """People whose answers would be shown together: a full box; or too few: an open one with the places that lack."""

    names: str
    people: int
    missing: int
    caption: str

    @property
    def dots(self) -> list[bool]:
        return [True] * self.people + [False] * self.missing


def blocks(found: Feasibility, nominations: Sequence[Nomination], minimum: int) -> list[Block]:
    sizes = Counter(one.group.name for one in nominations)
    shown = [
        Block(" and ".join(names), people, 0, f"{count(people, 'person', 'people')}, shown together")
        for names, people in found.blocks
    ]
    return shown + [too_small(names, sum(sizes[name] for name in names), minimum) for names in found.left]


def too_small(names: Sequence[str], people: int, minimum: int) -> Block:
    missing = max(minimum - people, 0)
    return Block(
        " and ".join(names), people, missing, f"{count(people, 'person', 'people')}: {missing} more, or it is not shown"
    )


def known_blocks(nominations: Sequence[Nomination]) -> list[Block]:
    """Groups whose answers are shown as theirs."""
    sizes = Counter(one.group.name for one in nominations if one.group.is_identifiable)
    return [Block(name, people, 0, "Shown as theirs; they are told first") for name, people in sizes.items()]


@dataclass(frozen=True)
class ChosenGroup:
    group: CycleGroup
    nominations: list[Nomination]


def chosen(nominations: Sequence[Nomination]) -> list[ChosenGroup]:
    """By group, in the groups' order. It says what was decided about each, never what they did."""
    found: dict[int, ChosenGroup] = {}
    for one in nominations:
        found.setdefault(one.group_id, ChosenGroup(one.group, [])).nominations.append(one)
    return list(found.values())
