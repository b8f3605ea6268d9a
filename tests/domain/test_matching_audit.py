"""The audit finds whatever is changed in a result, and needs no solver to find it."""

import copy
import json
import subprocess
import sys

import pytest

from stepwell.domain.matching import audit, solve

from .matching_cohorts import listed, realistic

COHORT = realistic(40, 14, capacity=(1, 2, 3), seed=11, acceptable_from=300) | {
    "locked": [["mentee-000003", "mentor-000000"]],
    "even_load": True,
    "quotas": [
        {"side": "mentees", "organisation": "organisation-1", "at_least": 2, "at_most": 6},
        {"side": "mentors", "organisation": "organisation-2", "at_most": 4},
    ],
    "waiting": "first",
}
for number, mentee in enumerate(COHORT["mentees"]):
    mentee["waited_rounds"] = number % 4
RESULT = json.loads(solve(COHORT).model_dump_json())


def changed(change):
    result = copy.deepcopy(RESULT)
    change(result)
    assert result != RESULT
    return audit(COHORT, result)


def test_what_was_not_changed_holds():
    assert RESULT["unmatched"]
    assert RESULT["certificate"]["worst"]["mentee_surplus"]
    assert [len(turn["mentor_price"]) for turn in RESULT["certificate"]["waiting"]] > [0]
    assert min(RESULT["certificate"]["mentee_surplus"].values()) < 0  # who must have a mentor can cost the others
    assert audit(COHORT, RESULT) == []


def test_the_audit_starts_no_solver():
    program = "import sys, stepwell.domain.matching as m; sys.exit('ortools' in str(list(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def each_price(certificate):
    for key in ("mentor_price", "mentee_surplus"):
        yield from (((key,), person) for person in certificate[key])
    for stage in ("matched", "load", "worst"):
        if certificate[stage]:
            for key in ("mentor_price", "mentee_surplus"):
                yield from (((stage, key), person) for person in certificate[stage][key])
    for number, turn in enumerate(certificate["waiting"]):
        for key in ("mentor_price", "mentee_surplus"):
            yield from ((("waiting", number, key), person) for person in turn[key])


def at(result, path):
    for key in path:
        result = result[key]
    return result


@pytest.mark.parametrize("by", [-1, 1])
def test_any_price_that_is_changed_by_one_is_found(by):
    for path, person in each_price(RESULT["certificate"]):

        def change(result, path=path, person=person):
            at(result["certificate"], path)[person] += by

        assert changed(change), (path, person)


def test_any_two_mentees_who_change_places_are_found():
    pairs = RESULT["pairs"]
    for first in range(len(pairs)):
        for second in range(first):
            if pairs[first]["mentor"] != pairs[second]["mentor"]:

                def change(result, first=first, second=second):
                    one, other = result["pairs"][first], result["pairs"][second]
                    one["mentor"], other["mentor"] = other["mentor"], one["mentor"]

                assert changed(change)


def test_a_consistent_but_worse_matching_is_found():
    """Scores and totals put right as well: only the prices tell."""
    cohort = listed([[900, 800], [800, 600]], [1, 1])
    result = json.loads(solve(cohort).model_dump_json())
    assert [pair["mentor"] for pair in result["pairs"]] == ["m1", "m0"]
    worse = copy.deepcopy(result)
    for pair, mentor, score in zip(worse["pairs"], ["m0", "m1"], [900, 600], strict=True):
        pair.update(mentor=mentor, score=score)
    worse["totals"] = {"matched": 2, "worst": 600, "squared_shortfall": 170_000, "total": 1500}
    found = [str(fault) for fault in audit(cohort, worse)]
    assert any("lowest_score" in fault or "worst" in fault for fault in found)


def test_somebody_who_passed_one_who_waited_is_found():
    """Everything put right but the order: as many, as good, and consistent."""
    cohort = listed([[700], [700], [700]], [1], waiting="first")
    for mentee, rounds in zip(cohort["mentees"], (0, 1, 2), strict=True):
        mentee["waited_rounds"] = rounds
    right = json.loads(solve(cohort).model_dump_json())
    assert ([pair["mentee"] for pair in right["pairs"]], audit(cohort, right)) == (["t2"], [])
    unjust = cohort | {"mentees": [mentee | {"waited_rounds": 0} for mentee in cohort["mentees"]]}
    for passed in ("t0", "t1"):
        unjust["mentees"] = [one | {"waited_rounds": int(one["id"] == passed)} for one in cohort["mentees"]]
        wrong = json.loads(solve(unjust).model_dump_json())
        assert ([pair["mentee"] for pair in wrong["pairs"]], audit(unjust, wrong)) == ([passed], [])
        for turns in ([], right["certificate"]["waiting"]):
            wrong["certificate"]["waiting"] = turns
            assert any(fault.path.startswith("certificate.waiting") for fault in audit(cohort, wrong))


LEAVES = {
    "a pair left out": lambda result: result["pairs"].pop(),
    "a pair twice": lambda result: result["pairs"].append(result["pairs"][0]),
    "somebody unmatched left out": lambda result: result["unmatched"].pop(),
    "a score": lambda result: result["pairs"][0].update(score=result["pairs"][0]["score"] + 1),
    "matched": lambda result: result["totals"].update(matched=result["totals"]["matched"] + 1),
    "worst": lambda result: result["totals"].update(worst=result["totals"]["worst"] + 1),
    "squares": lambda result: result["totals"].update(squared_shortfall=1),
    "total": lambda result: result["totals"].update(total=result["totals"]["total"] + 1),
    "holds": lambda result: result["certificate"].update(holds=False),
    "no proof of the worst": lambda result: result["certificate"].update(worst=None),
    "no proof of the load": lambda result: result["certificate"].update(load=None),
    "no proof of who comes first": lambda result: result["certificate"].update(waiting=[]),
    "no word of who comes first": lambda result: result["certificate"].update(waiting=None),
    "another turn": lambda result: result["certificate"]["waiting"].append(result["certificate"]["waiting"][0]),
    "the bound of a turn": lambda result: result["certificate"]["waiting"][0].update(bound=0),
    "each match of a turn": lambda result: result["certificate"]["waiting"][0].update(
        each_match=result["certificate"]["waiting"][0]["each_match"] + 1
    ),
    "a turn too large": lambda result: result["certificate"]["waiting"][0].update(each_match=2**80),
    "another load": lambda result: result["certificate"].update(most_mentees=result["certificate"]["most_mentees"] + 1),
    "any load": lambda result: result["certificate"].update(most_mentees=None),
    "bound": lambda result: result["certificate"]["matched"].update(
        bound=result["certificate"]["matched"]["bound"] + 1
    ),
    "above": lambda result: result["certificate"]["worst"].update(above=result["certificate"]["worst"]["above"] + 1),
    "lowest": lambda result: result["certificate"]["objective"].update(lowest_score=0),
    "fairness": lambda result: result["certificate"]["objective"].update(fairness=0),
    "weights": lambda result: result["certificate"]["objective"].update(square=1),
    "each": lambda result: result["certificate"]["objective"].update(each_match=2**80),
    "words": lambda result: result["certificate"]["objective"].update(words="best"),
    "order": lambda result: result["certificate"]["objective"]["order"].reverse(),
    "a quota's price": lambda result: result["certificate"]["quota_price"].__setitem__(0, 10**6),
    "a price too large": lambda result: result["certificate"]["mentor_price"].update({"mentor-000000": 2**70}),
    "a price of nobody": lambda result: result["certificate"]["mentor_price"].update(nobody=0),
    "a price left out": lambda result: result["certificate"]["mentee_surplus"].pop("mentee-000000"),
}


@pytest.mark.parametrize("what", LEAVES)
def test_any_part_that_is_changed_is_found(what):
    assert changed(LEAVES[what])


@pytest.mark.parametrize(
    "change",
    [
        lambda cohort: cohort["excluded"].append([RESULT["pairs"][-1]["mentee"], RESULT["pairs"][-1]["mentor"]]),
        lambda cohort: cohort["mentors"][0].update(capacity=cohort["mentors"][0]["capacity"] + 3),
        lambda cohort: cohort.update(acceptable_from=1000),
        lambda cohort: cohort["mentees"][0].update(need={}),
        lambda cohort: cohort.update(even_load=False),
        lambda cohort: cohort.update(waiting="bonus"),
        lambda cohort: cohort["mentees"][-1].update(waited_rounds=9),
    ],
    ids=["excluded", "capacity", "acceptable", "need", "load", "waiting", "waited"],
)
def test_the_result_of_another_cohort_is_found(change):
    cohort = copy.deepcopy(COHORT)
    change(cohort)
    assert audit(cohort, RESULT)


def test_a_result_of_an_earlier_release_holds_as_it_did():
    """It says nothing about those who waited, and its cohort does not ask."""
    cohort = {key: value for key, value in COHORT.items() if key != "waiting"}
    result = json.loads(solve(cohort).model_dump_json())
    assert result["certificate"].pop("waiting") is None
    assert audit(cohort, result) == []
