"""The F distribution against printed tables, closed forms and exact sums."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.domain.agreement.special import f_quantile, f_tail, incomplete_beta

# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.3, upper critical values of F, to its three decimals.
TABLE = [
    (0.90, 1, 1, 39.863),
    (0.90, 5, 10, 2.522),
    (0.90, 10, 20, 1.937),
    (0.95, 1, 1, 161.448),
    (0.95, 2, 3, 9.552),
    (0.95, 5, 10, 3.326),
    (0.95, 10, 20, 2.348),
    (0.95, 20, 100, 1.676),
    (0.99, 1, 1, 4052.181),
    (0.99, 5, 10, 5.636),
    (0.99, 10, 20, 3.368),
]
# Student's t squared is F with 1 and df degrees: 2.5 % points of the t table in the same handbook, 1.3.6.7.2.
STUDENT = [(1, 12.706), (5, 2.571), (10, 2.228), (30, 2.042), (100, 1.984)]


@pytest.mark.parametrize(("p", "df1", "df2", "expected"), TABLE)
def test_quantiles_stand_in_the_f_table(p, df1, df2, expected):
    assert f_quantile(p, df1, df2) == pytest.approx(expected, abs=0.0006)
    assert f_tail(f_quantile(p, df1, df2), df1, df2) == pytest.approx(1 - p, rel=1e-10)


@pytest.mark.parametrize(("df", "expected"), STUDENT)
def test_quantiles_stand_in_the_t_table(df, expected):
    assert math.sqrt(f_quantile(0.95, 1, df)) == pytest.approx(expected, abs=0.0006)


@pytest.mark.parametrize("x", [1e-12, 0.1, 0.5, 0.77, 1 - 1e-9])
@pytest.mark.parametrize("a", [0.01, 0.5, 3, 250])
def test_closed_forms(a, x):
    assert incomplete_beta(a, 1, x) == pytest.approx(x**a, rel=1e-12)
    assert incomplete_beta(1, a, x) == pytest.approx(-math.expm1(a * math.log1p(-x)), rel=1e-12)
    assert incomplete_beta(a, a, 0.5) == pytest.approx(0.5, rel=1e-12)


@pytest.mark.parametrize(("n", "k"), [(5, 2), (20, 1), (20, 15), (60, 30)])
def test_binomial_sums(n, k):
    """The chance of k or more of n heads is I_p(k, n-k+1), summed here in whole numbers."""
    for tenths in (1, 5, 8):
        p = Fraction(tenths, 10)
        exact = sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1))
        assert incomplete_beta(k, n - k + 1, float(p)) == pytest.approx(float(exact), rel=1e-11)


def test_tails_keep_their_digits():
    """With 2 degrees above, the tail is (1 + 2f/df)^(-df/2) exactly."""
    for df in (4, 60, 2000):
        assert f_tail(100, 2, df) == pytest.approx((1 + 200 / df) ** (-df / 2), rel=1e-9)


def test_ends():
    assert (incomplete_beta(2, 3, 0), incomplete_beta(2, 3, 1)) == (0, 1)
    assert (f_tail(0, 3, 4), f_tail(math.inf, 3, 4)) == (1, 0)
    assert math.isnan(f_tail(math.nan, 3, 4))
    assert f_quantile(0.975, 5, 1e-9) == math.inf


def test_where_the_two_roads_meet():
    """Exactly at (a+1)/(a+b+2) rounding may send each side to the other: found by chance, kept."""
    for a in range(1, 40):
        for b in range(1, 40):
            assert incomplete_beta(a / 2, b / 2, (a + 2) / (a + b + 4)) + incomplete_beta(
                b / 2, a / 2, (b + 2) / (a + b + 4)
            ) == pytest.approx(1, rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.floats(0.1, 500), st.floats(0.1, 500), st.floats(0.0001, 0.9999))
def test_quantile_and_tail_undo_each_other(df1, df2, p):
    f = f_quantile(p, df1, df2)
    assert f_tail(f, df1, df2) == pytest.approx(1 - p, rel=1e-7, abs=1e-12)
    assert f_quantile(1 - p, df2, df1) == pytest.approx(1 / f, rel=1e-7)


@pytest.mark.parametrize(
    "call",
    [
        lambda: incomplete_beta(0, 1, 0.5),
        lambda: incomplete_beta(1, 1, 1.5),
        lambda: incomplete_beta(1, 1, math.nan),
        lambda: f_tail(-1, 2, 3),
        lambda: f_tail(1, 0, 3),
        lambda: f_quantile(0, 2, 3),
        lambda: f_quantile(1, 2, 3),
        lambda: f_quantile(math.nan, 2, 3),
        lambda: f_quantile(0.5, 2, math.inf),
    ],
)
def test_nonsense_is_refused(call):
    with pytest.raises(ValueError):
        call()
