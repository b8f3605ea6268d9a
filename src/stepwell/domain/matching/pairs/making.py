"""From a cohort to its permitted pairs: scores, less everybody who may not be paired or fits too little."""

from __future__ import annotations

import numpy as np

from ..contracts import Cohort, GivenScores
from ..exclusions import Shut
from ..scoring import Features
from .choosing import Found
from .dense import NEVER, Dense
from .listed import Listed

MOST_KEPT = 250_000_000

Pairs = Dense | Listed


def pairs_of(
    cohort: Cohort, source: Features | GivenScores, shut: Shut, settled: np.ndarray, keep: bool = True
) -> Pairs:
    """`settled` marks mentees who have their mentor already: nothing is permitted to them any more."""
    mentees, mentors = len(cohort.mentees), len(cohort.mentors)
    keep = keep and mentees * mentors <= MOST_KEPT
    if isinstance(source, Features):
        return Dense(mentees, mentors, built_in(cohort, source, shut, settled), keep=keep)
    if keep:
        return Dense(mentees, mentors, given_rows(cohort, source, shut, settled), keep=False)
    return Listed(mentees, mentors, given_pairs(cohort, source, shut, settled))


def built_in(cohort: Cohort, features: Features, shut: Shut, settled: np.ndarray):
    def rows(start: int, stop: int) -> np.ndarray:
        block = features.block(start, stop, cohort.acceptable_from)
        first, last = np.searchsorted(shut.mentee, [start, stop])
        block[shut.mentee[first:last] - start, shut.mentor[first:last]] = NEVER
        block[settled[start:stop]] = NEVER
        return block

    return rows


def given_rows(cohort: Cohort, scores: GivenScores, shut: Shut, settled: np.ndarray):
    table = np.full((len(cohort.mentees), len(cohort.mentors)), NEVER, np.int16)
    table[scores.mentee, scores.mentor] = scores.score
    table[shut.mentee, shut.mentor] = NEVER
    table[table < cohort.acceptable_from] = NEVER
    table[settled] = NEVER
    return lambda start, stop: table[start:stop]


def given_pairs(cohort: Cohort, scores: GivenScores, shut: Shut, settled: np.ndarray) -> Found:
    width = len(cohort.mentors)
    key = scores.mentee * width + scores.mentor
    allowed = ~shut.holds(scores.mentee, scores.mentor)
    allowed &= (scores.score >= cohort.acceptable_from) & ~settled[scores.mentee]
    order = np.flatnonzero(allowed)[np.argsort(key[allowed], kind="stable")]
    return Found(scores.mentee[order], scores.mentor[order], scores.score[order])
