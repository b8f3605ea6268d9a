"""The built-in score of a pair, 0 to 1000: one product of two integer matrices, exact in any order of adding.

score = min(1000, ⌊(w_n·fit + w_p·preferences + w_c·crossing) / 10⁴ + ½⌋ + bonus), where the weights add to 100 and

* fit = Σ share of the mentee's need (adds to 1000) × strength of the mentor's offer (0–100): needs are divided from one
  budget, so that asking for everything gains nothing;
* preferences = Σ share of the preference budget (adds to 1000) × how far it is met (0–100); who states none prefers
  another organisation and another profession;
* crossing = 100,000 for a mentor of another organisation;
* bonus = 100 for each round waited, at most 300 and at most what lies between the least acceptable fit and 1000. It puts
  people before others, and makes no pair acceptable: that is asked of the score without it.

Every product and partial sum is a whole number below 2²⁴, so 32-bit floats hold it exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from .blocks import IN_CACHE, in_threads, spans
from .contracts import MOST_SCORE, Cohort, Mentee, Mentor, Preferences

BUDGET = 1000
MET = 100
UNIT = 10_000
BONUS, MOST_BONUS_ROUNDS = 100, 3
GRADE_STEP = 25
NEUTRAL = MET // 2
SEVERAL = ("places", "times", "identity")  # lists, of which a mentor may have some
PREFERENCES = ("other_organisation", "same_profession", "grade_steps", "same_place", "remote", "language", *SEVERAL)
SINGLE, LISTED = attrgetter(*PREFERENCES[: -len(SEVERAL)]), attrgetter(*SEVERAL)
# Who states nothing wants what the scheme is for.
USUAL: list[tuple[str, object]] = [("other_organisation", True), ("same_profession", False)]


def need_of(wish: str, rating: int, points: int = 4) -> float:
    """How much help with a quality is needed: wish (yes 1, maybe ½, no 0) × (½ + ½·(rating − 1)/(points − 1)).

    `rating` counts from the strong end, which is 1. The product leaves the mentee's sheet, the rating does not.

    >>> need_of("yes", 4), need_of("yes", 1), round(need_of("maybe", 3), 3), need_of("no", 4)
    (1.0, 0.5, 0.417, 0.0)
    """
    if not 1 <= rating <= points:
        raise ValueError(f"{rating} is not between 1 and {points}")
    return {"yes": 1.0, "maybe": 0.5, "no": 0.0}[wish] * (0.5 + 0.5 * (rating - 1) / (points - 1))


def divided(amounts: Sequence[float], budget: int = BUDGET) -> list[int]:
    """A budget divided in proportion to `amounts`, in whole parts that add up to it (largest remainders first).

    >>> divided([1, 1, 1]), divided([0.5, 0.5, 0.5]), divided([3, 1], 100), divided([0, 0])
    ([334, 333, 333], [334, 333, 333], [75, 25], [0, 0])
    """
    return divided_rows(np.array([amounts], float), budget)[0].tolist()


def divided_rows(amounts: np.ndarray, budget: int = BUDGET) -> np.ndarray:
    """`divided` for each row of a table; a row of zeros stays so."""
    total = amounts.sum(axis=1, keepdims=True)
    exact = amounts * budget / np.where(total > 0, total, 1)
    parts = np.floor(exact)
    order = np.argsort(np.round(parts - exact, 9), axis=1, kind="stable")
    missing = np.where(total > 0, budget - parts.sum(axis=1, keepdims=True), 0)
    np.put_along_axis(parts, order, np.take_along_axis(parts, order, 1) + (np.arange(amounts.shape[1]) < missing), 1)
    return parts.astype(np.int64)


@dataclass(frozen=True, eq=False)
class Features:
    """Row i of `mentees` times column j of `mentors` is 10⁴ × the score of the pair, its half for rounding included.

    `qualities` are the columns of those; `weight` is what a share of need was multiplied with; `bonus` is what each
    mentee has for waiting.
    """

    mentees: np.ndarray
    mentors: np.ndarray
    qualities: np.ndarray
    weight: int
    bonus: np.ndarray

    def block(self, start: int, stop: int, lowest: int = 0) -> np.ndarray:
        """The scores of mentees start…stop−1 with every mentor, as int16; −1 where one without its bonus is below `lowest`."""
        raw = self.mentees[start:stop] @ self.mentors
        found = np.empty(raw.shape, np.int16)
        least = (self.bonus[start:stop, None] + lowest).astype(np.int16)

        def finish(span: tuple[int, int]) -> None:
            part = found[span[0] : span[1]]
            part[...] = scored(raw[span[0] : span[1]])
            part |= -(part < least[span[0] : span[1]]).astype(
                np.int16
            )  # all bits set is −1; quicker than choosing places

        in_threads(finish, spans(len(raw), raw.shape[1], IN_CACHE))
        return found

    def each(self, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
        """The scores of these pairs, position by position."""
        return scored((self.mentees[mentees] * self.mentors.T[mentors]).sum(axis=1, dtype=np.float32))

    def plain(self, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
        """The same without the bonus for waiting: how well two people fit."""
        raw = (self.mentees[mentees] * self.mentors.T[mentors]).sum(axis=1, dtype=np.float32)
        return scored(raw - np.float32(UNIT) * self.bonus[mentees].astype(np.float32))

    def fit(self, mentee: int, mentor: int) -> float | None:
        """How far the offer meets the need, out of 100; None if no need counts."""
        shares = self.mentees[mentee, self.qualities]
        if not self.weight or not shares.any():
            return None
        return float(shares @ self.mentors[self.qualities, mentor]) / (self.weight * BUDGET)


def scored(raw: np.ndarray) -> np.ndarray:
    np.divide(raw, np.float32(UNIT), out=raw)
    np.minimum(raw, np.float32(MOST_SCORE), out=raw)
    return raw.astype(np.int16)


class Columns:
    """Numbers the features as they are met."""

    def __init__(self) -> None:
        self.places: dict[tuple[str, object], int] = {("one", None): 0}

    def add(self, kind: str, values: Iterable[object]) -> None:
        for value in sorted({value for value in values if value is not None}, key=repr):
            self.places.setdefault((kind, value), len(self.places))

    def get(self, kind: str, value: object) -> int | None:
        return self.places.get((kind, value))


def features_of(cohort: Cohort) -> Features:
    """Both sides of the product, for a cohort with its people in order."""
    columns = shared_columns(cohort)
    left, need = mentee_rows(cohort, columns)
    qualities = np.array([place for (kind, _), place in columns.places.items() if kind == "quality"], np.int64)
    return Features(left, mentor_columns(cohort.mentors, columns), qualities, need, bonus_of(cohort))


def mentee_rows(cohort: Cohort, columns: Columns) -> tuple[np.ndarray, int]:
    """A row for each mentee, and what a share of need was multiplied with."""
    need, prefers, crossing = divided(
        [cohort.weights.need, cohort.weights.preferences, cohort.weights.crossing], budget=MET
    )
    left = np.zeros((len(cohort.mentees), len(columns.places)), np.float32)
    write_needs(left, cohort, columns, need)
    number: dict[tuple, int] = {}
    kinds = np.array([number.setdefault(kind_of(mentee), len(number)) for mentee in cohort.mentees], np.int64)
    wishes = np.zeros((len(number), left.shape[1]), np.float32)
    known: dict[tuple, Wishes] = {}
    for kind, first in enumerate(np.unique(kinds, return_index=True)[1].tolist()):
        mentee, row = cohort.mentees[first], wishes[kind]
        write_preferences(row, mentee, wishes_of(mentee.prefers, known), columns, prefers)
        write_difference(row, columns.get("organisation", mentee.organisation), crossing * BUDGET * MET)
    left += wishes[kinds]
    left[:, 0] += UNIT // 2 + UNIT * bonus_of(cohort)
    return left, need


def bonus_of(cohort: Cohort) -> np.ndarray:
    """What waiting adds to each pair of each mentee: as much on all, so that it can be taken off again.

    Nothing where those who waited come first: points would gain them no place that they do not have, and a shortfall that
    looks smaller than it is would count for less when it is weighed against those of others.

    >>> from .contracts import Mentee
    >>> waited = [Mentee(id=str(rounds), waited_rounds=rounds) for rounds in (0, 1, 9)]
    >>> [bonus_of(Cohort(mentees=waited, mentors=[], acceptable_from=least)).tolist() for least in (200, 950)]
    [[0, 100, 300], [0, 50, 50]]
    """
    if cohort.waiting == "first":
        return np.zeros(len(cohort.mentees), np.int64)
    rounds = np.array([mentee.waited_rounds for mentee in cohort.mentees], np.int64)
    return np.minimum(BONUS * np.minimum(rounds, MOST_BONUS_ROUNDS), MOST_SCORE - cohort.acceptable_from)


def kind_of(mentee: Mentee) -> tuple:
    """Two of one kind have the same numbers for all but their needs and waiting."""
    return (*wishes_key(mentee.prefers), mentee.organisation, mentee.profession, mentee.place, mentee.grade)


def mentor_columns(mentors: Sequence[Mentor], columns: Columns) -> np.ndarray:
    right = np.zeros((len(mentors), len(columns.places)), np.float32)
    for row, mentor in zip(right, mentors, strict=True):
        write_mentor(row, mentor, columns)
    return np.ascontiguousarray(right.T)


def shared_columns(cohort: Cohort) -> Columns:
    """Only what stands on both sides can make a difference between two pairs."""
    columns, mentees, mentors = Columns(), cohort.mentees, cohort.mentors
    columns.add("quality", {q for one in mentees for q in one.need} & {q for one in mentors for q in one.offer})
    for kind in ("organisation", "profession", "place"):
        columns.add(kind, {getattr(one, kind) for one in mentees} & {getattr(one, kind) for one in mentors})
    columns.add("language", {one.prefers.language for one in mentees} & {x for one in mentors for x in one.languages})
    for kind in SEVERAL:
        wanted = {value for one in mentees for value in getattr(one.prefers, kind) or ()}
        columns.add(kind, wanted & {value for one in mentors for value in getattr(one, kind)})
    columns.add("remote", [True])
    if any(one.prefers.grade_steps is not None for one in mentees):
        columns.add("grade", {one.grade for one in mentors})
        columns.add("no grade", [True])
    return columns


def offered_columns(mentors: Sequence[Mentor]) -> Columns:
    """Everything that a mentor has: for mentees who are not known yet."""
    columns = Columns()
    columns.add("quality", {quality for one in mentors for quality in one.offer})
    for kind in ("organisation", "profession", "place"):
        columns.add(kind, {getattr(one, kind) for one in mentors})
    columns.add("language", {language for one in mentors for language in one.languages})
    for kind in SEVERAL:
        columns.add(kind, {value for one in mentors for value in getattr(one, kind)})
    columns.add("remote", [True])
    columns.add("grade", {one.grade for one in mentors})
    columns.add("no grade", [True])
    return columns


def write_needs(left: np.ndarray, cohort: Cohort, columns: Columns, weight: int) -> None:
    """Somebody who states no need at all fits every mentor half."""
    qualities = sorted({quality for mentee in cohort.mentees for quality in mentee.need})
    number = {quality: at for at, quality in enumerate(qualities)}
    amounts = np.zeros((len(cohort.mentees), len(qualities)))
    for row, mentee in zip(amounts, cohort.mentees, strict=True):
        for quality, need in mentee.need.items():
            row[number[quality]] = need
    shares = divided_rows(amounts)
    left[~amounts.any(axis=1), 0] += weight * BUDGET * NEUTRAL
    for quality, at in number.items():
        place = columns.get("quality", quality)
        if place is not None:
            left[:, place] = weight * shares[:, at]


@dataclass(frozen=True)
class Wishes:
    """What is preferred, each with its share of the budget."""

    shares: tuple[tuple[str, object, int], ...]


def wishes_key(prefers: Preferences) -> tuple:
    """What is wished for, each in its place, then how important it is."""
    wanted, several = SINGLE(prefers), LISTED(prefers)
    lists = (tuple(wish or ()) or None for wish in several) if any(several) else (None,) * len(SEVERAL)
    return (*wanted, *lists, *sorted(prefers.importance.items()))


def wishes_of(prefers: Preferences, known: dict[tuple, Wishes]) -> Wishes:
    """The budget of preferences, divided; an importance that is not given is 1.

    >>> wishes_of(Preferences(same_place=True, remote=True), {}).shares
    (('same_place', True, 500), ('remote', True, 500))
    """
    key = wishes_key(prefers)
    if key not in known:
        stated = [(name, wish) for name, wish in zip(PREFERENCES, key, strict=False) if wish is not None] or USUAL
        importance = {str(name): amount for name, amount in prefers.importance.items()}
        amounts = [importance.get(name, 1) for name, _ in stated]
        shares = divided(amounts if any(amounts) else [1] * len(stated))
        known[key] = Wishes(tuple((name, wish, share) for (name, wish), share in zip(stated, shares, strict=True)))
    return known[key]


def write_preferences(row: np.ndarray, mentee: Mentee, wishes: Wishes, columns: Columns, weight: int) -> None:
    for key, wish, share in wishes.shares:
        amount = weight * share * MET
        if key == "grade_steps":
            write_grade(row, mentee, columns, weight * share)
        elif key in SEVERAL:
            write_several(row, columns, key, getattr(mentee.prefers, key) or (), amount)
        elif key == "language":
            write_sameness(row, columns.get("language", wish), amount)
        else:
            kind, value, same = {
                "other_organisation": ("organisation", mentee.organisation, not wish),
                "same_profession": ("profession", mentee.profession, wish),
                "same_place": ("place", mentee.place, wish),
                "remote": ("remote", True, wish),
            }[key]
            write = write_sameness if same else write_difference
            write(row, columns.get(kind, value), amount)


def write_several(row: np.ndarray, columns: Columns, kind: str, wanted: Sequence[str], amount: int) -> None:
    """Met in proportion: the amount is divided among what is wanted, in whole parts."""
    values = sorted(set(wanted))
    for value, part in zip(values, divided([1] * len(values), amount), strict=True):
        write_sameness(row, columns.get(kind, value), part)


def write_sameness(row: np.ndarray, place: int | None, amount: int) -> None:
    if place is not None:
        row[place] += amount


def write_difference(row: np.ndarray, place: int | None, amount: int) -> None:
    row[0] += amount
    if place is not None:
        row[place] -= amount


def write_grade(row: np.ndarray, mentee: Mentee, columns: Columns, amount: int) -> None:
    """Fully met at the wished distance, a quarter less for each step away; half where a grade is not known."""
    for (kind, value), place in columns.places.items():
        if kind == "no grade" or (kind == "grade" and mentee.grade is None):
            row[place] += amount * NEUTRAL
        elif kind == "grade" and isinstance(value, int):
            row[place] += amount * grade_met(value, mentee)


def grade_met(grade: int, mentee: Mentee) -> int:
    """
    >>> from .contracts import Preferences
    >>> ben = Mentee(id="ben", grade=5, prefers=Preferences(grade_steps=2))
    >>> [grade_met(grade, ben) for grade in (5, 6, 7, 8, 12)]
    [50, 75, 100, 75, 0]
    """
    steps, own = mentee.prefers.grade_steps or 0, mentee.grade or 0
    return max(0, MET - GRADE_STEP * abs(grade - own - steps))


def write_mentor(row: np.ndarray, mentor: Mentor, columns: Columns) -> None:
    row[0] = 1
    for quality, strength in mentor.offer.items():
        place = columns.get("quality", quality)
        if place is not None:
            row[place] = round(strength * MET)
    marks: list[tuple[str, object]] = [
        (kind, getattr(mentor, kind)) for kind in ("organisation", "profession", "place")
    ]
    marks += [("language", language) for language in mentor.languages]
    marks += [(kind, value) for kind in SEVERAL for value in getattr(mentor, kind)]
    marks += [("remote", mentor.remote), ("grade", mentor.grade)]
    marks += [("no grade", True)] if mentor.grade is None else []
    for kind, value in marks:
        place = columns.get(kind, value) if value is not None else None
        if place is not None:
            row[place] = 1
