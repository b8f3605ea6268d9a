"""A table of scores, −1 where a pair is not permitted: kept where it fits, made again block by block where not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from ..blocks import IN_CACHE, Span, in_threads, spans
from .choosing import SPREAD_BITS, Found, best_of_each, joined, nothing, spread
from .quick import Quick

NEVER = -1
LARGE_BLOCK = 8_000_000
PLACE_BITS = 32

Answer = TypeVar("Answer")
Rows = Callable[[int, int], np.ndarray]


class Dense:
    """`rows(a, b)` gives int16, (b − a) mentees × all mentors; larger blocks are made at less cost for each row."""

    def __init__(self, mentees: int, mentors: int, rows: Rows, *, keep: bool) -> None:
        self.shape = (mentees, mentors)
        self.make = rows
        self.table = np.empty((mentees if keep else 0, mentors), np.int16)
        self.kept = keep
        if keep:
            for start, stop in spans(mentees, mentors, LARGE_BLOCK):
                self.table[start:stop] = rows(start, stop)

    @property
    def size(self) -> int:
        return self.shape[0] * self.shape[1]

    def rows(self, start: int, stop: int) -> np.ndarray:
        return self.table[start:stop] if self.kept else self.make(start, stop)

    def column(self, mentor: int) -> np.ndarray:
        """Everybody's score with one mentor."""
        if self.kept:
            return self.table[:, mentor]
        parts = [self.make(start, stop)[:, mentor] for start, stop in spans(*self.shape, LARGE_BLOCK)]
        return np.concatenate(parts) if parts else np.zeros(0, np.int16)

    def each_block(self, work: Callable[[int, np.ndarray], Answer]) -> list[Answer]:
        """`work(start, rows)` for blocks that fit a processor's cache, on two cores, answers in order of the mentees."""
        count, width = self.shape
        if self.kept:
            return in_threads(lambda span: work(span[0], self.table[span[0] : span[1]]), spans(count, width, IN_CACHE))
        found: list[Answer] = []
        for start, stop in spans(count, width, LARGE_BLOCK):
            made = self.make(start, stop)
            found += in_threads(
                lambda span, start=start, made=made: work(start + span[0], made[span[0] : span[1]]),  # type: ignore[misc]  # bound now, and called later
                spans(len(made), width, IN_CACHE),
            )
        return found

    def everything(self) -> Found:
        def all_in(start: int, block: np.ndarray) -> Found:
            i, j = np.nonzero(block >= 0)
            return Found(i + start, j, block[i, j].astype(np.int64))

        return joined(self.each_block(all_in), self.shape[1])

    def best(self) -> np.ndarray:
        """The highest score of each mentee, −1 without a permitted pair."""
        parts = self.each_block(lambda start, block: block.max(axis=1).astype(np.int64))
        return np.concatenate(parts) if parts else np.full(self.shape[0], NEVER, np.int64)

    def gains(self, worth: np.ndarray, price: np.ndarray) -> np.ndarray:
        """For each mentee the most that a pair is worth beyond the price of its mentor."""
        if not self.shape[1]:
            return np.full(self.shape[0], worth[NEVER])
        parts = self.each_block(lambda start, block: (worth[block] - price).max(axis=1))
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    def candidates(self, of_mentee: int, of_mentor: int) -> Found:
        """The best few mentors of each mentee and the best few mentees of each mentor."""
        i, j = codes(self.shape)

        def choose(start: int, block: np.ndarray) -> Found:
            rows, columns = highest(keyed(block, i[start : start + len(block)], j), of_mentee)
            return allowed(Found(rows + start, columns, block[rows, columns]))

        return joined([*self.each_block(choose), self.of_mentors(i, j, of_mentor)], self.shape[1])

    def of_mentors(self, i: np.ndarray, j: np.ndarray, keep: int) -> Found:
        if not self.kept:
            return self.of_mentors_in_passing(i, j, keep)

        def choose(span: Span) -> Found:
            block = np.ascontiguousarray(self.table[:, span[0] : span[1]].T)
            rows, columns = highest(keyed(block, j[span[0] : span[1]], i), keep)
            return allowed(Found(columns, rows + span[0], block[rows, columns]))

        return joined(in_threads(choose, spans(self.shape[1], self.shape[0], IN_CACHE)), self.shape[1])

    def of_mentors_in_passing(self, i: np.ndarray, j: np.ndarray, keep: int) -> Found:
        """For a table that is never whole: the best so far of each mentor go along from block to block."""
        count, width = self.shape
        best = np.full((width, keep), -1, np.int64)
        for start, stop in spans(count, width, LARGE_BLOCK):
            block = np.ascontiguousarray(self.make(start, stop).T)
            key = keyed(block, j, i[start:stop]).astype(np.int64) << PLACE_BITS | np.arange(start, stop)
            best = np.partition(np.hstack([best, key]), -keep, axis=1)[:, -keep:]
        mentor = np.repeat(np.arange(width), keep)
        score = best.ravel() >> PLACE_BITS + SPREAD_BITS
        return allowed(Found(best.ravel() & (1 << PLACE_BITS) - 1, mentor, score))

    def uncovered(self, mentee: np.ndarray, mentor: np.ndarray, lowest: int, keep: int) -> Found:
        """Pairs from `lowest` up between people of whom neither is covered; the best `keep` of each mentee at most."""
        columns = np.flatnonzero(~mentor)
        mentee_codes, mentor_codes = codes(self.shape)
        if not columns.size or mentee.all():
            return nothing()

        def look(start: int, block: np.ndarray) -> Found:
            rows = np.flatnonzero(~mentee[start : start + len(block)])
            part = block[np.ix_(rows, columns)]
            key = keyed(part, mentee_codes[rows + start], mentor_codes[columns])
            i, j = highest_above(key, lowest << SPREAD_BITS, keep)
            return Found(rows[i] + start, columns[j], part[i, j].astype(np.int64))

        return joined(self.each_block(look), self.shape[1])

    def underpriced(self, mentee: np.ndarray, mentor: np.ndarray, worth: np.ndarray, keep: int) -> Found:
        """Pairs that are worth more than both prices together; for each mentee the `keep` most underpriced.

        `worth` has a value for each score 0…1000, and last the one of no pair.
        """

        quick = Quick.of(worth, mentee, mentor)

        def look(start: int, block: np.ndarray) -> Found:
            few = quick.few(block, slice(start, start + len(block)), 4 * keep) if quick else None
            if few is not None:
                i, j = few
                score = block[i, j].astype(np.int64)
                gap = worth[score] - mentor[j] - mentee[start + i]
                chosen = np.flatnonzero(gap > 0)
                chosen = chosen[best_of_each(i[chosen], gap[chosen], keep)]
                return Found(i[chosen] + start, j[chosen], score[chosen])
            gap = worth[block]
            gap -= mentor
            gap -= mentee[start : start + len(block), None]
            i, j = highest_above(gap, 1, keep)
            return Found(i + start, j, block[i, j].astype(np.int64))

        return joined(self.each_block(look), self.shape[1])


def codes(shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    return spread(np.arange(shape[0]) * 31 + 7), spread(np.arange(shape[1]))


def keyed(block: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Scores, equal ones in an order that differs from person to person; the sum of codes is cut to 8 bits."""
    return (block.astype(np.int32) << SPREAD_BITS) + (rows[:, None] + columns)


def allowed(found: Found) -> Found:
    return found.where(found.score >= 0)


def highest_above(key: np.ndarray, least: int, keep: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of those that are at least `least`, the `keep` highest of each row at most."""
    if key.size == 0 or key.max() < least:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    rows, columns = np.nonzero(key >= least)
    if rows.size > 4 * keep * key.shape[0]:
        rows, columns = highest(key, keep)
        enough = key[rows, columns] >= least
        return rows[enough], columns[enough]
    chosen = best_of_each(rows, key[rows, columns], keep)
    return rows[chosen], columns[chosen]


def highest(key: np.ndarray, keep: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of the `keep` highest of each row."""
    count, width = key.shape
    if keep >= width:
        rows, columns = np.indices(key.shape)
        return rows.ravel(), columns.ravel()
    chosen = np.argpartition(key, width - keep, axis=1)[:, width - keep :]
    return np.repeat(np.arange(count), keep), chosen.ravel()
