"""A matching that people join and leave one at a time: scores, prices and places, kept so that each step is cheap."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..contracts import Mentee
from ..contracts.result import Totals
from ..preparing import Prepared
from ..solving import Matching
from ..standing import NO_WAY, Standing, standing_of

GONE = -2


class NeedsAll(Exception):
    """One step cannot prove the optimum here: everything is matched again instead."""


@dataclass(frozen=True)
class Moved:
    """`before` and `after` are mentors, None for being without one."""

    mentee: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Placement:
    """What one arrival or departure changed. `again`: a single step could not prove it, so all were matched again."""

    moves: tuple[Moved, ...]
    totals: Totals
    again: bool


@dataclass(eq=False)
class Ceiling:
    """Prices of 0 and 1 that prove that the worst score cannot be higher (`Cover` of the certificate, without locks)."""

    mentee: list[int]
    mentor: np.ndarray
    bound: int


@dataclass(eq=False)
class State:
    """Mentees by number: those of the cohort in order, then who arrived. `place[k]` is −1 without a mentor, `GONE` after leaving."""

    matching: Matching
    standing: Standing
    people: list[Mentee]
    number: dict[str, int]
    surplus: list[int]
    place: list[int]
    score: list[int]
    mentees_of: list[list[int]]
    room: np.ndarray
    lowest: int
    ceiling: Ceiling | None
    settled: set[int]
    own_rows: dict[int, np.ndarray] = field(default_factory=dict)

    @property
    def prepared(self) -> Prepared:
        return self.matching.prepared

    @property
    def price(self) -> np.ndarray:
        return self.standing.price

    def row(self, mentee: int) -> np.ndarray:
        """Scores with every mentor, −1 where not permitted."""
        found = self.own_rows.get(mentee)
        return self.prepared.pairs.rows(mentee, mentee + 1)[0] if found is None else found

    def reduced(self, mentee: int) -> np.ndarray:
        return self.standing.reduced_of(self.row(mentee), self.surplus[mentee])

    def count(self) -> int:
        """Matched people who may still move."""
        return sum(len(mentees) for mentees in self.mentees_of)

    def waiting(self) -> list[int]:
        return [mentee for mentee, mentor in enumerate(self.place) if mentor == -1]

    def add(self, person: Mentee, row: np.ndarray) -> int:
        """A new number for somebody, without a mentor so far."""
        self.people.append(person)
        self.surplus.append(0)
        self.place.append(-1)
        self.score.append(0)
        number = len(self.people) - 1
        self.number[person.id] = number
        self.own_rows[number] = row
        return number

    def placed(self) -> dict[str, tuple[int, int]]:
        """The mentor and score of everybody who has one."""
        return {self.people[number].id: (self.place[number], self.score[number]) for number in self.number.values() if self.place[number] >= 0}

    def move(self, mentee: int, mentor: int) -> None:
        """From wherever they are to a mentor, or to none (−1) or away (`GONE`)."""
        before = self.place[mentee]
        if before >= 0:
            self.mentees_of[before].remove(mentee)
            self.room[before] += 1
        self.place[mentee] = mentor
        if mentor >= 0:
            self.mentees_of[mentor].append(mentee)
            self.room[mentor] -= 1
            self.score[mentee] = int(self.row(mentee)[mentor])

    def totals(self) -> Totals:
        placed = np.array(self.place) >= 0
        scores = np.array(self.score, np.int64)[placed]
        return Totals(
            matched=int(scores.size),
            worst=int(scores.min()) if scores.size else None,
            squared_shortfall=int(((1000 - scores) ** 2).sum()),
            total=int(scores.sum()),
        )

    def name_of(self, mentor: int) -> str | None:
        return self.prepared.cohort.mentors[mentor].id if mentor >= 0 else None


def state_of(matching: Matching) -> State:
    prepared, certificate = matching.prepared, matching.certificate
    standing = standing_of(prepared, matching.pairs, certificate)
    score = [0] * len(prepared.cohort.mentees)
    for one in matching.pairs:
        score[one.mentee] = one.score
    ceiling = None
    if certificate.worst is not None:
        paid = certificate.worst.mentor_price, certificate.worst.mentee_surplus
        settled = {one.mentee for one in prepared.locked}
        ceiling = Ceiling(
            [0 if at in settled else paid[1].get(one.id, 0) for at, one in enumerate(prepared.cohort.mentees)],
            np.array([paid[0].get(one.id, 0) for one in prepared.cohort.mentors], np.int64),
            certificate.worst.bound - len(prepared.locked),
        )
    return State(
        matching=matching,
        standing=standing,
        people=list(prepared.cohort.mentees),
        number=dict(prepared.mentee_at),
        surplus=standing.surplus.tolist(),
        place=standing.mentor_of.tolist(),
        score=score,
        mentees_of=standing.mentees_of,
        room=standing.frame.arcs.upper[len(prepared.cohort.mentees) :][: prepared.capacity.size] - standing.load(),
        lowest=certificate.objective.lowest_score,
        ceiling=ceiling,
        settled={one.mentee for one in prepared.locked},
    )


__all__ = ["GONE", "NO_WAY", "Ceiling", "Moved", "NeedsAll", "Placement", "State", "state_of"]
