"""Random rounds: who was asked, in which group, what they answered and when, over several releases."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

GROUPS = ("peers", "direct_reports", "others", "partners", "board")
STYLES = ("any", "any", "unanimous", "dissenter", "ends", "near")


@dataclass(frozen=True)
class Person:
    round: str
    groups: tuple[str, ...]  # at each release: somebody who still waits may have been moved
    arrives: int  # the first release that their answer could be in
    ratings: dict[str, int]
    comments: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Story:
    """One subject: what each release was asked to show, and everybody who ever answered."""

    seed: int
    asked: list[dict[str, Any]]
    people: list[Person] = field(default_factory=list)


def make_story(seed: int) -> Story:
    rng = Random(seed)
    levels = rng.choice((2, 3, 4, 5, 5, 5, 6, 7))
    items = [{"id": f"i{number}", "dimension": f"d{number // 2}"} for number in range(rng.randint(1, 4))]
    if rng.random() < 0.2:
        items.append({"id": "alone"})
    groups = list(GROUPS[: rng.randint(1, rng.choice((2, 3, 5)))])
    asked = make_releases(rng, levels, items, groups)
    return Story(seed, asked, make_people(rng, asked, levels, [item["id"] for item in items]))


def make_releases(rng: Random, levels: int, items: list[dict[str, Any]], groups: list[str]) -> list[dict[str, Any]]:
    policy = make_policy(rng, groups)
    asked = []
    number = 1
    for turn in range(rng.choice((1, 1, 2, 2, 3, 4))):
        if turn and rng.random() < 0.25:
            number += 1
        if turn and rng.random() < 0.3:
            raised = {"minimum_group_size": min(6, policy["minimum_group_size"] + 1), "protect_from": "rater"}
            policy = {**policy, **raised, "merge_order": make_merge_order(rng, groups)}
        asked.append(
            {
                "policy": policy,
                "levels": [f"Level {place}" for place in range(levels)],
                "groups": [{"id": "line_manager", "identifiable": True}, *({"id": group} for group in groups)],
                "items": items,
                "self": {item["id"]: rng.randrange(levels) for item in items if rng.random() < 0.7},
                "round": f"round {number}",
            }
        )
    return asked


def make_policy(rng: Random, groups: list[str]) -> dict[str, Any]:
    return {
        "minimum_group_size": rng.randint(3, 6),
        "protect_from": rng.choice(("rater", "rater", "subject")),
        "comment_threshold": rng.randint(3, 6),
        "band_from": rng.choice((8, 8, 10)),
        "merge_order": make_merge_order(rng, groups),
    }


def make_merge_order(rng: Random, groups: list[str]) -> list[list[str]]:
    pairs = [[one, other] for one in groups for other in groups if one != other]
    return rng.sample(pairs, rng.randint(0, min(4, len(pairs))))


def make_people(rng: Random, asked: list[dict[str, Any]], levels: int, items: list[str]) -> list[Person]:
    people = []
    turns = len(asked)
    starts = {release["round"]: turn for turn, release in reversed(list(enumerate(asked)))}
    for name, first in starts.items():
        open_turns = [turn for turn in range(turns) if asked[turn]["round"] == name]
        for group in (group["id"] for group in asked[first]["groups"]):
            size = rng.randint(0, 2) if group == "line_manager" else rng.randint(0, 9)
            columns = {item: make_column(rng, size, levels) for item in items}
            for place in range(size):
                answered = {item: columns[item][place] for item in items if rng.random() < 0.9}
                arrives = first if rng.random() < 0.65 else rng.choice(open_turns)
                people.append(Person(name, (group,) * turns, arrives, answered, make_comments(rng, len(people), items)))
    return [move_sometimes(rng, person, asked) for person in people]


def make_column(rng: Random, size: int, levels: int) -> list[int]:
    """The ratings of one group: often of the kinds that give most away."""
    style = rng.choice(STYLES)
    level = rng.choice((0, levels - 1, rng.randrange(levels)))
    column = {
        "any": lambda: [rng.randrange(levels) for _ in range(size)],
        "unanimous": lambda: [level] * size,
        "dissenter": lambda: [level] * (size - 1) + [rng.randrange(levels)] * min(size, 1),
        "ends": lambda: [rng.choice((0, levels - 1)) for _ in range(size)],
        "near": lambda: [min(levels - 1, level + rng.randint(0, 1)) for _ in range(size)],
    }[style]()
    rng.shuffle(column)
    return column


def make_comments(rng: Random, number: int, items: list[str]) -> tuple[dict[str, Any], ...]:
    if rng.random() < 0.5:
        return ()
    return tuple(
        {"item": rng.choice((None, *items)), "text": f"Comment {number}.{place}."} for place in range(rng.randint(1, 2))
    )


def move_sometimes(rng: Random, person: Person, asked: list[dict[str, Any]]) -> Person:
    """A few answered late, and were put in another group before their answer counted."""
    others = [group["id"] for group in asked[0]["groups"][1:]]
    if person.groups[0] == "line_manager" or rng.random() > 0.05:
        return person
    turn = rng.randrange(len(asked))
    groups = person.groups[:turn] + (rng.choice(others),) * (len(asked) - turn)
    return Person(person.round, groups, person.arrives, person.ratings, person.comments)


def no_change(responses: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return responses


Arrange = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]
