"""Releases checked without the answers: sound ones hold, and each thing that was changed is found."""

from copy import deepcopy

import pytest

from stepwell.domain.disclosure import InvalidInput, audit_releases

from .disclosing import a_round, answers, disclosed

MERGING = {"merge_order": [["reports", "peers"]]}


def people(*ratings, **more):
    return [
        {"group": "peers", "ratings": {"a": r, "b": r}, "comments": [{"text": str(i)}]} | more
        for i, r in enumerate(ratings)
    ]


def release(responses, **more):
    data = a_round(responses) | {
        "items": [{"id": "a", "dimension": "d"}, {"id": "b", "dimension": "d"}],
        "self": {"a": 4},
    }
    return disclosed(data | more)


def sound() -> list[dict]:
    """Three releases: one year, the next with two snapshots."""
    manager = {"group": "manager", "ratings": {"a": 2}}
    first = release([*people(2, 2, 3, 3, 3), manager], round="2024")
    second = release(people(0, 0, 1, 0, 0), round="2025", released_before=[first])
    late = [*people(0, 0, 1, 0, 0, released=True), *people(3, 3, 2, 3), {"group": "reports", "ratings": {"a": 1}}]
    third = release(late, round="2025", released_before=[first, second])
    return [first, second, third]


def test_sound_releases_hold():
    releases = sound()
    found = {"holds": True, "releases": 3, "figures": 6, "responses": 14, "on_trust": [], "faults": []}
    assert audit_releases(releases) == found
    assert [one["what"] for one in releases[1]["derived"]].count("change") == 3


def test_sound_merged_blocks_hold():
    merged = disclosed(a_round(answers("peers", [3] * 3) + answers("reports", [1] * 2), policy=MERGING))
    assert merged["blocks"][0]["reason"] == "merged_below_minimum"
    assert audit_releases([merged])["holds"]


def plant(path: str, value):
    def change(releases):
        *steps, last = path.split("/")
        target = releases
        for step in steps:
            target = target[int(step) if isinstance(target, list) else step]
        target[int(last) if isinstance(target, list) else last] = value

    return change


def drop(path: str):
    def change(releases):
        *steps, last = path.split("/")
        target = releases
        for step in steps:
            target = target[int(step) if isinstance(target, list) else step]
        del target[int(last) if isinstance(target, list) else last]

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (plant("0/blocks/0/n", 3), "[0].blocks[0].n: is below the minimum of 4"),
        (plant("0/blocks/0/n", 4), "[0].figures[0].n: counts more people than its block holds"),
        (plant("0/blocks/0/groups", ["manager"]), "[0].blocks[0].groups: must be anonymous groups, each in one block"),
        (plant("0/blocks/0/id", "staff"), "[0].blocks[0].id: does not name its groups"),
        (plant("0/blocks/0/reason", "merged_below_minimum"), "[0].blocks[0].reason: must stand with merged groups, and with no others"),
        (plant("2/blocks/0/groups", ["peers", "reports"]), "[2].blocks[0].groups: are not merged by the declared order"),
        (plant("0/figures/0/n", 3), "[0].figures[0]: should be withheld: too_few_answered"),
        (plant("0/figures/0/sums", [13, 13]), "[0].figures[0].sums: is not a class of 5 ratings on 5 levels"),
        (plant("0/figures/0/sums", [9, 11]), "[0].figures[0].label: is not what its class says"),
        (plant("0/figures/0/value", 3.0), "[0].figures[0].label: is not what its class says"),
        (plant("0/figures/0/band", "close"), "[0].figures[0].band: does not belong to this class"),
        (drop("0/figures/0"), "[0].figures: do not give each item once in each block, as a figure or withheld"),
        (plant("0/figures/1/item", "a"), "[0].figures: do not give each item once in each block, as a figure or withheld"),
        (plant("2/withheld/0/reason", "no_safe_class"), "[2].withheld[0].reason: does not fit what is withheld"),
        (plant("2/withheld/0/groups", ["peers"]), "[2].withheld[0].groups: are in a block"),
        (plant("0/derived/0/value", 2.0), "[0].derived: does not follow from the figures"),
        (drop("0/derived/0"), "[0].derived: does not follow from the figures"),
        (plant("1/derived/3/value", 2.0), "[1].derived[3]: does not follow from the two releases"),
        (plant("2/derived/3/before", 1), "[2].derived[3]: does not follow from the two releases"),
        (plant("2/comments/0/block", "peers"), "[2].comments[0].block: is too small to be named"),
        (plant("0/comments/0/group", "peers"), "[0].comments[0].group: is not identifiable"),
        (plant("0/identified/0/group", "peers"), "[0].identified[0].group: is not identifiable"),
        (plant("0/certificate/classes/0/sums/0", [0, 5]), "[0].certificate.classes: is not what the check gives"),
        (plant("0/certificate/g1/fewest_sums", 9), "[0].certificate.g1: is not what the check gives"),
        (plant("0/certificate/g2/closest/own", 3), "[0].certificate.g2: is not what the check gives"),
        (plant("0/certificate/withheld", 1), "[0].certificate.withheld: is not what the check gives"),
        (plant("0/certificate/holds", False), "[0].certificate.holds: is not what the check gives"),
        (plant("0/certificate/policy/comment_threshold", 6), "[1].certificate.policy.comment_threshold: is lower than in an earlier release"),
        (plant("2/certificate/earlier", 0), "[2].certificate.earlier: leaves out 0 answers, but 5 are released already"),
        (plant("0/asked", None), "[0].asked: is missing, so nothing can be recomputed"),
    ],
)  # fmt: skip
def test_each_change_is_found(change, expected):
    releases = deepcopy(sound())
    change(releases)
    result = audit_releases(releases)
    assert expected in result["faults"]
    assert result["holds"] is False


def test_the_same_answers_released_twice_are_found():
    twice = [release(people(2, 2, 3, 3, 3), round="2025") for _ in range(2)]
    assert audit_releases(twice)["faults"] == [
        "[1].certificate.earlier: leaves out 0 answers, but 5 are released already"
    ]


def test_without_names_of_rounds_a_snapshot_must_leave_out_all_that_went_before():
    first, late = release(people(2, 2, 3, 3, 3)), [*people(2, 2, 3, released=True), *people(1, 1, 1, 1)]
    with pytest.raises(InvalidInput, match="3 are marked as released, but earlier releases of this round hold 5"):
        release(late, released_before=[first])
    second = release(late)
    assert audit_releases([first, second])["faults"] == [
        "[1].certificate.earlier: leaves out 3 answers, but 5 are released already"
    ]


def test_order_matters():
    stricter = [release(people(2, 2, 3, 3, 3), policy={"minimum_group_size": size}) for size in (4, 5)]
    assert audit_releases(stricter)["holds"]
    assert not audit_releases(stricter[::-1])["holds"]


@pytest.mark.parametrize("data", [None, {}, [1], [{}], "x"])
def test_what_is_no_release_is_refused_with_its_path(data):
    with pytest.raises(InvalidInput) as caught:
        audit_releases(data)
    assert all(fault.path for fault in caught.value.faults)


def test_faults_of_shape_name_the_release():
    releases = sound()
    del releases[1]["figures"][0]["n"]
    with pytest.raises(InvalidInput) as caught:
        audit_releases(releases)
    assert str(caught.value) == "[1].figures[0].n: is missing"
