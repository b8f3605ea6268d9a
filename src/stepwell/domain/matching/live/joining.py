"""The row of somebody who arrives: who they may meet, and how they score with each mentor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from ..contracts import Fault, InvalidInput, Mentee, Mentor
from ..exclusions import Chains
from ..preparing import Prepared
from ..scoring import Features, features_of, mentee_rows, scored


class Joining:
    """What is needed of a cohort to write one more row quickly."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.chains = Chains(prepared.cohort)
        self.managers = {one for managers in self.chains.direct.values() for one in managers}
        self.under: dict[str, list[int]] = defaultdict(list)
        self.appraised: dict[str, list[int]] = defaultdict(list)
        for place, mentor in enumerate(prepared.cohort.mentors):
            for manager in self.chains.direct[mentor.id]:
                self.under[manager].append(place)
            if mentor.appraiser is not None:
                self.appraised[mentor.appraiser].append(place)
        self.offered = {(kind, value) for mentor in prepared.cohort.mentors for kind, value in marks(mentor)}

    def changes_chains(self, mentee: Mentee) -> bool:
        """Whether somebody is managed by the person who arrives: then others' chains may change with them."""
        return mentee.id in self.managers

    def row(self, mentee: Mentee, scores: Mapping[str, int] | None) -> np.ndarray:
        prepared = self.prepared
        row = self.built_in(mentee) if isinstance(prepared.source, Features) else self.given(scores or {})
        row[row < prepared.cohort.acceptable_from] = -1
        row[list(self.shut(mentee))] = -1
        return row

    def built_in(self, mentee: Mentee) -> np.ndarray:
        source = self.prepared.source
        assert isinstance(source, Features)
        alone = self.prepared.cohort.model_copy(update={"mentees": [mentee]})
        if any(wish in self.offered and wish not in source.columns.places for wish in wishes(mentee)):
            return features_of(alone).block(0, 1)[0].copy()
        left, _ = mentee_rows(alone, source.columns)
        return scored(left @ source.mentors)[0]

    def given(self, scores: Mapping[str, int]) -> np.ndarray:
        row = np.full(self.prepared.capacity.size, -1, np.int16)
        faults = []
        for one, score in scores.items():
            at = self.prepared.mentor_at.get(one)
            if at is None:
                faults.append(Fault("scores", f"“{one}” is not one of the mentors"))
            elif type(score) is not int or not 0 <= score <= 1000:
                faults.append(Fault(f"scores.{one}", "must be a whole number from 0 to 1000"))
            else:
                row[at] = score
        if faults:
            raise InvalidInput(faults)
        return row

    def shut(self, mentee: Mentee) -> set[int]:
        """Mentors who may not be paired with somebody new; the same rules as `exclusions.forbidden`."""
        own = [one for one in [mentee.manager, *mentee.acting_managers] if one is not None]
        self.chains.direct[mentee.id] |= set(own)
        self.chains.known.pop(mentee.id, None)
        names = {mentee.id, mentee.appraiser, *mentee.previous, *mentee.avoid, *mentee.conflicts}
        names |= self.chains.over(mentee.id)
        at = self.prepared.mentor_at
        found = {at[one] for one in names if one is not None and one in at}
        for manager in self.chains.direct[mentee.id]:
            found |= set(self.under.get(manager, ()))
        return found | set(self.appraised.get(mentee.id, ()))


def marks(mentor: Mentor) -> list[tuple[str, object]]:
    """What of a mentor can make a difference, in the names of the scoring's columns."""
    found: list[tuple[str, object]] = [("quality", quality) for quality in mentor.offer]
    found += [("language", language) for language in mentor.languages]
    found += [(kind, getattr(mentor, kind)) for kind in ("organisation", "profession", "place")]
    return [*found, ("no grade", True)]


def wishes(mentee: Mentee) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = [("quality", quality) for quality in mentee.need]
    found += [(kind, getattr(mentee, kind)) for kind in ("organisation", "profession", "place")]
    found += [("language", mentee.prefers.language)]
    return [*found, *([("no grade", True)] if mentee.prefers.grade_steps is not None else [])]
