"""rwg, rwg(j), r*wg(j), average deviation and awg against worked examples and real groups."""

import math

import numpy as np
import pytest

from stepwell.domain.agreement import (
    average_deviation,
    average_deviation_j,
    awg,
    awg_j,
    rwg,
    rwg_j,
    rwg_j_lindell,
    uniform_variance,
)

# Five-point examples worked by hand: ratings, s², rwg, rwg before it is cut at 0, AD about mean and median, awg.
FIVE_POINT = [
    ([4, 4, 5, 4, 4], 0.2, 0.9, 0.9, 0.32, 0.2, 0.875),
    ([1, 5, 1, 5, 3], 4.0, 0.0, -1.0, 1.6, 1.6, -0.6),
    ([1, 2, 3, 4, 5], 2.5, 0.0, -0.25, 1.2, 1.2, 0.0),
    ([3, 3, 3], 0.0, 1.0, 1.0, 0.0, 0.0, 1.0),
    ([2, 2, 5, 5], 3.0, 0.0, -0.5, 1.5, 1.5, -0.2),
    ([5, 5, 5, 4], 0.25, 0.875, 0.875, 0.375, 0.25, None),
]
SCALE = [[4, 5, 4], [4, 4, 4], [5, 5, 4], [4, 4, 3]]

# Eleven leadership items (1 to 5) of the first five companies in lq2002 (Bliese, Halverson & Schriesheim 2002, Leadership
# Quarterly 13, 3-14; data in the multilevel package): how often each answer was given to each item, and each soldier's sum.
# Values computed from the whole data set with that package's formulas: rwg of the mean, rwg(j), r*wg(j), AD.
COMPANIES = {
    2: (
        "3,6,4,11,0 4,3,5,10,2 6,9,3,6,0 7,2,3,10,2 4,8,8,4,0 2,6,3,12,1 5,3,9,5,2 4,4,3,11,2 5,6,4,8,1 3,4,3,12,2 4,6,7,7,0",
        "11 14 20 22 22 24 25 28 28 30 30 30 33 37 38 38 38 39 39 41 43 43 44 44",
        (0.621459, 0.807527, 0.276103, 1.020518),
    ),
    3: (
        "5,10,9,8,5 1,8,8,16,4 8,13,11,3,2 7,6,10,10,4 12,11,10,3,1 1,3,8,19,6 7,12,14,3,1 1,7,9,17,3 6,10,14,7,0 2,5,11,18,1 "
        "1,9,13,11,3",
        "17 18 18 19 24 25 26 27 27 28 29 29 30 30 31 31 31 32 32 33 33 35 35 35 36 36 36 37 38 38 39 39 42 43 45 45 51",
        (0.745744, 0.895938, 0.439053, 0.867123),
    ),
    4: (
        "7,6,19,12,1 4,6,11,22,2 19,10,11,5,0 18,10,9,6,2 15,7,16,7,0 6,3,18,14,4 12,11,9,12,1 2,6,15,21,1 14,12,7,11,1 "
        "7,6,9,22,1 10,8,10,15,2",
        "15 16 18 18 18 21 22 22 22 23 23 23 24 24 25 26 26 26 27 27 27 28 29 31 31 32 33 33 34 34 35 35 37 37 37 37 38 39 39 "
        "40 40 41 42 43 51",
        (0.713282, 0.860012, 0.358356, 0.949315),
    ),
    5: (
        "5,7,28,14,4 2,10,16,22,8 18,16,11,12,1 12,14,12,18,2 14,15,20,7,2 8,8,20,20,2 10,11,23,12,2 6,8,13,27,4 13,14,17,12,2 "
        "7,9,12,26,4 12,17,12,13,4",
        "11 16 20 20 21 21 22 23 23 24 24 24 24 25 25 26 27 27 27 28 28 28 29 29 29 31 31 31 31 32 32 33 33 33 33 33 34 34 34 "
        "35 35 36 36 37 37 38 39 39 39 41 41 42 42 43 46 47 47 48",
        (0.731742, 0.863558, 0.365231, 0.935034),
    ),
    6: (
        "0,1,2,7,2 0,1,6,3,2 2,2,3,4,1 3,1,4,4,0 0,2,3,6,1 1,2,3,5,1 1,1,3,6,1 0,2,1,9,0 4,2,2,4,0 2,4,3,3,0 1,2,1,7,1",
        "21 24 26 30 30 36 40 41 42 43 45 46",
        (0.683446, 0.887663, 0.418044, 0.863636),
    ),
}


def answers(counts: str) -> np.ndarray:
    """Each item's answers in a column, in order: these figures do not depend on which soldier gave which."""
    return np.transpose([np.repeat(np.arange(1, 6), [int(n) for n in item.split(",")]) for item in counts.split()])


@pytest.mark.parametrize(("levels", "expected"), [(4, 1.25), (5, 2.0), (6, 2.9166666667), (7, 4.0)])
def test_variance_by_chance(levels, expected):
    assert uniform_variance(levels) == pytest.approx(expected, abs=5e-11)
    assert uniform_variance(levels) == pytest.approx(np.var(np.arange(levels)))


@pytest.mark.parametrize(("x", "variance", "cut", "uncut", "about_mean", "about_median", "kappa_like"), FIVE_POINT)
def test_five_point_examples(x, variance, cut, uncut, about_mean, about_median, kappa_like):
    assert np.var(x, ddof=1) == pytest.approx(variance)
    assert rwg(x, 5) == pytest.approx(cut)
    assert rwg(x, 5, truncate=False) == pytest.approx(uncut)
    assert average_deviation(x) == pytest.approx(about_mean)
    assert average_deviation(x, about="median") == pytest.approx(about_median)
    assert awg(x, low=1, high=5) == pytest.approx(math.nan if kappa_like is None else kappa_like, nan_ok=True)


def test_a_small_scale():
    assert np.var(SCALE, axis=0, ddof=1) == pytest.approx([0.25, 0.3333333333, 0.25])
    assert rwg_j(SCALE, 5) == pytest.approx(0.9489795918367347, rel=1e-12)
    assert rwg_j_lindell(SCALE, 5) == pytest.approx(0.8611111111111112, rel=1e-12)
    assert average_deviation_j(SCALE) == pytest.approx(0.4166666666666667, rel=1e-12)


@pytest.mark.parametrize("company", COMPANIES)
def test_companies_of_soldiers(company):
    counts, sums, expected = COMPANIES[company]
    items = answers(counts)
    means = [int(total) / 11 for total in sums.split()]
    assert (items.shape, sum(means)) == ((len(means), 11), pytest.approx(items.mean(axis=1).sum()))
    found = [rwg(means, 5), rwg_j(items, 5), rwg_j_lindell(items, 5), average_deviation_j(items)]
    assert found == pytest.approx(expected, abs=5e-7)


def test_a_scale_of_one_item_is_that_item():
    column = [[4], [4], [5], [3]]
    plain = [4, 4, 5, 3]
    assert rwg_j(column, 5) == pytest.approx(rwg(plain, 5)) == pytest.approx(rwg_j_lindell(column, 5))
    assert average_deviation_j(column, about="median") == average_deviation(plain, about="median")
    assert awg_j(column, low=1, high=5) == pytest.approx(awg(plain, low=1, high=5))


def test_rwg_j_is_lindells_lengthened_by_spearman_and_brown():
    q = rwg_j_lindell(SCALE, 5)
    assert rwg_j(SCALE, 5) == pytest.approx(3 * q / (1 + 2 * q))


def test_a_group_in_two_camps():
    camps = [[1, 5], [5, 1], [1, 5], [5, 1]]
    assert rwg_j(camps, 5) == 0
    assert rwg_j_lindell(camps, 5) == pytest.approx(-1 - 2 / 3)
    assert awg([1, 1, 5, 5], low=1, high=5) == pytest.approx(-1)


def test_another_model_of_chance():
    assert rwg([4, 4, 5, 4, 4], 5, chance=1.34) == pytest.approx(1 - 0.2 / 1.34)
    assert rwg_j_lindell(SCALE, 5, chance=4.0) > rwg_j_lindell(SCALE, 5)


def test_awg_has_no_value_near_the_ends():
    """Four raters: from (1·3+5)/4 = 2 to (5·3+1)/4 = 4, both included."""
    assert not math.isnan(awg([1, 1, 1, 5], low=1, high=5))
    assert math.isnan(awg([1, 1, 1, 4], low=1, high=5))
    assert math.isnan(awg([5, 5, 5, 5], low=1, high=5))
    assert math.isnan(awg_j([[3, 5], [3, 5], [3, 5]], low=1, high=5))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: rwg([4], 5), "at least 2 raters"),
        (lambda: rwg([[4, 5]], 5), "plain list"),
        (lambda: rwg([4, None], 5), "missing"),
        (lambda: rwg([4, math.inf], 5), "finite"),
        (lambda: rwg([1, 6], 5), "on their scale"),
        (lambda: rwg([1, 1], 1), "at least 2 levels"),
        (lambda: rwg([1, 1], 2.5), "whole number"),
        (lambda: rwg([1, 1], 5, chance=0), "above 0"),
        (lambda: rwg([1, 1], 5, chance=math.nan), "above 0"),
        (lambda: rwg_j([[4, 4]], 5), "at least 2 raters"),
        (lambda: rwg_j([[], []], 5), "at least 1 items"),
        (lambda: rwg_j_lindell([4, 4], 5), "table"),
        (lambda: average_deviation([4]), "at least 2 raters"),
        (lambda: average_deviation([4, 4], about="mode"), "median"),
        (lambda: average_deviation_j([[4, 4]]), "at least 2 raters"),
        (lambda: awg([4], low=1, high=5), "at least 2 raters"),
        (lambda: awg([0, 4], low=1, high=5), "from 1 to 5"),
        (lambda: awg([4, 4], low=5, high=1), "high end"),
        (lambda: awg([4, 4], low=1, high=math.nan), "high end"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
