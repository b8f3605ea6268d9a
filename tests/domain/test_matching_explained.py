"""Prices of alternatives are exact, whatever is said to help was tried, and nothing said gives a secret away."""

import json

import pytest
from hypothesis import HealthCheck, assume, given, settings

from stepwell.domain.matching import (
    FurtherMentor,
    InvalidInput,
    LowerFloor,
    Mentor,
    MorePlaces,
    Solver,
    WithoutQuota,
    alternatives,
    match,
    prepare,
    reasons_for_mentee,
    relax,
    restore,
    solve,
    trade_offs,
    why_not,
)
from stepwell.domain.matching.explaining.alternatives import alternatives_for, alternatives_of
from stepwell.domain.matching.solving import match_with
from stepwell.domain.matching.standing import standing_of

from .matching_cohorts import listed, realistic, small_cohorts


@pytest.fixture(scope="module")
def solver():
    with Solver() as running:
        yield running


def forced(cohort, mentee, mentor, solver):
    """The matching with this pair fixed, or None if that cannot be."""
    try:
        return match_with(prepare(cohort | {"locked": [*cohort["locked"], [mentee, mentor]]}), solver).totals
    except InvalidInput:
        return None


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(cohort=small_cohorts())
def test_the_price_of_each_alternative_is_what_a_new_matching_loses(solver, cohort):
    cohort = {"locked": []} | cohort | {"even_load": False}
    try:
        found = match_with(prepare(cohort), solver)
    except InvalidInput:
        assume(False)
    standing = standing_of(found.prepared, found.pairs, found.certificate)
    priced = {(one.mentee, one.mentor): one for one in alternatives_of(standing, each=9)}
    for place in standing.left():
        priced |= {(one.mentee, one.mentor): one for one in alternatives_for(standing, place, each=9)}
    for (mentee, mentor), one in priced.items():
        after = forced(cohort, mentee, mentor, solver)
        assert after is not None
        assert (after.matched, after.worst) == (found.totals.matched, found.totals.worst)
        assert one.cost_to_cohort == after.squared_shortfall - found.totals.squared_shortfall
        assert one.total == found.totals.total - after.total


@pytest.mark.parametrize("each", [1, 3])
def test_no_cheaper_alternative_is_missing(solver, each):
    cohort = realistic(14, 8, capacity=(1, 2), seed=6, acceptable_from=0)
    result = match_with(prepare(cohort), solver)
    table = result.prepared.pairs.rows(0, 14)
    for place, mentor in result.mentor_of.items():
        name = result.prepared.cohort.mentees[place].id
        prices = sorted(
            after.squared_shortfall - result.totals.squared_shortfall
            for other in range(8)
            if other != mentor
            and table[place, other] >= 0
            and (after := forced(cohort, name, result.prepared.cohort.mentors[other].id, solver))
            and (after.matched, after.worst) == (result.totals.matched, result.totals.worst)
        )
        assert [one.cost_to_cohort for one in alternatives(result, name, each)] == prices[:each]


def test_a_stored_result_can_be_asked_like_a_new_one():
    cohort = realistic(30, 12, capacity=(1, 2), seed=3)
    result = solve(cohort)
    stored = restore(cohort, json.loads(result.model_dump_json()))
    assert result.alternatives
    assert alternatives(stored, result.alternatives[0].mentee)[0] == result.alternatives[0]
    with pytest.raises(ValueError, match="not in the cohort"):
        restore(realistic(3, 3), json.loads(result.model_dump_json()))


def test_why_not_is_the_price_of_the_pair(solver):
    cohort = listed([[900, 800, None], [800, 600, 100], [None, 500, None]], [1, 2, 1], excluded=[["t0", "m2"]])
    found = match(prepare(cohort))
    assert why_not(found, "t0", "m1").words == "They are a pair"
    dear = why_not(found, "t0", "m0")
    assert dear.price is not None
    assert (
        dear.price.squared_shortfall
        == forced(cohort | {"locked": []}, "t0", "m0", solver).squared_shortfall - found.totals.squared_shortfall
    )
    assert dear.words == "With this pair, others would fit worse: squared shortfalls would add up to 90000 more"
    assert (
        why_not(found, "t1", "m2").words
        == "With this pair, the worst match of the round would score 100 instead of 500"
    )
    assert {why_not(found, "t0", "m2"), why_not(found, "t2", "m0"), why_not(found, "t2", "m2")} == {
        why_not(found, "t0", "m2")
    }
    crowded = match(prepare(listed([[900, 800], [700, None]], [1, 1])))
    assert why_not(crowded, "t0", "m0").words == "With this pair, 1 person more would be without a mentor"
    with pytest.raises(KeyError):
        why_not(found, "t0", "nobody")


def test_what_a_pair_costs_somebody_who_waited_comes_before_how_well_it_fits():
    """With m0 for t0, as many are matched and the fit is better: and t1, who waited, is left again."""
    cohort = listed([[900], [400]], [1], waiting="first")
    cohort["mentees"][1]["waited_rounds"] = 1
    found = match(prepare(cohort))
    asked = why_not(found, "t0", "m0")
    assert (
        asked.words
        == "With this pair, 1 person who has waited would be left again, and somebody who comes after them would not"
    )
    assert (asked.price.matched, asked.price.waited, asked.price.total) == (0, -1, 500)
    helped = relax(found, MorePlaces("m0"))
    assert (helped.placed, helped.left, helped.difference.waited) == (("t0",), (), 0)
    assert {one.totals.matched for one in trade_offs(found.prepared)} == {1}
    assert {one.totals.total for one in trade_offs(found.prepared)} == {400}  # at no stand is t1 left
    said = solve(cohort).unmatched[0].next_time
    assert said.startswith("In the next round they come before everybody who has waited less")
    assert alternatives(found, "t0") == []  # nobody who waited is left for it


def test_what_would_help_was_tried_and_does():
    """One mentor is full; one pair scores below what is acceptable; the last may not be paired with anybody."""
    cohort = listed([[900, None, None], [800, 150, None], [None, None, None]], [1, 1, 0], acceptable_from=200)
    result = solve(cohort)
    assert [(one.mentee, [(help.change, help.options) for help in one.would_help]) for one in result.unmatched] == [
        ("t1", [("One more place with a mentor who could be proposed", 1), ("Proposing pairs from a score of 150", 1)]),
        ("t2", []),
    ]
    found = match(prepare(cohort))
    assert relax(found, MorePlaces("m0")).placed == ("t1",)
    assert relax(found, LowerFloor(150)).placed == ("t1",)
    assert relax(found, LowerFloor(151)).placed == ()
    assert relax(found, MorePlaces("m2", 5)).placed == ()


@pytest.mark.parametrize("seed", range(4))
def test_each_helping_place_is_one_that_helps(seed, solver):
    """`options` counts exactly the mentors with whom one more place lets this person be placed as well."""
    cohort = realistic(16, 6, capacity=(1, 2), seed=seed, acceptable_from=520)
    found, result = match(prepare(cohort)), solve(cohort)
    assert result.unmatched
    for one in result.unmatched:
        helping = 0
        for mentor in found.prepared.cohort.mentors:
            kept = [pair.mentee for pair in result.pairs] + [one.mentee]
            smaller = cohort | {"mentees": [m for m in cohort["mentees"] if m["id"] in kept]}
            smaller["mentors"] = [m | {"capacity": m["capacity"] + (m["id"] == mentor.id)} for m in cohort["mentors"]]
            helping += match_with(prepare(smaller), solver).totals.matched == len(kept)
        places = [help.options for help in one.would_help if help.change.startswith("One more place")]
        assert sum(places) == helping


def test_quotas_can_be_relaxed():
    cohort = listed([[900], [800]], [2], quotas=[{"side": "mentees", "organisation": "a", "at_most": 1}])
    for mentee in cohort["mentees"]:
        mentee["organisation"] = "a"
    found = match(prepare(cohort))
    assert found.totals.matched == 1
    assert relax(found, WithoutQuota(0)).placed == ("t1",)
    assert solve(cohort).unmatched[0].reason == "As many people of a as the programme allows have a mentor"


def test_mentors_needed_are_tried():
    cohort = realistic(40, 10, capacity=(2,), seed=1, acceptable_from=500)
    result = solve(cohort)
    assert result.unmatched
    assert result.mentors_needed
    best = result.mentors_needed[0]
    qualities = {quality for mentee in cohort["mentees"] for quality in mentee["need"]}
    offer = dict.fromkeys(qualities, 0.5) | {best.offer: 1.0}
    further = Mentor(
        id="further",
        capacity=len(result.unmatched),
        organisation=best.organisation,
        profession=best.profession,
        offer=offer,
    )
    assert relax(match(prepare(cohort)), FurtherMentor(further)).difference.matched == best.would_match > 0
    with_scores = listed([[900], [800], [700]], [1])
    assert [one.would_match for one in solve(with_scores).mentors_needed] == [2]
    with pytest.raises(ValueError, match="nobody has scored"):
        relax(match(prepare(with_scores)), FurtherMentor(further))


def test_nobody_left_means_nobody_needed():
    result = solve(listed([[500]], [1]))
    assert (result.unmatched, result.mentors_needed) == ([], [])


def test_reasons_give_no_secret_away():
    """Reasons hold facts that anybody sees; the same pair gets the same words whatever was needed or avoided elsewhere."""
    cohort = realistic(12, 24, capacity=(3,), seed=4, acceptable_from=0)
    secret = {"listening-to-grief": 0.8333}
    cohort["mentees"][0] |= {
        "need": secret,
        "avoid": ["mentor-000001"],
        "conflicts": ["mentor-000002"],
        "waited_rounds": 2,
    }
    cohort["mentors"][0]["offer"] = {"listening-to-grief": 1.0}
    found = match(prepare(cohort))
    mine = next(one for one in found.pairs if one.mentee == 0)
    assert reasons_for_mentee(found.prepared, mine) == ["listening-to-grief"]
    said = solve(cohort)
    words = json.dumps([pair.reasons for pair in said.pairs] + [[one.reason, one.now] for one in said.unmatched])
    assert "most of what the mentee asked for" in words
    for hidden in ("grief", "0.8", "833", "mentor-", "avoid", "conflict", "waited"):
        assert hidden not in words


def test_the_slider_trades_fairness_for_fit_and_crossing():
    ready = prepare(realistic(60, 30, capacity=(1, 2), seed=2, acceptable_from=0))
    fair, middle, fit, across, most_across = trade_offs(ready)
    assert fair.totals.total <= middle.totals.total <= fit.totals.total
    assert fair.totals.worst >= middle.totals.worst >= fit.totals.worst
    assert fit.totals.total > fair.totals.total
    assert fair.crossing_pairs <= across.crossing_pairs <= most_across.crossing_pairs
    assert {one.totals.matched for one in (fair, middle, fit, across)} == {fair.totals.matched}
    assert sum(fair.by_score) == fair.totals.matched
    assert fair.totals == match(ready).totals
