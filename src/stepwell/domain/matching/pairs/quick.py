"""Leaving out at a glance the pairs that are paid for by far, in rough numbers; exact ones decide about the rest.

Looking up what each of 45 million scores is worth takes far longer than a few multiplications. The worth of a pair is a
parabola in its score, so 32-bit floats give it nearly, with a margin for all that they may err.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

MARGIN = 2.0**-19  # 32 times the rounding of one step; there are five
Few = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, eq=False)
class Quick:
    """worth ≈ `top` − (`square`·d + `single`)·d for a shortfall d = 1000 − score, of scores that may be paid for."""

    square: np.float32
    single: np.float32
    mentor: np.ndarray
    least: np.ndarray

    @classmethod
    def of(cls, worth: np.ndarray, mentee: np.ndarray, mentor: np.ndarray) -> Quick | None:
        """None where the worth of the scores 0…1000 that count is no parabola that falls with the shortfall."""
        table = worth[-2::-1].astype(float)
        count = int(np.searchsorted(-table, -float(worth[-1])))
        if count < 3 or not mentor.size or not mentee.size:
            return None
        short = np.arange(count)
        square = (2 * table[1] - table[0] - table[2]) / 2
        single = table[0] - table[1] - square
        size = max(float(np.abs(part).max()) for part in (table[:count], mentor, mentee))
        nearly = table[0] - (square * short + single) * short
        if square < 0 or np.abs(nearly - table[:count]).max() > size * MARGIN / 8:
            return None
        least = table[0] - mentee.astype(float) + size * MARGIN
        return cls(np.float32(square), np.float32(single), mentor.astype(np.float32), least.astype(np.float32))

    def few(self, block: np.ndarray, rows: slice, each: int) -> Few | None:
        """Rows and columns of those that may be worth more than their prices; None if there are more than `each` a row."""
        short = np.float32(1000) - block
        cost = short * self.square
        cost += self.single
        cost *= short
        cost += self.mentor
        may = cost < self.least[rows, None]
        if np.count_nonzero(may) > each * len(block):
            return None
        return np.divmod(np.flatnonzero(may), block.shape[1])
