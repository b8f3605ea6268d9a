"""The attacker's arithmetic against writing every vector down."""

from itertools import combinations

import pytest

from .sums import levels_beside, levels_beside_literally, reachable, subset_sums, subset_sums_literally

SMALL = [(n, m) for n in (2, 3, 4, 5) for m in (1, 2, 3)]


def intervals(n, m):
    """All for few ratings; else those at the ends and in the middle, where it matters."""
    everything = [(low, high) for low in range(n * m + 1) for high in range(low, n * m + 1)]
    return (
        everything if n < 4 else [pair for pair in everything if pair[0] == 0 or pair[1] == n * m or sum(pair) == n * m]
    )


@pytest.mark.parametrize(("n", "m"), SMALL)
def test_sums_of_every_subset(n, m):
    assert reachable(n, m) == set(range(n * m + 1))
    for low, high in intervals(n, m):
        for size in range(1, n):
            found = subset_sums(n, m, low, high, size)
            for subset in list(combinations(range(n), size))[:: n - 1]:
                assert subset_sums_literally(n, m, low, high, subset) == found


@pytest.mark.parametrize(("n", "m"), [pair for pair in SMALL if pair[0] < 5])
def test_what_a_rater_finds_possible_for_every_other(n, m):
    for low, high in intervals(n, m):
        for own in range(m + 1):
            found = levels_beside(n, m, low, high, own)
            literally = levels_beside_literally(n, m, low, high, own)
            assert all(levels == found for levels in literally.values())
            assert len(literally) == n * (n - 1)


def test_ends_give_everything_away():
    assert subset_sums(5, 4, 20, 20, 2) == {8}
    assert levels_beside(4, 4, 15, 16, 3) == {4}
    assert levels_beside(4, 4, 14, 16, 3) == {3, 4}
