"""Permitted pairs as a list, for large cohorts in which each person has few."""

from __future__ import annotations

import numpy as np

from .choosing import Found, best_of_each


class Listed:
    """The same questions as a `Dense` answers, about pairs that are all listed."""

    def __init__(self, mentees: int, mentors: int, found: Found) -> None:
        self.shape = (mentees, mentors)
        self.found = found

    @property
    def size(self) -> int:
        return int(self.found.mentee.size)

    def rows(self, start: int, stop: int) -> np.ndarray:
        block = np.full((stop - start, self.shape[1]), -1, np.int16)
        first, last = np.searchsorted(self.found.mentee, [start, stop])
        block[self.found.mentee[first:last] - start, self.found.mentor[first:last]] = self.found.score[first:last]
        return block

    def column(self, mentor: int) -> np.ndarray:
        column = np.full(self.shape[0], -1, np.int16)
        here = self.found.mentor == mentor
        column[self.found.mentee[here]] = self.found.score[here]
        return column

    def everything(self) -> Found:
        return self.found

    def best(self) -> np.ndarray:
        best = np.full(self.shape[0], -1, np.int64)
        np.maximum.at(best, self.found.mentee, self.found.score)
        return best

    def gains(self, worth: np.ndarray, price: np.ndarray) -> np.ndarray:
        best = np.full(self.shape[0], worth[-1])
        np.maximum.at(best, self.found.mentee, worth[self.found.score] - price[self.found.mentor])
        return best

    def candidates(self, of_mentee: int, of_mentor: int) -> Found:
        """All: a list this sparse is its own choice of candidates."""
        return self.found

    def uncovered(self, mentee: np.ndarray, mentor: np.ndarray, lowest: int, keep: int) -> Found:
        found = self.found
        part = found.where(~(mentee[found.mentee] | mentor[found.mentor]) & (found.score >= lowest))
        return part.where(best_of_each(part.mentee, part.score, keep))

    def underpriced(self, mentee: np.ndarray, mentor: np.ndarray, worth: np.ndarray, keep: int) -> Found:
        found = self.found
        gap = worth[found.score] - mentee[found.mentee] - mentor[found.mentor]
        part = found.where(gap > 0)
        return part.where(best_of_each(part.mentee, gap[gap > 0], keep))
