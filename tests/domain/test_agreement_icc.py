"""Intraclass correlations against published examples, each to the digits it was printed with."""

import math

import numpy as np
import pytest

from stepwell.domain.agreement import (
    cronbach_alpha,
    group_reliability,
    intraclass_correlations,
    mean_squares,
    one_way,
    spearman_brown,
)

FORMS = ["ICC(1,1)", "ICC(A,1)", "ICC(C,1)", "ICC(1,k)", "ICC(A,k)", "ICC(C,k)"]

# Shrout & Fleiss (1979), Table 2: 6 targets, 4 judges. Values as in the psych package's help and tests (ICC), to more digits.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
# The wine data of the pingouin documentation (retyped from its data file): four judges, eight wines; three decimals.
WINE = np.transpose(
    [[1, 1, 3, 6, 6, 7, 8, 9], [2, 3, 8, 4, 5, 5, 7, 9], [0, 3, 1, 3, 5, 6, 7, 9], [1, 2, 4, 3, 6, 2, 9, 8]]
)
# The anxiety data of the irr package (made up by its authors): 20 subjects, 3 raters.
ANXIETY = [
    [3, 3, 2], [3, 6, 1], [3, 4, 4], [4, 6, 4], [5, 2, 3], [5, 4, 2], [2, 2, 1], [3, 4, 6], [5, 3, 1], [2, 3, 1],
    [2, 2, 1], [6, 3, 2], [1, 3, 3], [5, 3, 3], [2, 2, 1], [2, 2, 1], [1, 1, 3], [2, 3, 3], [4, 3, 2], [3, 4, 2],
]  # fmt: skip


def values(ratings) -> list[float]:
    found = intraclass_correlations(ratings)
    return [found[form].value for form in FORMS]


def test_shrout_and_fleiss():
    squares = mean_squares(SHROUT_FLEISS)
    assert [squares.targets, squares.within, squares.raters, squares.residual] == pytest.approx(
        [11.241666666666669, 6.2638888888888875, 32.486111111111114, 1.019444444444442], rel=1e-12
    )
    expected = [0.16574176840547553, 0.2897637795275592, 0.7148407148407154]
    expected += [0.4427971336792688, 0.6200505475989893, 0.9093155423770697]
    assert values(SHROUT_FLEISS) == pytest.approx(expected, rel=1e-12)


def test_shrout_and_fleiss_tests_and_intervals():
    found = intraclass_correlations(SHROUT_FLEISS)
    assert list(found) == FORMS
    for form, one in found.items():
        two_way = "(1," not in form
        assert one.form == form
        assert one.f == pytest.approx(11.02724796 if two_way else 1.79467849, abs=5e-9)
        assert (one.df1, one.df2) == (5, 15 if two_way else 18)
        assert one.p == pytest.approx(0.00013457 if two_way else 0.16476881, abs=5e-9)
    intervals = [[round(found[form].low, 2), round(found[form].high, 2)] for form in FORMS]
    assert intervals == [[-0.13, 0.72], [0.02, 0.76], [0.34, 0.95], [-0.88, 0.91], [0.07, 0.93], [0.68, 0.99]]


def test_wine():
    found = intraclass_correlations(WINE)
    assert [round(value, 3) for value in values(WINE)] == [0.728, 0.728, 0.729, 0.914, 0.914, 0.915]
    assert [round(found[form].f, 3) for form in ("ICC(1,1)", "ICC(C,1)")] == [11.680, 11.787]
    assert [(found[form].df1, found[form].df2) for form in ("ICC(1,1)", "ICC(A,1)")] == [(7, 24), (7, 21)]


def test_anxiety():
    expected = [0.17502238, 0.19799826, 0.21604938, 0.38892573, 0.42549875, 0.45258621]
    assert values(ANXIETY) == pytest.approx(expected, abs=5e-9)


def test_consistency_of_the_mean_is_cronbachs_alpha_with_feldts_interval():
    for table in (SHROUT_FLEISS, WINE, ANXIETY):
        of_mean, alpha = (
            intraclass_correlations(table, confidence=0.9)["ICC(C,k)"],
            cronbach_alpha(table, confidence=0.9),
        )
        assert [of_mean.value, of_mean.low, of_mean.high] == pytest.approx(
            [alpha.value, alpha.low, alpha.high], rel=1e-9
        )


def test_spearman_brown_leads_from_one_judge_to_four():
    one, _, _, mean, *_ = values(SHROUT_FLEISS)
    assert spearman_brown(one, 4) == pytest.approx(mean, rel=1e-12)
    assert round(mean, 4) == 0.4428


def test_groups_of_superb():
    """The help page of the superb package (CRAN), ShroutFleissICC1, prints 0.434343434."""
    found = group_reliability([[2, 4, 4, 6], [4, 5, 8, 8], [5, 8, 9, 9]])
    assert (found.between, found.within) == (14.25, 3.5)
    assert [found.icc1, found.icc2] == pytest.approx([0.43434343434343436, 0.7543859649122807], rel=1e-12)
    assert found.icc1 == pytest.approx(
        intraclass_correlations([[2, 4, 4, 6], [4, 5, 8, 8], [5, 8, 9, 9]])["ICC(1,1)"].value
    )


def test_bh1996_from_its_mean_squares():
    """The multilevel package's bh1996, well-being: 7,382 soldiers in 99 companies; ICC(1) published as 0.04336905."""
    size, between, within = 7382 / 99, 3.4590040593474494, 0.7896460902024319
    assert size == pytest.approx(74.56565656565657, rel=1e-12)
    assert one_way(between, within, size) == pytest.approx(0.04336905007711069, rel=1e-9)
    assert spearman_brown(one_way(between, within, size), size) == pytest.approx(0.7717128755404233, rel=1e-9)


def test_bhr2000_mean_is_its_single_value_stepped_up():
    """The multilevel package's bhr2000, work hours: 5,400 soldiers in 99 groups; both values printed by its formulas."""
    assert spearman_brown(0.17410080792902458, 5400 / 99) == pytest.approx(0.9199888939276001, rel=1e-9)


def test_unequal_groups_have_an_adjusted_size():
    """By hand: (10 - (4+9+25)/10) / 2 = 3.1, against a plain mean of 10/3."""
    groups = [[1, 2], [2, 4, 6], [5, 5, 6, 7, 7]]
    assert group_reliability(groups, adjusted=True).size == pytest.approx(3.1)
    assert group_reliability(groups).size == pytest.approx(10 / 3)


def test_complete_agreement_is_one_with_no_doubt():
    found = intraclass_correlations([[1, 1], [3, 3], [4, 4]])
    assert {(one.value, one.low, one.high, one.p) for one in found.values()} == {(1, 1, 1, 0)}


def test_where_nothing_varies_there_is_no_coefficient():
    for one in intraclass_correlations([[0.1] * 3] * 7).values():
        assert all(math.isnan(number) for number in (one.value, one.f, one.p, one.low, one.high))
    assert math.isnan(group_reliability([[2, 2], [2, 2, 2]]).icc1)


def test_raters_of_one_order_but_different_level_are_consistent_not_agreed():
    found = intraclass_correlations([[1, 3], [2, 4], [3, 5]])
    assert found["ICC(C,1)"].value == 1
    assert found["ICC(A,1)"].value == pytest.approx(1 / 3)
    assert 0 < found["ICC(A,1)"].low < 1 / 3 < found["ICC(A,1)"].high <= 1


def test_targets_with_the_same_mean_have_no_lower_limit():
    found = intraclass_correlations([[1, 3], [3, 1], [2, 2]])
    assert found["ICC(1,1)"].value == -1
    assert found["ICC(1,k)"].value == -math.inf
    assert found["ICC(1,1)"].p == 1


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        ([1, 2, 3], "Give a table of numbers"),
        ([[1, 2], [3]], "Give a table of numbers"),
        ([["a", "b"], ["c", "d"]], "Give a table of numbers"),
        ([[[1, 2]], [[3, 4]]], "Give a table of numbers"),
        ([], "Give a table of numbers"),
        ([[1, 2]], "at least 2 targets"),
        ([[1], [2]], "at least 2 raters"),
        ([[1, 2], [3, None]], "missing answer"),
        ([[1, 2], [3, math.inf]], "finite"),
        ([[1, 2], [3, 1e200]], "no larger"),
    ],
)
def test_bad_tables_are_refused(ratings, words):
    with pytest.raises(ValueError, match=words):
        intraclass_correlations(ratings)


@pytest.mark.parametrize("confidence", [0, 1, -1, 95, math.nan])
def test_bad_confidence_is_refused(confidence):
    with pytest.raises(ValueError, match="confidence between 0 and 1"):
        intraclass_correlations(SHROUT_FLEISS, confidence=confidence)


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ([[1, 2]], "at least 2 groups"),
        ([[1], [2]], "with 2 ratings"),
        ([[1, 2], []], "at least 1"),
        ([[1, math.nan], [2]], "missing"),
    ],
)
def test_bad_groups_are_refused(groups, words):
    with pytest.raises(ValueError, match=words):
        group_reliability(groups)
