"""A matching that goes on: people who arrive, leave or decline are placed with the optimum that a fresh run would give.

Each is one short chain of moves where that can be proven; else everybody is matched again. `Live` takes one change after
the other and is quick; `follow` takes a matching of earlier to a cohort of now, whatever changed between them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from ..contracts import Cohort, Fault, GivenScores, InvalidInput, Mentee, Taking, places, read
from ..preparing import Prepared, prepared
from ..solver import USUAL_SECONDS
from ..solving import Matching, match
from .arriving import Arriving
from .earlier import Earlier, earlier_in, earlier_of, read_earlier, written
from .stage import Stage
from .stages import NeedsAll, Stages, proven, stages_of
from .staying import keeping

LISTS = ("avoid", "conflicts", "previous")
Person = TypeVar("Person", bound=Taking)
Work = Callable[[Stages], None]


@dataclass(frozen=True)
class Moved:
    """`before` and `after` are mentors, None for being without one."""

    mentee: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Placement:
    """What one change moved. `again`: steps could not prove the optimum, so all were matched again."""

    moves: tuple[Moved, ...]
    again: bool


def follow(before: Earlier, now: Prepared, seconds: float = USUAL_SECONDS) -> Matching:
    """The best matching of a cohort, from one of an earlier state of it: people, places and rules may have changed.

    Raises:
        InvalidInput: quotas that cannot be met.
        SolverFault: everybody had to be matched again, and the solver failed.
    """
    try:
        stages = stages_of(before, now)
        stages.expect_whole(len(now.locked))
    except NeedsAll:
        return match(now, seconds)
    return proven(stages, now, range(len(now.cohort.mentees)))


class Live:
    """Locked pairs (what is published) stand; everybody else may still be moved.

    >>> from ..preparing import prepare
    >>> live = Live(match(prepare({
    ...     "mentees": [{"id": "tom"}, {"id": "ben"}],
    ...     "mentors": [{"id": "ruth", "capacity": 2}, {"id": "kim", "capacity": 1}],
    ...     "scores": [["tom", "ruth", 900], ["tom", "kim", 850], ["ben", "ruth", 800]],
    ... })))
    >>> live.arrive({"id": "amira"}, scores={"ruth": 850})
    Placement(moves=(Moved(mentee='amira', before=None, after='ruth'), Moved(mentee='tom', before='ruth', after='kim')), again=False)
    >>> live.matching().totals.squared_shortfall
    85000
    """

    def __init__(self, matching: Matching, seconds: float = USUAL_SECONDS) -> None:
        self.seconds = seconds
        self.base = matching.prepared
        self.people = {one.id: one for one in self.base.cohort.mentees}
        self.scores: dict[str, Mapping[str, int]] = {}
        self.excluded = list(self.base.cohort.excluded)
        self.begin(matching)

    def begin(self, matching: Matching) -> None:
        self.latest: Matching | None = matching
        self.prepared = matching.prepared
        settled = {one.mentee for one in self.prepared.locked}
        self.number = {one: at for one, at in self.prepared.mentee_at.items() if at not in settled}
        self.name = [one.id for one in self.prepared.cohort.mentees]
        self.arriving = Arriving(matching.prepared, self.base.cohort.mentors)
        self.stages: Stages | None
        try:
            self.stages = stages_of(earlier_of(matching), matching.prepared, same=True)
            self.stages.expect_whole(len(matching.prepared.locked))
            self.stages.fit.raise_prices()
        except NeedsAll:
            self.stages = None

    def arrive(self, mentee: Any, scores: Mapping[str, int] | None = None) -> Placement:
        """Somebody joins. `scores` (by mentor) where the programme brings its own.

        Raises:
            InvalidInput: the person is not what the contract says, or takes part already.
            SolverFault: everybody had to be matched again, and the solver failed.
        """
        person = mentee if isinstance(mentee, Mentee) else read(Mentee, mentee)
        self.check(person)
        apart = [mentor for one, mentor in self.excluded if one == person.id]
        row, alone = self.arriving.row(person, scores, apart), self.arriving.joins_alone(person)
        first = self.comes_first(person, row)
        alone = alone and not (first and self.in_turns)

        def come(stages: Stages) -> None:
            number = self.number[person.id] = stages.rows.add(row)
            self.name.append(person.id)
            stages.each(Stage.grow)
            stages.enter(number, first)

        work = self.by_steps(come, alone)
        before = {} if work else self.placed()
        self.people[person.id], self.scores[person.id] = person, dict(scores or {})
        return self.change(work, before)

    def leave(self, mentee: str) -> Placement:
        """Somebody leaves, with or without a mentor.

        Raises:
            KeyError: nobody who may still move.
        """
        number = self.number[mentee]

        work = self.by_steps(lambda stages: stages.leave(number), self.leaves_alone(mentee))
        before = {} if work else self.placed()
        del self.number[mentee], self.people[mentee]
        return self.change(work, before)

    def decline(self, mentee: str, mentor: str) -> Placement:
        """These two are not to be a pair; whoever is best for each now comes instead.

        Raises:
            KeyError: nobody who may still move, or no such mentor.
        """
        number, at = self.number[mentee], self.prepared.mentor_at[mentor]
        self.excluded.append([mentee, mentor])

        def come_anew(stages: Stages) -> None:
            row = stages.rows.row(number).copy()
            row[at] = -1
            stages.leave(number)
            stages.rows.own[number] = row
            stages.enter(number, self.comes_first(self.people[mentee], row))

        work = self.by_steps(come_anew, not self.has_a_turn(number))
        return self.change(work, {} if work else self.placed())

    def matching(self) -> Matching:
        """Everything as it stands now, with its own certificate; nothing is solved for it."""
        if self.latest is None and self.stages is not None:
            now = prepared(*self.cohort())
            whole = self.prepared.mentee_at | self.number
            self.latest = proven(self.stages, now, [whole[one.id] for one in now.cohort.mentees])
        assert self.latest is not None
        return self.latest

    @property
    def in_turns(self) -> bool:
        """Whether not all of those who come first have a mentor: then one of them who comes or goes changes who does."""
        return self.stages is not None and bool(self.stages.turns)

    def has_a_turn(self, number: int) -> bool:
        return self.in_turns and self.stages is not None and number in self.stages.first

    def leaves_alone(self, mentee: str) -> bool:
        return self.arriving.leaves_alone(mentee) and not self.has_a_turn(self.number[mentee])

    def comes_first(self, mentee: Mentee, row: np.ndarray) -> bool:
        """The rule of `waiting.come_first`; mentors and their places stay as they were at the beginning."""
        waited = self.base.cohort.waiting == "first" and mentee.waited_rounds > 0
        return waited and bool((row[self.prepared.room() > 0] >= 0).any())

    def by_steps(self, work: Work, alone: bool = True) -> Callable[[], bool] | None:
        """None where steps are out of the question; else what takes them, and says whether they are proven."""
        stages = self.stages
        if stages is None or not alone:
            return None

        def take() -> bool:
            stages.fit.before.clear()
            work(stages)
            try:
                stages.expect_whole(len(self.prepared.locked))
            except NeedsAll:
                return False
            return True

        return take

    def change(self, work: Callable[[], bool] | None, before: dict[str, int]) -> Placement:
        """`before`: where everybody was, if no steps are taken; who takes steps notes it."""
        if work is not None and self.stages is not None:
            proven_by_steps, names, stages = work(), self.name, self.stages
            noted = stages.fit.before
            self.latest = None
            if proven_by_steps:
                after = {names[one]: int(stages.fit.place[one]) for one in noted}
                return Placement(self.moves({names[one]: place for one, place in noted.items()}, after), again=False)
            place = stages.fit.place.tolist()
            before = {name: noted.get(one, place[one]) for one, name in enumerate(names)}
        self.begin(match(prepared(*self.cohort()), self.seconds))
        return Placement(self.moves(before, self.placed()), again=True)

    def moves(self, before: Mapping[str, int], after: Mapping[str, int]) -> tuple[Moved, ...]:
        found = (
            Moved(one, self.name_of(before.get(one, -1)), self.name_of(after.get(one, -1)))
            for one in sorted({*before, *after})
        )
        return tuple(move for move in found if move.before != move.after)

    def placed(self) -> dict[str, int]:
        """The mentor of everybody who may still move, −1 for none. Mentors stay as they were at the beginning."""
        if self.stages is not None:
            place = np.maximum(self.stages.fit.place, -1).tolist()
            return {one: place[number] for one, number in self.number.items()}
        known = self.matching().mentor_of
        return {one: known.get(at, -1) for one, at in self.number.items()}

    def name_of(self, mentor: int) -> str | None:
        return self.prepared.cohort.mentors[mentor].id if mentor >= 0 else None

    def check(self, person: Mentee) -> None:
        faults = [Fault("id", f"“{person.id}” takes part already")] if person.id in self.people else []
        known = {*self.people, *self.prepared.mentor_at, person.id}
        for key in LISTS:
            for place, one in enumerate(getattr(person, key)):
                if one not in known:
                    faults.append(Fault(f"{key}[{place}]", f"“{one}” is not in this cohort"))
        if faults:
            raise InvalidInput(faults)

    def cohort(self) -> tuple[Cohort, GivenScores | None]:
        """Who takes part now, as a cohort of its own."""
        present = {*self.people, *self.prepared.mentor_at}
        cohort = self.base.cohort.model_copy(
            update={
                "mentees": [without_absent(self.people[one], present) for one in sorted(self.people)],
                "mentors": [without_absent(one, present) for one in self.base.cohort.mentors],
                "excluded": sorted(couple for couple in self.excluded if couple[0] in self.people),
            }
        )
        given = self.base.source if isinstance(self.base.source, GivenScores) else None
        return cohort, None if given is None else self.given_now(given, places(cohort.mentees))

    def given_now(self, given: GivenScores, at: Mapping[str, int]) -> GivenScores:
        """The scores that the programme brought, without who left, and those of who came."""
        came = [
            (at[one], self.prepared.mentor_at[mentor], score)
            for one, scores in self.scores.items()
            if one in at
            for mentor, score in scores.items()
        ]
        now = [-1 if one.id in self.scores else at.get(one.id, -1) for one in self.base.cohort.mentees]
        mentee = np.array(now, np.int64)[given.mentee]
        here = mentee >= 0
        new = np.array(came, np.int64).reshape(-1, 3).T
        kept = (mentee[here], given.mentor[here], given.score[here])
        return GivenScores(*(np.r_[old, more] for old, more in zip(kept, new, strict=True)))


def without_absent(person: Person, present: set[str]) -> Person:
    """Lists name people of the cohort alone; who has left is taken out of them."""
    lists = {key: getattr(person, key, []) for key in LISTS}
    if all(one in present for ids in lists.values() for one in ids):
        return person
    kept = {key: [one for one in ids if one in present] for key, ids in lists.items() if ids}
    return person.model_copy(update=kept)


__all__ = [
    "Earlier",
    "Live",
    "Moved",
    "Placement",
    "earlier_in",
    "earlier_of",
    "follow",
    "keeping",
    "read_earlier",
    "written",
]
