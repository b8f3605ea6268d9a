"""Playing a round: calling the engine once for each release, and what an attacker then knows."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.domain.disclosing import disclosed

from .rounds import Arrange, Person, Story, no_change

Engine = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Cell:
    """One answer: who gave it, to which item."""

    person: int
    item: str


@dataclass(frozen=True)
class Turn:
    """One release: what the engine was given, what it said, and who was in it."""

    given: dict[str, Any]
    output: dict[str, Any]
    waiting: tuple[int, ...]  # whose answer was there and in no earlier release, whether shown now or not
    members: dict[str, tuple[int, ...]]  # by block


def play(story: Story, engine: Engine = disclosed, arrange: Arrange = no_change) -> list[Turn]:
    """Each release reads the outputs of those before it, as they would come from files."""
    released: set[int] = set()
    turns: list[Turn] = []
    for number, asked in enumerate(story.asked):
        here = present(story, number)
        given = {
            **asked,
            "responses": arrange([response(story.people[who], number, who in released) for who in here]),
            "released_before": [turn.output for turn in turns],
        }
        output = json.loads(json.dumps(engine(json.loads(json.dumps(given)))))
        waiting = tuple(who for who in here if who not in released)
        members = {
            block["id"]: tuple(who for who in waiting if story.people[who].groups[number] in block["groups"])
            for block in output["blocks"]
        }
        released.update(who for block in members.values() for who in block)
        turns.append(Turn(given, output, waiting, members))
    return turns


def present(story: Story, number: int) -> list[int]:
    name = story.asked[number]["round"]
    return [who for who, person in enumerate(story.people) if person.round == name and person.arrives <= number]


def response(person: Person, number: int, released: bool) -> dict[str, Any]:
    return {
        "group": person.groups[number],
        "ratings": person.ratings,
        "comments": list(person.comments),
        "released": released,
    }


def cells_behind(story: Story, turn: Turn, figure: dict[str, Any]) -> list[Cell]:
    """Whose answers must be in a figure, as somebody knows who knows the groups and who answered what."""
    members = turn.members.get(figure["block"], ())
    return [Cell(who, figure["item"]) for who in members if figure["item"] in story.people[who].ratings]
