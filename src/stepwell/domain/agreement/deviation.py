"""Agreement within one group of raters without a model of chance: average deviation, and awg."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from .checks import Floats, matrix, vector, without_noise


def average_deviation(ratings: ArrayLike, *, about: Literal["mean", "median"] = "mean") -> float:
    """How far raters lie from their middle on one item, on average: 0 is complete agreement.

    Formula: sum |x - M| / n, M the mean or the median. A sixth of the number of levels is the usual upper limit of
    acceptable agreement (Burke & Dunlap 2002, Organizational Research Methods 5(2), 159-172).
    Source: Burke, Finkelstein & Dusig (1999), Organizational Research Methods 2(1), 49-68, pp. 51-53.
    Shape (raters,), at least 2; the result is in scale points. ValueError for fewer raters, a missing or infinite rating,
    or another middle. Checked against worked five-point examples.

    >>> average_deviation([4, 4, 5, 4, 4], about="median")
    0.2
    """
    return _average_deviation(vector(ratings, name="raters")[:, np.newaxis], about)


def average_deviation_j(ratings: ArrayLike, *, about: Literal["mean", "median"] = "mean") -> float:
    """The mean over items of each item's average deviation.

    Source: Burke, Finkelstein & Dusig (1999), p. 53. Shape (raters, items), at least 2 raters and 1 item; in scale points;
    errors as for `average_deviation`. Checked against a worked example and five groups of the lq2002 data.

    >>> round(average_deviation_j([[4, 5, 4], [4, 4, 4], [5, 5, 4], [4, 4, 3]]), 4)
    0.4167
    """
    return _average_deviation(matrix(ratings, rows="raters", columns="items", least=(2, 1)), about)


def awg(ratings: ArrayLike, *, low: float, high: float) -> float:
    """Agreement on one item against the most disagreement possible at the group's own mean, as Cohen's kappa does.

    Formula: 1 - 2 s² / ([(H+L)M - M² - HL] k/(k-1)): s² the variance (k-1) of k ratings with mean M on a scale from L to H.
    1 is complete agreement, 0 a variance half the largest possible, -1 the largest possible.
    nan where M lies outside [(L(k-1)+H)/k, (H(k-1)+L)/k]: so near an end of the scale the index is not defined,
    and complete agreement on the end itself has no value either.
    Source: Brown & Hauenstein (2005), Organizational Research Methods 8(2), 165-184, pp. 172-177. They advise at least one
    rater fewer than the scale has points.
    Shape (raters,), at least 2, in scale points; the result has no unit. ValueError for fewer raters, a missing or
    infinite rating, a rating off the scale, or high not above low. Checked against worked five-point examples.

    >>> round(awg([4, 4, 5, 4, 4], low=1, high=5), 3), round(awg([1, 5, 1, 5, 3], low=1, high=5), 3)
    (0.875, -0.6)
    >>> awg([5, 5, 5, 4], low=1, high=5)
    nan
    """
    return _awg(vector(ratings, name="raters"), low, high)


def awg_j(ratings: ArrayLike, *, low: float, high: float) -> float:
    """The mean over items of each item's awg; nan where one of them is.

    Source: Brown & Hauenstein (2005), p. 178. Shape (raters, items), at least 2 raters and 1 item; errors as for `awg`.

    >>> round(awg_j([[4, 3], [4, 3], [5, 3], [4, 3], [4, 3]], low=1, high=5), 4)
    0.9375
    """
    table = matrix(ratings, rows="raters", columns="items", least=(2, 1))
    return sum(_awg(item, low, high) for item in table.T) / table.shape[1]


def _average_deviation(table: Floats, about: str) -> float:
    if about not in ("mean", "median"):
        raise ValueError(f'Take deviations about the "mean" or the "median", not about "{about}"')
    middle = table.mean(axis=0) if about == "mean" else np.median(table, axis=0)
    return float(np.abs(table - middle).mean())


def _awg(row: Floats, low: float, high: float) -> float:
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(f"Give a scale whose high end is above its low end: it goes from {low:g} to {high:g}")
    if row.min() < low or row.max() > high:
        raise ValueError(f"Give ratings from {low:g} to {high:g}: they go from {row.min():g} to {row.max():g}")
    raters, mean = len(row), float(row.mean())
    slack = 1e-9 * (high - low)
    if not (low * (raters - 1) + high) / raters - slack <= mean <= (high * (raters - 1) + low) / raters + slack:
        return math.nan
    variance = without_noise(float(((row - mean) ** 2).sum()), row) / (raters - 1)
    return 1 - 2 * variance / ((high - mean) * (mean - low) * raters / (raters - 1))
