"""Those who waited, in the order in which they come, and what each weighs where not all of them can have a mentor.

Whoever waited more rounds comes first; of as many rounds, who joined first; of one day, by id. In this order each has a
mentor if that is possible together with everybody before them and with as many people matched. docs/methods/matching.md
says why that is decided by the greatest sum of weights.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np

from .contracts import Cohort, Quota
from .preparing import Prepared

AT_ONCE = 30
NOT_SAID = "9999-12-31"


@dataclass(frozen=True, eq=False)
class Weighed:
    """Who is decided about together; `weight` is of each mentee by position, 0 for everybody else."""

    people: list[int]
    weight: np.ndarray


def come_first(prepared: Prepared) -> list[int]:
    """Those who waited and could be proposed to somebody with a place, by position, in their order."""
    if prepared.cohort.waiting != "first":
        return []
    settled, has_room = {one.mentee for one in prepared.locked}, prepared.room() > 0
    found = [
        place
        for place, one in enumerate(prepared.cohort.mentees)
        if one.waited_rounds and place not in settled
        and (prepared.pairs.rows(place, place + 1)[0][has_room] >= 0).any()
    ]  # fmt: skip
    return in_turn(prepared.cohort, found)


def in_turn(cohort: Cohort, places: Sequence[int]) -> list[int]:
    """Positions are in the order of ids.

    >>> from .contracts import Mentee
    >>> people = [("a", 1, None), ("b", 1, "2026-03-01"), ("c", 1, "2026-02-01"), ("d", 4, None)]
    >>> mentees = [Mentee(id=one, waited_rounds=rounds, joined=day) for one, rounds, day in people]
    >>> [mentees[place].id for place in in_turn(Cohort(mentees=mentees, mentors=[]), range(4))]
    ['d', 'c', 'b', 'a']
    """
    people = cohort.mentees
    return sorted(places, key=lambda at: (-people[at].waited_rounds, people[at].joined or NOT_SAID, at))


def turns_of(cohort: Cohort, people: list[int]) -> list[Weighed]:
    """All at once by rank; where quotas count mentees, a few at a time, each weighing more than all after them.

    >>> from .contracts import Mentee
    >>> cohort = Cohort(mentees=[Mentee(id=one) for one in "abc"], mentors=[])
    >>> [turn.weight.tolist() for turn in turns_of(cohort, [2, 0])]
    [[1, 0, 2]]
    """
    each = AT_ONCE if counts_mentees(cohort.quotas) else max(1, len(people))
    turns = [people[start : start + each] for start in range(0, len(people), each)]
    return [Weighed(turn, weights_of(cohort, turn)) for turn in turns]


def weights_of(cohort: Cohort, turn: list[int]) -> np.ndarray:
    weight, ranks = np.zeros(len(cohort.mentees), np.int64), np.arange(len(turn), 0, -1)
    weight[turn] = 1 << ranks - 1 if counts_mentees(cohort.quotas) else ranks
    return weight


def counts_mentees(quotas: Sequence[Quota]) -> bool:
    return any(quota.side == "mentees" for quota in quotas)


def stand_alone(quotas: Sequence[Quota]) -> bool:
    """Whether who of those who waited has a mentor can be decided without everybody else: whoever else is to be matched
    can be matched besides. With limits on mentees, or numbers that must be reached, it may not be so.
    """
    return not counts_mentees(quotas) and not any(quota.at_least for quota in quotas)


def must_of(prepared: Prepared, placed: Container[int]) -> np.ndarray | None:
    """A mask of those who come first and are `placed`: nothing but a mentor may be given to them. None for nobody."""
    if prepared.cohort.waiting != "first":
        return None
    settled = {one.mentee for one in prepared.locked}
    mask = np.array(
        [
            bool(one.waited_rounds) and place in placed and place not in settled
            for place, one in enumerate(prepared.cohort.mentees)
        ],
        bool,
    )
    return mask if mask.any() else None
