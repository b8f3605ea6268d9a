"""Is a change larger than errors of measurement alone would make it?"""

from __future__ import annotations

import math
from statistics import NormalDist

from .checks import require_between


def standard_error_of_measurement(deviation: float, reliability: float) -> float:
    """How far one observed score lies from the true one, typically.

    Formula: s √(1 - r). Source: Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology 59(1), 12-19, p. 14;
    Lord & Novick (1968), Statistical Theories of Mental Test Scores, p. 67.
    Takes a standard deviation above 0 and a reliability from 0 to 1, else ValueError; the result is in the score's units.
    Checked against Jacobson & Truax's example: 3.354.

    >>> round(standard_error_of_measurement(7.5, 0.80), 3)
    3.354
    """
    require_between(deviation, 0, math.inf, "standard deviation")
    if not 0 <= reliability <= 1:
        raise ValueError(f"Give a reliability from 0 to 1: it is {reliability:g}")
    return deviation * math.sqrt(1 - reliability)


def standard_error_of_difference(deviation: float, reliability: float) -> float:
    """How far two scores of somebody who has not changed lie apart, typically.

    Formula: √2 times the standard error of measurement. Source, units and errors as there.
    Checked against Jacobson & Truax's example: 4.74.

    >>> round(standard_error_of_difference(7.5, 0.80), 3)
    4.743
    """
    return math.sqrt(2) * standard_error_of_measurement(deviation, reliability)


def reliable_change(before: float, after: float, deviation: float, reliability: float) -> float:
    """The reliable change index: a change in standard errors; beyond ±1.96, errors alone make it once in twenty.

    Formula: (after - before) / standard error of difference.
    Source: Jacobson & Truax (1991), p. 14. The deviation is that of the group before, or of a normal population.
    Takes finite scores in one unit; errors as for the standard error of measurement. With a reliability of 1 every change
    is infinitely many standard errors, and no change is nan.
    Checked against Jacobson & Truax's example: 47.5 to 32.5 gives -3.16.

    >>> round(reliable_change(47.5, 32.5, 7.5, 0.80), 2)
    -3.16
    """
    if not (math.isfinite(before) and math.isfinite(after)):
        raise ValueError("Give two finite scores")
    error, change = standard_error_of_difference(deviation, reliability), after - before
    if error == 0:
        return math.copysign(math.inf, change) if change else math.nan
    return change / error


def smallest_reliable_change(deviation: float, reliability: float, *, confidence: float = 0.95) -> float:
    """The change that errors of measurement alone exceed only with probability 1 - confidence, in the score's units.

    Formula: z times the standard error of difference, z the normal quantile (1.96 for 95 %).
    Source: Jacobson & Truax (1991), p. 14. ValueError as there, or for a confidence not between 0 and 1.

    >>> round(smallest_reliable_change(7.5, 0.80), 2)
    9.3
    """
    require_between(confidence, 0, 1, "confidence")
    return NormalDist().inv_cdf((1 + confidence) / 2) * standard_error_of_difference(deviation, reliability)
