"""After any arrivals, departures and declines, the matching is the one that a fresh run would give, with its own proof."""


import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from stepwell.domain.matching import InvalidInput, Live, Mentee, audit, explained, follow, match, prepare
from stepwell.domain.matching.certifying import faults_of_certificate
from stepwell.domain.matching.preparing import prepared
from stepwell.domain.matching.solver import Solver
from stepwell.domain.matching.solving import match_with

from .matching_cohorts import listed, realistic, small_cohorts, value_of


@pytest.fixture(scope="module")
def solver():
    with Solver() as running:
        yield running


@pytest.fixture(autouse=True)
def one_solver(monkeypatch, solver):
    """One process for all: what matching again gives is the same."""
    monkeypatch.setattr("stepwell.domain.matching.live.match", lambda ready, seconds: match_with(ready, solver))


@st.composite
def changes(draw):
    """What happens, and whom it happens to by a number that is taken modulo those who are there."""
    kind = draw(st.sampled_from(["arrive", "arrive", "leave", "decline"]))
    return (
        kind,
        draw(st.integers(0, 9)),
        draw(st.integers(0, 3)),
        draw(st.lists(st.none() | st.integers(0, 1000), min_size=4, max_size=4)),
        draw(st.sampled_from([None, "x", "y", "m0", "t1", "n1"])),
    )


def newcomer(number, cohort, scores, manager):
    person = {"id": f"n{number}", "organisation": "ab"[number % 2], "manager": manager, "waited_rounds": number % 2}
    if cohort["scores"] is None:
        person["need"] = {"listening": 1.0, "focus": 0.5} if number % 3 else {"other": 1.0}
        return person, None
    return person, {f"m{at}": score for at, score in enumerate(scores[: len(cohort["mentors"])]) if score is not None}


def happen(live, cohort, number, change):
    kind, who, mentor, scores, manager = change
    people = sorted(live.number)
    if kind == "arrive":
        person, own = newcomer(number, cohort, scores, manager)
        return live.arrive(person, own)
    if people and kind == "leave":
        return live.leave(people[who % len(people)])
    if people and cohort["mentors"]:
        person = people[who % len(people)]
        at = live.placed()[person]
        return live.decline(person, f"m{mentor % len(cohort['mentors']) if at < 0 else at}")
    return None


def expect_fresh(live, solver):
    ready = prepared(*live.cohort())
    found = live.matching()
    assert found.totals == match_with(ready, solver).totals
    assert list(faults_of_certificate(ready, found.pairs, found.certificate)) == []


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(cohort=small_cohorts(), happens=st.lists(changes(), max_size=8))
def test_small_cohorts_equal_a_fresh_run(solver, cohort, happens):
    try:
        live = Live(match_with(prepare(cohort), solver))
        for number, change in enumerate(happens):
            happen(live, cohort, number, change)
            expect_fresh(live, solver)
    except InvalidInput:  # a cohort, or quotas after a change, that cannot be
        assume(False)
