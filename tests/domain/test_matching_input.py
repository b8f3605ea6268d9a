"""Every fault of a cohort at once, with its path; a solver that dies says so."""

import copy
import json
import os
import signal
import threading
import time

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.config.cli import build
from stepwell.domain.matching import InvalidInput, SolverFault, prepare, solve
from stepwell.domain.matching import solver as solving_process
from stepwell.domain.matching.solver import Solver

from .matching_cohorts import listed

GOOD = listed([[700, 600], [500, None]], [1, 1], excluded=[["t1", "m1"]], acceptable_from=200)
GOOD["mentees"][0] |= {"organisation": "a", "avoid": ["m1"], "groups": ["night shift"]}
GOOD["mentees"][1] |= {"organisation": "b", "groups": ["night shift"]}


def faults(data):
    with pytest.raises(InvalidInput) as caught:
        solve(data)
    return [str(fault) for fault in caught.value.faults]


def changed(**parts):
    return copy.deepcopy(GOOD) | parts


def test_the_cohort_that_is_changed_below_has_no_fault():
    assert solve(GOOD).totals.matched == 1


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"extra": 1}, "extra: is not a key of this contract"),
        ({"mentors": [{"id": "m0", "capacity": -1}]}, "mentors[0].capacity: must be at least 0"),
        ({"mentors": [{"id": "m0", "capacity": 1.0}]}, "mentors[0].capacity: must be a whole number"),
        ({"mentors": [{"id": "m0", "capacity": True}]}, "mentors[0].capacity: must be a whole number"),
        ({"mentors": [{"id": "m0"}]}, "mentors[0].capacity: is missing"),
        ({"mentors": [{"id": "m0", "capacity": 1, "offer": {"a": 1.5}}]}, "mentors[0].offer.a: must be at most 1.0"),
        ({"mentors": [{"id": "m0", "capacity": 1, "secret": 1}]}, "mentors[0].secret: is not a key of this contract"),
        ({"mentees": [{"id": "t0", "need": {"a": float("nan")}}]}, "mentees[0].need.a: must be a number"),
        ({"mentees": [{"id": ""}]}, "mentees[0].id: is empty"),
        ({"mentees": [{"id": "t0", "prefers": {"hair": True}}]}, "mentees[0].prefers.hair: is not a key of this contract"),
        ({"mentees": [{"id": "t0"}, {"id": "t1"}, {"id": "t0"}]}, "mentees: “t0” stands 2 times"),
        ({"mentees": [{"id": "t0", "avoid": ["x"]}, {"id": "t1"}]}, "mentees[0].avoid[0]: “x” is not in this cohort"),
        ({"excluded": [["t0", "x"]]}, "excluded[0][1]: “x” is not one of the mentors"),
        ({"excluded": [["t0"]]}, "excluded[0]: must hold at least 2"),
        ({"locked": [["m0", "t0"]]}, "locked[0][0]: “m0” is not one of the mentees"),
        ({"locked": [["t0", "m0"], ["t0", "m0"]]}, "locked[1]: locks “t0” a second time, after locked[0]"),
        (
            {"locked": [["t0", "m0"], ["t1", "m0"]]},
            "locked[1]: gives “m0” more mentees than the capacity of 1",
        ),
        ({"locked": [["t1", "m1"]]}, "locked[0]: is in the list of excluded pairs too"),
        ({"locked": [["t0", "m1"]]}, "locked: “t0” with “m1” may not be a pair"),
        ({"locked": [["t1", "m1"]], "excluded": []}, "locked: “t1” with “m1” has no score, so it is not allowed"),
        (
            {"scores": None, "weights": dict.fromkeys(("need", "preferences", "crossing"), 0)},
            "weights: are all 0: give at least one of them more, or nobody fits anybody",
        ),
        ({"waiting": "never"}, "waiting: must be 'bonus' or 'first'"),
        ({"mentees": [{"id": "t0", "joined": "2026-1-31"}]}, "mentees[0].joined: must be a day, such as 2026-01-31"),
        ({"mentees": [{"id": "t0", "joined": "2026-02-30"}]}, "mentees[0].joined: must be a day, such as 2026-01-31"),
        ({"acceptable_from": 1001}, "acceptable_from: must be at most 1000"),
        ({"scores": [["t0", "m0", 700.0]]}, "scores[0][2]: must be a whole number from 0 to 1000"),
        ({"scores": [["t0", "m0", True]]}, "scores[0][2]: must be a whole number from 0 to 1000"),
        ({"scores": [["t0", "m0", 1001]]}, "scores[0][2]: must be a whole number from 0 to 1000"),
        ({"scores": [["t0", "x", 1]]}, "scores[0][1]: “x” is not one of the mentors"),
        ({"scores": [["t0", "m0"]]}, "scores[0]: must be a mentee, a mentor and a score"),
        ({"scores": [["t0", "m0", 1], ["t0", "m0", 1]]}, "scores[1]: is about the same two people as scores[0]"),
        ({"scores": {"t0": 1}}, "scores: must be a list, or null"),
        ({"quotas": [{"side": "mentees"}]}, "quotas[0]: must name an organisation, a profession or a group, and only one of them"),
        (
            {"quotas": [{"side": "mentees", "organisation": "z"}]},
            "quotas[0]: counts nobody: no one of the mentees belongs to it",
        ),
        (
            {"quotas": [{"side": "mentees", "organisation": "a", "at_least": 2, "at_most": 1}]},
            "quotas[0]: asks for at least 2 and at most 1",
        ),
        (
            {"quotas": [{"side": "mentees", "organisation": "b", "at_least": 2}]},
            "quotas[0].at_least: asks for 2, which no matching can give",
        ),
        (
            {"quotas": [{"side": "mentees", "organisation": one, "at_least": 1} for one in "ab"], "scores": [["t0", "m0", 700], ["t1", "m0", 700]]},
            "quotas[0].at_least: cannot be met together: quotas[0] and quotas[1]",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_path(parts, expected):
    assert expected in faults(changed(**parts))


def test_quotas_that_cross_are_refused():
    cohort = changed(quotas=[{"side": "mentees", "organisation": "a"}, {"side": "mentees", "group": "night shift"}])
    assert solve(cohort)
    cohort["mentees"].append({"id": "t2", "organisation": "a"})
    assert faults(cohort) == ["quotas[1]: counts some of the same people as quotas[0], and others too"]


def test_all_faults_are_named_at_once():
    found = faults(
        changed(
            mentees=[{"id": "t0", "avoid": ["x"]}, {"id": "t0"}],
            excluded=[],
            locked=[["t0", "y"]],
            scores=[["t0", "m0", 0.5], ["z", "m0", 1]],
        )
    )
    assert found == [
        "locked[0][1]: “y” is not one of the mentors",
        "mentees: “t0” stands 2 times",
        "mentees[0].avoid[0]: “x” is not in this cohort",
        "scores[0][2]: must be a whole number from 0 to 1000",
        "scores[1][0]: “z” is not one of the mentees",
    ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(key=st.sampled_from(sorted(GOOD)), value=json_values)
def test_nothing_that_json_can_hold_is_worse_than_a_fault(key, value):
    try:
        prepare(changed(**{key: value}))
    except InvalidInput as error:
        assert all(fault.path and fault.reason for fault in error.faults)


def run(*arguments, data=None):
    return CliRunner().invoke(build(), list(arguments), input=json.dumps(data) if data is not None else None)


def test_the_command_prints_a_result_or_every_fault(tmp_path):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(GOOD))
    bad.write_text(json.dumps(changed(extra=1, acceptable_from=-1)))
    right, wrong = run("match", str(good)), run("match", str(bad))
    assert right.exit_code == 0
    assert json.loads(right.stdout)["totals"]["matched"] == 1
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert wrong.stderr.splitlines() == [
        "acceptable_from: must be at least 0",
        "extra: is not a key of this contract",
    ]
    assert run("match", str(tmp_path / "none.json")).exit_code == 2


HOSTILE = {
    "unknown ids": (
        {"excluded": [["t0", "nobody"]], "scores": [["nobody", "m0", 5]]},
        ["excluded[0][1]: “nobody” is not one of the mentors", "scores[0][0]: “nobody” is not one of the mentees"],
    ),
    "a negative capacity": (
        {"mentors": [{"id": "m0", "capacity": -2}, {"id": "m1", "capacity": 1}]},
        ["mentors[0].capacity: must be at least 0"],
    ),
    "floats for scores": (
        {"scores": [["t0", "m0", 700.5], ["t1", "m0", 1e3]]},
        [f"scores[{n}][2]: must be a whole number from 0 to 1000" for n in (0, 1)],
    ),
    "contradictory locks": (
        {"locked": [["t0", "m0"], ["t0", "m1"], ["t1", "m0"], ["t1", "m1"]]},
        [
            "locked[1]: locks “t0” a second time, after locked[0]",
            "locked[2]: gives “m0” more mentees than the capacity of 1",
            "locked[3]: gives “m1” more mentees than the capacity of 1",
            "locked[3]: is in the list of excluded pairs too",
            "locked[3]: locks “t1” a second time, after locked[2]",
        ],
    ),
    "a quota that cannot be met": (
        {"quotas": [{"side": "mentees", "organisation": "b", "at_least": 2}]},
        ["quotas[0].at_least: asks for 2, which no matching can give"],
    ),
    "quotas that cannot be met together": (
        {
            "quotas": [{"side": "mentees", "organisation": one, "at_least": 1} for one in "ab"],
            "scores": [["t0", "m0", 700], ["t1", "m0", 700]],
        },
        ["quotas[0].at_least: cannot be met together: quotas[0] and quotas[1]"],
    ),
    "half of a letter": ({"mentees": [{"id": "\ud800"}]}, ["mentees[0].id: holds a character that cannot be stored"]),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_the_command_names_each_fault_of_a_hostile_file_and_matches_nothing(what):
    parts, expected = HOSTILE[what]
    assert run("match", "-", data=GOOD).exit_code == 0
    found = run("match", "-", data=changed(**parts))
    assert (found.exit_code, found.stdout, found.stderr.splitlines()) == (2, "", expected)


EMPTY = {
    "nobody looks for a mentor": listed([], [1, 2]),
    "nobody is a mentor": listed([[], []], []),
    "everybody is excluded": listed([[700], [600]], [2], excluded=[["t0", "m0"], ["t1", "m0"]]),
    "nobody fits well enough": listed([[700], [600]], [2], acceptable_from=1000),
}


@pytest.mark.parametrize("what", EMPTY)
def test_the_command_says_why_nobody_is_matched(what, tmp_path):
    cohort, result = tmp_path / "cohort.json", tmp_path / "result.json"
    cohort.write_text(json.dumps(EMPTY[what]))
    found = run("match", str(cohort))
    result.write_text(found.stdout)
    told = json.loads(found.stdout)
    assert (found.exit_code, told["pairs"], told["totals"]["matched"]) == (0, [], 0)
    assert [one["mentee"] for one in told["unmatched"]] == [one["id"] for one in EMPTY[what]["mentees"]]
    assert all(one["reason"] and one["now"] for one in told["unmatched"])
    assert run("audit-match", str(cohort), str(result)).exit_code == 0


def test_the_command_matches_a_million_pairs_of_equal_scores(tmp_path):
    names, cohort = [f"{number:04}" for number in range(1000)], tmp_path / "cohort.json"
    alike = {
        "mentees": [{"id": name} for name in names],
        "mentors": [{"id": name + "m", "capacity": 1} for name in names],
        "scores": [[one, other + "m", 500] for one in names for other in names],
    }
    cohort.write_text(json.dumps(alike))
    found = run("match", str(cohort))
    assert json.loads(found.stdout)["totals"] == {
        "matched": 1000, "worst": 500, "squared_shortfall": 250_000_000, "total": 500_000,
    }  # fmt: skip


class TestACertificateThatDoesNotHold:
    """The prices of a true result; then one thing is changed. t0 and t1 change mentors so that nobody is at 600."""

    COHORT = listed([[900, 800], [800, 600]], [1, 1])

    def audited(self, tmp_path, change, cohort=None):
        files = tmp_path / "cohort.json", tmp_path / "result.json"
        files[0].write_text(json.dumps(cohort or self.COHORT))
        result = json.loads(run("match", str(files[0])).stdout)
        files[0].write_text(json.dumps(self.COHORT))
        change(result)
        files[1].write_text(json.dumps(result))
        found = run("audit-match", *map(str, files))
        return found.exit_code, " ".join(json.loads(found.stdout)["faults"])

    def test_as_it_was_it_holds(self, tmp_path):
        assert self.audited(tmp_path, lambda result: None) == (0, "")

    def test_two_pairs_changed_with_their_scores_and_totals(self, tmp_path):
        def change(result):
            for pair, mentor, score in zip(result["pairs"], ["m0", "m1"], [900, 600], strict=True):
                pair.update(mentor=mentor, score=score)
            result["totals"] = {"matched": 2, "worst": 600, "squared_shortfall": 170_000, "total": 1500}

        status, faults = self.audited(tmp_path, change)
        assert (status, "above the score of a pair" in faults) == (1, True)

    @pytest.mark.parametrize("by", [-1, 1])
    def test_a_price_changed_by_one(self, tmp_path, by):
        def change(result):
            result["certificate"]["mentor_price"]["m0"] += by

        status, faults = self.audited(tmp_path, change)
        assert (status, "the prices add up to" in faults) == (1, True)

    def test_a_permitted_pair_that_the_solver_never_saw(self, tmp_path):
        """The best of all but one pair, with its own true proof: the pair that was left out is not paid for."""
        narrow = listed([[900, None], [800, 600]], [1, 1])
        status, faults = self.audited(tmp_path, lambda result: None, narrow)
        assert (status, "“t0” with “m1”" in faults) == (1, True)


def test_the_command_says_why_two_are_no_pair_as_a_price():
    cohort = listed([[900, 800, None], [800, 600, 100]], [1, 2, 1], excluded=[["t0", "m2"]])
    found = run("match", "-", "--why-not", "t0", "m0", data=cohort)
    assert json.loads(found.stdout) == {
        "mentee": "t0",
        "mentor": "m0",
        "words": "With this pair, the worst match of the round would score 600 instead of 800",
        "price": {"matched": 0, "waited": 0, "worst": -200, "squared_shortfall": 90_000, "total": -100},
    }
    shut = json.loads(run("match", "-", "--why-not", "t0", "m2", data=cohort).stdout)
    assert (shut["words"], shut["price"]) == ("These two may not be proposed", None)
    wrong = run("match", "-", "--why-not", "m0", "t0", data=cohort)
    assert (wrong.exit_code, wrong.stdout, wrong.stderr.strip()) == (
        2, "", "--why-not: “m0” is not in this cohort, on that side",
    )  # fmt: skip


def test_the_command_audits(tmp_path):
    cohort, result = tmp_path / "cohort.json", tmp_path / "result.json"
    cohort.write_text(json.dumps(GOOD))
    result.write_text(run("match", str(cohort)).stdout)
    assert json.loads(run("audit-match", str(cohort), str(result)).stdout) == {"holds": True, "faults": []}
    tampered = json.loads(result.read_text())
    tampered["totals"]["total"] += 1
    result.write_text(json.dumps(tampered))
    found = run("audit-match", str(cohort), str(result))
    assert found.exit_code == 1
    assert json.loads(found.stdout)["faults"] == ["totals: are not those of the pairs"]
    result.write_text("{}")
    assert run("audit-match", str(cohort), str(result)).exit_code == 2


def test_a_killed_solver_is_a_clear_message(tmp_path, monkeypatch):
    cohort = tmp_path / "cohort.json"
    cohort.write_text(json.dumps(GOOD))
    begin = Solver.__enter__

    def begin_and_die(self):
        started = begin(self)
        os.kill(started.child.pid, signal.SIGKILL)
        started.child.wait()
        return started

    monkeypatch.setattr(Solver, "__enter__", begin_and_die)
    found = run("match", str(cohort))
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.startswith(
        "The solver's process was killed (SIGKILL) before it had answered. Nothing was matched."
    )


def test_a_solver_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(solving_process, "CHILD", slow)
    began = time.monotonic()
    with pytest.raises(SolverFault, match="longer than 0.2 seconds"):
        solve(GOOD, seconds=0.2)
    assert time.monotonic() - began < 20
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer) and thread.is_alive()]


def test_only_whole_numbers_reach_the_solver():
    with Solver() as solver:
        with pytest.raises(TypeError):
            solver.cheapest(2, [0], [1], [1], [0.5], [1, -1])
        with pytest.raises(SolverFault, match="too large"):
            solver.cheapest(2, [0], [1], [1], [2**61], [1, -1])
        with pytest.raises(solving_process.Infeasible):
            solver.cheapest(2, [0], [1], [1], [1], [2, -2])
        assert solver.cheapest(2, [0], [1], [2], [1], [2, -2]).tolist() == [2]


def test_both_sides_of_the_solver_number_alike():
    text = solving_process.CHILD.read_text()
    for name in ("GREATEST, CHEAPEST_GREATEST, CHEAPEST = 0, 1, 2", "SOLVED, INFEASIBLE"):
        assert name in text
    assert (solving_process.GREATEST, solving_process.CHEAPEST_GREATEST, solving_process.CHEAPEST) == (0, 1, 2)
    assert (solving_process.SOLVED, solving_process.INFEASIBLE) == (0, 1)
