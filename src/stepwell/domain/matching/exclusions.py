"""Who may not be paired: decided from the cohort alone, before any score, and never told apart in what is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from .contracts import Cohort, Taking, places

Lists = list[list[np.ndarray]]


def forbidden(cohort: Cohort) -> Lists:
    """For each mentee, arrays of the places of mentors who may not be paired with them.

    Oneself, everybody above and below in the reporting chain, who shares a manager, an appraiser, an earlier pair, who
    avoids or is avoided, a conflict, the excluded list. Chains follow every manager a person has, acting ones too.
    """
    above = Chains(cohort)
    single = one_by_one(cohort, above)
    found: Lists = [[np.array(sorted(row), np.int64)] if row else [] for row in single]
    for together, mentors in same_manager(cohort, above):
        for place in together:
            found[place].append(mentors)
    return found


def is_forbidden(lists: Lists, mentee: int, mentor: int) -> bool:
    return any(bool((array == mentor).any()) for array in lists[mentee])


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


def one_by_one(cohort: Cohort, chains: Chains) -> list[set[int]]:
    mentee_at, mentor_at = places(cohort.mentees), places(cohort.mentors)
    found: list[set[int]] = [set() for _ in cohort.mentees]
    for place, mentee in enumerate(cohort.mentees):
        others = {mentee.id, mentee.appraiser, *mentee.previous, *personal(mentee), *chains.over(mentee.id)}
        found[place] |= {mentor_at[one] for one in others if one is not None and one in mentor_at}
    for place, mentor in enumerate(cohort.mentors):
        others = {mentor.appraiser, *personal(mentor), *chains.over(mentor.id)}
        for one in others:
            if one is not None and one in mentee_at:
                found[mentee_at[one]].add(place)
    for one, other in cohort.excluded:
        found[mentee_at[one]].add(mentor_at[other])
    return found


def personal(person: Taking) -> Iterable[str]:
    return [*person.avoid, *person.conflicts]


def same_manager(cohort: Cohort, chains: Chains) -> Iterable[tuple[list[int], np.ndarray]]:
    mentors: dict[str, list[int]] = defaultdict(list)
    mentees: dict[str, list[int]] = defaultdict(list)
    for side, people in ((mentors, cohort.mentors), (mentees, cohort.mentees)):
        for place, person in enumerate(people):
            for manager in sorted(chains.direct[person.id]):
                side[manager].append(place)
    return [(together, np.array(mentors[one], np.int64)) for one, together in mentees.items() if one in mentors]
