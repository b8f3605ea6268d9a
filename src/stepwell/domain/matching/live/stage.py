"""One question of a matching that goes on: its pairs and its prices, kept optimal while people and places come and go.

Three things hold before and after each call, and together they prove the pairs best (complementary slackness): each
permitted pair is worth at most what its two people pay; matched pairs are worth exactly that; who waits and who has
room pays nothing. For somebody who must have a mentor, being without one is worth less than nothing, and waiting pays
just that. Coming in is one shortest chain of moves over reduced costs, and the prices that it changes
(Ahuja, Magnanti & Orlin 1993, Network Flows, sections 9.7 and 12.4).
"""

from __future__ import annotations

import numpy as np

from ..certifying import MOST_PRICE
from ..pairs import Pairs
from ..stages import FAR

WAITING, GONE = -1, -2
NO_WAY = 2**61


class Rows:
    """Scores with each mentor, −1 where not permitted: those of a cohort, then of who came, or changed, later."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self.own: dict[int, np.ndarray] = {}
        self.count = pairs.shape[0]

    def row(self, mentee: int) -> np.ndarray:
        found = self.own.get(mentee)
        return self.pairs.rows(mentee, mentee + 1)[0] if found is None else found

    def column(self, mentor: int) -> np.ndarray:
        whole = np.full(self.count, -1, np.int16)
        whole[: self.pairs.shape[0]] = self.pairs.column(mentor)
        for mentee, row in self.own.items():
            whole[mentee] = row[mentor]
        return whole

    def add(self, row: np.ndarray) -> int:
        self.own[self.count] = row
        self.count += 1
        return self.count - 1


class Stage:
    """`worth` has a value for each score 0…1000, never falling, and last the one of no pair.

    Mentees have numbers: `place` is their mentor, or WAITING, or GONE for who takes no part. `alone` is what being without
    a mentor is worth to each, 0 or less; `dear` is what it costs if somebody who must have one is.
    """

    def __init__(
        self,
        rows: Rows,
        worth: np.ndarray,
        prices: tuple[np.ndarray, np.ndarray],
        place: np.ndarray,
        capacity: np.ndarray,
        alone: np.ndarray,
        dear: int,
    ) -> None:
        self.rows, self.worth, self.alone, self.dear = rows, worth, alone, dear
        self.surplus, self.price = prices
        self.place = place
        self.mentees_of: list[list[int]] = [[] for _ in capacity]
        for mentee in np.flatnonzero(place >= 0).tolist():
            self.mentees_of[place[mentee]].append(mentee)
        self.room = capacity - np.array([len(mentees) for mentees in self.mentees_of], np.int64)
        self.before: dict[int, int] = {}

    @property
    def matched(self) -> int:
        return int((self.place >= 0).sum())

    def is_whole(self, count: int) -> bool:
        """Whether this question can be answered with `count` people, and everybody who must have a mentor."""
        return self.matched == count and not (self.alone[self.place == WAITING] < 0).any()

    def grow(self) -> None:
        """A number more, taking no part yet."""
        self.place = np.append(self.place, GONE)
        self.surplus, self.alone = np.append(self.surplus, 0), np.append(self.alone, 0)

    def enter(self, mentee: int, must: bool = False) -> None:
        """Somebody who took no part does now: matched at the end if that is best, else waiting."""
        alone = self.alone[mentee] = -self.dear if must else 0
        self.surplus[mentee] = max(alone, int((self.worth[self.rows.row(mentee)] - self.price).max(initial=FAR)))
        self.move(mentee, WAITING)
        if self.surplus[mentee] > alone:
            Forwards(self, mentee).carry_out()

    def leave(self, mentee: int) -> None:
        mentor = int(self.place[mentee])
        self.move(mentee, GONE)
        self.surplus[mentee] = self.alone[mentee] = 0
        if mentor >= 0:
            self.fill(mentor)

    def raise_prices(self) -> None:
        """Of all prices that prove this matching, each mentor's highest: then who enters next disturbs the fewest.

        A price can rise by what it costs at least to come from the mentor to an end of a chain (the dual solutions are
        a lattice, so all can rise together). The ends come first, so each mentor is settled once.
        """
        cost = np.full(self.price.size, NO_WAY, np.int64)
        matched = np.flatnonzero(self.place >= 0)
        np.minimum.at(cost, self.place[matched], self.surplus[matched] - self.alone[matched])
        cost[self.room > 0] = 0
        waiting, of = cost.copy(), self.place[matched]
        while (least := int(waiting.min(initial=NO_WAY))) < NO_WAY:
            mentor = int(waiting.argmin())
            waiting[mentor] = NO_WAY
            scores = self.rows.column(mentor)[matched]
            costs = least + self.surplus[matched] + self.price[mentor] - self.worth[scores]
            better = np.flatnonzero(costs < cost[of])
            np.minimum.at(cost, of[better], costs[better])
            waiting[of[better]] = cost[of[better]]
        known = cost < NO_WAY  # else a mentor without any place: dear enough for everybody
        rises = np.where(known, cost, cost[known].max(initial=0))
        self.price = np.minimum(self.price + rises, MOST_PRICE)
        self.surplus[matched] -= rises[of]

    def add_place(self, mentor: int) -> None:
        self.room[mentor] += 1
        self.fill(mentor)

    def fill(self, mentor: int) -> None:
        """A place is free now at a mentor who had none: it is taken, or its price falls to nothing."""
        if self.price[mentor]:
            Backwards(self, mentor).carry_out()

    def move(self, mentee: int, mentor: int) -> None:
        old = int(self.place[mentee])
        self.before.setdefault(mentee, old)
        if old >= 0:
            self.mentees_of[old].remove(mentee)
            self.room[old] += 1
        self.place[mentee] = mentor
        if mentor >= 0:
            self.mentees_of[mentor].append(mentee)
            self.room[mentor] -= 1


class Search:
    """Chains settled cheapest first. `limit` is the cost of the cheapest end so far; nothing dearer is followed."""

    def __init__(self, stage: Stage, limit: int) -> None:
        self.stage, self.limit = stage, limit
        self.cost = np.full(stage.price.size, NO_WAY, np.int64)
        self.waiting = self.cost.copy()
        self.mover = np.full(stage.price.size, -1, np.int64)
        self.settled: list[tuple[int, int]] = []

    def next(self) -> tuple[int, int] | None:
        mentor = int(self.waiting.argmin())
        cost = int(self.waiting[mentor])
        if cost >= self.limit:
            return None
        self.waiting[mentor] = NO_WAY
        self.settled.append((mentor, cost))
        return mentor, cost

    def reprice(self, sign: int) -> None:
        """Dearer along a chain of people, cheaper along one of places; everybody there pays as much as before."""
        stage = self.stage
        for mentor, cost in self.settled:
            if cost < self.limit:
                stage.price[mentor] += sign * (self.limit - cost)
                stage.surplus[stage.mentees_of[mentor]] -= sign * (self.limit - cost)


class Forwards(Search):
    """From somebody who comes in: to a mentor with room, or until somebody waits, whichever costs least."""

    def __init__(self, stage: Stage, first: int) -> None:
        super().__init__(stage, int(stage.surplus[first] - stage.alone[first]))
        self.first = first
        self.end: tuple[int, int | None] | None = None
        self.lowest_price = int(stage.price.min())
        self.follow(first, 0)
        while found := self.next():
            mentor, cost = found
            for one in stage.mentees_of[mentor]:
                if (whole := cost + int(stage.surplus[one] - stage.alone[one])) < self.limit:
                    self.limit, self.end = whole, (mentor, one)
            for one in stage.mentees_of[mentor]:
                self.follow(one, cost)

    def follow(self, mover: int, cost: int) -> None:
        """Only pairs that are worth more than `least` can cost less than the limit."""
        stage, row = self.stage, self.stage.rows.row(mover)
        so_far = cost + int(stage.surplus[mover])
        least = int(np.searchsorted(stage.worth[:-1], so_far + self.lowest_price - self.limit, side="right"))
        near = (row >= least).nonzero()[0]
        costs = stage.price[near] - stage.worth[row[near]]
        better = (costs < np.minimum(self.cost[near], self.limit) - so_far).nonzero()[0]
        if not better.size:
            return
        near, costs = near[better], costs[better] + so_far
        self.cost[near] = self.waiting[near] = costs
        self.mover[near] = mover
        free = (stage.room[near] > 0).nonzero()[0]
        if free.size:
            cheapest = free[costs[free].argmin()]
            self.limit, self.end = int(costs[cheapest]), (int(near[cheapest]), None)

    def carry_out(self) -> None:
        self.stage.surplus[self.first] -= self.limit
        self.reprice(1)
        if self.end is None:
            return
        mentor, dropped = self.end
        if dropped is not None:
            self.stage.move(dropped, WAITING)
        while True:
            mover = int(self.mover[mentor])
            before = int(self.stage.place[mover])
            self.stage.move(mover, mentor)
            if mover == self.first:
                return
            mentor = before


class Backwards(Search):
    """From a place that is free: to somebody who waits, or to a place that is best left free."""

    def __init__(self, stage: Stage, first: int) -> None:
        super().__init__(stage, int(stage.price[first]))
        self.first = first
        self.onward = self.mover.copy()
        self.costly = stage.surplus < 0  # whom it may pay to move to a pair of any worth
        self.end: tuple[int, int | None] = (first, None)
        self.cost[first] = self.waiting[first] = 0
        while found := self.next():
            self.follow(*found)

    def follow(self, mentor: int, cost: int) -> None:
        stage, price = self.stage, int(self.stage.price[mentor])
        if cost + price < self.limit:
            self.limit, self.end = cost + price, (mentor, None)
        column = stage.rows.column(mentor)
        least = int(np.searchsorted(stage.worth[:-1], cost + price - self.limit, side="right"))
        near = np.flatnonzero(((column >= least) | self.costly & (column >= 0)) & (stage.place != GONE))
        costs = cost + price + stage.surplus[near] - stage.worth[column[near]]
        near, costs = near[costs < self.limit], costs[costs < self.limit]
        of = stage.place[near]
        waits = np.flatnonzero(of == WAITING)
        if waits.size:
            cheapest = waits[costs[waits].argmin()]
            self.limit, self.end = int(costs[cheapest]), (mentor, int(near[cheapest]))
        better = np.flatnonzero((of >= 0) & (costs < self.cost[of]))
        for at in better[np.argsort(-costs[better], kind="stable")].tolist():
            place = int(of[at])
            self.cost[place] = self.waiting[place] = costs[at]
            self.mover[place], self.onward[place] = near[at], mentor

    def carry_out(self) -> None:
        self.reprice(-1)
        place, enters = self.end
        if enters is not None:
            self.stage.move(enters, place)
        while place != self.first:
            to = int(self.onward[place])
            self.stage.move(int(self.mover[place]), to)
            place = to
