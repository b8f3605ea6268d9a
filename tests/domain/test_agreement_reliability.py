"""Alpha, omega, Spearman–Brown and reliable change against published values."""

import math

import numpy as np
import pytest

from stepwell.domain.agreement import (
    alpha_from_covariance,
    alpha_interval,
    complete_rows,
    cronbach_alpha,
    omega_from_covariance,
    omega_from_loadings,
    omega_total,
    raters_needed,
    reliable_change,
    smallest_reliable_change,
    spearman_brown,
    standard_error_of_difference,
    standard_error_of_measurement,
)

# The questionnaire of real-statistics.com (Cronbach's alpha), 15 respondents and 10 items, which pingouin's documentation
# uses too: alpha 0.5917188485995826, 95 % interval 0.195 to 0.84.
QUESTIONNAIRE = [
    "3241451432", "5463512555", "7355643365", "2433222663", "6565444675", "1234252352", "4353521243", "2443722465",
    "6555165232", "5464353172", "4352532341", "4232534234", "5562332445", "6554221465", "4355313234",
]  # fmt: skip
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
# The psych package's sim.congeneric: loadings of one factor, alpha printed as .74.
LOADINGS = np.array([0.8, 0.7, 0.6, 0.5])


def one_factor(loadings: np.ndarray, deviations=1.0) -> np.ndarray:
    correlations = np.outer(loadings, loadings)
    np.fill_diagonal(correlations, 1)
    return correlations * np.outer(np.ones(len(loadings)) * deviations, np.ones(len(loadings)) * deviations)


def with_covariance(covariance: np.ndarray, respondents: int = 40) -> np.ndarray:
    """Scores whose sample covariance is exactly this."""
    noise = np.random.default_rng(7).normal(size=(respondents, len(covariance)))
    noise -= noise.mean(axis=0)
    white = noise @ np.linalg.inv(np.linalg.cholesky(np.cov(noise, rowvar=False))).T
    return white @ np.linalg.cholesky(covariance).T


def test_alpha_of_a_questionnaire():
    found = cronbach_alpha([[int(digit) for digit in row] for row in QUESTIONNAIRE])
    assert found.value == pytest.approx(0.5917188485995826, rel=1e-12)
    assert (round(found.low, 3), round(found.high, 2)) == (0.195, 0.84)
    assert alpha_interval(found.value, 15, 10) == pytest.approx((found.low, found.high), rel=1e-12)


def test_alpha_of_shrout_and_fleiss():
    assert cronbach_alpha(SHROUT_FLEISS).value == pytest.approx(0.9093155423770694, rel=1e-12)


def test_congeneric_items():
    correlations = one_factor(LOADINGS)
    mean_r = correlations[np.triu_indices(4, 1)].mean()
    assert mean_r == pytest.approx(0.4183333333, abs=5e-11)
    assert alpha_from_covariance(correlations) == pytest.approx(0.7420546932742054, rel=1e-12)
    assert spearman_brown(mean_r, 4) == pytest.approx(0.7420546932742054, rel=1e-12)
    assert omega_from_loadings(LOADINGS, 1 - LOADINGS**2) == pytest.approx(0.7494456762749446, rel=1e-12)
    assert omega_from_covariance(correlations) == pytest.approx(0.7494456762749446, rel=1e-10)


def test_alpha_and_omega_of_scores_are_those_of_their_covariance():
    covariance = one_factor(LOADINGS, [1, 2, 0.5, 3])
    scores = with_covariance(covariance) + [3, 2, 4, 1]
    assert np.cov(scores, rowvar=False) == pytest.approx(covariance)
    assert cronbach_alpha(scores).value == pytest.approx(alpha_from_covariance(covariance), rel=1e-9)
    assert omega_total(scores) == pytest.approx(omega_from_covariance(covariance), rel=1e-8)
    raw = LOADINGS * [1, 2, 0.5, 3]
    assert omega_total(scores) == pytest.approx(raw.sum() ** 2 / covariance.sum(), rel=1e-8)


def test_omega_is_alpha_where_items_are_parallel():
    parallel = one_factor(np.full(5, 0.6))
    assert omega_from_covariance(parallel) == pytest.approx(alpha_from_covariance(parallel), rel=1e-10)


def test_three_items_follow_spearmans_triads():
    """The loading of an item among three is √(r12 r13 / r23)."""
    r12, r13, r23 = 0.5, 0.4, 0.3
    loadings = np.sqrt([r12 * r13 / r23, r12 * r23 / r13, r13 * r23 / r12])
    expected = omega_from_loadings(loadings, 1 - loadings**2)
    assert omega_from_covariance([[1, r12, r13], [r12, 1, r23], [r13, r23, 1]]) == pytest.approx(expected, rel=1e-9)


def test_minres_agrees_with_principal_axes():
    """Another road to the same least squares: put communalities on the diagonal, take the first axis, repeat."""
    correlations = np.corrcoef(np.array([[int(d) for d in row] for row in QUESTIONNAIRE])[:, :6], rowvar=False)
    reduced = correlations.copy()
    for _ in range(3000):
        values, vectors = np.linalg.eigh(reduced)
        loadings = vectors[:, -1] * math.sqrt(values[-1])
        np.fill_diagonal(reduced, loadings**2)
    assert (loadings**2).max() < 1
    expected = omega_from_loadings(loadings, 1 - loadings**2)
    assert omega_from_covariance(correlations) == pytest.approx(expected, rel=1e-6)


def test_no_loading_goes_beyond_one():
    """Triads would give a loading of √1.62 here."""
    assert 0 < omega_from_covariance([[1, 0.9, 0.9], [0.9, 1, 0.5], [0.9, 0.5, 1]]) < 1


def test_items_that_share_nothing_have_no_omega_to_speak_of():
    assert omega_from_covariance(np.eye(4)) == 0


# Single-rater reliabilities of 360° ratings, .30 reports, .37 peers, .50 supervisors (Conway & Huffcutt 1997, Human
# Performance 10(4), 331-360), and what k raters or a target need.
STEPPED_UP = [
    (0.30, {3: 0.5625, 4: 0.6316, 5: 0.6818, 8: 0.7742}, {0.70: 5.444, 0.80: 9.333}),
    (0.37, {3: 0.6379, 4: 0.7014, 5: 0.746, 8: 0.8245}, {0.70: 3.973, 0.80: 6.811}),
    (0.50, {1: 0.5, 2: 0.6667, 3: 0.75}, {0.70: 2.333, 0.80: 4.0}),
]


@pytest.mark.parametrize(("single", "raters", "needed"), STEPPED_UP)
def test_spearman_brown(single, raters, needed):
    assert {k: round(spearman_brown(single, k), 4) for k in raters} == raters
    assert {target: round(raters_needed(single, target), 3) for target in needed} == needed


def test_jacobson_and_truax():
    """1991, p. 14: from 47.5 to 32.5, deviation 7.5, reliability .80."""
    assert standard_error_of_measurement(7.5, 0.80) == pytest.approx(3.354101966249684, rel=1e-12)
    assert standard_error_of_difference(7.5, 0.80) == pytest.approx(4.743416490252568, rel=1e-12)
    assert reliable_change(47.5, 32.5, 7.5, 0.80) == pytest.approx(-3.16227766016838, rel=1e-12)
    assert smallest_reliable_change(7.5, 0.80) == pytest.approx(1.959964 * 4.743416, abs=1e-5)


def test_perfect_measurement_makes_every_change_reliable():
    assert reliable_change(3, 4, 1, 1) == math.inf
    assert reliable_change(4, 3, 1, 1) == -math.inf
    assert math.isnan(reliable_change(3, 3, 1, 1))


def test_where_nothing_varies_nothing_is_reliable():
    assert math.isnan(cronbach_alpha([[0.1, 0.1], [0.1, 0.1], [0.1, 0.1]]).value)
    assert math.isnan(omega_total([[1, 2, 3], [1, 3, 2], [1, 4, 4]]))
    assert math.isnan(omega_from_covariance(np.zeros((3, 3))))
    assert math.isnan(alpha_from_covariance(np.zeros((2, 2))))
    assert math.isnan(omega_from_loadings([0], [0]))


def test_items_that_cancel_have_no_lower_limit():
    assert cronbach_alpha([[1, 3], [2, 2], [3, 1]]).value == -math.inf


def test_complete_rows():
    assert complete_rows([[1, None, 3], [4, 5, 6], [math.nan, 8, 9]]).tolist() == [[4, 5, 6]]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: cronbach_alpha([[1, 2]]), "at least 2 respondents"),
        (lambda: cronbach_alpha([[1], [2]]), "at least 2 items"),
        (lambda: cronbach_alpha([[1, 2], [3, None]]), "missing"),
        (lambda: cronbach_alpha(SHROUT_FLEISS, confidence=1), "between 0 and 1"),
        (lambda: alpha_interval(1.1, 5, 5), "above 1"),
        (lambda: alpha_interval(0.5, 1, 5), "at least 2 respondents"),
        (lambda: alpha_interval(0.5, 5, math.nan), "at least 2 items"),
        (lambda: alpha_from_covariance([[1, 0.5], [0.4, 1]]), "both sides"),
        (lambda: alpha_from_covariance([[1, 0.5], [0.5, -1]]), "variances"),
        (lambda: alpha_from_covariance([[1, 0.5, 0.5], [0.5, 1, 0.5]]), "as many columns"),
        (lambda: omega_total([[1, 2], [3, 4], [5, 7]]), "at least 3 items"),
        (lambda: omega_total([[1, 2, 3], [3, 4, 9]]), "at least 3 respondents"),
        (lambda: omega_from_covariance(np.eye(2)), "at least 3 items"),
        (lambda: omega_from_loadings([0.5], [0.5, 0.5]), "one unique variance"),
        (lambda: omega_from_loadings([0.5], [-0.5]), "0 or more"),
        (lambda: spearman_brown(1.2, 3), "from -1 to 1"),
        (lambda: spearman_brown(math.nan, 3), "from -1 to 1"),
        (lambda: spearman_brown(0.5, 0), "length"),
        (lambda: raters_needed(0, 0.7), "reliability between 0 and 1"),
        (lambda: raters_needed(0.3, 1), "target between 0 and 1"),
        (lambda: standard_error_of_measurement(0, 0.8), "above|between"),
        (lambda: standard_error_of_measurement(1, 1.1), "from 0 to 1"),
        (lambda: standard_error_of_measurement(1, math.nan), "from 0 to 1"),
        (lambda: reliable_change(math.nan, 1, 1, 0.8), "finite scores"),
        (lambda: smallest_reliable_change(1, 0.8, confidence=2), "confidence"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
