"""Pauses on a calendar: how many days they were together, and where a planned day moves to because of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pause:
    """From the first day to the last, both of them paused. Without a last day it goes on."""

    first: date
    last: date | None = None


Span = tuple[date, date]  # first and last day


def spans_of(pauses: Iterable[Pause], before: date) -> list[Span]:
    """What was paused before a day, as spans that do not touch, the earliest first. Days that overlap stand in one.

    >>> spring = Pause(date(2026, 3, 1), date(2026, 5, 31))
    >>> spans_of([Pause(date(2026, 5, 1), date(2026, 6, 30)), spring], before=date(2027, 1, 1))
    [(datetime.date(2026, 3, 1), datetime.date(2026, 6, 30))]
    >>> spans_of([Pause(date(2026, 3, 1))], before=date(2026, 3, 1))
    []
    """
    found: list[Span] = []
    for pause in sorted(pauses, key=lambda one: one.first):
        last = min(pause.last or date.max, before - ONE_DAY)
        if last < pause.first:
            continue
        if found and pause.first <= found[-1][1] + ONE_DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((pause.first, last))
    return found


def length(span: Span) -> timedelta:
    return span[1] - span[0] + ONE_DAY


def days_paused(pauses: Iterable[Pause], before: date) -> int:
    """How many days were paused before a day; a day that lies in two pauses counts once.

    >>> days_paused([Pause(date(2026, 3, 1), date(2026, 3, 31)), Pause(date(2026, 3, 21), date(2026, 4, 9))], date(2027, 1, 1))
    40
    >>> days_paused([Pause(date(2026, 3, 1))], before=date(2026, 3, 11))
    10
    """
    return sum(length(span).days for span in spans_of(pauses, before))


def moved(day: date, pauses: Iterable[Pause], before: date) -> date:
    """Where a planned day comes to stand: later by every pause that began on it or before it.

    A day that an earlier pause moved into or behind a later one is moved by that one, too.

    >>> summer = Pause(date(2026, 7, 1), date(2026, 7, 31))
    >>> moved(date(2026, 6, 30), [summer], date(2027, 1, 1)), moved(date(2026, 7, 1), [summer], date(2027, 1, 1))
    (datetime.date(2026, 6, 30), datetime.date(2026, 8, 1))
    """
    for span in spans_of(pauses, before):
        if span[0] <= day:
            day += length(span)
    return day


def unmoved(day: date, pauses: Iterable[Pause], before: date) -> date:
    """Where a day would stand without the pauses: the other way round from `moved`, for a day that lies in none.

    >>> summer = Pause(date(2026, 7, 1), date(2026, 7, 31))
    >>> unmoved(date(2026, 8, 1), [summer], date(2027, 1, 1)), unmoved(date(2026, 6, 30), [summer], date(2027, 1, 1))
    (datetime.date(2026, 7, 1), datetime.date(2026, 6, 30))
    """
    for span in reversed(spans_of(pauses, before)):
        if span[1] < day:
            day -= length(span)
    return day


def end_after(ends: date, pause: Pause, resumed: date) -> date:
    """The planned end of something that goes on again: later by the pause, and never before the day of going on.

    >>> end_after(date(2026, 12, 31), Pause(date(2026, 3, 1)), resumed=date(2026, 6, 1))
    datetime.date(2027, 4, 2)
    >>> end_after(date(2026, 12, 31), Pause(date(2027, 1, 10)), resumed=date(2027, 2, 1))
    datetime.date(2027, 2, 1)
    """
    return max(moved(ends, [pause], resumed), resumed)
