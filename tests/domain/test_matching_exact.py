"""The matching is the best there is: by trying all in small cohorts, by independent solvers in larger ones.

STEPWELL_MATCHING_EXAMPLES and STEPWELL_MATCHING_LARGER ask for more of both than each run of the suite can afford.
"""

import os
import random

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import csr_array

from stepwell.domain.matching import InvalidInput, prepare, solve
from stepwell.domain.matching.certifying import faults_of_certificate
from stepwell.domain.matching.contracts import members, side_of
from stepwell.domain.matching.solver import Solver
from stepwell.domain.matching.solving import match_with

from .matching_cohorts import best_by_trying, listed, realistic, small_cohorts, value_of

EXAMPLES = int(os.environ.get("STEPWELL_MATCHING_EXAMPLES", "1000"))
LARGER = int(os.environ.get("STEPWELL_MATCHING_LARGER", "6"))


@pytest.fixture(scope="module")
def solver():
    with Solver() as running:
        yield running


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(cohort=small_cohorts())
@example(cohort=listed([], []))
@example(cohort=listed([[500] * 4] * 5, [1, 1, 1, 1]))
@example(cohort=listed([[0, 1000], [0, None]], [1, 1]))
def test_small_cohorts_equal_the_best_of_all_matchings(solver, cohort):
    try:
        ready = prepare(cohort)
    except InvalidInput:
        assume(False)
    best = best_by_trying(ready)
    try:
        found = match_with(ready, solver)
    except InvalidInput as error:
        assert best is None, str(error)
        return
    assert value_of(found.totals) == best
    assert list(faults_of_certificate(ready, found.pairs, found.certificate)) == []


def by_assignment(table, capacities):
    """The four objectives by another route: places copied, the worst score by trying each, scipy for the rest."""
    places = np.repeat(np.arange(table.shape[1]), capacities)
    expanded = table[:, places]
    far = 10.0**13

    def within(lowest, costs):
        cost = np.where(expanded >= lowest, costs, far)
        rows, columns = linear_sum_assignment(cost)
        used = cost[rows, columns] < far
        return rows[used], columns[used], cost[rows, columns][used].sum()

    matched = len(within(0, np.zeros(expanded.shape))[0])
    if not matched:
        return 0, 0, 0, 0
    worst = max(score for score in range(1001) if len(within(score, np.zeros(expanded.shape))[0]) == matched)
    short = (1000 - expanded).astype(float)
    rows, columns, squares = within(worst, short**2)
    most = matched * 1000 + 1
    rows, columns, _ = within(worst, short**2 * most + short)
    scores = expanded[rows, columns]
    assert ((1000 - scores.astype(int)) ** 2).sum() == squares
    return matched, worst, -int(squares), int(scores.sum())


@pytest.mark.parametrize("seed", range(LARGER))
def test_larger_cohorts_equal_an_independent_solver(seed):
    chance = random.Random(seed)
    mentees, mentors = chance.randrange(20, 60), chance.randrange(10, 30)
    cohort = realistic(mentees, mentors, capacity=(1, 2, 3), seed=seed, acceptable_from=450)
    ready = prepare(cohort)
    found = solve(cohort)
    table = ready.pairs.rows(0, mentees)
    assert value_of(found.totals) == by_assignment(table, ready.capacity)


class Integers:
    """The same question as a mixed-integer programme for HiGHS: another model, another solver, quotas and load included."""

    def __init__(self, ready):
        self.ready, (i, j) = ready, np.nonzero(ready.pairs.rows(0, len(ready.cohort.mentees)) >= 0)
        self.score = ready.pairs.rows(0, len(ready.cohort.mentees))[i, j].astype(int)
        self.i, self.j, self.most, self.lowest = i, j, np.asarray(ready.room()), 0

    def rows(self):
        cohort, taken = self.ready.cohort, self.ready.settled
        yield from ((self.i == one, 0, 1) for one in range(len(cohort.mentees)))
        yield from ((self.j == one, 0, room) for one, room in enumerate(self.most))
        for quota in cohort.quotas:
            inside = members(side_of(cohort, quota), quota)
            at = self.i if quota.side == "mentees" else self.j
            already = sum(pair[quota.side == "mentors"] in inside for pair in taken)
            most = len(cohort.mentees) if quota.at_most is None else quota.at_most
            yield np.isin(at, inside), quota.at_least - already, most - already

    def best(self, worth, *fixed):
        """The greatest worth, with earlier aims fixed as (worth, amount); None if there is no matching at all."""
        if not self.i.size:
            return 0 if all(low <= 0 for _, low, _ in self.rows()) else None
        rows = [*self.rows(), *((one, amount, amount) for one, amount in fixed)]
        table = csr_array(np.array([row.astype(float) for row, _, _ in rows]))
        limits = LinearConstraint(table, [low for _, low, _ in rows], [high for _, _, high in rows])
        usable = Bounds(0, (self.score >= self.lowest).astype(float))
        options = {"mip_rel_gap": 0.0}
        found = milp(-worth, constraints=limits, bounds=usable, integrality=np.ones(self.i.size), options=options)
        return None if found.x is None else int(round(float(worth @ np.round(found.x))))

    def value(self):
        """(matched, worst, −Σ shortfall², Σ score), locked pairs included; None if quotas cannot be met."""
        one, locked = np.ones(self.i.size), [pair.score for pair in self.ready.locked]
        matched = self.best(one)
        if matched is None:
            return None
        fixed = self.served(one, matched)
        if self.ready.cohort.even_load and matched + len(locked):
            taken = np.bincount([pair.mentor for pair in self.ready.locked], minlength=self.most.size)
            loads = range(max(1, int(taken.max(initial=0))), int(self.ready.capacity.max(initial=0)) + 1)
            self.most = next(room for room in map(self.ready.room, loads) if self.under(room, fixed) == matched)
        scores = [0, *np.unique(self.score)]
        low, high = 0, len(scores) - 1
        while low < high:
            middle = (low + high + 1) // 2
            self.lowest = scores[middle]
            low, high = (middle, high) if self.best(one, *fixed) == matched else (low, middle - 1)
        self.lowest = min([scores[low], *locked])
        squares, score = -((1000.0 - self.score) ** 2), self.score.astype(float)
        least = self.best(squares, (one, matched), *fixed)
        total = self.best(score, (one, matched), *fixed, (squares, least))
        worst = min([scores[low] if matched else 1000, *locked]) if matched + len(locked) else 0
        return matched + len(locked), worst, least - sum((1000 - s) ** 2 for s in locked), total + sum(locked)

    def under(self, room, fixed):
        self.most = room
        return self.best(np.ones(self.i.size), *fixed)

    def served(self, one, matched):
        """Each who waited, one after the other: is matched if that is possible with as many, and all before them."""
        found = []
        people = self.ready.cohort.mentees if self.ready.cohort.waiting == "first" else []
        waited = [(-person.waited_rounds, person.joined or "9", at) for at, person in enumerate(people)]
        for _, _, at in sorted(who for who in waited if who[0] and (self.i == who[2]).any()):
            own = (self.i == at).astype(float)
            if self.best(own, (one, matched), *found):
                found.append((own, 1))
        return found


@pytest.mark.parametrize("seed", range(LARGER))
def test_larger_cohorts_with_every_rule_equal_a_mixed_integer_solver(solver, seed):
    chance = random.Random(1000 + seed)
    mentees, mentors = chance.randrange(10, 40), chance.randrange(5, 16)
    cohort = realistic(mentees, mentors, capacity=(1, 2, 3), seed=seed, acceptable_from=chance.choice([0, 450, 600]))
    cohort["even_load"] = chance.random() < 0.5
    cohort["waiting"] = chance.choice(["bonus", "first", "first"])
    for person in cohort["mentees"]:
        person |= {"waited_rounds": chance.choice([0, 0, 1, 2]), "joined": f"2026-01-1{chance.randrange(10)}"}
    cohort["quotas"] = [
        {"side": side, "organisation": f"organisation-{number}", "at_least": chance.randrange(3), "at_most": chance.choice([None, 4])}
        for number, side in enumerate(chance.sample(["mentees", "mentors"], 2))
        if any(person["organisation"] == f"organisation-{number}" for person in cohort[side])
    ]  # fmt: skip
    ready = prepare(cohort)
    pairs = np.argwhere(ready.pairs.rows(0, mentees) >= 500)
    if chance.random() < 0.5 and len(pairs):
        i, j = pairs[chance.randrange(len(pairs))].tolist()
        ready = prepare(cohort | {"locked": [[ready.cohort.mentees[i].id, ready.cohort.mentors[j].id]]})
    try:
        found = match_with(ready, solver)
    except InvalidInput as error:
        assert Integers(ready).value() is None, str(error)
        return
    assert value_of(found.totals) == Integers(ready).value()
    assert list(faults_of_certificate(ready, found.pairs, found.certificate)) == []


@settings(max_examples=EXAMPLES // 10, deadline=None, suppress_health_check=list(HealthCheck))
@given(cohort=small_cohorts(), few=st.integers(1, 2))
def test_those_who_waited_can_be_decided_about_a_few_at_a_time(solver, cohort, few):
    """Where quotas count mentees: turn by turn, each with its own proof."""
    cohort["waiting"] = "first"
    for number, mentee in enumerate(cohort["mentees"]):
        mentee |= {"waited_rounds": number % 4, "organisation": "a" if number == 1 else mentee["organisation"]}
    if not any(quota["side"] == "mentees" for quota in cohort["quotas"]):
        cohort["quotas"] = [{"side": "mentees", "organisation": "a", "at_most": few}]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("stepwell.domain.matching.waiting.AT_ONCE", few)
        test_small_cohorts_equal_the_best_of_all_matchings.hypothesis.inner_test(solver, cohort)


def test_candidates_are_added_until_all_pairs_are_proven(monkeypatch, solver):
    """With one candidate each to begin with, the answer is the same as with all pairs from the start."""
    cohort = realistic(120, 60, capacity=(1, 2), seed=3, acceptable_from=0)
    monkeypatch.setattr("stepwell.domain.matching.solving.FEW_PAIRS", 10**9)
    whole = match_with(prepare(cohort), solver)
    monkeypatch.setattr("stepwell.domain.matching.solving.FEW_PAIRS", 0)
    monkeypatch.setattr("stepwell.domain.matching.solving.OF_MENTEE", 1)
    monkeypatch.setattr("stepwell.domain.matching.solving.OF_MENTOR", 1)
    sparse = match_with(prepare(cohort), solver)
    assert sparse.candidates.mentee.size < whole.candidates.mentee.size / 2
    assert sparse.totals == whole.totals
    assert list(faults_of_certificate(sparse.prepared, sparse.pairs, sparse.certificate)) == []


@pytest.mark.parametrize("fairness", [10, 0])
def test_where_paying_does_not_do_lower_bounds_do(monkeypatch, solver, fairness):
    """Those who must have a mentor are asked for in a quick way first; without it, the answer is the same."""
    cohort = realistic(40, 14, capacity=(1, 2), seed=4, waiting="first", emphasis={"fairness": fairness})
    for number, mentee in enumerate(cohort["mentees"]):
        mentee["waited_rounds"] = number % 3
    quick = match_with(prepare(cohort), solver)
    monkeypatch.setattr("stepwell.domain.matching.stages.paying_for_must", lambda *rest: None)
    slow = match_with(prepare(cohort), solver)
    assert slow.totals == quick.totals
    assert list(faults_of_certificate(slow.prepared, slow.pairs, slow.certificate)) == []


def test_the_order_of_the_input_changes_nothing():
    cohort = realistic(80, 40, capacity=(1, 2), seed=9, acceptable_from=0)
    chance = random.Random(4)
    shuffled = cohort | {side: chance.sample(cohort[side], len(cohort[side])) for side in ("mentees", "mentors")}
    assert solve(shuffled) == solve(cohort)


@pytest.mark.parametrize(
    ("cohort", "matched"),
    [
        (listed([], [1, 2]), 0),
        (listed([[], []], []), 0),
        (listed([[700]], [0]), 0),
        (listed([[None], [None]], [2]), 0),
        (listed([[700], [600]], [1], acceptable_from=1000), 0),
        (listed([[1000], [0]], [2]), 2),
    ],
    ids=["no mentees", "no mentors", "no place", "everybody excluded", "nobody acceptable", "the ends"],
)
def test_extreme_cohorts(cohort, matched):
    found = solve(cohort)
    assert found.totals.matched == matched
    assert len(found.unmatched) == len(cohort["mentees"]) - matched


def test_several_places_times_and_statements_count_in_proportion():
    """Of three times that suit somebody, a mentor who has two meets two thirds of the wish; none known is none met."""
    mentee = {"id": "a", "prefers": {"times": ["early", "lunch", "evening"]}}
    mentors = [
        {"id": "none", "capacity": 1},
        {"id": "some", "capacity": 1, "times": ["early", "lunch"]},
        {"id": "whole", "capacity": 1, "times": ["early", "lunch", "evening", "weekend"]},
    ]
    ready = prepare(
        {"mentees": [mentee], "mentors": mentors, "weights": {"need": 0, "preferences": 100, "crossing": 0}}
    )
    scores = [ready.score(0, ready.mentor_at[name]) for name in ("none", "some", "whole")]
    assert scores == [0, 667, 1000]


def test_no_list_is_no_preference():
    plain = {"mentees": [{"id": "a"}], "mentors": [{"id": "b", "capacity": 1, "identity": ["carer"]}]}
    empty = {"mentees": [{"id": "a", "prefers": {"identity": [], "times": []}}], "mentors": plain["mentors"]}
    assert prepare(plain).score(0, 0) == prepare(empty).score(0, 0)
