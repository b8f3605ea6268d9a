"""The classes: a division, symmetric, safe, and the finest of its kind. Nothing here uses the rule that makes them."""

from fractions import Fraction
from itertools import combinations

import pytest

from stepwell.domain.disclosure import classes
from stepwell.domain.disclosure.partition import half_level
from stepwell.domain.disclosure.possible import fewest_sums, possible_levels

from .disclosing import levels_left, sets_in

SMALL = [(n, levels) for levels in range(2, 8) for n in range(3, 8) if levels**n <= 20000]
SCALES = [(levels, known) for levels in range(2, 8) for known in (0, 1)]


def sums_of(n, levels, known=1):
    return [(low, high) for low, high, _ in classes(n, levels, known)]


@pytest.mark.parametrize(("levels", "known"), SCALES)
def test_every_sum_is_in_one_class_and_the_classes_are_symmetric(levels, known):
    for n in range(3, 41):
        if found := sums_of(n, levels, known):
            top = n * (levels - 1)
            assert [total for low, high in found for total in range(low, high + 1)] == list(range(top + 1))
            assert found == [(top - high, top - low) for low, high in reversed(found)]
            assert len(found) >= 2


def test_five_levels_have_as_many_classes_as_the_design_says():
    counts = {n: len(sums_of(n, 5)) for n in range(3, 41)}
    assert counts[3] == 3
    assert {counts[n] for n in (4, 5, 6)} == {5}
    assert {counts[n] for n in range(7, 41)} == {7}


@pytest.mark.parametrize(("n", "levels"), SMALL)
def test_half_level_is_the_nearest_one_and_ties_go_away_from_the_middle(n, levels):
    middle = Fraction(levels - 1, 2)
    for total in range(n * (levels - 1) + 1):
        place, half = Fraction(total, n), Fraction(half_level(total, n, levels), 2)
        assert abs(place - half) <= Fraction(1, 4)
        if abs(place - half) == Fraction(1, 4):
            assert abs(half - middle) > abs(place - middle)


@pytest.mark.parametrize(("levels", "known"), SCALES)
def test_each_inner_class_is_one_half_level_and_the_ends_take_in_two(levels, known):
    for n in range(3, 41):
        found = classes(n, levels, known)
        for low, high, place in found:
            halves = {half_level(total, n, levels) for total in range(low, high + 1)}
            assert halves == set(range(place.low, place.high + 1))
        assert all(one.place.low == one.place.high for one in found[1:-1])
        if found and levels > 2:
            assert found[0].place.high >= 1


@pytest.mark.parametrize(("n", "levels"), SMALL)
def test_what_is_possible_is_what_all_ratings_say(n, levels):
    """The one comparison of `possible_levels` and `fewest_sums` against every set of ratings, safe classes or not."""
    top = n * (levels - 1)
    for sums in {*sums_of(n, levels), (0, 1), (0, levels), (top // 2, top // 2), (top, top), (top - levels, top)}:
        sets = sets_in(n, levels, sums)
        for own in (None, *range(levels)):
            assert possible_levels(n, levels, sums, own) == levels_left(sets, own)
        for size in range(1, n):
            assert fewest_sums(n, levels, sums, size) == len({sum(ratings[:size]) for ratings in sets})


@pytest.mark.parametrize(("n", "levels"), SMALL)
def test_no_class_breaks_a_guarantee(n, levels):
    for sums in sums_of(n, levels):
        sets = sets_in(n, levels, sums)
        for own in {ratings[0] for ratings in sets}:
            assert len(levels_left(sets, own)) >= 2
        for size in range(1, n):
            assert len({sum(ratings[:size]) for ratings in sets}) >= 2
    for sums in sums_of(n, levels, known=0):
        assert len(levels_left(sets_in(n, levels, sums))) >= 2


@pytest.mark.parametrize(("levels", "known"), [scale for scale in SCALES if scale[0] > 2])
def test_no_figure_says_of_more_than_a_quarter_that_they_chose_an_end(levels, known):
    """At least n − (highest sum) of the raters of the lowest class chose the lowest level."""
    for n in range(3, 41):
        if found := sums_of(n, levels, known):
            assert n - found[0][1] <= -(-n // 4)


def unions_of_cells(n, levels):
    """Every symmetric division of the sums into runs of half-levels, as positions after which a class closes."""
    top = 2 * (levels - 1)
    halves = range(levels - 1)
    for size in range(len(halves) + 1):
        for closing in combinations(halves, size):
            yield sorted({*closing, *(top - 1 - half for half in closing), top})


def is_safe(n, levels, closing, known):
    cells = [half_level(total, n, levels) for total in range(n * (levels - 1) + 1)]
    first = 0
    for last in closing:
        inside = [total for total, half in enumerate(cells) if first <= half <= last]
        for own in range(levels) if known else [None]:
            if len(possible_levels(n, levels, (inside[0], inside[-1]), own)) == 1:
                return False
        first = last + 1
    return levels == 2 or closing[0] >= 1


@pytest.mark.parametrize(("levels", "known"), SCALES)
def test_every_safe_division_into_half_levels_is_a_coarsening_of_ours(levels, known):
    """Finest in the strict sense: no safe division draws a line that ours does not draw."""
    for n in range(3, 31):
        ours = {place.high for _, _, place in classes(n, levels, known)} or {2 * (levels - 1)}
        safe = [closing for closing in unions_of_cells(n, levels) if is_safe(n, levels, closing, known)]
        trivial = [2 * (levels - 1)]
        assert all(set(closing) <= ours for closing in safe)
        assert sorted(ours) in safe or sorted(ours) == trivial


def most_classes(n, levels):
    """How many classes any symmetric division can have, half-levels whole and safe for raters: by dynamic programming.

    `best[half]` is the greatest number of classes of the half-levels 0…half, a class closing there.
    """
    cells = [half_level(total, n, levels) for total in range(n * (levels - 1) + 1)]
    outermost, best = (1 if levels > 2 else 0), {}
    for half in range(levels - 1):
        last = max(total for total, cell in enumerate(cells) if cell <= half)
        as_end = half >= outermost and all(
            len(possible_levels(n, levels, (0, last), own)) != 1 for own in range(levels)
        )
        inner = [
            best[before] + 1
            for before in best
            if all(len(possible_levels(n, levels, (cells.index(before + 1), last), own)) != 1 for own in range(levels))
        ]
        if as_end or inner:
            best[half] = max([1 if as_end else 0, *inner])
    return 2 * max(best.values()) + 1 if best else 0


@pytest.mark.parametrize("levels", range(2, 8))
def test_no_division_into_half_levels_has_more_classes(levels):
    for n in range(3, 31):
        assert len(classes(n, levels, 1)) == most_classes(n, levels)


def test_scales_too_coarse_for_so_few_raters_have_no_class():
    assert [n for n in range(1, 12) if not classes(n, 2, 1)] == [1, 2, 3, 4, 5, 6, 7]
    assert classes(3, 3, 1) == classes(3, 4, 1) == ()
    assert classes(2, 5, 0) == ()
