"""The matching is the best there is: by trying all in small cohorts, by an independent solver in larger ones."""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from scipy.optimize import linear_sum_assignment

from stepwell.domain.matching import InvalidInput, prepare, solve
from stepwell.domain.matching.certifying import faults_of_certificate
from stepwell.domain.matching.solver import Solver
from stepwell.domain.matching.solving import match_with

from .matching_cohorts import best_by_trying, listed, realistic, small_cohorts, value_of


@pytest.fixture(scope="module")
def solver():
    with Solver() as running:
        yield running


@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
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
    worst = max(score for score in range(1001) if len(within(score, np.zeros(expanded.shape))[0]) == matched)
    short = (1000 - expanded).astype(float)
    rows, columns, squares = within(worst, short**2)
    most = matched * 1000 + 1
    rows, columns, _ = within(worst, short**2 * most + short)
    scores = expanded[rows, columns]
    assert ((1000 - scores.astype(int)) ** 2).sum() == squares
    return matched, worst, -int(squares), int(scores.sum())


@pytest.mark.parametrize("seed", range(6))
def test_larger_cohorts_equal_an_independent_solver(seed):
    chance = random.Random(seed)
    mentees, mentors = chance.randrange(20, 60), chance.randrange(10, 30)
    cohort = realistic(mentees, mentors, capacity=(1, 2, 3), seed=seed, acceptable_from=450)
    ready = prepare(cohort)
    found = solve(cohort)
    table = ready.pairs.rows(0, mentees)
    assert value_of(found.totals) == by_assignment(table, ready.capacity)


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


def test_the_order_of_the_input_changes_nothing():
    cohort = realistic(80, 40, capacity=(1, 2), seed=9, acceptable_from=0)
    chance = random.Random(4)
    shuffled = cohort | {side: chance.sample(cohort[side], len(cohort[side])) for side in ("mentees", "mentors")}
    assert solve(shuffled) == solve(cohort)


def test_a_million_equal_scores():
    names = [f"{number:04}" for number in range(1000)]
    cohort = listed([], []) | {
        "mentees": [{"id": name} for name in names],
        "mentors": [{"id": name + "m", "capacity": 1} for name in names],
        "scores": [[one, other + "m", 500] for one in names for other in names],
    }
    found = solve(cohort)
    assert value_of(found.totals) == (1000, 500, -250_000_000, 500_000)


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
