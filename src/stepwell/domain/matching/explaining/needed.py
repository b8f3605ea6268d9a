"""Which further mentors would match how many: kinds that the unmatched ask for, each tried by matching again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from ..contracts import Cohort, Mentee, Mentor, Taking
from ..contracts.result import Needed
from ..network import frame_of
from ..pairs import Dense, Found, Pairs
from ..preparing import Prepared
from ..scoring import Features, features_of
from ..solver import Solver
from ..solving import Matching
from ..stages import Problem, most_matched
from ..waiting import must_of

SHOWN = 5
TRIED = 6
OFTEN = 3
MOST_PLACES = 1000


def mentors_needed(matching: Matching, solver: Solver) -> list[Needed]:
    """Kinds of further mentors with room for everybody who is left, most helpful first; only those that would help."""
    ready = matching.prepared
    placed = matching.mentor_of
    left = [one for place, one in enumerate(ready.cohort.mentees) if place not in placed]
    if not left:
        return []
    kinds = asked_for(ready, left) if isinstance(ready.source, Features) else like_others(matching)
    kinds = kinds[:TRIED]
    columns = columns_of(ready, kinds)
    found = [
        Needed(
            offer=next(iter(kind.offer), None),
            profession=kind.profession,
            organisation=kind.organisation,
            would_match=with_further(matching, kind, column, len(left), solver) - len(matching.pairs),
        )
        for kind, column in zip(kinds, columns, strict=True)
    ]
    found.sort(key=lambda one: -one.would_match)
    return [one for one in found if one.would_match > 0][:SHOWN]


def asked_for(ready: Prepared, left: list[Mentee]) -> list[Mentor]:
    """The qualities that those who are left need most, each with the profession and organisation that suit most of them."""
    needs: Counter[str] = Counter()
    for mentee in left:
        whole = sum(mentee.need.values())
        for quality, need in mentee.need.items():
            needs[quality] += round(1000 * need / whole) if whole else 0
    qualities = [quality for quality, amount in sorted(needs.items(), key=lambda one: (-one[1], one[0])) if amount]
    organisations = rarest(left, ready.cohort, "organisation")
    professions = rarest(left, ready.cohort, "profession")
    kinds = [
        further(ready.cohort, offer=quality, organisation=organisation, profession=professions[0])
        for quality in [*qualities[:OFTEN], *([None] if not qualities else [])]
        for organisation in organisations[:2]
    ]
    return kinds


def rarest(left: list[Mentee], cohort: Cohort, what: str) -> list[str | None]:
    """Those of the whole cohort by how few of the unmatched have them: the scheme is for meeting others."""
    people: Iterable[Taking] = [*cohort.mentors, *cohort.mentees]
    values = {getattr(one, what) for one in people} - {None}
    counts = Counter(getattr(one, what) for one in left)
    return sorted(values, key=lambda one: (counts[one], one)) or [None]


def further(cohort: Cohort, offer: str | None, organisation: str | None, profession: str | None) -> Mentor:
    """Somebody new: no manager, no history; offers the quality fully and every other one half."""
    qualities = {quality for one in cohort.mentees for quality in one.need} - {offer}
    strengths = ({offer: 1.0} if offer is not None else {}) | dict.fromkeys(sorted(qualities), 0.5)
    return Mentor(
        id="(further)", capacity=MOST_PLACES, offer=strengths, organisation=organisation, profession=profession
    )


def like_others(matching: Matching) -> list[Mentor]:
    """With given scores: one more like each mentor whose places are all wanted, one of each kind."""
    prices = matching.certificate.matched.mentor_price
    kinds: dict[tuple[str | None, str | None], Mentor] = {}
    for mentor in matching.prepared.cohort.mentors:
        if prices.get(mentor.id):
            kinds.setdefault((mentor.organisation, mentor.profession), mentor)
    return [one.model_copy(update={"offer": {}}) for one in kinds.values()]


def with_further(matching: Matching, kind: Mentor, column: np.ndarray, places: int, solver: Solver) -> int:
    """How many can be matched with one more such mentor, who has room for all."""
    ready = matching.prepared
    kind = kind.model_copy(update={"capacity": min(places, MOST_PLACES)})
    cohort = ready.cohort.model_copy(update={"mentors": [*ready.cohort.mentors, kind]})
    pairs = with_column(ready.pairs, column)
    capacity = np.r_[ready.room(matching.load), kind.capacity]
    must = None if matching.load is None else must_of(ready, matching.mentor_of)
    problem = Problem(frame_of(cohort, capacity, ready.settled, must), pairs)
    width = ready.pairs.shape[1]
    new = np.flatnonzero(column >= 0)
    known = matching.candidates
    start = Found(
        np.r_[known.mentee, new], np.r_[known.mentor, np.full(new.size, width)], np.r_[known.score, column[new]]
    )
    return most_matched(problem, start, solver).count + len(ready.locked)


def columns_of(ready: Prepared, kinds: list[Mentor]) -> np.ndarray:
    """For each kind, the scores of all mentees with it; −1 for the settled, and below what is acceptable."""
    mentees = len(ready.cohort.mentees)
    if isinstance(ready.source, Features):
        alone = ready.cohort.model_copy(update={"mentors": kinds})
        columns = features_of(alone).block(0, mentees, ready.cohort.acceptable_from).T.astype(np.int64)
    else:
        columns = np.full((len(kinds), mentees), -1, np.int64)
        for column, kind in zip(columns, kinds, strict=True):
            here = ready.source.mentor == ready.mentor_at[kind.id]
            column[ready.source.mentee[here]] = ready.source.score[here]
    columns[columns < ready.cohort.acceptable_from] = -1
    columns[:, [one.mentee for one in ready.locked]] = -1
    return columns


def with_column(pairs: Pairs, column: np.ndarray) -> Dense:
    def rows(start: int, stop: int) -> np.ndarray:
        return np.hstack([pairs.rows(start, stop), column[start:stop, None].astype(np.int16)])

    return Dense(pairs.shape[0], pairs.shape[1] + 1, rows, keep=False)
