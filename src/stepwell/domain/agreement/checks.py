"""What every statistic here asks of its input, said once.

One rule throughout: input of the wrong shape, too small, not a number or off its scale is a ValueError that says what to
do; well-formed input on which a coefficient is 0/0 gives nan, because there the literature defines no value.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

LARGEST = 1e100  # squares of larger numbers overflow, and no rating scale reaches them
NOISE = 1e-12  # spread below this share of the numbers themselves is rounding, not variance


def matrix(values: ArrayLike, *, rows: str, columns: str, least: tuple[int, int] = (2, 2)) -> Floats:
    """A full table of finite numbers with at least `least` rows and columns; else a ValueError in these words.

    >>> matrix([[1, 2], [3]], rows="raters", columns="items")
    Traceback (most recent call last):
    ...
    ValueError: Give a table of numbers: a row for each of the raters, a column for each of the items
    """
    table = _numbers(
        values, 2, f"Give a table of numbers: a row for each of the {rows}, a column for each of the {columns}"
    )
    for name, found, needed in zip((rows, columns), table.shape, least, strict=True):
        if found < needed:
            raise ValueError(f"Give at least {needed} {name}: there are {found}")
    _require_finite(table, f"Leave out the {rows} with a missing answer first: every entry must be a finite number")
    return table


def vector(values: ArrayLike, *, name: str, least: int = 2) -> Floats:
    """A row of at least `least` finite numbers; else a ValueError."""
    row = _numbers(values, 1, f"Give a plain list of numbers, one for each of the {name}")
    if len(row) < least:
        raise ValueError(f"Give at least {least} {name}: there are {len(row)}")
    _require_finite(row, "Leave out missing answers first: every entry must be a finite number")
    return row


def with_gaps(values: ArrayLike, *, rows: str, columns: str) -> Floats:
    """A table in which nan or None stands for a missing answer; an infinite entry is still a ValueError."""
    table = _numbers(
        values, 2, f"Give a table of numbers: a row for each of the {rows}, a column for each of the {columns}"
    )
    _require_finite(table[~np.isnan(table)], "Give finite numbers, and nan or None for a missing answer")
    return table


def require_between(value: float, low: float, high: float, name: str) -> None:
    """ValueError unless low < value < high."""
    if not low < value < high:
        raise ValueError(f"Give a {name} between {low:g} and {high:g}: it is {value:g}")


def require_count(value: float, least: int, name: str) -> None:
    """ValueError unless the value is a finite number of at least `least`."""
    if not (math.isfinite(value) and value >= least):
        raise ValueError(f"Give at least {least} {name}: there are {value:g}")


def complete_rows(values: ArrayLike) -> Floats:
    """The rows without a missing answer (nan or None), for statistics that need full tables.

    Dropping rows is sound only where answers are missing by chance; say how many were dropped beside the result.

    >>> complete_rows([[4, 5], [None, 3], [2, 2]]).tolist()
    [[4.0, 5.0], [2.0, 2.0]]
    """
    table = with_gaps(values, rows="respondents", columns="items")
    kept: Floats = table[~np.isnan(table).any(axis=1)]
    return kept


def without_noise(sum_of_squares: float, of: Floats) -> float:
    """A sum of squares, or 0 where it is only the rounding of the numbers it was taken of."""
    rounding = NOISE * float(np.abs(of).max(initial=0))
    return sum_of_squares if sum_of_squares > of.size * rounding**2 else 0.0


def _numbers(values: ArrayLike, dimensions: int, message: str) -> Floats:
    try:
        table = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as fault:
        raise ValueError(message) from fault
    if table.ndim != dimensions:
        raise ValueError(message)
    return table


def _require_finite(table: Floats, message: str) -> None:
    if not np.isfinite(table).all():
        raise ValueError(message)
    if (np.abs(table) > LARGEST).any():
        raise ValueError(f"Give ratings no larger than {LARGEST:g}")
