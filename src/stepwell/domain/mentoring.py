"""What can be worked out about mentoring on paper: preferences within one budget, needs, and when which question is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .pauses import Pause, moved, unmoved
from .scoring import place_of_rating

BUDGET = 10  # points that everybody may divide among their preferences
PREFERENCES = ("organisation", "profession", "seniority", "place", "remote", "language", "times", "identity")
SENIORITY = (
    "Starting out in my field",
    "Experienced in my field",
    "I lead a team or a programme",
    "I lead a service, department or school",
    "I lead an organisation or a large part of one",
)
TIMES = ("early", "morning", "lunch", "afternoon", "evening", "weekend")
WISHES = {"yes": 1.0, "maybe": 0.5, "no": 0.0}
UNPLACED = 0.5  # somebody who is not sure yet counts as the middle of the scale

QUALITY_FROM, QUALITY_EVERY = timedelta(days=30), timedelta(days=60)
FOLLOW_UP = timedelta(days=182)
LOOK_BACK = timedelta(days=30)  # after an early end: how long each of the two may say how it was


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field, as a sentence that says what to do."""

    field: str
    sentence: str


def faults_of_points(points: Mapping[str, int], budget: int = BUDGET) -> list[Fault]:
    """Everybody divides the same budget, so that asking for more of everything gains nothing.

    >>> faults_of_points({"organisation": 6, "times": 4})
    []
    >>> [fault.sentence for fault in faults_of_points({"organisation": 10, "times": 10})]
    ['You have given 20 points. Take away 10: everybody has 10 to give.']
    >>> [fault.field for fault in faults_of_points({"height": 1, "times": -1})]
    ['height', 'times']
    """
    faults = []
    for key, given in points.items():
        if key not in PREFERENCES:
            faults.append(Fault(key, "This is not something a match can take into account."))
        elif given < 0 or given != int(given):
            faults.append(Fault(key, f"Give a whole number of points, from 0 to {budget}."))
    total = sum(points.values())
    if not faults and total > budget:
        faults.append(
            Fault(
                "points", f"You have given {total} points. Take away {total - budget}: everybody has {budget} to give."
            )
        )
    return faults


def need_of(wish: str, rating: int | None, points: int, positive_end: int) -> float:
    """How much help with one quality is needed, 0 to 1: wish × (½ + ½ · distance from the strong end).

    The wish decides; the rating only says which of two equal wishes weighs more. Neither leaves the person: what a match
    reads is this product.

    Args:
        wish: "yes", "maybe" or "no"; anything else counts as "no".
        rating: as chosen on the item, or None for "not sure yet".
        points, positive_end: of the item, whichever end is the strong one.

    >>> need_of("yes", 4, 4, positive_end=1), need_of("yes", 1, 4, positive_end=1), need_of("no", 4, 4, positive_end=1)
    (1.0, 0.5, 0.0)
    >>> need_of("maybe", None, 4, positive_end=1)
    0.375
    """
    share = UNPLACED if rating is None else 1 - place_of_rating(rating, points, positive_end) / (points - 1)
    return WISHES.get(wish, 0.0) * (0.5 + 0.5 * share)


def middle_of(began: date, ends: date, until: date, pauses: Sequence[Pause] = ()) -> date:
    """Half-way of the days that are not paused; `ends` is the planned end as pauses before `until` have moved it.

    >>> middle_of(date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 1))
    datetime.date(2026, 7, 2)
    >>> spring = Pause(date(2026, 3, 1), date(2026, 5, 31))
    >>> middle_of(date(2026, 1, 1), date(2027, 4, 2), date(2026, 6, 1), [spring])
    datetime.date(2026, 10, 2)
    """
    return moved(began + (unmoved(ends, pauses, until) - began) // 2, pauses, until)


def moments(
    began: date, ends: date, first_session: date | None, until: date, pauses: Sequence[Pause] = ()
) -> list[tuple[str, date]]:
    """Which questions are due by `until`: at several points, not only at the end.

    The fit is asked the day after the first session, the quality on day 30 and every 60 days after that, each once; then
    the middle, the end, and half a year later. Days on which the two paused are not counted; `ends` has been moved by them.

    >>> days = moments(date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 10), until=date(2027, 12, 31))
    >>> [(moment, day.isoformat()) for moment, day in days][:4]
    [('fit', '2026-01-11'), ('quality', '2026-01-31'), ('quality', '2026-04-01'), ('quality', '2026-05-31')]
    >>> [(moment, day.isoformat()) for moment, day in days][-3:]
    [('quality', '2026-11-27'), ('end', '2026-12-31'), ('later', '2027-07-01')]
    >>> spring = Pause(date(2026, 3, 1), date(2026, 5, 31))
    >>> paused = moments(date(2026, 1, 1), date(2027, 4, 2), None, date(2027, 12, 31), [spring])
    >>> [(moment, day.isoformat()) for moment, day in paused][:2]
    [('quality', '2026-01-31'), ('quality', '2026-07-02')]
    >>> [day.isoformat() for moment, day in paused if moment in ("midpoint", "end")]
    ['2026-10-02', '2027-04-02']
    """
    found = [("fit", first_session + timedelta(days=1))] if first_session else []
    day, planned = began + QUALITY_FROM, unmoved(ends, pauses, until)
    while day < planned:
        found.append(("quality", moved(day, pauses, until)))
        day += QUALITY_EVERY
    found += [("midpoint", middle_of(began, ends, until, pauses)), ("end", ends), ("later", ends + FOLLOW_UP)]
    return sorted(((moment, day) for moment, day in found if day <= until), key=lambda one: (one[1], one[0]))


def still_worth_asking(due: Sequence[tuple[str, date]]) -> list[tuple[str, date]]:
    """Of the questions that are due, those that somebody who is asked only now can still answer: the latest of each kind.

    After a pause nobody finds a pile: what is over is not asked about half-way, and only the latest "how it goes" is.

    >>> start, spring, end = date(2026, 1, 31), date(2026, 4, 1), date(2026, 12, 31)
    >>> [moment for moment, _ in still_worth_asking([("quality", start), ("quality", spring)])]
    ['quality']
    >>> [moment for moment, _ in still_worth_asking([("fit", start), ("midpoint", spring), ("end", end)])]
    ['end']
    """
    latest = dict(due)
    over = next((moment for moment in ("later", "end") if moment in latest), "")
    return [(over, latest[over])] if over else list(latest.items())


def quiet_since(began: date, met: Sequence[date], paused_until: date | None) -> date:
    """The day since which two people have not met: their latest meeting, the start, or the end of a pause.

    >>> quiet_since(date(2026, 1, 1), [date(2026, 2, 1), date(2026, 3, 1)], None)
    datetime.date(2026, 3, 1)
    >>> quiet_since(date(2026, 1, 1), [], date(2026, 6, 1))
    datetime.date(2026, 6, 1)
    """
    return max([began, *met, *([paused_until] if paused_until else [])])


def fit_words(score: int) -> str:
    """A score of 0 to 1000 in words: nobody is shown a number about two people.

    >>> [fit_words(score) for score in (150, 400, 600, 850)]
    ['A distant fit', 'A fair fit', 'A good fit', 'A close fit']
    """
    names = ((750, "A close fit"), (500, "A good fit"), (250, "A fair fit"))
    return next((name for least, name in names if score >= least), "A distant fit")


def shares_of_load(loads: Mapping[Any, int]) -> list[tuple[int, int]]:
    """How many mentors have how many mentees, fewest first.

    >>> shares_of_load({"a": 2, "b": 0, "c": 2})
    [(0, 1), (2, 2)]
    """
    return sorted((load, sum(other == load for other in loads.values())) for load in set(loads.values()))
