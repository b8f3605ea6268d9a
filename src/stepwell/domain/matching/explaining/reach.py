"""Which mentors a free place would have to be with, for somebody to be placed and nobody to lose theirs.

Mentor a leads to mentor b if one of a's mentees may move to b. Somebody can be placed without anybody losing a place
exactly if the mentors permitted to them lead, step by step, to one with room. (Quotas: `explaining/unmatched.py`.)
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ..pairs import Pairs
from ..solving import Matching


class Reach:
    """Answers from one matching, each mentor followed once."""

    def __init__(self, matching: Matching) -> None:
        prepared = matching.prepared
        self.pairs: Pairs = prepared.pairs
        self.width = prepared.capacity.size
        self.free = (prepared.room(matching.load) - taken(matching)) > 0
        self.mentees_of: dict[int, list[int]] = {}
        settled = {one.mentee for one in prepared.locked}
        for one in matching.pairs:
            if one.mentee not in settled:
                self.mentees_of.setdefault(one.mentor, []).append(one.mentee)
        self.known: dict[int, np.ndarray] = {}
        self.followed = np.zeros(self.width, bool)
        self.leads: np.ndarray | None = None
        self.places = prepared.room(matching.load)

    def permitted(self, mentee: int) -> np.ndarray:
        return self.pairs.rows(mentee, mentee + 1)[0] >= 0

    def of_mentee(self, mentee: int) -> np.ndarray:
        """A mask of the mentors at whom one more place would let this mentee be placed as well."""
        return self.from_mentors(np.flatnonzero(self.permitted(mentee)).tolist())

    def from_mentors(self, mentors: Iterable[int]) -> np.ndarray:
        seen = np.zeros(self.width, bool)
        for mentor in mentors:
            if not seen[mentor]:
                seen |= self.of_mentor(mentor)
        return seen

    def of_mentor(self, first: int) -> np.ndarray:
        """What was followed before is closed: nothing leads out of it."""
        if first in self.known:
            return self.known[first]
        seen = np.zeros(self.width, bool)
        closed = np.zeros(self.width, bool)
        seen[first] = True
        waiting = [first]
        while waiting:
            mentor = waiting.pop()
            if closed[mentor]:
                continue
            for mentee in self.mentees_of.get(mentor, ()):
                new = self.permitted(mentee) & ~seen
                for other in np.flatnonzero(new & self.followed).tolist():
                    if not closed[other]:
                        closed |= self.known[other]
                seen |= new | closed
                waiting += np.flatnonzero(new & ~closed).tolist()
        self.known[first] = seen
        self.followed[first] = True
        return seen

    def to_room(self) -> np.ndarray:
        """A mask of the mentors that lead to one with room."""
        if self.leads is None:
            if not self.free.any():
                self.leads = self.free
            else:
                self.leads = np.array([bool((self.of_mentor(one) & self.free).any()) for one in range(self.width)])
        return self.leads


def taken(matching: Matching) -> np.ndarray:
    """Places that pairs which are not locked use."""
    settled = {one.mentee for one in matching.prepared.locked}
    mentors = [one.mentor for one in matching.pairs if one.mentee not in settled]
    return np.bincount(mentors, minlength=matching.prepared.capacity.size)
