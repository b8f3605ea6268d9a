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


def shut_pairs(lists: Lists) -> tuple[np.ndarray, np.ndarray]:
    """Mentees, in order, and mentors who may not be a pair.

    >>> [column.tolist() for column in shut_pairs([[], [np.array([4, 2])], [np.array([0]), np.array([7])]])]
    [[1, 1, 2, 2], [4, 2, 0, 7]]
    """
    counts = [sum(mentors.size for mentors in row) for row in lists]
    columns = [mentors for row in lists for mentors in row]
    return np.repeat(np.arange(len(lists)), counts), np.concatenate([*columns, np.zeros(0, np.int64)]).astype(np.int64)


def built_in(cohort: Cohort, features: Features, lists: Lists, settled: np.ndarray):
    shut_rows, shut_columns = shut_pairs(lists)

    def rows(start: int, stop: int) -> np.ndarray:
        block = features.block(start, stop)
        if cohort.acceptable_from:
            block[block < cohort.acceptable_from] = NEVER
        first, last = np.searchsorted(shut_rows, [start, stop])
        block[shut_rows[first:last] - start, shut_columns[first:last]] = NEVER
        block[settled[start:stop]] = NEVER
        return block

    return rows


def given_rows(cohort: Cohort, scores: GivenScores, lists: Lists, settled: np.ndarray):
    table = np.full((len(cohort.mentees), len(cohort.mentors)), NEVER, np.int16)
    table[scores.mentee, scores.mentor] = scores.score
    table[shut_pairs(lists)] = NEVER
    table[table < cohort.acceptable_from] = NEVER
    table[settled] = NEVER
    return lambda start, stop: table[start:stop]


def given_pairs(cohort: Cohort, scores: GivenScores, lists: Lists, settled: np.ndarray) -> Found:
    width = len(cohort.mentors)
    key = scores.mentee * width + scores.mentor
    rows, columns = shut_pairs(lists)
    allowed = ~np.isin(key, rows * width + columns)
    allowed &= (scores.score >= cohort.acceptable_from) & ~settled[scores.mentee]
    order = np.flatnonzero(allowed)[np.argsort(key[allowed], kind="stable")]
    return Found(scores.mentee[order], scores.mentor[order], scores.score[order])
