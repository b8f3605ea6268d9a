"""McDonald's omega: the reliability of a sum of items that share one factor but need not measure it equally well."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from .checks import Floats, matrix, vector, without_noise
from .reliability import covariances

STILL = 1e-12  # loadings that move less than this have settled
MOST_ROUNDS = 20_000


def omega_total(scores: ArrayLike) -> float:
    """Omega total of the sum of items, from a one-factor model fitted by least squares.

    Formula: (sum of loadings)² / ((sum of loadings)² + sum of unique variances), in the items' own units.
    Method: minres (unweighted least squares on the correlations, diagonal left out; Harman & Jones 1966) with no loading
    beyond 1 (Harman & Fukuda 1966), then multiplied by the items' standard deviations. With one factor, omega total and
    omega hierarchical are the same; with more than one, this is not omega total, so look at the fit first.
    Source: McDonald (1999), Test Theory: A Unified Treatment, pp. 89-90.
    Shape (respondents, items), at least 3 of each (two items do not determine a factor), reversed items turned round first.
    ValueError for another shape or a missing or infinite entry; ArithmeticError in the rare case that the fit does not
    settle. nan where an item does not vary.
    Checked: recovers the loadings of the psych package's congeneric example exactly; see `omega_from_covariance`.

    >>> scores = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> 0.90 < omega_total(scores) < 0.95
    True
    """
    table = matrix(scores, rows="respondents", columns="items", least=(3, 3))
    squares = (table - table.mean(axis=0)) ** 2
    if any(without_noise(float(column.sum()), item) == 0 for column, item in zip(squares.T, table.T, strict=True)):
        return math.nan
    return omega_from_covariance(np.cov(table, rowvar=False))


def omega_from_covariance(covariance: ArrayLike) -> float:
    """Omega total from the covariances of the items, by the method of `omega_total`; from correlations, standardised.

    Source and method as there; ArithmeticError in the rare case that the fit does not settle.
    Shape (items, items), at least 3, symmetric, else ValueError. nan where a variance is 0.
    Checked against loadings .8 .7 .6 .5 (omega .7494) and Spearman's triad formula for three items.

    >>> load = np.array([0.8, 0.7, 0.6, 0.5])
    >>> round(omega_from_covariance(np.outer(load, load) + np.diag(1 - load**2)), 4)
    0.7494
    """
    table = covariances(covariance, least=3)
    deviations = np.sqrt(table.diagonal())
    if (deviations == 0).any():
        return math.nan
    loadings = minres_loadings(table / np.outer(deviations, deviations))
    return omega_from_loadings(loadings * deviations, (1 - loadings**2) * deviations**2)


def omega_from_loadings(loadings: ArrayLike, unique_variances: ArrayLike) -> float:
    """Omega of a one-factor model whose loadings and unique variances are known.

    Formula and source as for `omega_total`. Shapes (items,) and (items,), unique variances not negative, else ValueError;
    nan where both sums are 0. Checked against loadings .8 .7 .6 .5: .7494.

    >>> round(omega_from_loadings([0.8, 0.7, 0.6, 0.5], [0.36, 0.51, 0.64, 0.75]), 4)
    0.7494
    """
    loads, unique = (
        vector(loadings, name="loadings", least=1),
        vector(unique_variances, name="unique variances", least=1),
    )
    if loads.shape != unique.shape or (unique < 0).any():
        raise ValueError("Give one unique variance, of 0 or more, for each loading")
    common, rest = float(loads.sum()) ** 2, float(unique.sum())
    return common / (common + rest) if common + rest else math.nan


def minres_loadings(correlations: Floats) -> Floats:
    """The loadings on one factor that leave the smallest squared off-diagonal residuals, none beyond 1 in size.

    Each loading in turn takes its best value given the others, sum(r·l) / sum(l²) over the other items, which lowers the
    residuals at every step; ArithmeticError in the rare case that the loadings do not settle.
    """
    off = correlations - np.diag(correlations.diagonal())
    loadings = np.clip(_first_axis(correlations), -1, 1)
    for _ in range(MOST_ROUNDS):
        before = loadings.copy()
        for item in range(len(loadings)):
            weight = float(loadings @ loadings - loadings[item] ** 2)
            best = float(off[item] @ loadings) / weight if weight > 0 else 0.0
            loadings[item] = min(1.0, max(-1.0, best))
        if np.abs(loadings - before).max() < STILL:
            return loadings
    raise ArithmeticError("The one-factor model did not settle: the items may not share a single factor")


def _first_axis(correlations: Floats) -> Floats:
    values, vectors = np.linalg.eigh(correlations)
    axis: Floats = vectors[:, -1] * math.sqrt(max(values[-1], 0.0))
    return axis
