"""How dependable a cycle's reports are: would other raters have placed the same people alike?

Worked out from releases and never from answers, so nothing of any rater follows. Each report stands behind a word for
each dimension besides its cell, which one person's report must not be read from. So there are words alone; only over
many people; and only where the word would be the same without any one of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from ..agreement import group_reliability, raters_needed, reliability_without_each, spearman_brown
from .reading import places_in

# Below this a coefficient says little: at .5 between two groups, its interval over 20 people reaches from .1 to .8.
LEAST_PEOPLE = 20
TARGET = 0.70

MOST_RELIABLE, ROUNDING = 0.999, 1e-9
MANY = "more than 20"

# What one person's groups say of one dimension: (place, answers behind it) of each, in no order.
Pattern = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Reported:
    """One report: for each dimension the released place of each block, and how many answers stand behind it."""

    places: Mapping[str, Sequence[int]]
    sizes: Mapping[str, Sequence[int]]

    def pattern(self, dimension: str) -> Pattern:
        """Empty for whom fewer than two groups placed: that tells nothing of agreement."""
        places = self.places.get(dimension, ())
        return tuple(sorted(zip(places, self.sizes[dimension], strict=True))) if len(places) > 1 else ()


def reliability_of(reports: Sequence[Reported], dimensions: Sequence[str]) -> dict[str, Any]:
    """What may be told of these reports, as plain JSON values.

    Returns:
        people (with two groups or more in some dimension), least (how many it takes), dimensions (each with its word:
        "good", "fair", "poor", "unclear" where one person would change it, "few"), and answers (how many a person needs
        for a dependable place: "up to 5", "6 to 10", "11 to 20", "more than 20", or "unclear" and "few" as well).

    >>> same = [Reported({"listening": (place, place)}, {"listening": (5, 5)}) for place in (3, 4, 5, 6) * 6]
    >>> found = reliability_of(same, ["listening"])
    >>> found["dimensions"], found["answers"]
    ([{'dimension': 'listening', 'people': 24, 'word': 'good'}], 'up to 5')
    """
    heard = {dimension: [one.pattern(dimension) for one in reports] for dimension in dimensions}
    rows = [
        {"dimension": key, "people": len(inside), "word": steady_word(inside)}
        for key, inside in ((key, [pattern for pattern in found if pattern]) for key, found in heard.items())
    ]
    people = [patterns for patterns in zip(*heard.values(), strict=True) if any(patterns)] if dimensions else []
    return {"people": len(people), "least": LEAST_PEOPLE, "dimensions": rows, "answers": answers_word(people)}


def steady_word(patterns: Sequence[Pattern]) -> str:
    """The word for these people, if it is the same without any one of them."""
    if len(patterns) < LEAST_PEOPLE:
        return "few"
    groups = places_of(patterns)
    words = {reliability_word(icc2) for _, icc2 in reliability_without_each(groups)}
    words.add(reliability_word(group_reliability(groups, adjusted=True).icc2))
    return words.pop() if len(words) == 1 else "unclear"


def places_of(patterns: Sequence[Pattern]) -> list[list[int]]:
    return [[place for place, _ in pattern] for pattern in patterns]


def reliability_word(icc2: float) -> str:
    """For the reliability of all groups together.

    The limits are those of Koo & Li (2016), Journal of Chiropractic Medicine 15(2), 155–163, held to the value: what
    lies near one is mostly caught by `steady_word`.
    """
    if math.isnan(icc2) or icc2 < 0.50:
        return "poor"
    return "good" if icc2 >= 0.75 else "fair"


def answers_word(people: Sequence[tuple[Pattern, ...]]) -> str:
    """How many answers it takes: the same without any one person, who leaves with all their dimensions at once."""
    if len(people) < LEAST_PEOPLE:
        return "few"
    columns = [needed_with_and_without(column) for column in zip(*people, strict=True)]
    told = middle_word([whole for whole, _ in columns])
    without = ([left[at] for _, left in columns] for at in range(len(people)))
    return told if all(middle_word(needed) == told for needed in without) else "unclear"


def needed_with_and_without(column: Sequence[Pattern]) -> tuple[float | None, list[float | None]]:
    """`answers_needed` in one dimension, of everybody and without each in turn."""
    inside = [pattern for pattern in column if pattern]
    if len(inside) < 3:
        return None, [None] * len(column)
    answers, groups = sum(size for pattern in inside for _, size in pattern), sum(len(pattern) for pattern in inside)
    whole = answers_needed(group_reliability(places_of(inside), adjusted=True).icc1, answers / groups)
    left = iter(reliability_without_each(places_of(inside)))
    found: list[float | None] = []
    for pattern in column:
        rest = (answers - sum(size for _, size in pattern)) / (groups - len(pattern))
        found.append(answers_needed(next(left)[0], rest) if pattern else whole)
    return whole, found


def answers_needed(of_a_group: float, size: float) -> float:
    """Answers that a place needs for a reliability of .70: ICC(1) of a group of `size`, stepped down to one rater.

    Infinite where groups agree no better than by chance.

    >>> answers_needed(0.70, 5), answers_needed(0.54, 4), answers_needed(-0.1, 5)
    (5, 8, inf)
    """
    if math.isnan(of_a_group) or of_a_group <= 0:
        return math.inf
    of_a_rater = spearman_brown(min(of_a_group, MOST_RELIABLE), 1 / size)
    return math.ceil(raters_needed(of_a_rater, TARGET) - ROUNDING)


def middle_word(needed: Sequence[float | None]) -> str:
    """For the dimension in the middle.

    >>> middle_word([4, 8, None, math.inf]), middle_word([None])
    ('6 to 10', 'few')
    """
    found = [one for one in needed if one is not None]
    if not found:
        return "few"
    middle = median(found)
    return next((word for most, word in ((5, "up to 5"), (10, "6 to 10"), (20, "11 to 20")) if middle <= most), MANY)


def reported_in(release: Mapping[str, Any]) -> Reported:
    """One person's release, block by block. Places are counted in quarters of a level, so that a range has its middle."""
    names = {item["dimension"] or item["id"] for item in release["asked"]["items"]}
    answers = {block["id"]: block["n"] for block in release["blocks"]}
    found: dict[str, list[int]] = {}
    sizes: dict[str, list[int]] = {}
    for (about, block), place in places_in(release).items():
        if block is not None and about in names:
            found.setdefault(about, []).append(place.low + place.high)
            sizes.setdefault(about, []).append(answers[block])
    return Reported(found, sizes)
