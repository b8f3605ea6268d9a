"""Every figure there can be, for each number of ratings, levels and policy: classes, bands and both guarantees."""

import pytest

from . import oracle
from .oracle import Kind, broken_by_argument, broken_by_sums, broken_by_table, observe, table
from .test_rounds import ATTACKS, THOROUGH

LIMIT = 20_000 if THOROUGH else 400
NEVER = 99


def kinds(limit=LIMIT):
    for n in range(3, 31):
        for levels in range(2, 8):
            for protect_from in ("rater", "subject"):
                kind = Kind(n, levels, 3, protect_from, 8 if n >= 8 else NEVER)
                if kind.multisets <= limit:
                    yield kind


@pytest.mark.parametrize("minimum", [3, 6] if not THOROUGH else [3, 4, 5, 6])
def test_no_table_breaks_a_guarantee(minimum):
    figures = 0
    for kind in kinds():
        if kind.n < minimum:
            continue
        kind = Kind(kind.n, kind.levels, minimum, kind.protect_from, kind.band_from)
        for seen, possible in table(kind).items():
            figures += 1
            assert broken_by_table(kind, possible) == [], (kind, seen)
    assert figures > 200


def test_sums_are_what_they_say_and_say_all_without_a_band():
    for kind in kinds():
        for (low, high, band), possible in table(kind).items():
            assert all(low <= sum(multiset) <= high for multiset in possible), kind
            everything = [m for alike in table(kind).values() for m in alike if low <= sum(m) <= high]
            assert band or sorted(possible) == sorted(everything), (kind, low, high)


def test_a_figure_is_withheld_for_its_kind_and_never_for_its_ratings():
    for kind in kinds():
        assert sum(map(len, table(kind).values())) in (0, kind.multisets), kind


def test_the_classes_are_the_same_from_both_ends():
    for kind in kinds():
        top = kind.n * (kind.levels - 1)
        classes = {seen[:2] for seen in table(kind)}
        assert classes == {(top - high, top - low) for low, high in classes}, kind


def test_no_large_figure_breaks_a_guarantee():
    checked = 0
    for n in (8, 9, 10, 12, 15, 20, 30) if THOROUGH else (8, 9, 13, 30):
        for levels in (2, 3, 4, 5, 6, 7):
            for protect_from in ("rater", "subject"):
                checked += 1
                assert broken_by_argument(Kind(n, levels, 4, protect_from, 8)) == ()
    assert checked >= 48


def test_the_argument_agrees_with_the_table():
    for kind in kinds(400):
        in_the_table = {seen for seen, possible in table(kind).items() if broken_by_table(kind, possible)}
        assert {seen for _, seen in broken_by_argument(kind)} == in_the_table == set()


@pytest.mark.parametrize(("n", "levels"), [(4, 5), (8, 4), (9, 3)])
def test_both_find_the_breaks_of_exact_sums(monkeypatch, n, levels):
    """An engine that tells the sum itself breaks G1 at both ends, and G2 beside them."""
    monkeypatch.setattr(
        oracle, "observe", lambda kind, multisets: {m: (sum(m), sum(m), None) for m in map(sorted_tuple, multisets)}
    )
    kind = Kind(n, levels, 3, "rater", 8)
    for finder in (broken_by_argument, table):
        finder.cache_clear()
    in_the_table = {seen for seen, possible in table(kind).items() if broken_by_table(kind, possible)}
    by_argument = {seen for _, seen in broken_by_argument(kind)}
    by_sums = {seen for seen in table(kind) if broken_by_sums(kind, seen)}
    for finder in (broken_by_argument, table):
        finder.cache_clear()
    top = n * (levels - 1)
    assert by_argument == in_the_table == by_sums
    assert in_the_table == {(total, total, None) for total in range(top + 1) if min(total, top - total) < levels}


def sorted_tuple(multiset):
    return tuple(sorted(multiset))


def test_the_oracle_sees_bands():
    """Else the tables above would prove nothing about them."""
    shown = observe(Kind(8, 5, 3, "rater", 8), [(2,) * 8, (0, 0, 0, 0, 4, 4, 4, 4)])
    assert len(set(shown.values())) == 2
    assert ATTACKS > 0
