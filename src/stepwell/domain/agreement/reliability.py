"""How far the sum or the mean of several items, or of several raters, can be relied on."""

from __future__ import annotations

import math
from dataclasses import dataclass

from numpy.typing import ArrayLike

from .checks import Floats, matrix, require_between, require_count, without_noise
from .icc import averaged
from .special import f_quantile


@dataclass(frozen=True)
class Estimate:
    """A coefficient and the ends of its confidence interval."""

    value: float
    low: float
    high: float


def cronbach_alpha(scores: ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """Cronbach's alpha, a lower bound to the reliability of a sum of items, with Feldt's interval.

    Formula: k/(k-1) · (1 - sum of item variances / variance of the sum). The same number as ICC(C,k) of the table.
    Source: Cronbach (1951), Psychometrika 16(3), 297-334, p. 299; the interval as in `alpha_interval`.
    Shape (respondents, items), both at least 2, in scale points, reversed items turned round first; the result has no unit.
    ValueError for another shape, a missing or infinite entry, or a confidence not between 0 and 1. nan where nothing
    varies; -inf where items vary and their sum does not.
    Checked against the Real Statistics questionnaire (15 respondents, 10 items) and Shrout & Fleiss's table.

    >>> found = cronbach_alpha([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> round(found.value, 4), round(found.low, 2), round(found.high, 2)
    (0.9093, 0.68, 0.99)
    """
    table = matrix(scores, rows="respondents", columns="items")
    respondents, items = table.shape
    value = _alpha(_variance_sum(table), _variance_sum(table.sum(axis=1, keepdims=True)), items)
    low, high = alpha_interval(value, respondents, items, confidence=confidence)
    return Estimate(value, low, high)


def alpha_from_covariance(covariance: ArrayLike) -> float:
    """Cronbach's alpha from the covariances of the items; from correlations, the standardised alpha.

    Formula: k/(k-1) · (1 - trace / sum of all entries). Source: Cronbach (1951), p. 299; Lord & Novick (1968),
    Statistical Theories of Mental Test Scores, p. 88.
    Shape (items, items), at least 2, symmetric, else ValueError. nan where nothing varies.
    Checked against the congeneric example of the psych package (sim.congeneric, alpha .74).

    >>> round(alpha_from_covariance([[1, 0.5], [0.5, 1]]), 4)
    0.6667
    """
    table = covariances(covariance, least=2)
    return _alpha(float(table.trace()), without_noise(float(table.sum()), table), len(table))


def alpha_interval(alpha: float, respondents: int, items: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Feldt's confidence interval of Cronbach's alpha.

    Formula: 1 - (1-alpha) F(upper) to 1 - (1-alpha) F(lower), F with n-1 and (n-1)(k-1) degrees of freedom.
    Source: Feldt (1965), Psychometrika 30(3), 357-370; Feldt, Woodruff & Salih (1987), Applied Psychological Measurement
    11(1), 93-103, p. 95, formulas 6 and 7. It assumes normal scores and items that measure alike.
    Takes alpha up to 1 and at least 2 respondents and items, else ValueError; nan gives nan.
    Checked against the Real Statistics questionnaire: .195 to .840.

    >>> low, high = alpha_interval(0.5917188, 15, 10)
    >>> round(low, 3), round(high, 2)
    (0.195, 0.84)
    """
    require_between(confidence, 0, 1, "confidence")
    require_count(respondents, 2, "respondents")
    require_count(items, 2, "items")
    if alpha > 1:
        raise ValueError(f"Alpha cannot be above 1: it is {alpha:g}")
    tail = (1 - confidence) / 2
    degrees = (respondents - 1, (respondents - 1) * (items - 1))
    return 1 - (1 - alpha) * f_quantile(1 - tail, *degrees), 1 - (1 - alpha) * f_quantile(tail, *degrees)


def spearman_brown(reliability: float, times: float) -> float:
    """The reliability of a test or panel made `times` as long, from that of the present one.

    Formula: k r / (1 + (k-1) r).
    Source: Spearman (1910), British Journal of Psychology 3(3), 271-295, p. 290; Brown (1910), the same, 296-322, p. 299.
    Takes r from -1 to 1 and k above 0 (fractions shorten), else ValueError; -inf where r is so negative that k parts
    cannot all have it. Checked against published single-rater reliabilities and ICC(1,4) of Shrout & Fleiss.

    >>> round(spearman_brown(0.30, 5), 4)   # five direct reports
    0.6818
    """
    if not -1 <= reliability <= 1:
        raise ValueError(f"Give a reliability from -1 to 1: it is {reliability:g}")
    require_between(times, 0, math.inf, "length")
    return averaged(reliability, times)


def raters_needed(reliability: float, target: float) -> float:
    """How many raters of a given single-rater reliability their mean needs to reach a target: round up.

    Formula: t (1-r) / (r (1-t)), Spearman-Brown solved for its length. Source: as for `spearman_brown`.
    Takes r and t between 0 and 1, else ValueError. Checked against published single-rater reliabilities.

    >>> round(raters_needed(0.30, 0.70), 3)
    5.444
    """
    require_between(reliability, 0, 1, "reliability")
    require_between(target, 0, 1, "target")
    return target * (1 - reliability) / (reliability * (1 - target))


def covariances(values: ArrayLike, *, least: int) -> Floats:
    """A symmetric table of covariances with no negative variance; else a ValueError."""
    table = matrix(values, rows="items", columns="items", least=(least, least))
    scale = float(abs(table).max())
    if table.shape[0] != table.shape[1] or (abs(table - table.T) > 1e-9 * scale).any() or (table.diagonal() < 0).any():
        raise ValueError("Give covariances: as many columns as rows, the same on both sides of a diagonal of variances")
    return table


def _alpha(of_items: float, of_sum: float, items: int) -> float:
    if of_sum == 0:
        return -math.inf if of_items else math.nan
    return min(1.0, items / (items - 1) * (1 - of_items / of_sum))  # rounding may carry it past 1


def _variance_sum(table: Floats) -> float:
    squares = float(((table - table.mean(axis=0)) ** 2).sum())
    return without_noise(squares, table) / (len(table) - 1)
