"""People who come, leave or decline after a matching: placed by one step, with the optimum that a fresh run would give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ..contracts import Cohort, Fault, GivenScores, InvalidInput, Mentee, read
from ..contracts.checking import places
from ..preparing import Couple, prepared
from ..solver import USUAL_SECONDS
from ..solving import Matching, match, proven
from .joining import Joining
from .state import GONE, Moved, NeedsAll, Placement, state_of
from .steps import arrive, depart

__all__ = ["Live", "Moved", "Placement"]


class Live:
    """A matching that goes on. Locked pairs (what is published) stand; everybody else may still be moved.

    Each call leaves the best matching of all who take part now, by one chain of moves where that can be proven, else by
    matching everybody again (`Placement.again`): with quotas, with an even load, or when the worst score changes.

    >>> from ..preparing import prepare
    >>> live = Live(match(prepare({
    ...     "mentees": [{"id": "tom"}],
    ...     "mentors": [{"id": "ruth", "capacity": 1}, {"id": "ben", "capacity": 1}],
    ...     "scores": [["tom", "ruth", 900], ["tom", "ben", 850]],
    ... })))
    >>> placed = live.place_arrival({"id": "amira"}, scores={"ruth": 850})
    >>> [(move.mentee, move.before, move.after) for move in placed.moves]
    [('amira', None, 'ruth'), ('tom', 'ruth', 'ben')]
    """

    def __init__(self, matching: Matching, seconds: float = USUAL_SECONDS) -> None:
        self.seconds = seconds
        cohort = matching.prepared.cohort
        self.base = cohort
        self.people = {one.id: one for one in cohort.mentees}
        self.excluded = list(cohort.excluded)
        self.scores: dict[str, dict[int, int]] = given_by_mentee(matching)
        self.stepwise = not cohort.quotas and not cohort.even_load and cohort.emphasis.fairness == 10
        self.begin(matching)

    def begin(self, matching: Matching) -> None:
        self.state = state_of(matching)
        self.joining = Joining(matching.prepared)

    def place_arrival(self, mentee: Any, scores: Mapping[str, int] | None = None) -> Placement:
        """Somebody joins. `scores` (by mentor) where the programme brings its own.

        Raises:
            InvalidInput: the person is not what the contract says, or takes part already.
            SolverFault: everybody had to be matched again, and the solver failed.
        """
        person = mentee if isinstance(mentee, Mentee) else read(Mentee, mentee)
        self.check(person)
        row = self.joining.row(person, scores)
        self.people[person.id] = person
        if scores is not None:
            self.scores[person.id] = {self.state.prepared.mentor_at[one]: score for one, score in scores.items()}
        if self.joining.changes_chains(person):
            return self.again()
        return self.step(lambda: arrive(self.state, self.state.add(person, row)), {person.id})

    def leave(self, mentee: str) -> Placement:
        """Somebody leaves, with or without a mentor.

        Raises:
            KeyError: nobody who may still move.
        """
        number = self.may_move(mentee)
        del self.people[mentee]
        return self.step(lambda: depart(self.state, number), {mentee})

    def decline(self, mentee: str, mentor: str) -> Placement:
        """These two are not to be a pair; whoever is best for each now comes instead.

        Raises:
            KeyError: nobody who may still move, or no such mentor.
        """
        number, place = self.may_move(mentee), self.state.prepared.mentor_at[mentor]
        self.excluded.append([mentee, mentor])
        row = self.state.row(number).copy()
        row[place] = -1
        if self.state.place[number] != place:
            self.state.own_rows[number] = row
            return Placement((), self.state.totals(), again=False)

        def anew() -> list[int]:
            return [*depart(self.state, number), *arrive(self.state, self.state.add(self.people[mentee], row))]

        return self.step(anew, {mentee})

    def matching(self) -> Matching:
        """Everything as it stands now, with its own certificate.

        Raises:
            SolverFault: the solver failed.
        """
        ready = prepared(*self.cohort())
        pairs = [Couple(ready.mentee_at[one], mentor, score) for one, (mentor, score) in self.state.placed().items()]
        return proven(ready, sorted(pairs, key=lambda pair: pair.mentee), self.seconds)

    def step(self, work: Callable[[], list[int]], about: set[str]) -> Placement:
        before = self.state.placed()
        if not self.stepwise:
            return self.again(before)
        try:
            moved = {self.state.people[number].id for number in work()} | about
        except NeedsAll:
            return self.again(before)
        return self.told(before, moved, again=False)

    def again(self, before: Mapping[str, tuple[int, int]] | None = None) -> Placement:
        """Everybody who is not locked is matched anew."""
        before = self.state.placed() if before is None else before
        self.begin(match(prepared(*self.cohort()), self.seconds))
        return self.told(before, {*before, *self.people}, again=True)

    def told(self, before: Mapping[str, tuple[int, int]], about: set[str], *, again: bool) -> Placement:
        after = self.state.placed()
        name = self.state.name_of
        moves = [
            Moved(one, name(before.get(one, (-1, 0))[0]), name(after.get(one, (-1, 0))[0])) for one in sorted(about)
        ]
        changed = tuple(move for move in moves if move.before != move.after)
        return Placement(changed, self.state.totals(), again)

    def may_move(self, mentee: str) -> int:
        number = self.state.number[mentee]
        if number in self.state.settled or self.state.place[number] == GONE:
            raise KeyError(mentee)
        return number

    def check(self, person: Mentee) -> None:
        faults = [Fault("id", f"“{person.id}” takes part already")] if person.id in self.people else []
        known = {*self.people, *self.state.prepared.mentor_at, person.id}
        for key in ("avoid", "conflicts", "previous"):
            for place, one in enumerate(getattr(person, key)):
                if one not in known:
                    faults.append(Fault(f"{key}[{place}]", f"“{one}” is not in this cohort"))
        if faults:
            raise InvalidInput(faults)

    def cohort(self) -> tuple[Cohort, GivenScores | None]:
        """Who takes part now, as a cohort of its own."""
        mentees = [self.people[one] for one in sorted(self.people)]
        excluded = [couple for couple in self.excluded if couple[0] in self.people]
        present = {*self.people, *(one.id for one in self.base.mentors)}
        mentees = [without_absent(one, present) for one in mentees]
        mentors = [without_absent(one, present) for one in self.base.mentors]
        cohort = self.base.model_copy(update={"mentees": mentees, "mentors": mentors, "excluded": excluded})
        if self.base.scores is None:
            return cohort, None
        at = places(mentees)
        triples = [(at[one], j, s) for one in at for j, s in self.scores.get(one, {}).items()]
        return cohort, GivenScores(*np.array(triples, np.int64).reshape(-1, 3).T)


def without_absent(person: Any, present: set[str]) -> Any:
    """Lists name people of the cohort alone; who has left is taken out of them."""
    lists = {key: getattr(person, key) for key in ("avoid", "conflicts", "previous") if getattr(person, key, None)}
    kept = {key: [one for one in ids if one in present] for key, ids in lists.items()}
    return person.model_copy(update=kept) if kept != lists else person


def given_by_mentee(matching: Matching) -> dict[str, dict[int, int]]:
    source, mentees = matching.prepared.source, matching.prepared.cohort.mentees
    found: dict[str, dict[int, int]] = {}
    if isinstance(source, GivenScores):
        for i, j, s in zip(source.mentee.tolist(), source.mentor.tolist(), source.score.tolist(), strict=True):
            found.setdefault(mentees[i].id, {})[j] = s
    return found
