"""What must hold for any ratings: bounds, and what makes no difference. And: examples run, and nothing but numpy is used."""

import ast
import doctest
import importlib
import math
import pkgutil
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from stepwell.domain import agreement

RATING = st.integers(1, 5).map(float)
MODULES = [f"{agreement.__name__}.{module.name}" for module in pkgutil.iter_modules(agreement.__path__)]
quick = settings(max_examples=40, deadline=None, database=None)


def tables(rows=(2, 8), columns=(2, 6), elements=RATING):
    shape = st.tuples(st.integers(*rows), st.integers(*columns))
    return shape.flatmap(lambda size: arrays.arrays(np.float64, size, elements=elements))


def same(found: float, expected: float, **limits) -> bool:
    return found == pytest.approx(expected, nan_ok=True, rel=1e-7, abs=1e-9, **limits)


@quick
@given(tables(), st.randoms(use_true_random=False), st.floats(0.1, 50), st.floats(-20, 20))
def test_icc_ignores_order_unit_and_zero(table, random, unit, zero):
    rows, columns = list(range(table.shape[0])), list(range(table.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    moved = unit * table[rows][:, columns] + zero
    before, after = agreement.intraclass_correlations(table), agreement.intraclass_correlations(moved)
    for form, one in before.items():
        other = after[form]
        assert same(other.f, one.f)
        assert same(other.p, one.p)
        for found, expected in [(other.value, one.value), (other.low, one.low), (other.high, one.high)]:
            if expected < -1000:  # on its way to -inf it has no digits to compare
                assert found < -500
            else:
                assert found == pytest.approx(expected, nan_ok=True, rel=1e-5, abs=1e-7)


@quick
@given(tables())
def test_icc_stays_in_its_bounds(table):
    found = agreement.intraclass_correlations(table)
    least = -1 / (table.shape[1] - 1)
    for one in found.values():
        assert math.isnan(one.value) or one.value <= 1 + 1e-12
        assert math.isnan(one.p) or 0 <= one.p <= 1
    for form in ("ICC(1,1)", "ICC(C,1)"):
        one = found[form]
        assert math.isnan(one.value) or least - 1e-9 <= one.low <= one.value + 1e-9 <= one.high + 2e-9 <= 1 + 3e-9


@quick
@given(tables())
def test_a_wider_confidence_gives_a_wider_interval(table):
    narrow, wide = (agreement.intraclass_correlations(table, confidence=c)["ICC(1,1)"] for c in (0.5, 0.99))
    assume(not math.isnan(narrow.value))
    assert wide.low <= narrow.low + 1e-12
    assert narrow.high <= wide.high + 1e-12


@quick
@given(tables(columns=(1, 6)), st.randoms(use_true_random=False))
def test_within_group_agreement_ignores_order_and_direction(table, random):
    rows = list(range(len(table)))
    random.shuffle(rows)
    turned = 6 - table[rows]
    for statistic in (
        lambda x: agreement.rwg_j(x, 5),
        lambda x: agreement.rwg_j_lindell(x, 5),
        agreement.average_deviation_j,
    ):
        assert same(statistic(turned), statistic(table))
    assert same(agreement.awg_j(turned, low=1, high=5), agreement.awg_j(table, low=1, high=5))


@quick
@given(arrays.arrays(np.float64, st.integers(2, 12), elements=RATING))
def test_within_group_agreement_stays_in_its_bounds(row):
    value, uncut = agreement.rwg(row, 5), agreement.rwg(row, 5, truncate=False)
    n = len(row)
    assert 0 <= value <= 1
    assert -1 - 2 / (n - 1) - 1e-9 <= uncut <= value
    about_mean, about_median = (agreement.average_deviation(row, about=middle) for middle in ("mean", "median"))
    assert 0 <= about_median <= about_mean + 1e-12 <= 2 + 1e-9
    found = agreement.awg(row, low=1, high=5)
    assert math.isnan(found) or -1 - 1e-9 <= found <= 1
    assert (len(set(row)) == 1) == (uncut == 1) == (about_mean == 0)


@quick
@given(tables(rows=(3, 10)), st.floats(0.1, 50))
def test_alpha_ignores_order_and_unit(table, unit):
    found, moved = agreement.cronbach_alpha(table), agreement.cronbach_alpha(unit * table[::-1, ::-1] - 3)
    assert same(moved.value, found.value) or max(moved.value, found.value) < -1000
    assert math.isnan(found.value) or found.low <= found.value + 1e-9 <= found.high + 2e-9 <= 1 + 3e-9


@quick
@given(arrays.arrays(np.float64, st.integers(3, 7), elements=st.floats(0.2, 0.95)), st.data())
def test_omega_recovers_any_one_factor_model(loadings, data):
    deviations = data.draw(arrays.arrays(np.float64, len(loadings), elements=st.floats(0.3, 4)))
    correlations = np.outer(loadings, loadings)
    np.fill_diagonal(correlations, 1)
    covariance = correlations * np.outer(deviations, deviations)
    raw = loadings * deviations
    expected = agreement.omega_from_loadings(raw, (1 - loadings**2) * deviations**2)
    found = agreement.omega_from_covariance(covariance)
    assert found == pytest.approx(expected, rel=1e-6)
    assert agreement.alpha_from_covariance(covariance) <= found + 1e-6  # alpha is a lower bound


@quick
@given(tables(rows=(4, 10), columns=(3, 5)))
def test_omega_of_any_scores_is_a_share(table):
    found = agreement.omega_total(table)
    assert math.isnan(found) or 0 <= found <= 1


MAYBE = st.one_of(RATING, RATING, st.just(math.nan))
METRIC = st.sampled_from(["nominal", "ordinal", "interval", "ratio"])


def has_pairs(table) -> bool:
    return bool(((~np.isnan(table)).sum(axis=1) >= 2).any())


@quick
@given(tables(elements=MAYBE), METRIC, st.randoms(use_true_random=False))
def test_krippendorff_ignores_order_and_who_said_what(table, metric, random):
    assume(has_pairs(table))
    shuffled = table.copy()
    for unit in shuffled:  # within a unit raters are exchangeable
        random.shuffle(unit)
    random.shuffle(rows := list(range(len(table))))
    found = agreement.krippendorff_alpha(table, metric)
    assert same(agreement.krippendorff_alpha(shuffled[rows], metric), found)
    assert math.isnan(found) or found <= 1


@quick
@given(tables(elements=MAYBE), METRIC)
def test_krippendorff_ignores_what_has_no_pair(table, metric):
    """A lone rating, a unit nobody rated and a rater who rated nothing change nothing."""
    assume(has_pairs(table))
    more = np.full((len(table) + 2, table.shape[1] + 1), math.nan)
    more[: len(table), : table.shape[1]] = table
    more[-1, 0] = 5
    assert same(agreement.krippendorff_alpha(more, metric), agreement.krippendorff_alpha(table, metric))


@quick
@given(tables(elements=MAYBE), st.floats(0.1, 50), st.floats(0, 20))
def test_krippendorff_moves_with_its_scale(table, unit, zero):
    assume(has_pairs(table))
    for metric, moved in [
        ("nominal", np.exp(table)),
        ("ordinal", table**3),
        ("interval", unit * table + zero),
        ("ratio", unit * table),
    ]:
        assert same(agreement.krippendorff_alpha(moved, metric), agreement.krippendorff_alpha(table, metric))


@quick
@given(tables(elements=MAYBE))
def test_complete_rows_keep_exactly_the_full_ones(table):
    kept = agreement.complete_rows(table)
    assert kept.tolist() == [row for row in table.tolist() if not any(math.isnan(x) for x in row)]


@quick
@given(st.floats(0.01, 0.99), st.floats(0.1, 40), st.floats(0.1, 40))
def test_spearman_brown_twice_is_once_and_raters_needed_undoes_it(r, first, second):
    once = agreement.spearman_brown(r, first)
    assert same(agreement.spearman_brown(once, second), agreement.spearman_brown(r, first * second))
    assert agreement.raters_needed(r, once) == pytest.approx(first, rel=1e-6)


@quick
@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(0.01, 20), st.floats(0, 0.999))
def test_change_back_is_change_with_the_other_sign(before, after, deviation, reliability):
    there = agreement.reliable_change(before, after, deviation, reliability)
    assert agreement.reliable_change(after, before, deviation, reliability) == -there
    least = agreement.smallest_reliable_change(deviation, reliability)
    assert (abs(there) > 1.959963984540054) == (abs(after - before) > least) or math.isclose(abs(after - before), least)


@pytest.mark.parametrize("module", MODULES)
def test_examples_give_what_they_say(module):
    assert doctest.testmod(importlib.import_module(module)).failed == 0


def test_each_public_function_has_an_example_and_says_where_it_is_from():
    for name in agreement.__all__:
        thing = getattr(agreement, name)
        if not isinstance(thing, type):
            assert ">>> " in thing.__doc__, name
            assert "ource" in thing.__doc__ or name == "complete_rows", name


def test_only_numpy_is_used():
    files = [Path(importlib.import_module(module).__file__) for module in MODULES]
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.level == 0)
    }
    assert imported - set(sys.stdlib_module_names) == {"numpy"}
