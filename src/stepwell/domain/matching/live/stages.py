"""The questions of a matching side by side: how many, under which load, how good the worst, which pairs.

Each is a `Stage` with a matching and prices of its own, begun from the certificate of a matching that was solved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..certifying import (
    asked_lowest,
    certificate_of,
    column,
    cover_of,
    limit_of,
    objective_of,
    totals_of,
    whole_frame,
    wrong_turn,
)
from ..contracts import MOST_SCORE
from ..contracts.result import Certificate, Cover, Turn
from ..network import Frame, Prices, frame_of
from ..pairs import Found, joined
from ..preparing import Couple, Prepared
from ..solving import Matching, first_candidates
from ..stages import FAR, Costs, Proof, costs_for
from ..waiting import come_first, must_of, turns_of
from .earlier import Earlier
from .stage import GONE, WAITING, Rows, Stage

MOST_ANEW = 20
EACH = 2**57  # more than any chain of moves can cost: nobody is left out for the sake of a better fit
DEAR, DEAR_PAIRS = 2**20, 2**58  # more than anybody else's place is worth: who must have a mentor is not left for it


class NeedsAll(Exception):
    """Steps alone cannot prove the optimum here: everybody is matched again instead."""


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of one stage beforehand, by the positions of the cohort now.

    `price` is −1 for a mentor who is new. `surplus` is what the certificate says, 0 for who is new.
    """

    price: np.ndarray
    surplus: np.ndarray


@dataclass(eq=False)
class Stages:
    """`load` and `worst` are None where there is nothing to prove. `square` and `lowest` stay as they were.

    `reached` is there between total fit and full fairness: pairs may then score less than the best worst score there can
    be, so that it can still be had is a question of its own. `first` are those who come first for having waited; `turns`
    proves which of them must have a mentor, and is empty if all of them must.
    """

    rows: Rows
    matched: Stage
    load: Stage | None
    worst: Stage | None
    reached: Stage | None
    fit: Stage
    costs: Costs
    lowest: int
    most: int | None
    first: set[int]
    turns: list[Turn]

    def __iter__(self) -> Iterator[Stage]:
        return (one for one in (self.matched, self.load, self.worst, self.reached, self.fit) if one is not None)

    def each(self, act: Callable[[Stage], None]) -> None:
        for stage in self:
            act(stage)

    def enter(self, mentee: int, first: bool) -> None:
        """Somebody comes in; `first`: and must have a mentor."""
        if first:
            self.first.add(mentee)
        self.each(lambda stage: stage.enter(mentee, first))

    def leave(self, mentee: int) -> None:
        self.first.discard(mentee)
        self.each(lambda stage: stage.leave(mentee))

    def expect_whole(self, locked: int) -> None:
        """
        Raises:
            NeedsAll: as many people can be matched as with a better worst score or a more even load, or only with a
                lower worst score or a less even load, or without somebody who came first; or prices would need another
                scale.
        """
        count = self.matched.matched
        better = [stage for stage in (self.load, self.worst) if stage is not None]
        whole = [stage for stage in (self.reached, self.fit) if stage is not None]
        if not count or not all(stage.is_whole(count) for stage in whole):
            raise NeedsAll
        if any(stage.is_whole(count) for stage in better):
            raise NeedsAll
        if costs_for(self.costs.fairness, count + locked, self.lowest) != self.costs:
            raise NeedsAll


def can_step(before: Earlier, now: Prepared) -> bool:
    """Where quotas stand, or the aims are others than before, all are matched again."""
    given, cohort = before.certificate, now.cohort
    asked_alike = (given.most_mentees is not None, given.objective.fairness) == (
        cohort.even_load,
        cohort.emphasis.fairness,
    )
    quotas = given.quota_price or cohort.quotas
    return bool(before.pairs) and not quotas and asked_alike and before.limit == limit_of(now)


def stages_of(before: Earlier, now: Prepared, *, same: bool = False) -> Stages:
    """The stages of the cohort as it is now, from a matching of an earlier one, or of the `same`.

    Prices of an earlier cohort pay for the pairs of this one as soon as each mentee is asked what they would gain now.
    Whom they do not fit any more comes in anew, one after the other.

    Raises:
        NeedsAll: too much has changed, or the optimum cannot be proven by steps.
    """
    given = before.certificate
    best = given.worst.above if given.worst else limit_of(now)
    if not can_step(before, now) or given.objective.lowest_score != asked_lowest(now, best):
        raise NeedsAll
    rows, objective = Rows(now.pairs), given.objective
    costs, most = Costs(objective.fairness, objective.square), given.most_mentees
    lift = EACH - objective.each_match
    cover = known_of(before, now, given.matched.mentor_price, given.matched.mentee_surplus)
    fit = known_of(before, now, given.mentor_price, given.mentee_surplus)
    fit = Known(np.where(cover.price < 0, -1, fit.price + lift * cover.price), fit.surplus + lift * cover.surplus)
    place = places_of(before.pairs, now)
    first, turns = come_first(now), given.waiting or []
    if turns and not (same or still_proven(now, turns, first, place)):
        turns = []
    must = np.zeros(place.size, bool)
    must[[one for one in first if not turns or place[one] >= 0]] = True

    def begun(known: Known, worth: np.ndarray, load: int | None, most_anew: int = 2**31, dear: int = DEAR) -> Stage:
        alone = np.where(must, -dear, 0)
        return begin(rows, worth, known, place, now.room(load), alone, dear, same=same, most_anew=most_anew)

    return Stages(
        rows,
        begun(cover, ones(0), None, dear=0),
        None if given.load is None or most is None else begun(cover_in(before, now, given.load), ones(0), most - 1),
        None if given.worst is None else begun(cover_in(before, now, given.worst), ones(best + 1), most),
        begun(cover, ones(best), most) if 0 < objective.fairness < 10 else None,
        begun(fit, worth_of(costs, objective.lowest_score), most, MOST_ANEW + place.size // 20, DEAR_PAIRS),
        costs,
        objective.lowest_score,
        most,
        set(first),
        turns,
    )


def still_proven(now: Prepared, turns: list[Turn], first: list[int], place: np.ndarray) -> bool:
    """Whether an earlier proof of who must have a mentor holds for the cohort as it is now."""
    expected = turns_of(now.cohort, first)
    if len(expected) != len(turns) or any(turn.each_match for turn in turns):
        return False
    reached = int(expected[0].weight[place >= 0].sum()) if expected else 0
    frame = whole_frame(now, None)
    return not any(
        any(wrong_turn(now, turn, weighed.weight, reached, frame, ""))
        for turn, weighed in zip(turns, expected, strict=True)
    )


def ones(lowest: int) -> np.ndarray:
    """Each pair from a score up counts alike."""
    worth = np.full(MOST_SCORE + 2, FAR)
    worth[lowest : MOST_SCORE + 1] = 1
    return worth


def worth_of(costs: Costs, lowest: int) -> np.ndarray:
    worth = np.full(MOST_SCORE + 2, FAR)
    worth[lowest : MOST_SCORE + 1] = EACH - costs.table()[lowest:]
    return worth


def cover_in(before: Earlier, now: Prepared, cover: Cover) -> Known:
    return known_of(before, now, cover.mentor_price, cover.mentee_surplus)


def known_of(before: Earlier, now: Prepared, mentors: dict[str, int], mentees: dict[str, int]) -> Known:
    """The certificate prices every mentor there was."""
    price = column({one: amount for one, amount in mentors.items() if one in now.mentor_at}, now.mentor_at)
    price[[at for one, at in now.mentor_at.items() if one not in before.certificate.mentor_price]] = -1
    surplus = column({one: amount for one, amount in mentees.items() if one in now.mentee_at}, now.mentee_at)
    settled = {now.cohort.mentees[one.mentee].id for one in now.locked} | before.locked
    surplus[[now.mentee_at[one] for one in settled if one in now.mentee_at]] = 0
    return Known(price, surplus)


def places_of(pairs: Iterable[tuple[str, str]], now: Prepared) -> np.ndarray:
    """Where everybody was, by the positions of now; GONE for locked people, who take no part."""
    place = np.full(len(now.cohort.mentees), WAITING)
    for one, other in pairs:
        mentee, mentor = now.mentee_at.get(one), now.mentor_at.get(other)
        if mentee is not None and mentor is not None:
            place[mentee] = mentor
    place[[one.mentee for one in now.locked]] = GONE
    return place


def begin(
    rows: Rows,
    worth: np.ndarray,
    known: Known,
    place: np.ndarray,
    room: np.ndarray,
    alone: np.ndarray,
    dear: int,
    *,
    same: bool,
    most_anew: int,
) -> Stage:
    """Only pairs whose prices are just what they are worth are kept; everybody else, and each free place, comes in.

    Raises:
        NeedsAll: these are so many that matching everybody again is quicker.
    """
    price, surplus, place = known.price.copy(), known.surplus.copy(), place.copy()
    for mentor in np.flatnonzero(price < 0).tolist():
        scores = rows.column(mentor)
        price[mentor] = max(0, int((worth[scores] - surplus)[place != GONE].max(initial=0)))
    if not same:
        surplus = np.maximum(rows.pairs.gains(worth, price), alone)
    surplus[place == GONE] = 0
    keep_paid(rows, worth, (price, surplus), place, room)
    entering = np.flatnonzero((place == WAITING) & (surplus > alone)).tolist()
    place[entering] = GONE
    capacity = np.bincount(place[place >= 0], minlength=room.size)
    free = room - capacity
    if len(entering) + int((free[price > 0] > 0).sum()) > most_anew:
        raise NeedsAll
    capacity[price == 0] = room[price == 0]
    stage = Stage(rows, worth, (surplus, price), place, capacity, alone, dear)
    for mentor in np.flatnonzero(room > capacity).tolist():
        for _ in range(int(room[mentor] - capacity[mentor])):
            stage.add_place(mentor)
    for mentee in entering:
        stage.enter(mentee, must=bool(alone[mentee]))
    return stage


def keep_paid(
    rows: Rows, worth: np.ndarray, prices: tuple[np.ndarray, np.ndarray], place: np.ndarray, room: np.ndarray
) -> None:
    """Who is with a mentor at other prices than their pair is worth, or beyond the room there is, waits."""
    price, surplus = prices
    left = room.copy()
    for mentee in np.flatnonzero(place >= 0).tolist():
        mentor = place[mentee]
        value = worth[rows.row(mentee)[mentor]]
        if left[mentor] > 0 and surplus[mentee] + price[mentor] == value:
            left[mentor] -= 1
        else:
            place[mentee] = WAITING


def proven(stages: Stages, now: Prepared, number: Sequence[int] | np.ndarray) -> Matching:
    """The matching of the cohort as it is now, with its certificate; `number` of each mentee by position."""
    numbers = np.asarray(number, np.int64)
    pairs = pairs_now(stages, now, numbers)
    must = must_of(now, {one.mentee for one in pairs})
    whole = frame_of(now.cohort, now.room(), now.settled)
    under = frame_of(now.cohort, now.room(stages.most), now.settled, must)
    matched = covered(now, whole, stages.matched, numbers, 0, None)
    even, worst = None, None
    if stages.load is not None and stages.most is not None:
        below = frame_of(now.cohort, now.room(stages.most - 1), now.settled, must)
        even = covered(now, below, stages.load, numbers, 0, stages.most - 1)
    if stages.worst is not None:
        lowest = int(np.flatnonzero(stages.worst.worth > 0)[0])
        worst = covered(now, under, stages.worst, numbers, lowest, stages.most)
    certificate: Certificate = certificate_of(
        now,
        under,
        objective_of(stages.costs, stages.lowest, EACH, now.cohort.waiting),
        prices_of(stages.fit, numbers),
        stages.most,
        (matched, even, worst),
        stages.turns if now.cohort.waiting == "first" else None,
    )
    free = np.array([(one.mentee, one.mentor, one.score) for one in pairs], np.int64).reshape(-1, 3)
    free = free[stages.fit.place[numbers[free[:, 0]]] >= 0]
    candidates = joined([first_candidates(now), Found(*free.T)], now.capacity.size)
    return Matching(now, pairs, totals_of(pairs), certificate, stages.most, candidates)


def pairs_now(stages: Stages, now: Prepared, numbers: np.ndarray) -> list[Couple]:
    found = list(now.locked)
    place = stages.fit.place[numbers]
    for mentee in np.flatnonzero(place >= 0).tolist():
        mentor = int(place[mentee])
        found.append(Couple(mentee, mentor, int(stages.rows.row(int(numbers[mentee]))[mentor])))
    return sorted(found, key=lambda one: one.mentee)


def prices_of(stage: Stage, numbers: np.ndarray) -> Prices:
    return Prices(stage.surplus[numbers], stage.price, np.zeros(0, np.int64))


def covered(now: Prepared, frame: Frame, stage: Stage, numbers: np.ndarray, lowest: int, load: int | None):
    prices = prices_of(stage, numbers)
    return cover_of(now, frame, Proof(prices, lowest, frame.bound(prices)), load)
