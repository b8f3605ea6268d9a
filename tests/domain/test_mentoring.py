"""What can be worked out about mentoring on paper."""

import doctest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain import mentoring


def test_examples():
    assert doctest.testmod(mentoring).failed == 0


@given(
    st.sampled_from(["yes", "maybe", "no"]),
    st.integers(2, 9),
    st.booleans(),
    st.data(),
)
def test_a_need_follows_the_wish_first(wish, points, strong_at_one, data):
    """No rating makes a "maybe" weigh more than a "yes", and none makes a "no" count."""
    rating = data.draw(st.none() | st.integers(1, points))
    end = 1 if strong_at_one else points
    need = mentoring.need_of(wish, rating, points, end)
    assert 0 <= need <= mentoring.WISHES[wish]
    assert need >= mentoring.WISHES[wish] / 2


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(31, 1100), st.integers(0, 1500))
def test_questions_come_in_order_and_none_before_its_day(began, length, later):
    ends, until = began + timedelta(days=length), began + timedelta(days=later)
    found = mentoring.moments(began, ends, None, until)
    assert [day for _, day in found] == sorted(day for _, day in found)
    assert all(day <= until for _, day in found)
    assert len(set(found)) == len(found)


def test_a_need_reads_either_end_of_a_scale():
    """Scenario 36: the strong end may be either number."""
    assert mentoring.need_of("yes", 1, 4, positive_end=1) == mentoring.need_of("yes", 4, 4, positive_end=4) == 0.5
    assert mentoring.need_of("yes", 4, 4, positive_end=1) == mentoring.need_of("yes", 1, 4, positive_end=4) == 1.0
