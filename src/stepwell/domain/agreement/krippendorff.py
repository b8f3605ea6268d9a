"""Krippendorff's alpha: agreement of any number of raters, on any kind of scale, with answers missing."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from .checks import Floats, with_gaps

Metric = Literal["nominal", "ordinal", "interval", "ratio"]


def krippendorff_alpha(ratings: ArrayLike, metric: Metric) -> float:
    """Agreement beyond chance: 1 complete, 0 as by chance, below 0 systematic disagreement.

    Formula: 1 - (n-1) · sum o(c,k) δ²(c,k) / sum n(c) n(k) δ²(c,k), o the coincidences of values within units (each unit's
    pairs divided by its number of ratings less one), n(c) their margins, n their total. The squared difference δ² is
    nominal: 0 if the same, else 1;  interval: (c-k)²;  ratio: ((c-k)/(c+k))²;
    ordinal: (the ratings from c to k, counting half of those at c and at k)².
    Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability, University of Pennsylvania, pp. 2-7;
    Krippendorff (2019), Content Analysis, 4th edn, ch. 12.
    Shape (units, raters): a row for each thing rated; nan or None where a rater gave no answer. Units with fewer than two
    ratings count nowhere. ValueError for another shape, an infinite entry, an unknown metric, a negative value on a ratio
    scale, or where no unit has two ratings. nan where all paired values are the same: there is nothing to agree about.
    Memory grows with the square of the number of different values.
    Checked against Krippendorff's examples A (.095), B (.692) and C (.743, .815, .849, .797).

    >>> meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    >>> round(krippendorff_alpha(list(zip(meg, owen)), "nominal"), 3)
    0.095
    """
    if metric not in DIFFERENCES:
        raise ValueError(f"Give one of the metrics {', '.join(DIFFERENCES)}: not {metric}")
    table = with_gaps(ratings, rows="units", columns="raters")
    counts, values = _paired_counts(table)
    if metric == "ratio" and (values < 0).any():
        raise ValueError("Give values of 0 or more on a ratio scale")
    margins: Floats = counts.sum(axis=0)
    differences = DIFFERENCES[metric](values, margins)
    observed = float((_coincidences(counts) * differences).sum())
    expected = float(margins @ differences @ margins) / (float(margins.sum()) - 1)
    return 1 - observed / expected if expected > 0 else math.nan


def _paired_counts(table: Floats) -> tuple[Floats, Floats]:
    """How often each value occurs in each unit that has at least two ratings, and the values in order."""
    given = ~np.isnan(table)
    paired = table[given.sum(axis=1) >= 2]
    if len(paired) == 0:
        raise ValueError("Give at least one unit with two ratings: there is nothing to compare")
    values = np.unique(paired[~np.isnan(paired)])
    counts = np.zeros((len(paired), len(values)))
    units, raters = np.nonzero(~np.isnan(paired))
    np.add.at(counts, (units, np.searchsorted(values, paired[units, raters])), 1)
    return counts, values


def _coincidences(counts: Floats) -> Floats:
    weights = 1 / (counts.sum(axis=1) - 1)
    pairs: Floats = (counts * weights[:, np.newaxis]).T @ counts - np.diag(weights @ counts)
    return pairs


def _nominal(values: Floats, margins: Floats) -> Floats:
    return 1 - np.eye(len(values))


def _ordinal(values: Floats, margins: Floats) -> Floats:
    # up to and including c, less half of those at c: the place of c among all ratings
    places = np.cumsum(margins) - margins / 2
    return _squared_gaps(places)


def _interval(values: Floats, margins: Floats) -> Floats:
    return _squared_gaps(values)


def _ratio(values: Floats, margins: Floats) -> Floats:
    sums = values[:, np.newaxis] + values
    gaps = np.abs(values[:, np.newaxis] - values)
    shares: Floats = np.divide(gaps, sums, out=np.zeros_like(sums), where=sums > 0)
    return shares**2


def _squared_gaps(places: Floats) -> Floats:
    gaps: Floats = (places[:, np.newaxis] - places) ** 2
    return gaps


DIFFERENCES: dict[str, Callable[[Floats, Floats], Floats]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
