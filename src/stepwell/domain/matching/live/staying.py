"""Of matchings that are equally good, the one that leaves the most people where they were."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ..auditing import wrong_pairs
from ..certifying import read_prices, totals_of, worth_table
from ..network import SINK, SOURCE, Arcs, Frame, Prices, frame_of
from ..pairs import Found, joined
from ..preparing import Couple, Prepared, scores_of
from ..solver import USUAL_SECONDS, Infeasible, Solver, SolverFault
from ..solving import Matching
from ..stages import FAR, with_lower
from ..waiting import must_of


def keeping(matching: Matching, pairs: Iterable[tuple[str, str]], seconds: float = USUAL_SECONDS) -> Matching:
    """As good a matching, with as many as can be of `pairs`, (mentee, mentor); somebody who is not there stands nowhere.

    By complementary slackness, a matching is as good as this one if it is made of pairs that are worth just what the
    prices say, and leaves out nobody and nothing that has a price. Of these, the cheapest flow is taken in which a pair
    that was costs nothing, and one that was not costs 1. The prices stay, and so does the certificate.

    >>> from ..preparing import prepare
    >>> from ..solving import match
    >>> alike = match(prepare({
    ...     "mentees": [{"id": "amira"}, {"id": "tom"}],
    ...     "mentors": [{"id": "ben", "capacity": 1}, {"id": "ruth", "capacity": 1}],
    ...     "scores": [[one, other, 700] for one in ("amira", "tom") for other in ("ben", "ruth")],
    ... }))
    >>> [keeping(alike, [("tom", mentor)]).mentor_of[1] for mentor in ("ben", "ruth")]
    [0, 1]
    """
    now, have = matching.prepared, free_pairs(matching)
    wanted = permitted(now, pairs)
    code, width = key_of(wanted, now), max(1, now.capacity.size)
    if np.isin(code, key_of(have, now)).all():
        return matching
    frame = frame_of(now.cohort, now.room(matching.load), now.settled, must_of(now, matching.mentor_of))
    prices = free_prices(matching)
    usable = tight(matching, joined([matching.candidates, have, wanted], width), frame.on_people(prices))
    cost = (~np.isin(key_of(usable, now), code)).astype(np.int64)
    try:
        with Solver(seconds) as solver:
            chosen = carried(frame, prices, usable, cost, have.mentee.size, solver)
    except (Infeasible, SolverFault):
        return matching
    columns = (column.tolist() for column in chosen)
    found = sorted([*(Couple(*one) for one in zip(*columns, strict=True)), *now.locked], key=lambda one: one.mentee)
    if total_worth(matching, have) != total_worth(matching, chosen) or any(wrong_pairs(now, found)):
        return matching
    return Matching(now, found, totals_of(found), matching.certificate, matching.load, matching.candidates)


def key_of(found: Found, now: Prepared) -> np.ndarray:
    return found.mentee * max(1, now.capacity.size) + found.mentor


def free_pairs(matching: Matching) -> Found:
    locked = set(matching.prepared.settled)
    free = [one for one in matching.pairs if (one.mentee, one.mentor) not in locked]
    return Found(*np.array([(one.mentee, one.mentor, one.score) for one in free], np.int64).reshape(-1, 3).T)


def permitted(now: Prepared, pairs: Iterable[tuple[str, str]]) -> Found:
    """Those of them that may be a pair now, with their scores; locked people take no part."""
    locked = {one.mentee for one in now.locked}
    known = ((now.mentee_at.get(one, -1), now.mentor_at.get(other, -1)) for one, other in pairs)
    here = [pair for pair in known if min(pair) >= 0 and pair[0] not in locked]
    mentee, mentor = np.array(here, np.int64).reshape(-1, 2).T
    found = Found(mentee, mentor, scores_of(now.source, mentee, mentor).astype(np.int64))
    return found.where(~now.shut.holds(mentee, mentor) & (found.score >= max(0, now.cohort.acceptable_from)))


def free_prices(matching: Matching) -> Prices:
    """The prices of the certificate, without locked people, who are outside the network."""
    now, given = matching.prepared, matching.certificate
    prices = read_prices(now, given.mentor_price, given.mentee_surplus, given.quota_price)
    assert prices is not None
    prices.mentee[[one.mentee for one in now.locked]] = 0
    return prices


def tight(matching: Matching, found: Found, people: tuple[np.ndarray, np.ndarray]) -> Found:
    """Pairs that are worth just what the two pay."""
    worth = worth_table(matching.certificate.objective)
    worth[: matching.certificate.objective.lowest_score] = FAR
    return found.where(worth[found.score] == people[0][found.mentee] + people[1][found.mentor])


def carried(frame: Frame, prices: Prices, usable: Found, cost: np.ndarray, count: int, solver: Solver) -> Found:
    """What costs least of all that is as good: each arc with a price above 0 is full, below 0 as empty as it may be."""
    price, arcs = np.r_[prices.mentee, prices.mentor, prices.quota], frame.arcs
    lower = np.where(price > 0, arcs.upper, arcs.lower)
    upper = np.where(price < 0, arcs.lower, arcs.upper)
    held = Frame(frame.mentees, frame.mentors, Arcs(arcs.tail, arcs.head, lower, upper), frame.sides, frame.inside)
    supply = np.zeros(frame.nodes, np.int64)
    supply[SOURCE], supply[SINK] = count, -count
    whole = held.with_pairs(usable)
    flow = with_lower(frame.nodes, whole, np.r_[np.zeros(lower.size, np.int64), cost], supply, solver)
    return usable.where(flow[lower.size :] > 0)


def total_worth(matching: Matching, found: Found) -> int:
    worth = worth_table(matching.certificate.objective)
    return sum(worth[found.score].tolist())
