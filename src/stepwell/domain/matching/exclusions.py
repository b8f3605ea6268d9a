"""Who may not be paired: decided from the cohort alone, before any score, and never told apart in what is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from .contracts import Cohort, Taking, places


@dataclass(frozen=True, eq=False)
class Shut:
    """Pairs that may not be, as columns of places, in order of mentee and mentor, each once.

    `key` is mentee × `width` + mentor.
    """

    mentee: np.ndarray
    mentor: np.ndarray
    key: np.ndarray
    width: int

    def holds(self, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
        """Which of these pairs are among them, position by position.

        >>> shut_of(np.array([7, 4, 7]), 3).holds(np.array([1, 2, 2]), np.array([1, 0, 1])).tolist()
        [True, False, True]
        """
        asked = mentees * self.width + mentors
        at = np.searchsorted(self.key, asked)
        found = np.zeros(asked.size, bool)
        inside = at < self.key.size
        found[inside] = self.key[at[inside]] == asked[inside]
        return found


def shut_of(keys: np.ndarray, width: int) -> Shut:
    key = np.unique(keys)
    return Shut(key // width, key % width, key, width)


def forbidden(cohort: Cohort) -> Shut:
    """The mentors who may not be paired with each mentee.

    Oneself, everybody above and below in the reporting chain, who shares a manager, an appraiser, an earlier pair, who
    avoids or is avoided, a conflict, the excluded list. Chains follow every manager a person has, acting ones too.
    """
    chains, width = Chains(cohort), max(1, len(cohort.mentors))
    single = np.fromiter((i * width + j for i, j in one_by_one(cohort, chains)), np.int64)
    together = [(mentees[:, None] * width + mentors).ravel() for mentees, mentors in same_manager(cohort, chains)]
    return shut_of(np.concatenate([single, *together]), width)


def is_forbidden(shut: Shut, mentee: int, mentor: int) -> bool:
    return bool(shut.holds(np.array([mentee]), np.array([mentor]))[0])


class Chains:
    """Who stands above whom, through every manager of each person."""

    def __init__(self, cohort: Cohort) -> None:
        self.direct: dict[str, set[str]] = defaultdict(set)
        for person in [*cohort.mentors, *cohort.mentees]:
            self.direct[person.id] |= {one for one in [person.manager, *person.acting_managers] if one is not None}
        for one, managers in cohort.managers.items():
            self.direct[one] |= set(managers)
        self.known: dict[str, frozenset[str]] = {}

    def over(self, person: str) -> frozenset[str]:
        """Everybody above a person; a circle of managers ends where it began."""
        if person not in self.known:
            found: set[str] = set()
            waiting = list(self.direct.get(person, ()))
            while waiting:
                one = waiting.pop()
                if one in found:
                    continue
                found.add(one)
                waiting += self.known[one] if one in self.known else self.direct.get(one, ())
            self.known[person] = frozenset(found)
        return self.known[person]


def one_by_one(cohort: Cohort, chains: Chains) -> Iterator[tuple[int, int]]:
    """All but those who share a manager; a pair may come several times."""
    mentee_at, mentor_at = places(cohort.mentees), places(cohort.mentors)
    for place, mentee in enumerate(cohort.mentees):
        for one in {mentee.id, mentee.appraiser, *mentee.previous, *personal(mentee), *chains.over(mentee.id)}:
            if one in mentor_at:
                yield place, mentor_at[one]
    for place, mentor in enumerate(cohort.mentors):
        for one in {mentor.appraiser, *personal(mentor), *chains.over(mentor.id)}:
            if one in mentee_at:
                yield mentee_at[one], place
    for one, other in cohort.excluded:
        yield mentee_at[one], mentor_at[other]


def personal(person: Taking) -> Iterable[str]:
    return [*person.avoid, *person.conflicts]


def same_manager(cohort: Cohort, chains: Chains) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    mentors: dict[str, list[int]] = defaultdict(list)
    mentees: dict[str, list[int]] = defaultdict(list)
    for side, people in ((mentors, cohort.mentors), (mentees, cohort.mentees)):
        for place, person in enumerate(people):
            for manager in sorted(chains.direct[person.id]):
                side[manager].append(place)
    for manager in mentees.keys() & mentors.keys():
        yield np.array(mentees[manager], np.int64), np.array(mentors[manager], np.int64)
