"""Bands: sum and spread together, against every set of ratings."""

from itertools import combinations_with_replacement
from statistics import median

import pytest

from stepwell.domain.disclosure import classes
from stepwell.domain.disclosure.partition import class_of_each_sum
from stepwell.domain.disclosure.spread import BANDS, band_of, carries_band, joint_cells, spread

from .disclosing import a_round, answers, disclosed

CASES = [(n, levels) for levels in range(3, 6) for n in (8, 9, 10, 11)] + [(8, 6), (9, 6), (8, 7), (12, 3), (13, 3)]


def all_cells(n, levels, known, knows_own):
    """Class, band and own rating, with what one other rater may be, from every multiset of ratings."""
    position, found = class_of_each_sum(n, levels, known), {}
    for ratings in combinations_with_replacement(range(levels), n):
        cell = position[sum(ratings)], band_of(ratings, levels)
        for own in set(ratings):
            others = {level for level in ratings if level != own or ratings.count(own) > 1}
            found.setdefault((*cell, own if knows_own else None), set()).update(others)
    return found


@pytest.mark.parametrize(("n", "levels"), CASES)
def test_joint_classes_are_those_of_all_ratings(n, levels):
    for known in (0, 1):
        for knows_own in (False, True):
            found = {(c, band, own): others for c, band, own, others in joint_cells(n, levels, known, knows_own)}
            assert found == all_cells(n, levels, known, knows_own)


@pytest.mark.parametrize(("n", "levels"), CASES)
def test_a_band_stands_where_every_band_of_the_class_is_safe_and_nowhere_else(n, levels):
    for known in (0, 1):
        unsafe = {cell[0] for cell, others in all_cells(n, levels, known, known > 0).items() if len(others) < 2}
        assert carries_band(n, levels, known) == tuple(
            index not in unsafe for index in range(len(classes(n, levels, known)))
        )


def test_some_class_is_refused_its_band_and_most_are_not():
    assert carries_band(9, 5, 1) == (False, True, True, True, True, True, False)
    assert all(carries_band(10, 5, 1))


def test_two_levels_carry_no_band():
    assert set(carries_band(20, 2, 1)) == {False}


def test_spread_is_the_distance_from_the_median():
    for ratings in combinations_with_replacement(range(5), 6):
        assert spread(ratings) == sum(abs(rating - median(ratings)) for rating in ratings)


def test_bands_divide_by_the_average_distance():
    for ratings in combinations_with_replacement(range(5), 8):
        average = spread(ratings) / 8
        assert band_of(ratings, 5) == ("close" if average <= 0.5 else "mixed" if average <= 1 else "wide")


@pytest.mark.parametrize(
    ("ratings", "band"),
    [([3] * 8, "close"), ([1, 2, 2, 2, 3, 3, 4, 4], "mixed"), ([0, 0, 0, 4, 4, 4, 4, 2], "wide")],
)
def test_a_figure_of_eight_says_how_far_views_agree(ratings, band):
    assert disclosed(a_round(answers("peers", ratings)))["figures"][0]["band"] == band
    later = {"policy": {"band_from": 9}}
    assert disclosed(a_round(answers("peers", ratings), **later))["figures"][0]["band"] is None


@pytest.mark.parametrize("n", range(4, 8))
def test_seven_or_fewer_never_carry_a_band(n):
    assert disclosed(a_round(answers("peers", [3] * n)))["figures"][0]["band"] is None


def test_all_three_bands_occur():
    assert {band_of(ratings, 5) for ratings in combinations_with_replacement(range(5), 8)} == set(BANDS)
