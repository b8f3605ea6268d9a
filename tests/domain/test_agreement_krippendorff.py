"""Krippendorff's alpha against his own examples and against a slow reading of its definition."""

import itertools
import math

import numpy as np
import pytest

from stepwell.domain.agreement import krippendorff_alpha

METRICS = ["nominal", "ordinal", "interval", "ratio"]
N = None
# Krippendorff (2011), "C" data: four observers (rows here), twelve units; values as in the irr package's kripp.alpha help.
C = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]


def units(observers):
    return list(zip(*observers, strict=True))


def slowly(table, metric: str) -> float:
    """Every pair of ratings, one at a time: observed within units, expected over all of them."""
    paired = [[x for x in row if x is not None and not math.isnan(x)] for row in table]
    paired = [row for row in paired if len(row) > 1]
    everything = sorted(itertools.chain(*paired))

    def difference(c, k):
        if metric == "ordinal":
            between = sum(min(c, k) <= x <= max(c, k) for x in everything)
            return 0 if c == k else (between - (everything.count(c) + everything.count(k)) / 2) ** 2
        return {
            "nominal": float(c != k),
            "interval": (c - k) ** 2,
            "ratio": ((c - k) / (c + k)) ** 2 if c + k else 0,
        }[metric]

    observed = sum(sum(difference(a, b) for a, b in itertools.permutations(row, 2)) / (len(row) - 1) for row in paired)
    expected = sum(difference(a, b) for a, b in itertools.permutations(everything, 2)) / (len(everything) - 1)
    return 1 - observed / expected


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("nominal", 0.743421052631579),
        ("ordinal", 0.8153875037548814),
        ("interval", 0.8491071428571428),
        ("ratio", 0.7974027747116121),
    ],
)
def test_krippendorffs_c_data(metric, expected):
    assert krippendorff_alpha(units(C), metric) == pytest.approx(expected, rel=1e-12)


def test_krippendorffs_two_observers():
    """2011, examples A (two values) and B (five values): .095 and .692."""
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert round(krippendorff_alpha(units([meg, owen]), "nominal"), 3) == 0.095
    ben, gerry = (["abcde".index(letter) for letter in word] for word in ("aabbdcccedda", "babbbccceddd"))
    assert round(krippendorff_alpha(units([ben, gerry]), "nominal"), 3) == 0.692


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("seed", range(5))
def test_a_slow_reading_of_the_definition_agrees(metric, seed):
    random = np.random.default_rng(seed)
    table = random.integers(0, 6, size=(9, 4)).astype(float)
    table[random.random(table.shape) < 0.3] = math.nan
    assert krippendorff_alpha(table, metric) == pytest.approx(slowly(table.tolist(), metric), rel=1e-10)


@pytest.mark.parametrize("metric", METRICS)
def test_ends(metric):
    assert krippendorff_alpha([[1, 1], [2, 2], [4, 4]], metric) == 1
    assert krippendorff_alpha([[1, 2], [2, 1]], metric) < 0
    assert math.isnan(krippendorff_alpha([[3, 3], [3, 3], [5, N]], metric))


@pytest.mark.parametrize(
    ("ratings", "metric", "words"),
    [
        ([1, 2], "nominal", "table"),
        ([["a", "b"]], "nominal", "table"),
        ([[1, 2], [3]], "nominal", "table"),
        ([[1, N], [N, 2]], "nominal", "nothing to compare"),
        ([], "nominal", "table"),
        ([[1, math.inf]], "nominal", "finite"),
        ([[1, 2]], "circular", "one of the metrics"),
        ([[-1, 2]], "ratio", "0 or more"),
    ],
)
def test_bad_input_is_refused(ratings, metric, words):
    with pytest.raises(ValueError, match=words):
        krippendorff_alpha(ratings, metric)
