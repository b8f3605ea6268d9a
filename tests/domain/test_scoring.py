"""What placements show: order alone decides, never the distance between two levels."""

from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.scoring import (
    Against,
    Standing,
    matters_and_has_room,
    moved,
    place_of_rating,
    priorities,
    strengths,
    strong_side,
)

places = st.one_of(st.none(), st.integers(0, 8))
standings = st.lists(
    st.builds(
        Standing,
        dimension=st.uuids().map(str),
        place=places,
        expected=places,
        earlier=places,
        importance=st.one_of(st.none(), st.integers(1, 5)),
        points=st.just(5),
    ),
    max_size=8,
)


def stretched(standing: Standing) -> Standing:
    """The same order on a scale whose steps are of another size."""
    change = {
        name: value**2 + 3
        for name in ("place", "expected", "earlier")
        if (value := getattr(standing, name)) is not None
    }
    return Standing(**{**vars(standing), **change})


@given(standings)
def test_only_the_order_counts(given):
    """Stretching the scale unevenly changes nothing: no mean or difference can hide in here."""
    again = [stretched(standing) for standing in given]
    assert strengths(again) == strengths(given)
    assert matters_and_has_room(again) == matters_and_has_room(given)
    assert all(moved(again, way) == moved(given, way) for way in Against)


@given(standings)
def test_strengths_are_placed_and_in_the_order_given(given):
    found = strengths(given)
    placed = {standing.dimension for standing in given if standing.place is not None}
    assert set(found) <= placed
    order = [standing.dimension for standing in given]
    assert found == sorted(found, key=order.index)


@given(standings)
def test_nobody_below_an_expectation_is_told_a_strength_while_another_is_met(given):
    met = [s.dimension for s in given if s.place is not None and s.expected is not None and s.place >= s.expected]
    if met:
        assert strengths(given) == met


def test_where_all_is_alike_nothing_stands_out():
    assert strengths([Standing("a", 0), Standing("b", 0)]) == []
    assert strengths([]) == []
    assert strengths([Standing("a", None)]) == []


@given(st.integers(2, 9), st.data())
def test_the_strong_end_is_the_highest_place_whichever_number_it_has(points, data):
    end = data.draw(st.sampled_from([1, points]))
    assert place_of_rating(end, points, end) == points - 1
    assert sorted(place_of_rating(r, points, end) for r in range(1, points + 1)) == list(range(points))


def test_all_ones_are_the_strongest_profile_and_all_fours_the_weakest():
    """Scenario 36, on a scale whose 1 is the strong end."""
    ones, fours = ([Standing(str(n), place_of_rating(r, 4, 1)) for n in range(15)] for r in (1, 4))
    assert len(strong_side(ones, 4)) == 15
    assert strong_side(fours, 4) == []


def test_the_middle_of_an_odd_scale_is_on_neither_side():
    assert strong_side([Standing("a", 1)], 3) == []


def test_priorities_are_yes_then_maybe_in_the_order_of_the_framework():
    wishes = [("a", "maybe"), ("b", "yes"), ("c", "no"), ("d", "yes"), ("e", "")]
    assert priorities(wishes) == [("b", "yes"), ("d", "yes"), ("a", "maybe")]


def test_what_matters_and_has_room_needs_both():
    said = [
        Standing("matters, below", 1, expected=2, importance=5, points=5),
        Standing("matters, met", 2, expected=2, importance=5, points=5),
        Standing("below, matters little", 1, expected=2, importance=2, points=5),
        Standing("not placed", None, expected=2, importance=5, points=5),
    ]
    assert matters_and_has_room(said) == ["matters, below"]
