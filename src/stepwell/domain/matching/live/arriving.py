"""The row of somebody who arrives: how they score with each mentor, and whom they may not meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from ..contracts import MOST_SCORE, Fault, InvalidInput, Mentee, Mentor
from ..exclusions import Chains
from ..preparing import Prepared
from ..scoring import Features, bonus_of, mentee_rows, mentor_columns, offered_columns, scored


class Arriving:
    """What is needed of a cohort to write one more row quickly; the same scores and rules as for the whole."""

    def __init__(self, prepared: Prepared, mentors: Sequence[Mentor]) -> None:
        """`mentors` as they were at the beginning: their lists may name people who have left since and may come back."""
        self.prepared = prepared
        self.chains = Chains(prepared.cohort)
        self.managers = {one for managers in self.chains.direct.values() for one in managers}
        self.columns = offered_columns(mentors)
        self.offers = mentor_columns(mentors, self.columns)
        self.under: dict[str, list[int]] = defaultdict(list)
        self.naming: dict[str, list[int]] = defaultdict(list)
        for place, mentor in enumerate(mentors):
            for manager in self.chains.direct[mentor.id]:
                self.under[manager].append(place)
            for one in {mentor.appraiser, *mentor.avoid, *mentor.conflicts} - {None}:
                self.naming[str(one)].append(place)

    def joins_alone(self, mentee: Mentee) -> bool:
        """Whether nobody else's chain of managers changes with this person; if so, theirs is known from now on."""
        own = set(managers_of(mentee))
        is_mentor = mentee.id in self.prepared.mentor_at
        if mentee.id in self.managers or (is_mentor and not own <= self.chains.direct[mentee.id]):
            return False
        self.chains.direct[mentee.id] |= own
        self.managers |= own
        return True

    def leaves_alone(self, mentee: str) -> bool:
        return mentee not in self.managers and mentee not in self.prepared.mentor_at

    def row(self, mentee: Mentee, scores: Mapping[str, int] | None, apart: Sequence[str]) -> np.ndarray:
        """`apart`: mentors with whom this person is not to be a pair, besides those whom the rules exclude.

        Raises:
            InvalidInput: a score that is not one.
        """
        row = self.built_in(mentee) if isinstance(self.prepared.source, Features) else self.given(scores or {})
        row[[*self.shut(mentee), *(self.prepared.mentor_at[one] for one in apart)]] = -1
        return row

    def built_in(self, mentee: Mentee) -> np.ndarray:
        alone = self.prepared.cohort.model_copy(update={"mentees": [mentee]})
        left, _ = mentee_rows(alone, self.columns)
        return self.acceptable(scored(left @ self.offers)[0], int(bonus_of(alone)[0]))

    def acceptable(self, row: np.ndarray, bonus: int = 0) -> np.ndarray:
        row[row < self.prepared.cohort.acceptable_from + bonus] = -1
        return row

    def given(self, scores: Mapping[str, int]) -> np.ndarray:
        row, faults = np.full(self.prepared.capacity.size, -1, np.int16), []
        for one, score in scores.items():
            at = self.prepared.mentor_at.get(one)
            if at is None:
                faults.append(Fault("scores", f"“{one}” is not one of the mentors"))
            elif type(score) is not int or not 0 <= score <= MOST_SCORE:
                faults.append(Fault(f"scores.{one}", f"must be a whole number from 0 to {MOST_SCORE}"))
            else:
                row[at] = score
        if faults:
            raise InvalidInput(faults)
        return self.acceptable(row)

    def shut(self, mentee: Mentee) -> set[int]:
        """Mentors who may not be paired with somebody who arrives; the rules of `exclusions.forbidden`."""
        own = {*managers_of(mentee), *self.chains.direct.get(mentee.id, ())}
        above = own | {one for manager in own for one in self.chains.over(manager)}
        names = {mentee.id, mentee.appraiser, *mentee.previous, *mentee.avoid, *mentee.conflicts, *above}
        found = {self.prepared.mentor_at[one] for one in names if one in self.prepared.mentor_at}
        for manager in own:
            found |= set(self.under.get(manager, ()))
        return found | set(self.naming.get(mentee.id, ()))


def managers_of(mentee: Mentee) -> list[str]:
    return [one for one in [mentee.manager, *mentee.acting_managers] if one is not None]
