"""The seven published attacks (statistics-fixtures.json, `sdc`), and callers who misuse the engine.

Ratings are given from 1 to 5 there and from 0 to 4 here. Each attack first shows that it works on what was released
there, then that the same round gives nothing away here.
"""

import json

import pytest

from stepwell.domain.disclosure import InvalidInput, audit_releases
from tests.domain.disclosing import disclosed

from .attacks import breaks
from .playing import play
from .small import answers, story
from .sums import levels_beside, subset_sums

ALL_IN_ONE = {"merge_order": [["reports", "peers"], ["superior", "peers"], ["others", "peers"], ["b", "a"], ["c", "a"]]}
POLICIES = [
    {"minimum_group_size": minimum, "protect_from": protect_from, **merging}
    for minimum in (3, 4, 5)
    for protect_from in ("rater", "subject")
    for merging in ({}, ALL_IN_ONE)
]
each_policy = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: json.dumps([*policy.values()][:2]))


def written(told):
    return json.dumps([turn.output for turn in play(told)])


def hidden_sums(told, group, size):
    """The sums that a group's answers may have, for who knows everything released: all, where no figure holds them."""
    possible = set(range(size * 4 + 1))
    for turn in play(told):
        for figure in turn.output["figures"]:
            block = next(block for block in turn.output["blocks"] if block["id"] == figure["block"])
            if group in block["groups"]:
                possible &= subset_sums(figure["n"], 4, *figure["sums"], size)
    return possible


@each_policy
def test_f1_the_total_less_the_other_groups(policy):
    assert 30 - 3 - 20 == 7, "what the two reports gave, exactly"
    told = story(5, {"line_manager": answers(2), "peers": answers(3, 3, 3, 3, 3), "reports": answers(2, 3)}, **policy)
    assert breaks(told) == []
    assert len(hidden_sums(told, "reports", 2)) >= 4


@each_policy
def test_f2_the_report_of_yesterday_less_that_of_today(policy):
    assert 4 * 3.5 - 3 * 4.0 == 2, "what the late rater gave, exactly"
    told = story(5, {"peers": answers(3, 3, 3)}, {"peers": answers(1)}, **policy)
    first, second = (turn.output for turn in play(told))
    assert breaks(told) == []
    assert not (first["figures"] and second["figures"])
    for other in range(5):
        late = story(5, {"peers": answers(3, 3, 3)}, {"peers": answers(other)}, **policy)
        if first["figures"]:
            assert written(late) == written(told)


@each_policy
def test_f3_the_dimension_less_its_items(policy):
    assert round(10 * 3.7 - 4 * 4.0 - 4 * 3.5, 9) == 7, "what two gave to the withheld item, exactly"

    def with_third_item(*ratings):
        both = [{"i0": 3, "i1": one} for one in (2, 3, 2, 3)]
        for response, rating in zip(both, ratings, strict=False):
            response["i2"] = rating
        return story(5, {"peers": both}, items=3, **policy)

    assert breaks(with_third_item(2, 3)) == []
    assert len({written(with_third_item(one, other)) for one in range(5) for other in range(5)}) == 1


@each_policy
def test_f4_every_group_but_the_small_one(policy):
    assert 17 - 4 - 3 - 5 == 5, "what the two peers gave, exactly"
    told = story(
        5,
        {"line_manager": answers(3), "superior": answers(2), "others": answers(4), "peers": answers(1, 2)},
        **policy,
    )
    assert breaks(told) == []
    assert len(hidden_sums(told, "peers", 2)) >= 4 and len(hidden_sums(told, "others", 1)) >= 2


@each_policy
def test_f5_two_groups_of_one(policy):
    assert 76 - 70 == 6, "what the two alone gave, exactly"
    told = story(5, {"a": answers(2), "b": answers(2), "c": answers(*[2] * 10, *[3] * 10)}, **policy)
    assert breaks(told) == []
    assert hidden_sums(told, "a", 1) == hidden_sums(told, "b", 1) == {0, 1, 2, 3, 4}
    assert len(hidden_sums(told, "a", 2)) >= 7


@each_policy
def test_f6_everybody_at_the_top(policy):
    assert levels_beside(7, 4, 28, 28, 4) == {4}, "an exact sum at the end gives each one away"
    told = story(5, {"line_manager": answers(4), "peers": answers(4, 4, 4, 4, 4), "reports": answers(4, 4)}, **policy)
    assert breaks(told) == []
    assert len(hidden_sums(told, "reports", 2)) >= 3
    for figure in play(told)[0].output["figures"]:
        assert policy["protect_from"] == "subject" or len(levels_beside(figure["n"], 4, *figure["sums"], 4)) >= 2


@each_policy
def test_f7_a_total_padded_with_the_manager(policy):
    told = story(5, {"line_manager": answers(4), "peers": answers(1, 2)}, **policy)
    assert breaks(told) == []
    output = play(told)[0].output
    assert output["figures"] == output["derived"] == output["blocks"] == []
    others = {
        written(story(5, {"line_manager": answers(4), "peers": answers(one, other)}, **policy))
        for one in range(5)
        for other in range(5)
    }
    assert len(others) == 1


def round_of(ratings, released=0, before=(), **more):
    return {
        "policy": {"minimum_group_size": 3, "protect_from": "rater"},
        "levels": list("abcde"),
        "groups": [{"id": "line_manager", "identifiable": True}, {"id": "peers"}],
        "items": [{"id": "i0"}],
        "responses": [
            {"group": "peers", "ratings": {"i0": rating}, "released": at < released}
            for at, rating in enumerate(ratings)
        ],
        "released_before": list(before),
        "round": "round 1",
        **more,
    }


def test_releasing_again_in_the_same_round_is_refused():
    first = disclosed(round_of([3, 3, 3]))
    for released in (0, 1, 2):
        with pytest.raises(InvalidInput, match="marked as released"):
            disclosed(round_of([3, 3, 3, 1], released=released, before=[first]))
    assert disclosed(round_of([3, 3, 3, 1], released=3, before=[first]))["figures"] == []


def test_without_the_name_of_a_round_the_caller_must_mark_what_was_released():
    """The same three and one more, unmarked: what the two would show gives the fourth away, so it is refused.

    If somebody leaves out what was released before, too, the audit of both finds it.
    """
    unnamed = {"round": None}
    first = disclosed(round_of([2, 2, 3], **unnamed))
    with pytest.raises(InvalidInput, match="if the two hold the same answers, somebody can be worked out"):
        disclosed(round_of([2, 2, 3, 0], before=[first], **unnamed))
    again = disclosed(round_of([2, 2, 3, 0], **unnamed))
    assert audit_releases([first, again])["holds"] is False
    shown = (first["figures"][0]["sums"], again["figures"][0]["sums"])
    late = {
        rating
        for rating in range(5)
        for total in range(shown[0][0], shown[0][1] + 1)
        if shown[1][0] <= total + rating <= shown[1][1]
    }
    assert late == {0}
    assert disclosed(round_of([2, 2, 3, 0], released=3, before=[first], **unnamed))["figures"] == []


@pytest.mark.parametrize("weaker", [{"minimum_group_size": 3}, {"protect_from": "subject"}])
def test_a_promise_cannot_be_weakened_later(weaker):
    strict = {"minimum_group_size": 4, "protect_from": "rater"}
    first = disclosed(round_of([3] * 4, policy=strict))
    with pytest.raises(InvalidInput, match="may only rise"):
        disclosed(round_of([3] * 8, released=4, before=[first], policy={**strict, **weaker}))
    fresh = disclosed(round_of([3] * 4, policy={**strict, **weaker}))
    assert not audit_releases([first, fresh])["holds"]


@pytest.mark.parametrize("policy", [{"minimum_group_size": 2}, {"merge_order": [["line_manager", "peers"]]}])
def test_a_policy_that_protects_nobody_is_refused(policy):
    with pytest.raises(InvalidInput):
        disclosed(round_of([3] * 4, policy=policy))


@pytest.mark.parametrize(
    "change",
    [
        lambda output: output["figures"][0].update(sums=[12, 12]),
        lambda output: output["figures"][0].update(n=1),
        lambda output: output["figures"][0].update(band="close"),
        lambda output: output["figures"][0].update(value=0.0),
        lambda output: output["figures"][0].update(label="something else"),
        lambda output: output["figures"].append(output["figures"][0]),
        lambda output: output["blocks"][0].update(n=2),
        lambda output: output["derived"].append({**output["derived"][0], "value": 3.25}),
        lambda output: output["certificate"].update(holds=False),
        lambda output: output["certificate"]["policy"].update(minimum_group_size=5),
        lambda output: output["certificate"]["classes"][0].update(sums=[[number, number] for number in range(17)]),
    ],
)
def test_the_audit_sees_a_release_that_was_changed(change):
    output = disclosed(round_of([3, 3, 3, 3], self={"i0": 1}))
    assert output["figures"] and output["derived"] and audit_releases([output])["holds"]
    change(output)
    assert not audit_releases([output])["holds"]
