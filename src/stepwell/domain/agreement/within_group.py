"""Agreement within one group of raters against what chance would give: rwg, rwg(j) and Lindell's r*wg(j)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .checks import Floats, matrix, require_count, vector, without_noise


def uniform_variance(levels: int) -> float:
    """The variance of answers spread evenly by chance over a scale of `levels` points.

    Formula: (A² - 1) / 12. Source: James, Demaree & Wolf (1984), p. 87. In squared scale points; ValueError for fewer than
    2 levels or a fraction of one. Checked for 4 to 7 levels.

    >>> uniform_variance(5)
    2.0
    """
    require_count(levels, 2, "levels")
    if levels != int(levels):
        raise ValueError(f"Give a whole number of levels: it is {levels:g}")
    return (levels**2 - 1) / 12


def rwg(ratings: ArrayLike, levels: int, *, chance: float | None = None, truncate: bool = True) -> float:
    """Agreement of several raters on one item: 1 complete, 0 no better than chance.

    Formula: 1 - s² / σ², s² the variance of the ratings (n-1), σ² the variance expected by chance: (A²-1)/12 unless
    `chance` gives another. Below 0 it is set to 0, as the authors advise, unless `truncate` is False.
    Source: James, Demaree & Wolf (1984), Journal of Applied Psychology 69(1), 85-98, p. 87.
    Shape (raters,), at least 2, in scale points on a scale of `levels` points; the result has no unit. ValueError for
    fewer raters, a missing or infinite rating, or ratings further apart than the scale is long.
    Checked against worked five-point examples and the multilevel package's lq2002 data.

    >>> round(rwg([4, 4, 5, 4, 4], 5), 3), rwg([1, 5, 1, 5, 3], 5), rwg([1, 5, 1, 5, 3], 5, truncate=False)
    (0.9, 0.0, -1.0)
    """
    row = vector(ratings, name="raters")
    value = 1 - _mean_variance(row[:, np.newaxis], levels) / _chance(levels, chance)
    return max(0.0, value) if truncate else value


def rwg_j(ratings: ArrayLike, levels: int, *, chance: float | None = None) -> float:
    """Agreement of several raters on a scale of J parallel items.

    Formula: J q / (J q + 1 - q) with q = 1 - (mean item variance) / σ²: Spearman-Brown of q over the items. 0 where q is
    below 0, since there the formula leaves its range. It rises with J alone: compare only scales of one length.
    Source: James, Demaree & Wolf (1984), p. 88.
    Shape (raters, items), at least 2 raters and 1 item; units and errors as for `rwg`.
    Checked against a worked example and five groups of the multilevel package's lq2002 data.

    >>> round(rwg_j([[4, 5, 4], [4, 4, 4], [5, 5, 4], [4, 4, 3]], 5), 4)
    0.949
    """
    table = matrix(ratings, rows="raters", columns="items", least=(2, 1))
    q = max(0.0, 1 - _mean_variance(table, levels) / _chance(levels, chance))
    items = table.shape[1]
    return items * q / (items * q + 1 - q)


def rwg_j_lindell(ratings: ArrayLike, levels: int, *, chance: float | None = None) -> float:
    """Lindell's r*wg(j): agreement on a scale of items, which does not grow with the number of items.

    Formula: 1 - (mean item variance) / σ². It may be negative, which tells a split group from a random one; its least
    value on five points is -1 - 2/(n-1), for a group of even n divided between both ends.
    Source: Lindell, Brandt & Whitney (1999), Applied Psychological Measurement 23(2), 127-135, p. 129.
    Shape (raters, items), at least 2 raters and 1 item; units and errors as for `rwg`.
    Checked against a worked example and five groups of the multilevel package's lq2002 data.

    >>> round(rwg_j_lindell([[4, 5, 4], [4, 4, 4], [5, 5, 4], [4, 4, 3]], 5), 4)
    0.8611
    """
    table = matrix(ratings, rows="raters", columns="items", least=(2, 1))
    return 1 - _mean_variance(table, levels) / _chance(levels, chance)


def _chance(levels: int, chance: float | None) -> float:
    uniform = uniform_variance(levels)
    if chance is None:
        return uniform
    if not 0 < chance < np.inf:
        raise ValueError(f"Give a variance by chance above 0: it is {chance:g}")
    return chance


def _mean_variance(table: Floats, levels: int) -> float:
    """The mean over items of the variance between raters; ValueError where the ratings do not fit on the scale."""
    if (np.ptp(table, axis=0) > levels - 1).any():
        raise ValueError(f"Ratings of one item lie further apart than {levels} levels allow: leave them on their scale")
    raters, items = table.shape
    return without_noise(float(((table - table.mean(axis=0)) ** 2).sum()), table) / ((raters - 1) * items)
