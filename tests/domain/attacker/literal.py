"""Nothing assumed: every vector of ratings is given to the engine, and whole outputs are compared."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Any

from tests.domain.disclosing import disclosed

from .playing import Cell, Engine, play
from .rounds import Story

Vector = tuple[int, ...]
World = tuple[Vector, list[dict[str, Any]]]


def worlds(story: Story, cells: list[Cell], engine: Engine = disclosed) -> Iterator[World]:
    """Each vector of these answers, with the outputs of all releases."""
    for vector in product(range(len(story.asked[0]["levels"])), repeat=len(cells)):
        ratings = [dict(person.ratings) for person in story.people]
        for cell, level in zip(cells, vector, strict=True):
            ratings[cell.person][cell.item] = level
        people = [replace(person, ratings=given) for person, given in zip(story.people, ratings, strict=True)]
        yield vector, [turn.output for turn in play(replace(story, people=people), engine)]


def literal_breaks(story: Story, engine: Engine = disclosed) -> list[str]:
    policy = story.asked[-1]["policy"]
    cells = [Cell(who, item) for who, person in enumerate(story.people) for item in person.ratings]
    alike: dict[str, list[Vector]] = {}
    shown: dict[str, str] = {}
    faults = []
    for vector, outputs in worlds(story, cells, engine):
        whole = json.dumps(outputs)
        alike.setdefault(whole, []).append(vector)
        if shown.setdefault(said_by_figures(outputs), whole) != whole:
            faults.append(f"{vector}: the figures are the same, something else is not")
    for vectors in alike.values():
        faults += known_sums(vectors, cells, policy["minimum_group_size"])
        if policy["protect_from"] == "rater":
            faults += known_to_a_rater(vectors, cells)
    return faults


def said_by_figures(outputs: list[dict[str, Any]]) -> str:
    return json.dumps(
        [[(f["item"], f["block"], f["sums"], f["band"]) for f in output["figures"]] for output in outputs]
    )


def known_sums(vectors: list[Vector], cells: list[Cell], minimum: int) -> Iterator[str]:
    """G1: answers of any persons to any items in any releases, fewer than the minimum, with only one sum left."""
    for size in range(1, min(minimum, len(cells) + 1)):
        for subset in combinations(range(len(cells)), size):
            if not more_than_one(sum(vector[at] for at in subset) for vector in vectors):
                yield f"G1: like {vectors[0]}, the sum of {[cells[at] for at in subset]} is known"


def known_to_a_rater(vectors: list[Vector], cells: list[Cell]) -> Iterator[str]:
    """G2: one person knows all their own answers; is any answer of somebody else then certain?"""
    for who in sorted({cell.person for cell in cells}):
        own = [at for at, cell in enumerate(cells) if cell.person == who]
        rest = [at for at in range(len(cells)) if at not in own]
        seen: dict[Vector, list[Vector]] = {}
        for vector in vectors:
            seen.setdefault(tuple(vector[at] for at in own), []).append(vector)
        for known, possible in seen.items():
            for at in rest:
                if not more_than_one(vector[at] for vector in possible):
                    yield f"G2: like {possible[0]}, person {who}, who gave {known}, knows {cells[at]}"


def more_than_one(values: Iterator[int]) -> bool:
    first = next(values)
    return any(value != first for value in values)
