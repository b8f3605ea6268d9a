"""How many people chose what, as an organisation may see it: counts of cells in steps of three, fixed in advance.

For choices that are not on a scale ("yes", "maybe", "no"), where `organisation` would have nothing to add up. The same
principle: one joint division of the people, each person in one cell, each choice in one figure, once; everything else
is computed from released figures. `docs/methods/counts.md` explains it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .organisation import Cell, Limits, Member, divide_members

WIDTH = 3
LEAST = 10
# With fewer cells, whoever reads one of them could take it from the whole and be left with another.
FEWEST_CELLS = 3


def count_classes(n: int) -> list[tuple[int, int]]:
    """The counts 0…n in runs of three; the last run takes in what is left, so it has three to five.

    It depends on n alone. Both ends are runs of three at least, so neither "nobody" nor "everybody" is ever told.

    Args:
        n: people who chose at all, at least 5.

    >>> count_classes(10)
    [(0, 2), (3, 5), (6, 10)]
    >>> count_classes(11)
    [(0, 2), (3, 5), (6, 8), (9, 11)]
    """
    if n < 2 * WIDTH - 1:
        raise ValueError(f"{n} people have no two classes of {WIDTH}")
    lows = list(range(0, n - WIDTH + 2, WIDTH))
    return [(low, n if low == lows[-1] else low + WIDTH - 1) for low in lows]


def class_of_count(n: int, count: int) -> tuple[int, int]:
    """The run that a count falls into.

    >>> class_of_count(12, 0), class_of_count(12, 4), class_of_count(12, 12)
    ((0, 2), (3, 5), (9, 12))
    """
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is no count")
    return next(found for found in count_classes(n) if count <= found[1])


def chooser(keys: tuple[str, ...], choices: Mapping[str, str], topics: Mapping[str, Sequence[str]]) -> Member:
    """One person: their value on each axis, and what they chose on each topic that they chose anything on.

    >>> chooser(("North",), {"listening": "maybe"}, {"listening": ["yes", "maybe", "no"]}).places
    {'listening': 1}
    """
    return Member(keys, 1, {topic: list(topics[topic]).index(chosen) for topic, chosen in choices.items()})


def release_of_counts(
    people: Sequence[Member],
    *,
    topics: Mapping[str, Sequence[str]],
    axes: Sequence[Sequence[str]],
    least: int = LEAST,
) -> dict[str, Any]:
    """Everything that is shown of one snapshot, as plain JSON values. To be made once of the same choices, and kept.

    Args:
        people: made by `chooser`.
        topics: the categories of each topic, in their order.
        axes: as in `divide_members`: for each axis its values in the order in which small ones are put together.
        least: people in a cell, and who chose in a figure; 5 at least.

    Returns:
        cells (id, values, people), figures (topic, cell, people, counts: category → [low, high]), withheld (topic,
        cell), totals (topic, people, counts) over all cells with a figure, least, and left_out: True if all together
        were too few.

    >>> topics = {"listening": ["yes", "maybe", "no"]}
    >>> people = [chooser(("North",), {"listening": "yes" if i < 7 else "no"}, topics) for i in range(12)]
    >>> release_of_counts(people, topics=topics, axes=[["North"]])["figures"][0]["counts"]
    {'yes': [6, 8], 'maybe': [0, 2], 'no': [3, 5]}
    """
    cells = divide_members(people, axes, Limits(subjects=least, respondents=least, largest_share=1.0))
    figures: list[dict[str, Any]] = []
    withheld: list[dict[str, Any]] = []
    for topic, categories in topics.items():
        for cell in cells:
            found = counts_of(cell, topic, categories, least)
            (figures if found["counts"] else withheld).append(found)
    return {
        "least": least,
        "cells": [described(cell) for cell in cells],
        "figures": figures,
        "withheld": [{"topic": one["topic"], "cell": one["cell"]} for one in withheld],
        "totals": totals(figures),
        "left_out": not cells,
    }


def described(cell: Cell) -> dict[str, Any]:
    return {"id": cell.id, "values": [list(values) for values in cell.values], "people": len(cell.members)}


def counts_of(cell: Cell, topic: str, categories: Sequence[str], least: int) -> dict[str, Any]:
    """The figure of one topic in one cell; without counts where too few chose."""
    chosen = [member.places[topic] for member in cell.members if topic in member.places]
    n = len(chosen)
    counts = (
        {name: list(class_of_count(n, chosen.count(at))) for at, name in enumerate(categories)} if n >= least else {}
    )
    return {"topic": topic, "cell": cell.id, "people": n, "counts": counts}


def totals(figures: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """All cells together, from what is released of them.

    >>> totals([{"topic": "a", "people": 10, "counts": {"yes": [0, 2]}}, {"topic": "a", "people": 12, "counts": {"yes": [9, 12]}}])
    [{'topic': 'a', 'people': 22, 'counts': {'yes': [9, 14]}}]
    """
    found: dict[str, list[Mapping[str, Any]]] = {}
    for figure in figures:
        found.setdefault(figure["topic"], []).append(figure)
    return [{"topic": topic, **added(parts)} for topic, parts in found.items()]


def added(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Figures put together: of several cells, or of the topics of one cluster (then it counts choices, not people)."""
    names = list(parts[0]["counts"]) if parts else []
    counts = {name: [sum(part["counts"][name][end] for part in parts) for end in (0, 1)] for name in names}
    return {"people": sum(part["people"] for part in parts), "counts": counts}


def faults_of_counts(released: Mapping[str, Any]) -> list[str]:
    """Whether a release keeps the rules, without the choices: nothing smaller than `least`, each count a class of its n.

    >>> faults_of_counts({"least": 10, "cells": [{"id": "all", "people": 9}], "figures": [], "totals": []})
    ['all: 9 people, and 10 are the least']
    """
    least = released["least"]
    size = {cell["id"]: cell["people"] for cell in released["cells"]}
    faults = [f"{cell}: {people} people, and {least} are the least" for cell, people in size.items() if people < least]
    seen: set[tuple[str, str]] = set()
    for figure in released["figures"]:
        faults += faults_of_figure(figure, size, least)
        key = (figure["topic"], figure["cell"])
        if key in seen:
            faults.append(f"{key[0]} in {key[1]}: stands twice")
        seen.add(key)
    if released["totals"] != totals(released["figures"]):
        faults.append("totals: not the sums of the figures")
    return faults


def faults_of_figure(figure: Mapping[str, Any], size: Mapping[str, int], least: int) -> list[str]:
    where, n = f"{figure['topic']} in {figure['cell']}", figure["people"]
    if not least <= n <= size.get(figure["cell"], 0):
        return [f"{where}: {n} people cannot be a figure there"]
    allowed = count_classes(n)
    return [
        f"{where}: {name} is {found}, which is no class of {n}"
        for name, found in figure["counts"].items()
        if tuple(found) not in allowed
    ]


def seen_from(released: Mapping[str, Any], own: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What somebody reads who may see the cell of one value of the first axis and the whole: figures of each, by topic.

    The whole is left out where it is put together from fewer than three cells, one of them theirs: taking their own away
    would leave another's. A release that is not divided is the whole, and nobody has a cell of their own in it.

    >>> topics = {"listening": ["yes", "no"]}
    >>> people = [chooser((unit,), {"listening": "yes"}, topics) for unit in "ABC" for _ in range(10)]
    >>> own, whole = seen_from(release_of_counts(people, topics=topics, axes=[["A", "B", "C"]]), "B")
    >>> own["listening"]["people"], whole["listening"]["people"]
    (10, 30)
    >>> own, whole = seen_from(release_of_counts(people[:20], topics=topics, axes=[["A", "B"]]), "B")
    >>> own["listening"]["people"], whole
    (10, {})
    """
    values = {cell["id"]: tuple(cell["values"][0]) if cell["values"] else () for cell in released["cells"]}
    divided = any(values.values())
    mine: dict[str, list[Mapping[str, Any]]] = {}
    behind: dict[str, set[tuple[str, ...]]] = {}
    for figure in released["figures"]:
        behind.setdefault(figure["topic"], set()).add(values[figure["cell"]])
        if own in values[figure["cell"]]:
            mine.setdefault(figure["topic"], []).append(figure)
    whole = {
        total["topic"]: total
        for total in released["totals"]
        if not divided or len(behind[total["topic"]]) >= FEWEST_CELLS
    }
    return {topic: {"topic": topic, **added(parts)} for topic, parts in mine.items()}, whole


def keeps_apart(parties: Sequence[str], least: int = LEAST) -> bool:
    """Whether somebody who knows all about one party's people learns of at least `least` others, and of no party alone.

    Args:
        parties: the party (an organisation, say) of each person in one cell.

    >>> keeps_apart(["A"] * 8 + ["B"] * 6 + ["C"] * 5), keeps_apart(["A"] * 20 + ["B"] * 5 + ["C"] * 4)
    (True, False)
    >>> keeps_apart(["A"] * 20 + ["B"] * 20), keeps_apart(["A"] * 12)
    (False, False)
    """
    sizes = Counter(parties)
    return len(sizes) >= FEWEST_CELLS and len(parties) - max(sizes.values()) >= least


def words_of_count(low: int, high: int, n: int) -> str:
    """
    >>> words_of_count(0, 2, 12), words_of_count(3, 5, 12), words_of_count(9, 12, 12)
    ('at most 2', '3 to 5', '9 or more')
    """
    if low == 0:
        return f"at most {high}"
    return f"{low} or more" if high == n else f"{low} to {high}"
