"""Whole input or none: every fault at once, each with its path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.disclosure import InvalidInput, audit_releases, disclose

from .disclosing import a_round, answers, disclosed, random_rounds, rounds


def faults(data):
    with pytest.raises(InvalidInput) as caught:
        disclosed(data)
    return [str(fault) for fault in caught.value.faults]


def changed(**parts):
    return a_round(answers("peers", [3] * 5) + answers("manager", [2])) | parts


def test_the_round_that_is_changed_below_has_no_fault():
    assert disclosed(changed())["figures"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"levels": ["one"]}, "levels: must hold at least 2"),
        ({"levels": ["a", "b", "a", "c", "d"]}, "levels: “a” stands 2 times"),
        ({"extra": 1}, "extra: is not a key of this contract"),
        ({"policy": {"minimum_group_size": 2}}, "policy.minimum_group_size: must be at least 3"),
        ({"policy": {"minimum_group_size": 4.0}}, "policy.minimum_group_size: must be a whole number"),
        ({"policy": {"minimum_group_size": True}}, "policy.minimum_group_size: must be a whole number"),
        ({"policy": {"band_from": 7}}, "policy.band_from: must be at least 8"),
        ({"policy": {"protect_from": "nobody"}}, "policy.protect_from: must be 'rater' or 'subject'"),
        ({"policy": {"threshold": 3}}, "policy.threshold: is not a key of this contract"),
        ({"policy": {"merge_order": [["peers"]]}}, "policy.merge_order[0]: must hold at least 2"),
        (
            {"policy": {"merge_order": [["peers", "manager"]]}},
            "policy.merge_order[0]: “manager” is not one of the anonymous groups",
        ),
        ({"policy": {"merge_order": [["peers", "peers"]]}}, "policy.merge_order[0]: names one group twice"),
        (
            {"groups": [{"id": "peers+others"}, {"id": "manager"}, {"id": "peers"}]},
            "groups[0].id: may not hold a plus sign: it joins the names of merged groups",
        ),
        ({"groups": [{"id": "peers"}] * 2 + [{"id": "manager"}]}, "groups: “peers” stands 2 times"),
        ({"items": [{"id": "listening"}] * 2}, "items: “listening” stands 2 times"),
        ({"self": {"speaking": 1}}, "self.speaking: is not one of the items"),
        ({"self": {"listening": 5}}, "self.listening: must be a place in levels, from 0 to 4"),
        ({"self": {"listening": "3"}}, "self.listening: must be a whole number"),
        ({"responses": answers("friends", [3])}, "responses[0].group: “friends” is not one of the groups"),
        (
            {"responses": answers("peers", [-1])},
            "responses[0].ratings.listening: must be a place in levels, from 0 to 4",
        ),
        ({"responses": answers("peers", [3.5])}, "responses[0].ratings.listening: must be a whole number"),
        ({"responses": answers("peers", [3], item="x")}, "responses[0].ratings.x: is not one of the items"),
        ({"responses": answers("peers", [3], rater="Ann")}, "responses[0].rater: is not a key of this contract"),
        (
            {"responses": answers("peers", [3], comments=[{"item": "x", "text": "t"}])},
            "responses[0].comments[0].item: is not one of the items or questions",
        ),
        (
            {"responses": answers("peers", [3], comments=[{"text": "\ud800"}])},
            "responses[0].comments[0].text: holds a character that cannot be stored",
        ),
        ({"responses": answers("peers", [3], released=1)}, "responses[0].released: must be true or false"),
        ({"responses": {}}, "responses: must be a list"),
        ({"responses": answers("peers", [3] * 501)}, "responses: must hold at most 500"),
        ({"released_before": [{}]}, "released_before[0].blocks: is missing"),
    ],
)
def test_each_fault_is_named_with_its_path(parts, expected):
    assert expected in faults(changed(**parts))


def test_a_fault_is_one_line_that_can_be_printed():
    found = faults(changed(self={"a\nb\ud800": 9}))
    assert [line.encode() for line in found] and not any("\n" in line for line in found)


def test_all_faults_come_at_once():
    assert len(faults(changed(self={"x": 9}, responses=answers("friends", [3, 9])))) == 5


def test_faults_of_shape_and_of_sense_come_together():
    people = answers("friends", [3]) + answers("peers", [9], item="x", rater="Ann") + answers("peers", ["3"])
    assert faults(changed(extra=1, policy={"band_from": 7}, self={"speaking": 1}, responses=[*people, 7])) == [
        "extra: is not a key of this contract",
        "policy.band_from: must be at least 8",
        "responses[0].group: “friends” is not one of the groups",
        "responses[1].rater: is not a key of this contract",
        "responses[1].ratings.x: is not one of the items",
        "responses[1].ratings.x: must be a place in levels, from 0 to 4",
        "responses[2].ratings.listening: must be a whole number",
        "responses[3]: must be a set of keys and values",
        "self.speaking: is not one of the items",
    ]


def test_nothing_is_said_of_what_depends_on_a_part_that_cannot_be_read():
    before = disclosed(changed(policy={"minimum_group_size": 5}))
    found = faults(
        changed(policy={"minimum_group_size": "5"}, levels=["one"], self={"listening": 99}, released_before=[before])
    )
    assert found == ["levels: must hold at least 2", "policy.minimum_group_size: must be a whole number"]
    assert faults(changed(groups=[], self={"speaking": 1})) == ["groups: must hold at least 1"]


@pytest.mark.parametrize("data", [None, [], 3, "x", {}])
def test_what_is_no_round_at_all(data):
    assert faults(data)


def test_a_threshold_is_never_lowered_after_a_release():
    before = disclosed(changed(policy={"minimum_group_size": 5}))
    found = faults(changed(released_before=[before]))
    assert found == ["policy.minimum_group_size: may only rise, and an earlier release was stricter"]
    assert disclosed(changed(released_before=[before], policy={"minimum_group_size": 5}))["figures"]
    before = disclosed(changed())
    assert disclosed(changed(released_before=[before], policy={"minimum_group_size": 5}))["figures"]
    assert faults(changed(released_before=[before], policy={"protect_from": "subject"})) == [
        "policy.protect_from: may only rise, and an earlier release was stricter"
    ]


def test_the_same_answers_are_not_released_twice_in_one_round():
    before = disclosed(changed(round="2025"))
    again = faults(changed(round="2025", released_before=[before]))
    assert again == ["responses: 0 are marked as released, but earlier releases of this round hold 5"]
    assert disclosed(changed(round="2026", released_before=[before]))["figures"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def planted(data, path, value):
    """`data` with `value` somewhere inside: `path` picks at each step which part to go into."""
    if not path or not isinstance(data, dict | list) or not data:
        return value
    if isinstance(data, dict):
        key = sorted(data)[path[0] % len(data)]
        return {**data, key: planted(data[key], path[1:], value)}
    index = path[0] % len(data)
    return [*data[:index], planted(data[index], path[1:], value), *data[index + 1 :]]


@rounds(300)
@given(random_rounds(), st.lists(st.integers(0, 20), min_size=1, max_size=4), ANYTHING)
def test_nonsense_anywhere_is_a_fault_or_does_no_harm(data, path, value):
    try:
        assert disclosed(planted(data, path, value))["certificate"]["holds"]
    except InvalidInput as error:
        assert all(fault.path and fault.reason for fault in error.faults)


@rounds(300)
@given(random_rounds(), st.lists(st.integers(0, 20), min_size=1, max_size=5), ANYTHING)
def test_nonsense_in_a_release_is_a_fault_and_never_an_error(data, path, value):
    release = planted(disclosed(data), path, value)
    try:
        audit_releases([release, release])
        disclosed({**data, "released_before": [release]})
    except InvalidInput as error:
        assert all(fault.path and fault.reason for fault in error.faults)


def test_nobody_can_leave_out_the_name_of_the_round_by_oversight():
    with pytest.raises(TypeError, match="round"):
        disclose(changed())  # type: ignore[call-arg]


def test_a_forgotten_mark_is_a_fault_where_the_round_is_named_by_the_caller():
    before = disclose(changed(), round="2025")
    with pytest.raises(InvalidInput, match="0 are marked as released, but earlier releases of this round hold 5"):
        disclose(changed(released_before=[before]), round="2025")
    assert before["asked"]["round"] == "2025"


def test_a_caller_and_a_file_that_name_two_rounds_are_refused():
    with pytest.raises(InvalidInput, match="names another round than the caller does"):
        disclose(changed(round="2024"), round="2025")
    assert disclose(changed(round="2025"), round="2025") == disclose(changed(), round="2025")
