"""A cohort made ready: positions instead of ids, locked pairs taken out, every permitted pair with its score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .contracts import Cohort, Fault, GivenScores, InvalidInput, read_cohort
from .contracts.checking import places
from .exclusions import Shut, forbidden, is_forbidden
from .pairs import Pairs, pairs_of
from .scoring import Features, features_of


@dataclass(frozen=True)
class Couple:
    """A pair by position, with its score."""

    mentee: int
    mentor: int
    score: int


@dataclass(frozen=True, eq=False)
class Prepared:
    """`pairs` are those still to be decided; `locked` stand. Positions follow the order of ids."""

    cohort: Cohort
    source: Features | GivenScores
    shut: Shut
    locked: tuple[Couple, ...]
    pairs: Pairs
    capacity: np.ndarray
    mentee_at: dict[str, int] = field(repr=False)
    mentor_at: dict[str, int] = field(repr=False)

    @property
    def settled(self) -> list[tuple[int, int]]:
        return [(one.mentee, one.mentor) for one in self.locked]

    def room(self, load: int | None = None) -> np.ndarray:
        """Places that locked pairs leave with each mentor, where nobody may have more than `load`."""
        most = self.capacity if load is None else np.minimum(self.capacity, load)
        taken = np.bincount([one.mentor for one in self.locked], minlength=self.capacity.size)
        return np.maximum(most - taken, 0)

    def fits(self, mentees: Sequence[int], mentors: Sequence[int]) -> list[int]:
        """How well these pairs fit, position by position: their scores, less what anybody has for waiting."""
        columns = np.array(mentees, np.int64), np.array(mentors, np.int64)
        found = self.source.plain(*columns) if isinstance(self.source, Features) else scores_of(self.source, *columns)
        return [max(0, score) for score in found.tolist()]

    def floor(self, mentee: int) -> int:
        """The lowest score at which somebody is proposed: what the programme accepts, and their bonus for waiting on top."""
        bonus = int(self.source.bonus[mentee]) if isinstance(self.source, Features) else 0
        return self.cohort.acceptable_from + bonus

    def score(self, mentee: int, mentor: int) -> int:
        """The score of a pair whether it is permitted or not; −1 if it has none."""
        return int(scores_of(self.source, np.array([mentee]), np.array([mentor]))[0])


def scores_of(source: Features | GivenScores, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    """The scores of these pairs, position by position; −1 for one without."""
    if isinstance(source, Features):
        return source.each(mentees, mentors)
    width = 1 + int(max(source.mentor.max(initial=0), mentors.max(initial=0)))
    keys = source.mentee * width + source.mentor
    order = np.argsort(keys, kind="stable")
    asked = mentees * width + mentors
    at = np.minimum(np.searchsorted(keys[order], asked), max(0, keys.size - 1))
    if not keys.size:
        return np.full(asked.size, -1)
    return np.where(keys[order][at] == asked, source.score[order][at], -1)


def prepare(data: Any) -> Prepared:
    """
    Raises:
        InvalidInput: with every fault found.
    """
    cohort, given = read_cohort(data)
    return prepared(cohort, given)


def prepared(cohort: Cohort, given: GivenScores | None) -> Prepared:
    """The same from a cohort that was read.

    Raises:
        InvalidInput: a locked pair that may not be.
    """
    source: Features | GivenScores = features_of(cohort) if given is None else given
    shut = forbidden(cohort)
    mentee_at, mentor_at = places(cohort.mentees), places(cohort.mentors)
    fixed = [(mentee_at[one], mentor_at[other]) for one, other in cohort.locked]
    scores = scores_of(source, *np.array(fixed, np.int64).reshape(-1, 2).T).tolist()
    locked = tuple(Couple(one, other, score) for (one, other), score in zip(fixed, scores, strict=True))
    if faults := list(wrong_locks(cohort, shut, locked)):
        raise InvalidInput(faults)
    settled = np.zeros(len(cohort.mentees), bool)
    settled[[one.mentee for one in locked]] = True
    capacity = np.array([mentor.capacity for mentor in cohort.mentors], np.int64)
    return Prepared(
        cohort, source, shut, locked, pairs_of(cohort, source, shut, settled), capacity, mentee_at, mentor_at
    )


def wrong_locks(cohort: Cohort, shut: Shut, locked: tuple[Couple, ...]) -> Iterator[Fault]:
    for one in locked:
        names = f"“{cohort.mentees[one.mentee].id}” with “{cohort.mentors[one.mentor].id}”"
        if is_forbidden(shut, one.mentee, one.mentor):
            yield Fault("locked", f"{names} may not be a pair")
        elif one.score < 0:
            yield Fault("locked", f"{names} has no score, so it is not allowed")
