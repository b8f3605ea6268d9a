"""Intraclass correlations: how much of the difference between ratings is difference between what was rated."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from numpy.typing import ArrayLike

from .checks import NOISE, Floats, matrix, require_between, without_noise
from .special import f_quantile, f_tail


@dataclass(frozen=True)
class MeanSquares:
    """The two-way analysis of variance of n targets by k raters, in squared scale points.

    Shrout & Fleiss call `targets` BMS, `within` WMS, `raters` JMS and `residual` EMS.
    """

    n: int
    k: int
    targets: float
    within: float
    raters: float
    residual: float


@dataclass(frozen=True)
class IntraclassCorrelation:
    """One coefficient with its F test against zero and the ends of its confidence interval."""

    form: str
    value: float
    f: float
    df1: float
    df2: float
    p: float
    low: float
    high: float


def mean_squares(ratings: ArrayLike) -> MeanSquares:
    """The mean squares of a full table: a row for each target (what is rated), a column for each rater.

    Formula and source: Shrout & Fleiss (1979), Table 1, p. 422. Shape (n, k), n and k at least 2; squared scale points.
    ValueError for another shape, a missing or an infinite entry. Checked against their Table 3.

    >>> squares = mean_squares([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> round(squares.targets, 2), round(squares.within, 2), round(squares.raters, 2), round(squares.residual, 2)
    (11.24, 6.26, 32.49, 1.02)
    """
    table = matrix(ratings, rows="targets", columns="raters")
    n, k = table.shape
    centred: Floats = table - table.mean()
    by_target, by_rater = centred.mean(axis=1, keepdims=True), centred.mean(axis=0, keepdims=True)
    within, residual = centred - by_target, centred - by_target - by_rater
    targets = without_noise(k * float((by_target**2).sum()), table)
    raters = without_noise(n * float((by_rater**2).sum()), table)
    return MeanSquares(
        n=n,
        k=k,
        targets=targets / (n - 1),
        within=without_noise(float((within**2).sum()), table) / (n * (k - 1)),
        raters=raters / (k - 1),
        residual=without_noise(float((residual**2).sum()), table) / ((n - 1) * (k - 1)),
    )


def intraclass_correlations(ratings: ArrayLike, *, confidence: float = 0.95) -> dict[str, IntraclassCorrelation]:
    """All six intraclass correlations, by the name McGraw & Wong give them (Shrout & Fleiss's in brackets).

    ICC(1,1): raters differ from target to target.  (T-W) / (T+(k-1)W)
    ICC(A,1) [ICC(2,1)]: agreement in level.        (T-E) / (T+(k-1)E+k(R-E)/n)
    ICC(C,1) [ICC(3,1)]: consistency of order.      (T-E) / (T+(k-1)E)
    ICC(1,k), ICC(A,k) [ICC(2,k)], ICC(C,k) [ICC(3,k)]: the same for the mean of k raters, by Spearman-Brown.

    T, W, R, E are the mean squares of targets, within, raters and residual. F is T/W for one-way, else T/E. Intervals:
    exact from F; for agreement Satterthwaite's approximation.
    Source: Shrout & Fleiss (1979), Psychological Bulletin 86(2), 423-425; McGraw & Wong (1996), Psychological Methods
    1(1), Table 4, pp. 34-35, Table 7, p. 41, with the correction in 1(4), 390.
    Shape (n targets, k raters), both at least 2, in scale points; coefficients have no unit. ValueError for another shape,
    a missing or infinite entry, or a confidence not between 0 and 1. nan where 0/0: nothing varies, or an agreement
    interval whose approximate degrees of freedom vanish. A mean-of-k coefficient is -inf where the single one is
    -1/(k-1) or less: it has no lower limit.
    Checked against Shrout & Fleiss's example and two published software examples (tests/domain/test_agreement_icc.py).

    >>> found = intraclass_correlations([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> [round(found[form].value, 2) for form in ("ICC(1,1)", "ICC(A,1)", "ICC(C,1)", "ICC(C,k)")]
    [0.17, 0.29, 0.71, 0.91]
    >>> round(found["ICC(A,1)"].low, 2), round(found["ICC(A,1)"].high, 2)
    (0.02, 0.76)
    """
    require_between(confidence, 0, 1, "confidence")
    squares = mean_squares(ratings)
    singles = [_one_way(squares, confidence), _agreement(squares, confidence), _consistency(squares, confidence)]
    found = [*singles, *(_of_mean(single, squares.k) for single in singles)]
    return {one.form: one for one in found}


def one_way(between: float, within: float, size: float) -> float:
    """(between - within) / (between + (size-1) within), from mean squares: ICC(1,1), Bliese's ICC(1).

    Source: Shrout & Fleiss (1979), p. 423; Bliese (2000), pp. 355-356. nan where both mean squares are 0.

    >>> round(one_way(3.4590040593474494, 0.7896460902024319, 74.56565656565657), 8)
    0.04336905
    """
    return _ratio(between - within, between + (size - 1) * within)


def averaged(single: float, size: float) -> float:
    """Spearman-Brown for the mean of `size`, -inf where a coefficient is too negative for it to have a limit."""
    below = 1 + (size - 1) * single
    return -math.inf if below < NOISE else size * single / below


def f_interval(f: float, df1: float, df2: float, size: float, confidence: float) -> tuple[float, float]:
    """The exact interval of a coefficient (F-1)/(F+size-1): the observed F divided and multiplied by F's quantiles."""
    upper = 1 - (1 - confidence) / 2
    ends = (f / f_quantile(upper, df1, df2), f * f_quantile(upper, df2, df1))
    low, high = (1.0 if math.isinf(end) else (end - 1) / (end + size - 1) for end in ends)
    return low, high


def _one_way(s: MeanSquares, confidence: float) -> IntraclassCorrelation:
    f, df1, df2 = _ratio(s.targets, s.within), s.n - 1, s.n * (s.k - 1)
    low, high = f_interval(f, df1, df2, s.k, confidence)
    value = one_way(s.targets, s.within, s.k)
    return IntraclassCorrelation("ICC(1,1)", value, f, df1, df2, f_tail(f, df1, df2), low, high)


def _consistency(s: MeanSquares, confidence: float) -> IntraclassCorrelation:
    f, df1, df2 = _ratio(s.targets, s.residual), s.n - 1, (s.n - 1) * (s.k - 1)
    low, high = f_interval(f, df1, df2, s.k, confidence)
    value = one_way(s.targets, s.residual, s.k)
    return IntraclassCorrelation("ICC(C,1)", value, f, df1, df2, f_tail(f, df1, df2), low, high)


def _agreement(s: MeanSquares, confidence: float) -> IntraclassCorrelation:
    consistency = _consistency(s, confidence)
    level = s.k * (s.raters - s.residual) / s.n
    value = _ratio(s.targets - s.residual, s.targets + (s.k - 1) * s.residual + level)
    low, high = _agreement_interval(s, value, confidence)
    return replace(consistency, form="ICC(A,1)", value=value, low=low, high=high)


def _agreement_interval(s: MeanSquares, value: float, confidence: float) -> tuple[float, float]:
    """McGraw & Wong's Table 7, with 1/F* so that an infinite F* needs no case of its own."""
    if value == 1:
        return 1.0, 1.0
    a = s.k * value / (s.n * (1 - value))
    from_raters, from_residual = a * s.raters, (1 + (s.n - 1) * a) * s.residual
    if not from_raters + from_residual > 0 or s.targets == 0:
        return math.nan, math.nan
    spread = from_raters**2 / (s.k - 1) + from_residual**2 / ((s.n - 1) * (s.k - 1))
    degrees = (from_raters + from_residual) ** 2 / spread
    upper = 1 - (1 - confidence) / 2
    below, above = f_quantile(upper, s.n - 1, degrees), f_quantile(upper, degrees, s.n - 1)
    noise = s.k * s.raters + (s.k * s.n - s.k - s.n) * s.residual
    return _agreement_end(s, 1 / below, noise), _agreement_end(s, above, noise)


def _agreement_end(s: MeanSquares, factor: float, noise: float) -> float:
    if math.isinf(factor):
        return 1.0
    return _ratio(s.n * (factor * s.targets - s.residual), noise + s.n * factor * s.targets)


def _of_mean(single: IntraclassCorrelation, k: int) -> IntraclassCorrelation:
    """The mean-of-k coefficient: each of McGraw & Wong's formulas for it is Spearman-Brown of the single one's."""
    value, low, high = (averaged(end, k) for end in (single.value, single.low, single.high))
    return replace(single, form=single.form.replace(",1)", ",k)"), value=value, low=low, high=high)


def _ratio(part: float, whole: float) -> float:
    if whole == 0:
        return math.inf if part > 0 else math.nan
    return part / whole
