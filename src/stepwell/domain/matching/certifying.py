"""A certificate is written from the prices of each stage, and checked with nothing but additions and comparisons."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np

from .contracts import MOST_SCORE, Fault
from .contracts.result import Certificate, Cover, Objective, Totals, Turn
from .network import Frame, Prices, frame_of
from .pairs import Found
from .preparing import Couple, Prepared
from .stages import FAR, Costs, Proof, costs_for
from .waiting import come_first, must_of, turns_of

MOST_PRICE = 2**59
ORDER = ["matched", "worst", "squared_shortfall", "total"]
WAITING_FIRST = [ORDER[0], "waited", *ORDER[1:]]


@dataclass(frozen=True, eq=False)
class Priced:
    """The prices of one stage for everybody, locked people too: theirs make up what their pair is worth."""

    prices: Prices
    worth: np.ndarray


def totals_of(pairs: list[Couple]) -> Totals:
    scores = [one.score for one in pairs]
    return Totals(
        matched=len(scores),
        worst=min(scores, default=None),
        squared_shortfall=sum((MOST_SCORE - score) ** 2 for score in scores),
        total=sum(scores),
    )


def with_locked(prepared: Prepared, frame: Frame, prices: Prices, worth: np.ndarray) -> Prices:
    """The surplus of a locked mentee is what their pair is worth beyond the mentor's price; it may be below 0."""
    mentee, mentor = frame.on_people(prices)
    surplus = prices.mentee.copy()
    for one in prepared.locked:
        quotas = int(mentee[one.mentee] - prices.mentee[one.mentee])
        surplus[one.mentee] = int(worth[one.score]) - int(mentor[one.mentor]) - quotas
    return Prices(surplus, prices.mentor, prices.quota)


def objective_of(costs: Costs, lowest: int, each: int, waiting: str = "bonus") -> Objective:
    """
    >>> objective_of(Costs(10, 7), 200, 50).words
    '50 − 7·(1000 − score)² − (1000 − score)'
    """
    if costs.fairness == 10:
        mix = f" − {costs.square}·(1000 − score)²"
    elif costs.fairness == 0:
        mix = ""
    else:
        mix = f" − {costs.square}·({costs.fairness}·(1000 − score)² + {10 - costs.fairness}·1000·(1000 − score))"
    return Objective(
        order=WAITING_FIRST if waiting == "first" else ORDER,
        words=f"{each}{mix} − (1000 − score)",
        fairness=costs.fairness,
        lowest_score=lowest,
        each_match=each,
        square=costs.square,
    )


def cover_of(prepared: Prepared, frame: Frame, proof: Proof, load: int | None) -> Cover:
    """`above` counts pairs that score more than it; locked pairs count whatever they score."""
    prices = with_locked(prepared, frame, proof.prices, np.ones(MOST_SCORE + 2, np.int64))
    return Cover(
        above=proof.lowest - 1,
        bound=proof.bound + len(prepared.locked),
        load=load,
        mentor_price=named(prepared.cohort.mentors, prices.mentor),
        mentee_surplus=named(prepared.cohort.mentees, prices.mentee),
        quota_price=prices.quota.tolist(),
    )


def named(people, prices: np.ndarray, all_of_them: bool = False) -> dict[str, int]:
    return {one.id: price for one, price in zip(people, prices.tolist(), strict=True) if price or all_of_them}


def certificate_of(
    prepared: Prepared,
    frame: Frame,
    objective: Objective,
    prices: Prices,
    load: int | None,
    covers: tuple[Cover, Cover | None, Cover | None],
    waiting: list[Turn] | None,
) -> Certificate:
    prices = with_locked(prepared, frame, prices, worth_table(objective))
    return Certificate(
        objective=objective,
        mentor_price=named(prepared.cohort.mentors, prices.mentor, all_of_them=True),
        mentee_surplus=named(prepared.cohort.mentees, prices.mentee, all_of_them=True),
        quota_price=prices.quota.tolist(),
        matched=covers[0],
        most_mentees=load,
        load=covers[1],
        worst=covers[2],
        waiting=waiting,
        holds=True,
    )


def worth_table(objective: Objective) -> np.ndarray:
    """What a pair of each score is worth, as exact numbers."""
    table = Costs(objective.fairness, objective.square).table()
    return np.r_[objective.each_match - table, FAR]


def faults_of_certificate(prepared: Prepared, pairs: list[Couple], given: Certificate) -> Iterator[Fault]:
    """What does not hold. Nothing here solves anything: sums, and one comparison for each permitted pair and stage."""
    totals, here = totals_of(pairs), "certificate"
    load = given.most_mentees
    must = must_of(prepared, {one.mentee for one in pairs})
    if load is not None and max(loads(prepared, pairs), default=0) > load:
        yield Fault(f"{here}.most_mentees", "is lower than somebody's number of mentees")
    yield from wrong_cover(prepared, given.matched, f"{here}.matched", totals.matched, -1, whole_frame(prepared, None))
    yield from wrong_waiting(prepared, given, pairs)
    yield from wrong_load(prepared, given, totals, must)
    yield from wrong_worst(prepared, given, totals, pairs, whole_frame(prepared, load, must))
    yield from wrong_prices(prepared, given, totals, pairs, whole_frame(prepared, load, must))


def loads(prepared: Prepared, pairs: list[Couple]) -> list[int]:
    return np.bincount([one.mentor for one in pairs], minlength=len(prepared.cohort.mentors)).tolist()


def wrong_waiting(prepared: Prepared, given: Certificate, pairs: list[Couple]) -> Iterator[Fault]:
    """Whether those who waited have mentors in their order; turn by turn, with everybody placed in an earlier one."""
    here, turns = "certificate.waiting", given.waiting
    if (turns is not None) != (prepared.cohort.waiting == "first"):
        yield Fault(here, "must stand where those who waited come first, and nowhere else")
        return
    people, placed = come_first(prepared), {one.mentee for one in pairs}
    expected = turns_of(prepared.cohort, people) if set(people) - placed else []
    if len(turns or []) != len(expected):
        yield Fault(here, f"should prove {len(expected)} turns")
        return
    before: set[int] = set()
    for number, (turn, weighed) in enumerate(zip(turns or [], expected, strict=True)):
        reached = int(weighed.weight[list(placed)].sum()) + turn.each_match * len(pairs)
        frame = whole_frame(prepared, None, must_of(prepared, before))
        yield from wrong_turn(prepared, turn, weighed.weight, reached, frame, f"{here}[{number}]")
        before |= set(weighed.people) & placed


def wrong_turn(
    prepared: Prepared, turn: Turn, weight: np.ndarray, reached: int, frame: Frame, here: str
) -> Iterator[Fault]:
    priced = read_prices(prepared, turn.mentor_price, turn.mentee_surplus, turn.quota_price)
    if priced is None or abs(turn.each_match) > MOST_PRICE:
        yield Fault(here, "names people or quotas that are not there, or too large a number")
        return
    unpaid = too_heavy(prepared, frame.on_people(priced), weight, turn.each_match, 1)
    worth = np.full(MOST_SCORE + 2, turn.each_match)
    bound = yield from paid(prepared, frame, priced, worth, unpaid, here)
    if bound != turn.bound or bound != reached:
        yield Fault(f"{here}.bound", f"the prices prove {bound}, which should be {turn.bound} and {reached}")


def too_heavy(
    prepared: Prepared, prices: tuple[np.ndarray, np.ndarray], weight: np.ndarray, each: int, keep: int
) -> Found:
    """Pairs for which the prices do not pay `each` and the weight of the mentee."""
    worth = np.full(MOST_SCORE + 2, each)
    worth[-1] = FAR
    return prepared.pairs.underpriced(prices[0] - weight, prices[1], worth, keep)


def wrong_load(prepared: Prepared, given: Certificate, totals: Totals, must: np.ndarray | None) -> Iterator[Fault]:
    """Nobody can have fewer mentees than 1 or than are locked to them; anything above that has to be proven."""
    here, load = "certificate.most_mentees", given.most_mentees
    if (load is not None) != (prepared.cohort.even_load and totals.matched > 0):
        yield Fault(here, "must stand where an even load was asked for, and nowhere else")
    elif load is None:
        if given.load is not None:
            yield Fault("certificate.load", "was not asked for")
    elif given.load is not None:
        frame = whole_frame(prepared, load - 1, must)
        yield from wrong_cover(prepared, given.load, "certificate.load", totals.matched - 1, -1, frame, load - 1)
    elif load != max(1, *loads(prepared, list(prepared.locked)), 0):
        yield Fault("certificate.load", "is missing")


def wrong_worst(
    prepared: Prepared, given: Certificate, totals: Totals, pairs: list[Couple], frame: Frame
) -> Iterator[Fault]:
    """The lowest score that was asked of a pair; by fairness it may be less than the best possible worst."""
    here = "certificate.worst"
    best = given.worst.above if given.worst else limit_of(prepared)
    if given.worst:
        if best >= limit_of(prepared):
            yield Fault(here, "is above the score of a locked pair")
        yield from wrong_cover(prepared, given.worst, here, totals.matched - 1, best, frame, given.most_mentees)
    asked = asked_lowest(prepared, best) if totals.matched > len(prepared.locked) else limit_of(prepared)
    if totals.matched > len(prepared.locked) and given.objective.lowest_score != asked:
        yield Fault("certificate.objective.lowest_score", f"should be {asked}")
    locked = set(prepared.settled)
    free = [one.score for one in pairs if (one.mentee, one.mentor) not in locked]
    if free and min(free) < given.objective.lowest_score:
        yield Fault("certificate.objective.lowest_score", "is above the score of a pair")


def limit_of(prepared: Prepared) -> int:
    """No worst score can be above that of a locked pair."""
    return min((one.score for one in prepared.locked), default=MOST_SCORE)


def asked_lowest(prepared: Prepared, best: int) -> int:
    fairness, floor = prepared.cohort.emphasis.fairness, prepared.cohort.acceptable_from
    return best if best <= floor else floor + (best - floor) * fairness // 10


def wrong_cover(
    prepared: Prepared, cover: Cover, here: str, most: int, above: int, frame: Frame, load: int | None = None
) -> Iterator[Fault]:
    """Whether the prices pay 1 for each pair above a score and so prove that no more than `most` can be had."""
    if (cover.above, cover.load) != (above, load):
        yield Fault(here, "is not about what it should prove")
        return
    worth = np.full(MOST_SCORE + 2, FAR)
    worth[above + 1 : MOST_SCORE + 1] = 1
    priced = read_prices(prepared, cover.mentor_price, cover.mentee_surplus, cover.quota_price)
    if priced is None:
        yield Fault(here, "names people or quotas that are not there")
        return
    mentee, mentor = frame.on_people(priced)
    if mentee.min(initial=0) >= 0 and mentor.min(initial=0) >= 0:  # then one of two who pay anything pays 1
        unpaid = prepared.pairs.uncovered(mentee > 0, mentor > 0, above + 1, 1)
    else:
        unpaid = prepared.pairs.underpriced(mentee, mentor, worth, 1)
    bound = yield from paid(prepared, frame, priced, np.ones(MOST_SCORE + 2, np.int64), unpaid, here)
    if bound != cover.bound or bound > most:
        yield Fault(f"{here}.bound", f"the prices prove {bound}, which should be {cover.bound} and at most {most}")


def wrong_prices(
    prepared: Prepared, given: Certificate, totals: Totals, pairs: list[Couple], frame: Frame
) -> Iterator[Fault]:
    here, objective = "certificate", given.objective
    if abs(objective.each_match) > MOST_PRICE:
        yield Fault(f"{here}.objective.each_match", "is too large")
        return
    expected = costs_for(prepared.cohort.emphasis.fairness, totals.matched, objective.lowest_score)
    if objective != objective_of(expected, objective.lowest_score, objective.each_match, prepared.cohort.waiting):
        yield Fault(f"{here}.objective", "is not the one that was asked for")
        return
    priced = read_prices(prepared, given.mentor_price, given.mentee_surplus, given.quota_price)
    complete = len(given.mentor_price), len(given.mentee_surplus)
    if priced is None or complete != (len(prepared.cohort.mentors), len(prepared.cohort.mentees)):
        yield Fault(here, "does not price each person and quota")
        return
    worth = worth_table(objective)
    asked = worth.copy()
    asked[: objective.lowest_score] = FAR
    unpaid = prepared.pairs.underpriced(*frame.on_people(priced), asked, 1)
    bound = yield from paid(prepared, frame, priced, worth, unpaid, here)
    total = sum(int(worth[one.score]) for one in pairs)
    if bound != total:
        yield Fault(here, f"the prices add up to {bound}, the pairs to {total}")


def paid(
    prepared: Prepared, frame: Frame, prices: Prices, worth: np.ndarray, unpaid: Found, here: str
) -> Generator[Fault, None, int]:
    """Faults where a pair is worth more than its prices (`unpaid`); returns what all prices add up to."""
    mentee, mentor = frame.on_people(prices)
    for one in prepared.locked:
        if mentee[one.mentee] + mentor[one.mentor] != worth[one.score]:
            yield Fault(here, f"does not price the locked pair of {prepared.cohort.mentees[one.mentee].id}")
    if (prices.mentee[frame.arcs.lower[: mentee.size] == 0] < 0).any() or (prices.mentor < 0).any():
        yield Fault(here, "has a price below 0")
    if unpaid.mentee.size:
        names = prepared.cohort.mentees[int(unpaid.mentee[0])].id, prepared.cohort.mentors[int(unpaid.mentor[0])].id
        yield Fault(here, f"pairs are worth more than their prices, such as “{names[0]}” with “{names[1]}”")
    return frame.bound(prices)


def whole_frame(prepared: Prepared, load: int | None, must: np.ndarray | None = None) -> Frame:
    """Locked pairs included: full capacities and quotas. Who is locked, or must have a mentor, can cost something."""
    most = prepared.capacity if load is None else np.minimum(prepared.capacity, load)
    frame = frame_of(prepared.cohort, most, [], must)
    frame.arcs.lower[[one.mentee for one in prepared.locked]] = 1
    return frame


def read_prices(
    prepared: Prepared, mentors: dict[str, int], mentees: dict[str, int], quotas: list[int]
) -> Prices | None:
    """None if somebody or something is named that is not there, or a number is too large to add up."""
    numbers = [*mentors.values(), *mentees.values(), *quotas]
    if not mentors.keys() <= prepared.mentor_at.keys() or not mentees.keys() <= prepared.mentee_at.keys():
        return None
    if len(quotas) != len(prepared.cohort.quotas) or any(abs(number) > MOST_PRICE for number in numbers):
        return None
    return Prices(column(mentees, prepared.mentee_at), column(mentors, prepared.mentor_at), np.array(quotas, np.int64))


def column(prices: dict[str, int], places: dict[str, int]) -> np.ndarray:
    found = np.zeros(len(places), np.int64)
    for one, price in prices.items():
        found[places[one]] = price
    return found
