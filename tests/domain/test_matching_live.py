"""After any arrivals, departures and declines, the matching is the one that a fresh run would give, with its own proof."""

import os
from contextlib import nullcontext

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from stepwell.domain.matching import (
    InvalidInput,
    Live,
    Placement,
    audit,
    earlier_of,
    explained,
    follow,
    keeping,
    prepare,
    read_earlier,
    written,
)
from stepwell.domain.matching.certifying import faults_of_certificate
from stepwell.domain.matching.preparing import prepared
from stepwell.domain.matching.solver import Solver
from stepwell.domain.matching.solving import match_with

from .matching_cohorts import listed, realistic, small_cohorts


@pytest.fixture(scope="module")
def solver():
    with Solver() as running:
        yield running


@pytest.fixture(autouse=True)
def one_solver(monkeypatch, solver):
    """One process for all: what matching again gives is the same."""
    monkeypatch.setattr("stepwell.domain.matching.live.match", lambda ready, seconds: match_with(ready, solver))
    monkeypatch.setattr("stepwell.domain.matching.live.staying.Solver", lambda seconds: nullcontext(solver))


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
    expect_as_good(live.matching(), match_with(ready, solver), ready)


def expect_as_good(found, fresh, ready):
    assert asked(found) == asked(fresh)
    assert served(found) == served(fresh)
    assert list(faults_of_certificate(ready, found.pairs, found.certificate)) == []


def asked(matching):
    """What is asked for at each stand of the slider: of the worst, more or less is the same once it is good enough."""
    totals, fairness = matching.totals, matching.certificate.objective.fairness
    worst = totals.worst if fairness == 10 else matching.certificate.objective.lowest_score
    return totals.matched, worst, totals.squared_shortfall if fairness else None, totals.total


def served(matching):
    """Of those who waited, who has a mentor, where they come first."""
    cohort, placed = matching.prepared.cohort, matching.mentor_of
    return {
        one.id
        for at, one in enumerate(cohort.mentees)
        if cohort.waiting == "first" and one.waited_rounds and at in placed
    }


STANDS = st.sampled_from([10, 10, 10, 7, 3, 0]).map(lambda fairness: {"fairness": fairness})


EXAMPLES = int(os.environ.get("STEPWELL_MATCHING_EXAMPLES", "1000")) // 10


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(cohort=small_cohorts(), happens=st.lists(changes(), max_size=8), stand=STANDS)
def test_small_cohorts_equal_a_fresh_run(solver, cohort, happens, stand):
    cohort["emphasis"] = stand
    try:
        live = Live(match_with(prepare(cohort), solver))
        for number, change in enumerate(happens):
            happen(live, cohort, number, change)
            expect_fresh(live, solver)
    except InvalidInput:  # a cohort, or quotas after a change, that cannot be
        assume(False)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    cohort=small_cohorts(),
    other=small_cohorts(),
    parts=st.sets(st.sampled_from(["mentees", "mentors", "rules"])),
    stand=STANDS,
)
def test_a_matching_follows_whatever_changes(solver, cohort, other, parts, stand):
    """People, places, scores and rules of another cohort instead: the ids that stand in both are the same people."""
    cohort["emphasis"] = stand
    now = dict(cohort)
    for part in parts - {"rules"}:
        now[part] = other[part]
    if "rules" in parts:
        now |= {key: other[key] for key in ("acceptable_from", "even_load", "quotas")}
        now["waiting"] = other.get("waiting", "bonus")
    now["scores"] = None if cohort["scores"] is None else [one for one in cohort["scores"] if has(now, *one[:2])]
    for key in ("locked", "excluded"):
        now[key] = [pair for pair in cohort.get(key, []) if has(now, *pair)]
    try:
        before, ready = match_with(prepare(cohort), solver), prepare(now)
        fresh = match_with(ready, solver)
    except InvalidInput:
        assume(False)
    kept = written(earlier_of(before))
    if kept["certificate"]["waiting"] is None:  # as an earlier release wrote it
        del kept["certificate"]["waiting"]
    expect_as_good(follow(read_earlier(kept), ready), fresh, ready)
    expect_as_good(keeping(fresh, names(before)), fresh, ready)


def has(cohort, mentee, mentor):
    return mentee in {one["id"] for one in cohort["mentees"]} and mentor in {one["id"] for one in cohort["mentors"]}


@pytest.mark.parametrize(
    ("even", "fairness", "waiting"),
    [(False, 10, "bonus"), (True, 10, "first"), (False, 5, "first"), (False, 10, "first")],
)
def test_steps_alone_place_most_people_in_a_larger_cohort(solver, even, fairness, waiting):
    """Nobody is matched again; the audit, from JSON, knows no difference to a fresh run."""
    more = {"even_load": even, "emphasis": {"fairness": fairness}, "waiting": waiting}
    cohort = realistic(150, 50, capacity=(1, 2, 3), seed=5, **more)
    late, cohort["mentees"] = cohort["mentees"][140:], cohort["mentees"][:140]
    live = Live(match_with(prepare(cohort), solver))
    placements = [live.arrive(person) for person in late]
    for person in sorted(live.number)[:40:4]:
        at = live.placed()[person]
        placements.append(live.leave(person) if at < 0 else live.decline(person, f"mentor-{at:06}"))
    assert sum(not placement.again for placement in placements) >= len(placements) * 2 // 3
    expect_fresh(live, solver)
    found, now = live.matching(), live.cohort()[0].model_dump(mode="json")
    result = explained(found, solver).model_dump(mode="json")
    assert audit(now, result) == []
    result["certificate"]["mentor_price"]["mentor-000000"] += 1
    assert audit(now, result)


def test_who_waited_is_never_left_for_somebody_who_comes(solver):
    """One mentor, one place. Whoever comes and fits better has to wait; who waited longer does not."""
    cohort = listed([[400]], [1], waiting="first")
    cohort["mentees"][0]["waited_rounds"] = 1
    live = Live(match_with(prepare(cohort), solver))
    assert live.arrive({"id": "new"}, {"m0": 1000}) == Placement((), again=False)
    found = live.arrive({"id": "longer", "waited_rounds": 2}, {"m0": 300})
    assert [(move.mentee, move.after) for move in found.moves] == [("longer", "m0"), ("t0", None)]
    expect_fresh(live, solver)


def test_while_some_who_waited_are_left_others_come_and_go_by_steps(solver, monkeypatch):
    """More have waited than there are places: who of them has a mentor is proven once, and stays proven."""
    cohort = realistic(60, 20, capacity=(1, 2), seed=8, waiting="first")
    for person in cohort["mentees"]:
        person["waited_rounds"] = 1 if person["id"] < "mentee-000040" else 0
    live = Live(match_with(prepare(cohort | {"mentees": cohort["mentees"][:55]}), solver))
    placed = served(live.matching())
    assert 0 < len(placed) < 40 and live.in_turns
    for person in cohort["mentees"][55:]:
        assert live.arrive(person) == Placement((), again=False)
    assert not live.leave("mentee-000054").again
    expect_fresh(live, solver)
    before, now = earlier_of(live.matching()), prepared(*live.cohort())
    with monkeypatch.context() as patch:
        patch.setattr("stepwell.domain.matching.live.match", None)
        assert served(follow(read_earlier(written(before)), now)) == placed
    assert live.leave(min(placed)).again
    expect_fresh(live, solver)


def names(matching):
    people, mentors = matching.prepared.cohort.mentees, matching.prepared.cohort.mentors
    return [(people[pair.mentee].id, mentors[pair.mentor].id) for pair in matching.pairs]


def test_whoever_can_stay_does_where_all_are_matched_again(solver):
    """With mentors who are all alike, anybody could change places. Somebody joins for whom there is no room: nobody does."""
    cohort = listed([[700] * 4 + [300]] * 9, [2] * 4 + [1])
    before = names(match_with(prepare(cohort), solver))
    cohort["mentees"].append({"id": "a"})
    cohort["scores"] += [["a", f"m{at}", 600] for at in range(4)]
    fresh = match_with(prepare(cohort), solver)
    assert names(fresh) != before
    assert names(keeping(fresh, before)) == before


def test_who_published_pairs_stand_for_moves_no_more(solver):
    cohort = listed([[900, 800], [850, 700]], [1, 1], locked=[["t0", "m0"]])
    live = Live(match_with(prepare(cohort), solver))
    live.arrive({"id": "new"}, {"m0": 1000, "m1": 750})
    assert [(pair.mentee, pair.score) for pair in live.matching().pairs] == [(0, 750), (1, 900)]
    with pytest.raises(KeyError):
        live.leave("t0")


@pytest.mark.parametrize(
    ("person", "scores", "fault"),
    [
        ({"id": "t0"}, {}, "takes part already"),
        ({"id": "new", "avoid": ["nobody"]}, {}, "is not in this cohort"),
        ({"id": "new"}, {"nobody": 3}, "is not one of the mentors"),
        ({"id": "new"}, {"m0": 3.5}, "must be a whole number from 0 to 1000"),
        ({"id": "new", "waited_rounds": -1}, {}, "waited_rounds"),
    ],
)
def test_who_arrives_wrongly_changes_nothing(solver, person, scores, fault):
    live = Live(match_with(prepare(listed([[900], [800]], [1])), solver))
    before = live.matching()
    with pytest.raises(InvalidInput, match=fault):
        live.arrive(person, scores)
    assert live.matching() is before
