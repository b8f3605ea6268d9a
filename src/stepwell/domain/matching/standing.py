"""A matching with its prices as arrays: what somebody's move costs everybody else, without solving anything anew.

The reduced cost of a pair is what its two people pay in prices beyond what the pair is worth. It is never negative, and
0 for pairs that are matched. Moving people along a chain costs the sum of the reduced costs of the pairs they move into.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .certifying import column, worth_table
from .contracts.result import Certificate, Objective
from .network import Frame, Prices, frame_of
from .preparing import Couple, Prepared
from .waiting import must_of

NO_WAY = 2**61


@dataclass(eq=False)
class Standing:
    """`surplus` and `price` are what each side pays, quotas included; `mentor_of` is −1 for who is left.

    `mentees_of` holds those who may still move; `frame` the places that locked pairs leave, and who must have a mentor.
    """

    prepared: Prepared
    objective: Objective
    frame: Frame
    prices: Prices
    surplus: np.ndarray
    price: np.ndarray
    mentor_of: np.ndarray
    mentees_of: list[list[int]]
    worth: np.ndarray

    def reduced(self, mentee: int) -> np.ndarray:
        """The reduced cost of a mentee with each mentor; `NO_WAY` where the pair is not permitted or scores too little."""
        return self.reduced_of(self.prepared.pairs.rows(mentee, mentee + 1)[0], int(self.surplus[mentee]))

    def reduced_of(self, row: np.ndarray, surplus: int) -> np.ndarray:
        return np.minimum(surplus + self.price - self.worth[row], NO_WAY)

    def left(self) -> list[int]:
        """Mentees without a mentor."""
        return np.flatnonzero(self.mentor_of < 0).tolist()

    def must_have_one(self, mentee: int) -> bool:
        """Whether somebody who waited has to have a mentor, so that nobody else may be helped at their expense."""
        return bool(self.frame.arcs.lower[mentee])

    def load(self) -> np.ndarray:
        """Mentees of each mentor, without locked ones."""
        return np.array([len(mentees) for mentees in self.mentees_of], np.int64)


def standing_of(prepared: Prepared, pairs: list[Couple], certificate: Certificate) -> Standing:
    """`certificate` must hold for these pairs."""
    locked = set(prepared.settled)
    mentor_of = np.full(len(prepared.cohort.mentees), -1, np.int64)
    mentees_of: list[list[int]] = [[] for _ in prepared.cohort.mentors]
    for one in pairs:
        mentor_of[one.mentee] = one.mentor
        if (one.mentee, one.mentor) not in locked:
            mentees_of[one.mentor].append(one.mentee)
    worth = worth_table(certificate.objective)
    worth[: certificate.objective.lowest_score] = worth[-1]
    prices = Prices(
        column(certificate.mentee_surplus, prepared.mentee_at),
        column(certificate.mentor_price, prepared.mentor_at),
        np.array(certificate.quota_price, np.int64),
    )
    must = must_of(prepared, {one.mentee for one in pairs})
    frame = frame_of(prepared.cohort, prepared.room(certificate.most_mentees), prepared.settled, must)
    surplus, price = frame.on_people(prices)
    return Standing(prepared, certificate.objective, frame, prices, surplus, price, mentor_of, mentees_of, worth)
