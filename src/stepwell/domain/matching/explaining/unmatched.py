"""For each person who is left: what stands in the way, what was tried and would change it, what waiting gives.

The reason says the same whether nobody fits well enough or nobody may be paired with the person, so that it tells no
one who avoids them. What would help is for whoever runs the programme.
"""

from __future__ import annotations

import numpy as np

from ..contracts import Mentee, Quota, belongs
from ..contracts.result import Unmatched, WouldHelp
from ..pairs import pairs_of
from ..preparing import Prepared
from ..scoring import Features, bonus_of
from ..solving import Matching
from .reach import Reach

NOBODY = "No mentor of this round could be proposed: none fits well enough, or none may be paired with this person"
NO_PLACE = "No mentor of this round has a free place"
FIRST = (
    "In the next round they come before everybody who has waited less: if anybody can be proposed to them, they have a"
    " mentor, unless somebody who has waited longer, or as long and joined earlier, would be left for it, or fewer people"
    " would be matched in all"
)
NOW = "Work on the chosen qualities from the framework's own ideas, and tell the programme if a wider choice of mentors would suit you"


def unmatched_of(matching: Matching) -> list[Unmatched]:
    prepared = matching.prepared
    placed = matching.mentor_of
    left = [place for place in range(len(prepared.cohort.mentees)) if place not in placed]
    reach = Reach(matching)
    below = below_floor(prepared, left)
    return [explained(matching, reach, below[at], place) for at, place in enumerate(left)]


def explained(matching: Matching, reach: Reach, below: np.ndarray, place: int) -> Unmatched:
    prepared = matching.prepared
    mentee, floor = prepared.cohort.mentees[place], prepared.cohort.acceptable_from
    within = reach.of_mentee(place)
    if not prepared.capacity.any():
        reason = NO_PLACE
    elif not within.any():
        reason = NOBODY
    elif quota := full_quota(matching, mentee):
        reason = f"As many people of {name_of(quota)} as the programme allows have a mentor"
    else:
        reason = crowd(reach, within)
    return Unmatched(
        mentee=mentee.id,
        reason=reason,
        would_help=[*a_place(reach, within), *a_lower_floor(reach, below, prepared.floor(place) - floor)],
        next_time=next_time(prepared, mentee),
        now=NOW,
    )


def crowd(reach: Reach, within: np.ndarray) -> str:
    places = int(reach.places[within].sum())
    mentors = int((within & (reach.places > 0) if places else within).sum())
    who = "the one mentor" if mentors == 1 else f"the {mentors:,} mentors"
    if not places:
        return f"No place is free with {who} who could be proposed"
    filled = f"All {places:,} places" if places != 1 else "The one place"
    return f"{filled} with {who} who could be proposed {'are' if places != 1 else 'is'} taken, and moving others frees none"


def full_quota(matching: Matching, mentee: Mentee) -> Quota | None:
    cohort = matching.prepared.cohort
    matched = [cohort.mentees[one.mentee] for one in matching.pairs]
    for quota in cohort.quotas:
        counted = quota.side == "mentees" and quota.at_most is not None and belongs(mentee, quota)
        if counted and sum(belongs(one, quota) for one in matched) >= (quota.at_most or 0):
            return quota
    return None


def name_of(quota: Quota) -> str:
    return quota.organisation or quota.profession or quota.group or ""


def a_place(reach: Reach, within: np.ndarray) -> list[WouldHelp]:
    options = int((within & ~reach.free).sum())
    return [WouldHelp(change="One more place with a mentor who could be proposed", options=options)] if options else []


def below_floor(prepared: Prepared, left: list[int]) -> list[np.ndarray]:
    """For each: scores of pairs that may be, but are below `acceptable_from`; −1 elsewhere."""
    if not prepared.cohort.acceptable_from or not left:
        return [np.full(prepared.capacity.size, -1, np.int16)] * len(left)
    open_cohort = prepared.cohort.model_copy(update={"acceptable_from": 0})
    settled = np.zeros(len(prepared.cohort.mentees), bool)
    settled[[one.mentee for one in prepared.locked]] = True
    every = pairs_of(open_cohort, prepared.source, prepared.shut, settled, keep=False)
    rows = [every.rows(place, place + 1)[0].copy() for place in left]
    for place, row in zip(left, rows, strict=True):
        row[row >= prepared.floor(place)] = -1
    return rows


def a_lower_floor(reach: Reach, below: np.ndarray, bonus: int) -> list[WouldHelp]:
    """The highest lower floor with which the person could be placed and nobody would lose their place."""
    scores = below[(below >= 0) & reach.to_room()]
    if not scores.size:
        return []
    best = int(scores.max())
    return [WouldHelp(change=f"Proposing pairs from a score of {best - bonus}", options=int((scores == best).sum()))]


def next_time(prepared: Prepared, mentee: Mentee) -> str:
    """What the rules of the next round give, if they are those of this one."""
    if prepared.cohort.waiting == "first":
        return FIRST
    if not isinstance(prepared.source, Features):
        return "The programme sets the scores; it can put those who waited first"
    after = prepared.cohort.model_copy(
        update={"mentees": [mentee.model_copy(update={"waited_rounds": mentee.waited_rounds + 1})]}
    )
    return f"Waiting counts: {bonus_of(after)[0]} of 1,000 points are added to each of their pairs in the next round"
