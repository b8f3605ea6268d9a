"""Pauses counted day by day, by an oracle that knows no spans: a planned day comes when as many days were not paused."""

import doctest
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.domain import pauses as module
from stepwell.domain.pauses import Pause, days_paused, moved, unmoved

BEGAN = date(2026, 1, 1)
MUCH_LATER = BEGAN + timedelta(days=400)


def test_examples():
    assert doctest.testmod(module).failed == 0


def on(number: int) -> date:
    return BEGAN + timedelta(days=number)


def paused_days(pauses: list[Pause]) -> set[date]:
    everyday = (on(number) for number in range(400))
    return {day for day in everyday if any(p.first <= day and (p.last is None or day <= p.last) for p in pauses)}


def walked(day: date, paused: set[date]) -> date:
    """Count the days that are not paused, one after the other, until as many have gone by as were planned."""
    left, now = (day - BEGAN).days, BEGAN
    while now in paused or left > 0:
        left -= now not in paused
        now += timedelta(days=1)
    return now


spans = st.tuples(st.integers(0, 80), st.integers(0, 30)).map(lambda one: Pause(on(one[0]), on(one[0] + one[1])))


@settings(max_examples=60, deadline=None)
@given(pauses=st.lists(spans, max_size=4), number=st.integers(0, 120))
def test_a_planned_day_moves_as_counting_day_by_day_moves_it(pauses, number):
    there = moved(on(number), pauses, MUCH_LATER)
    assert there == walked(on(number), paused_days(pauses))
    assert unmoved(there, pauses, MUCH_LATER) == on(number)
    assert days_paused(pauses, MUCH_LATER) == len(paused_days(pauses))


def test_a_pause_of_one_inside_that_of_both_counts_once():
    """A mentor's leave and the pause of the pair, the one longer at either end."""
    both, mentors = Pause(on(30), on(59)), Pause(on(40), on(69))
    assert days_paused([both, mentors], MUCH_LATER) == 40
    assert moved(on(100), [both, mentors], MUCH_LATER) == moved(on(100), [mentors, both], MUCH_LATER) == on(140)


def test_a_pause_without_an_end_moves_as_far_as_it_has_gone():
    going_on = Pause(on(30))
    assert [moved(on(50), [going_on], before=on(n)) for n in (30, 31, 90)] == [on(50), on(51), on(110)]
