"""One person more or less: a shortest chain of moves over reduced costs, and the prices that prove the new optimum.

After either step the prices pay for each pair again (Ahuja, Magnanti & Orlin 1993, Network Flows, section 9.7), so the
result is the one that matching everybody again would give. Where the number of people matched and the worst score
change in a way that prices alone cannot show, `NeedsAll` is raised before anything is changed.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .state import GONE, NO_WAY, NeedsAll, State


class Chain:
    """Shortest chains of moves, settled cheapest first: what it costs to come to each mentor, and who moves last.

    `onward` is for chains that are followed backwards: where that person moves to.
    """

    def __init__(self, mentors: int) -> None:
        self.cost = np.full(mentors, NO_WAY, np.int64)
        self.waiting = self.cost.copy()
        self.mover = np.full(mentors, -1, np.int64)
        self.onward = np.full(mentors, -1, np.int64)
        self.settled: list[tuple[int, int]] = []

    def offer(self, mover: int, costs: np.ndarray) -> None:
        better = costs < self.cost
        self.cost[better] = costs[better]
        self.waiting[better] = costs[better]
        self.mover[better] = mover

    def next(self) -> tuple[int, int] | None:
        place = int(self.waiting.argmin())
        least = int(self.waiting[place])
        if least >= NO_WAY:
            return None
        self.waiting[place] = NO_WAY
        self.settled.append((place, least))
        return place, least


def arrive(state: State, mentee: int) -> list[int]:
    """Place a mentee who has a row, a number and no mentor; returns who moved.

    Raises:
        NeedsAll: the worst score or the price of a match would have to change.
    """
    row = state.row(mentee)
    usable = (row >= state.lowest) & (row >= 0)
    state.surplus[mentee] = int((state.standing.worth[row] - state.price).max()) if usable.any() else 0
    if (state.room > 0).any():
        if found := to_room(state, mentee):
            add_to_ceiling(state, row, grows=True)
            return placed_with_room(state, mentee, *found)
        if leads_to_room(state, row):
            raise NeedsAll
    if not usable.any():
        add_to_ceiling(state, row, grows=False)
        return []
    chain, limit, end = to_somebody(state, mentee)
    add_to_ceiling(state, row, grows=False)
    settle(state, mentee, chain, limit)
    if end is None:
        return []
    place, dropped = end
    moved = walk(state, chain, mentee, place, dropped)
    state.surplus[dropped] = 0
    return moved


def to_room(state: State, mentee: int) -> tuple[Chain, int, int] | None:
    """The cheapest chain to a mentor with room, its cost and its end."""
    chain = Chain(state.price.size)
    chain.offer(mentee, state.reduced(mentee))
    while found := chain.next():
        place, cost = found
        if state.room[place] > 0:
            return chain, cost, place
        for one in state.mentees_of[place]:
            chain.offer(one, state.reduced(one) + cost)
    return None


def placed_with_room(state: State, mentee: int, chain: Chain, cost: int, place: int) -> list[int]:
    chain_surplus = lowered(state, mentee, chain, cost)
    least = min([*chain_surplus.values()], default=0)
    if least < 0 and any((state.row(one) >= state.lowest).any() for one in state.waiting() if one != mentee):
        raise NeedsAll
    settle(state, mentee, chain, cost)
    moved = walk(state, chain, mentee, place, None)
    if least < 0:
        raise_worth(state, -least)
    return moved


def raise_worth(state: State, by: int) -> None:
    """With nobody waiting, each match may count for more: everybody's surplus rises alike."""
    state.standing.worth[state.lowest : -1] += by
    for mentee, mentor in enumerate(state.place):
        if mentor >= 0 and mentee not in state.settled:
            state.surplus[mentee] += by


def lowered(state: State, mentee: int, chain: Chain, limit: int) -> dict[int, int]:
    """What the surplus of each person on a chain would become."""
    found = {mentee: state.surplus[mentee] - limit}
    for place, cost in chain.settled:
        if cost < limit:
            found |= {one: state.surplus[one] - (limit - cost) for one in state.mentees_of[place]}
    return found


def to_somebody(state: State, mentee: int) -> tuple[Chain, int, tuple[int, int] | None]:
    """The cheapest of staying out and of a chain at whose end somebody else loses their place."""
    chain = Chain(state.price.size)
    chain.offer(mentee, state.reduced(mentee))
    limit, end = state.surplus[mentee], None
    while found := chain.next():
        place, cost = found
        if cost >= limit:
            break
        for one in state.mentees_of[place]:
            if cost + state.surplus[one] < limit:
                limit, end = cost + state.surplus[one], (place, one)
            chain.offer(one, state.reduced(one) + cost)
    return chain, limit, end


def settle(state: State, mentee: int, chain: Chain, limit: int) -> None:
    """Prices after a chain of cost `limit`: dearer along the way, and nobody's pair is underpaid."""
    for one, surplus in lowered(state, mentee, chain, limit).items():
        state.surplus[one] = surplus
    for place, cost in chain.settled:
        if cost < limit:
            state.price[place] += limit - cost


def walk(state: State, chain: Chain, first: int, place: int, dropped: int | None) -> list[int]:
    """Move people backwards along a chain that ends at `place`, where somebody may lose theirs."""
    moved = []
    if dropped is not None:
        state.move(dropped, -1)
        moved.append(dropped)
    while True:
        mover = int(chain.mover[place])
        before = state.place[mover]
        state.move(mover, place)
        moved.append(mover)
        if mover == first:
            return moved
        place = before


def leads_to_room(state: State, row: np.ndarray) -> bool:
    """Whether permitted pairs of any score lead to room: then more people could be matched with a lower worst score."""
    seen = row >= 0
    waiting = np.flatnonzero(seen).tolist()
    while waiting:
        place = waiting.pop()
        if state.room[place] > 0:
            return True
        for one in state.mentees_of[place]:
            new = (state.row(one) >= 0) & ~seen
            seen |= new
            waiting += np.flatnonzero(new).tolist()
    return False


def add_to_ceiling(state: State, row: np.ndarray, *, grows: bool) -> None:
    """Keep the proof that the worst score cannot be higher, with one mentee more and perhaps one match more."""
    ceiling = state.ceiling
    if ceiling is None:
        return
    if grows or ceiling.bound + 1 < state.count():
        ceiling.mentee.append(1)
        ceiling.bound += 1
    elif ((row > state.lowest) & (ceiling.mentor == 0)).any():
        raise NeedsAll
    else:
        ceiling.mentee.append(0)


def depart(state: State, mentee: int) -> list[int]:
    """Take a mentee out; returns who moved.

    Raises:
        NeedsAll: as with `arrive`.
    """
    place = state.place[mentee]
    if place < 0:
        take_from_ceiling(state, mentee, state.count())
        state.place[mentee] = GONE
        return []
    others = [one for one in state.waiting() if one != mentee]
    chain = Chain(state.price.size)
    chain.cost[place] = chain.waiting[place] = 0
    found = from_waiting(state, mentee, chain, others)
    if found is None and others and room_for_waiting(state, mentee, place, others):
        raise NeedsAll
    limit, end = found or from_spare(chain, state)
    gives = max((limit - cost - int(state.price[at]) for at, cost in chain.settled if cost < limit), default=0)
    if gives > 0:
        raise NeedsAll
    take_from_ceiling(state, mentee, state.count() - (found is None))
    state.move(mentee, GONE)
    for at, cost in chain.settled:
        if cost < limit:
            state.price[at] -= limit - cost
            for one in state.mentees_of[at]:
                state.surplus[one] += limit - cost
    return filled(state, chain, place, end)


def from_waiting(state: State, mentee: int, chain: Chain, others: list[int]) -> tuple[int, tuple[int, int]] | None:
    """Follow places backwards: who could move into them, from where; until somebody who waits can take the last."""
    best: tuple[int, tuple[int, int]] | None = None
    allowed = np.array([at != GONE and one not in state.settled and one != mentee for one, at in enumerate(state.place)])
    of = np.array(state.place)
    moving = np.flatnonzero(allowed & (of >= 0))
    queue = np.array(others, np.int64)
    surplus = np.array(state.surplus, np.int64)
    while step := chain.next():
        place, cost = step
        if best is not None and cost >= best[0]:
            break
        reduced = np.minimum(surplus + state.price[place] - state.standing.worth[column(state, place)], NO_WAY) + cost
        if queue.size:
            nearest = int(queue[reduced[queue].argmin()])
            if reduced[nearest] < NO_WAY and (best is None or reduced[nearest] < best[0]):
                best = int(reduced[nearest]), (place, nearest)
        offer_back(chain, moving, of, reduced, place)
    return best


def offer_back(chain: Chain, moving: np.ndarray, of: np.ndarray, reduced: np.ndarray, place: int) -> None:
    """Each mentor's place could be freed by the mentee who moves on most cheaply."""
    order = moving[np.argsort(reduced[moving], kind="stable")]
    froms, first = np.unique(of[order], return_index=True)
    best = order[first]
    better = reduced[best] < np.minimum(chain.cost[froms], NO_WAY)
    froms, best = froms[better], best[better]
    chain.cost[froms] = chain.waiting[froms] = reduced[best]
    chain.mover[froms] = best
    chain.onward[froms] = place


def from_spare(chain: Chain, state: State) -> tuple[int, tuple[int, int | None]]:
    """Nobody who waits can come: the cheapest place to leave free in the end."""
    ends: Iterator[tuple[int, int]] = ((cost + int(state.price[at]), at) for at, cost in chain.settled)
    limit, at = min(ends)
    return limit, (at, None)


def filled(state: State, chain: Chain, place: int, end: tuple[int, int | None]) -> list[int]:
    """Move people forwards: from the last place of the chain to the one that was left."""
    at, enters = end
    steps = []
    while at != place:
        steps.append((int(chain.mover[at]), int(chain.onward[at])))
        at = steps[-1][1]
    for mover, to in reversed(steps):
        state.move(mover, to)
    if enters is not None:
        state.move(enters, end[0])
        return [enters, *(mover for mover, _ in steps)]
    return [mover for mover, _ in steps]


def column(state: State, place: int) -> np.ndarray:
    """Everybody's score with one mentor."""
    first = state.prepared.pairs.rows(0, len(state.prepared.cohort.mentees))[:, place].copy()
    whole = np.r_[first, np.full(len(state.people) - first.size, -1, first.dtype)]
    for one, row in state.own_rows.items():
        whole[one] = row[place]
    return whole


def room_for_waiting(state: State, mentee: int, place: int, others: list[int]) -> bool:
    """Whether somebody who waits could take the free place by permitted pairs of any score."""
    reached = {place}
    waiting = [place]
    queue = set(others)
    while waiting:
        scores = column(state, waiting.pop()) >= 0
        for one in np.flatnonzero(scores).tolist():
            if one in queue:
                return True
            at = state.place[one]
            if at >= 0 and one != mentee and one not in state.settled and at not in reached:
                reached.add(at)
                waiting.append(at)
    return False


def take_from_ceiling(state: State, mentee: int, count: int) -> None:
    """With one mentee less, and `count` matches, the proof must still say less than `count`."""
    ceiling = state.ceiling
    if ceiling is None:
        return
    bound = ceiling.bound - ceiling.mentee[mentee]
    if bound >= count:
        raise NeedsAll
    ceiling.bound, ceiling.mentee[mentee] = bound, 0
