"""From a cohort to its permitted pairs: scores, less everybody who may not be paired or fits too little."""

from __future__ import annotations

import numpy as np

from ..contracts import Cohort, GivenScores
from ..exclusions import Lists
from ..scoring import Features
from .choosing import Found
from .dense import NEVER, Dense
from .listed import Listed

MOST_KEPT = 250_000_000

Pairs = Dense | Listed


def pairs_of(
    cohort: Cohort, source: Features | GivenScores, lists: Lists, settled: np.ndarray, keep: bool = True
) -> Pairs:
    """`settled` marks mentees who have their mentor already: nothing is permitted to them any more."""
    mentees, mentors = len(cohort.mentees), len(cohort.mentors)
    keep = keep and mentees * mentors <= MOST_KEPT
    if isinstance(source, Features):
        return Dense(mentees, mentors, built_in(cohort, source, lists, settled), keep=keep)
    if keep:
        return Dense(mentees, mentors, given_rows(cohort, source, lists, settled), keep=False)
    return Listed(mentees, mentors, given_pairs(cohort, source, lists, settled))


def built_in(cohort: Cohort, features: Features, lists: Lists, settled: np.ndarray):
    restricted = [place for place, row in enumerate(lists) if row]
    marks = np.zeros(len(lists) + 1, np.int64)
    marks[1:][restricted] = 1
    marks = np.cumsum(marks)

    def rows(start: int, stop: int) -> np.ndarray:
        block = features.block(start, stop)
        if cohort.acceptable_from:
            block[block < cohort.acceptable_from] = NEVER
        for place in restricted[marks[start] : marks[stop]]:
            for mentors in lists[place]:
                block[place - start, mentors] = NEVER
        block[settled[start:stop]] = NEVER
        return block

    return rows


def given_rows(cohort: Cohort, scores: GivenScores, lists: Lists, settled: np.ndarray):
    table = np.full((len(cohort.mentees), len(cohort.mentors)), NEVER, np.int16)
    table[scores.mentee, scores.mentor] = scores.score
    for place, row in enumerate(lists):
        for mentors in row:
            table[place, mentors] = NEVER
    table[table < cohort.acceptable_from] = NEVER
    table[settled] = NEVER
    return lambda start, stop: table[start:stop]


def given_pairs(cohort: Cohort, scores: GivenScores, lists: Lists, settled: np.ndarray) -> Found:
    width = len(cohort.mentors)
    key = scores.mentee * width + scores.mentor
    shut = [place * width + mentors for place, row in enumerate(lists) for mentors in row]
    allowed = ~np.isin(key, np.concatenate(shut)) if shut else np.ones(key.size, bool)
    allowed &= (scores.score >= cohort.acceptable_from) & ~settled[scores.mentee]
    order = np.flatnonzero(allowed)[np.argsort(key[allowed], kind="stable")]
    return Found(scores.mentee[order], scores.mentor[order], scores.score[order])
