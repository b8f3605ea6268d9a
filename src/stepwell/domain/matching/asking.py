"""What if: a pair that was not made, a rule that is relaxed, the slider elsewhere. Each is answered by matching again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .contracts import Cohort, Emphasis, GivenScores, Mentor, Weights
from .contracts.result import Totals
from .exclusions import is_forbidden
from .preparing import Prepared, prepared
from .solver import USUAL_SECONDS
from .solving import Matching, match

MAY_NOT = "These two may not be proposed"


@dataclass(frozen=True)
class Difference:
    """Totals after, less totals before. `waited`: how many of those who come first for having waited have a mentor."""

    matched: int
    worst: int
    squared_shortfall: int
    total: int
    waited: int = 0


@dataclass(frozen=True)
class WhyNot:
    """`price` is None for two who may not be proposed, whatever the reason."""

    words: str
    price: Difference | None


@dataclass(frozen=True)
class Relaxed:
    """What a change to the rules gives: tried, not estimated. `placed` are those who had no mentor and have one now."""

    totals: Totals
    difference: Difference
    placed: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True)
class MorePlaces:
    mentor: str
    places: int = 1


@dataclass(frozen=True)
class LowerFloor:
    acceptable_from: int


@dataclass(frozen=True)
class WithoutQuota:
    number: int


@dataclass(frozen=True)
class FurtherMentor:
    """Built-in scores only: nobody has scored somebody who is not there."""

    mentor: Mentor


Change = MorePlaces | LowerFloor | WithoutQuota | FurtherMentor


@dataclass(frozen=True)
class TradeOff:
    """One stand of the sliders, in aggregate alone: who would have whom is not told.

    `weakest` and `mean` are of how well pairs fit, without what anybody has for waiting.
    """

    fairness: int
    crossing: int
    totals: Totals
    weakest: int | None
    mean: int
    crossing_pairs: int
    by_score: tuple[int, ...]


def again(cohort: Cohort, given: GivenScores | None, seconds: float = USUAL_SECONDS) -> Matching:
    return match(prepared(cohort, given), seconds)


def given_of(ready: Prepared) -> GivenScores | None:
    return ready.source if isinstance(ready.source, GivenScores) else None


def difference(after: Matching, before: Matching) -> Difference:
    waited = len(served(after)) - len(served(before))
    return totals_apart(after.totals, before.totals, waited)


def served(matching: Matching) -> set[str]:
    """Those who come first for having waited, and have a mentor; by a locked pair, too."""
    cohort, placed = matching.prepared.cohort, matching.mentor_of
    if cohort.waiting != "first":
        return set()
    return {one.id for place, one in enumerate(cohort.mentees) if one.waited_rounds and place in placed}


def totals_apart(after: Totals, before: Totals, waited: int) -> Difference:
    return Difference(
        after.matched - before.matched,
        (after.worst or 0) - (before.worst or 0),
        after.squared_shortfall - before.squared_shortfall,
        after.total - before.total,
        waited,
    )


def why_not(matching: Matching, mentee: str, mentor: str, seconds: float = USUAL_SECONDS) -> WhyNot:
    """What the whole cohort would lose if these two were a pair and everything else arranged anew.

    Raises:
        KeyError: somebody is not in the cohort.
    """
    ready = matching.prepared
    i, j = ready.mentee_at[mentee], ready.mentor_at[mentor]
    if matching.mentor_of.get(i) == j:
        return WhyNot("They are a pair", Difference(0, 0, 0, 0))
    locked = {one.mentee for one in ready.locked}
    score = ready.score(i, j)
    if i in locked or is_forbidden(ready.shut, i, j) or score < ready.floor(i):
        return WhyNot(MAY_NOT, None)
    if int(ready.room()[j]) <= 0:
        return WhyNot("All places of this mentor are fixed", None)
    fixed = ready.cohort.model_copy(update={"locked": sorted([*ready.cohort.locked, [mentee, mentor]])})
    after = again(fixed, given_of(ready), seconds)
    found = difference(after, matching)
    left_again = served(matching) - served(after)
    return WhyNot(words_of(found, after.totals, len(left_again)), found)


def words_of(found: Difference, after: Totals, left_again: int = 0) -> str:
    """
    >>> totals = Totals(matched=9, worst=300, squared_shortfall=0, total=0)
    >>> words_of(Difference(-1, 0, 0, 0), totals)
    'With this pair, 1 person more would be without a mentor'
    >>> words_of(Difference(0, -20, 0, 0), totals)
    'With this pair, the worst match of the round would score 300 instead of 320'
    """
    if found.matched < 0:
        count = -found.matched
        return f"With this pair, {count} {'person' if count == 1 else 'people'} more would be without a mentor"
    if left_again:
        who = "1 person who has waited" if left_again == 1 else f"{left_again} people who have waited"
        return f"With this pair, {who} would be left again, and somebody who comes after them would not"
    if found.worst < 0:
        return f"With this pair, the worst match of the round would score {after.worst} instead of {(after.worst or 0) - found.worst}"
    if found.squared_shortfall > 0:
        return (
            f"With this pair, others would fit worse: squared shortfalls would add up to {found.squared_shortfall} more"
        )
    if found.total < 0:
        return f"With this pair, all scores together would be {-found.total} lower"
    return "With this pair, the round would be just as good"


def relax(matching: Matching, change: Change, seconds: float = USUAL_SECONDS) -> Relaxed:
    """The matching with one rule changed.

    Raises:
        KeyError, IndexError: the mentor or quota is not there.
        ValueError: a further mentor where the programme brings its own scores.
        InvalidInput: the change makes no sense, such as a further mentor with an id that is taken.
    """
    ready = matching.prepared
    given = given_of(ready)
    if isinstance(change, FurtherMentor) and given is not None:
        raise ValueError("nobody has scored a further mentor")
    after = again(changed(ready, change), given, seconds)
    before, now = names_without(matching), names_without(after)
    return Relaxed(
        after.totals,
        difference(after, matching),
        tuple(sorted(before - now)),
        tuple(sorted(now - before)),
    )


def names_without(matching: Matching) -> set[str]:
    placed = matching.mentor_of
    return {one.id for place, one in enumerate(matching.prepared.cohort.mentees) if place not in placed}


def changed(ready: Prepared, change: Change) -> Cohort:
    cohort = ready.cohort
    update: dict[str, Any]
    if isinstance(change, LowerFloor):
        update = {"acceptable_from": change.acceptable_from}
    elif isinstance(change, WithoutQuota):
        quotas = list(cohort.quotas)
        del quotas[change.number]
        update = {"quotas": quotas}
    elif isinstance(change, MorePlaces):
        at = ready.mentor_at[change.mentor]
        mentors = list(cohort.mentors)
        mentors[at] = mentors[at].model_copy(update={"capacity": mentors[at].capacity + change.places})
        update = {"mentors": mentors}
    else:
        update = {"mentors": sorted([*cohort.mentors, change.mentor], key=lambda one: one.id)}
    return cohort.model_copy(update=update)


def trade_offs(
    ready: Prepared,
    stands: Sequence[tuple[int, int]] = ((10, 0), (5, 0), (0, 0), (10, 5), (10, 10)),
    seconds: float = USUAL_SECONDS,
) -> list[TradeOff]:
    """The matching for each stand of the sliders: fairness 0–10, and crossing 0–10 tenths of what is not need.

    Scores are those of the programme's own weights, so that stands can be compared. `by_score` counts pairs in ten
    steps of a hundred points.
    """
    return [trade_off(ready, fairness, crossing, seconds) for fairness, crossing in stands]


def trade_off(ready: Prepared, fairness: int, crossing: int, seconds: float = USUAL_SECONDS) -> TradeOff:
    weights, given = ready.cohort.weights, given_of(ready)
    rest = weights.preferences + weights.crossing
    update: dict[str, Any] = {"emphasis": Emphasis(fairness=fairness)}
    if given is None and crossing:
        across = round(rest * crossing / 10)
        update["weights"] = Weights(need=weights.need, preferences=rest - across, crossing=across)
    moved = again(ready.cohort.model_copy(update=update), given, seconds)
    pairs = [(one.mentee, one.mentor) for one in moved.pairs]
    scores = (
        [max(0, ready.score(*pair)) for pair in pairs]
        if update.keys() > {"emphasis"}
        else [one.score for one in moved.pairs]
    )
    return aggregated(ready, fairness, crossing, pairs, scores)


def aggregated(
    ready: Prepared, fairness: int, crossing: int, pairs: list[tuple[int, int]], scores: list[int]
) -> TradeOff:
    cohort = ready.cohort
    across = sum(cohort.mentees[i].organisation != cohort.mentors[j].organisation for i, j in pairs)
    totals = Totals(
        matched=len(scores),
        worst=min(scores, default=None),
        squared_shortfall=sum((1000 - score) ** 2 for score in scores),
        total=sum(scores),
    )
    by_score = np.bincount(np.minimum(np.array(scores, np.int64) // 100, 9), minlength=10)
    fits = ready.fits([i for i, _ in pairs], [j for _, j in pairs])
    mean = round(sum(fits) / len(fits)) if fits else 0
    return TradeOff(fairness, crossing, totals, min(fits, default=None), mean, across, tuple(by_score.tolist()))
