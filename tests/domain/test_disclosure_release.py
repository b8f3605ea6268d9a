"""Blocks, figures, comments and what is derived from them, one plain case at a time."""

import pytest

from stepwell.domain.disclosure import Policy, divide

from .disclosing import LEVELS, a_round, answers, disclosed

ORDER = {"merge_order": [["direct_reports", "peers"], ["others", "peers"]]}


def blocks(policy=None, invited=(), **sizes):
    found, left = divide(sizes, Policy(**(policy or {})), invited)
    return {block.id: block.n for block in found}, left


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"peers": 5, "direct_reports": 4, "others": 4}, ({"peers": 5, "direct_reports": 4, "others": 4}, [])),
        ({"peers": 5, "direct_reports": 2, "others": 4}, ({"peers+direct_reports": 7, "others": 4}, [])),
        ({"peers": 2, "direct_reports": 6, "others": 0}, ({"peers+direct_reports": 8}, [])),
        ({"peers": 2, "direct_reports": 1, "others": 1}, ({"peers+direct_reports+others": 4}, [])),
        ({"peers": 2, "direct_reports": 1, "others": 0}, ({}, [["direct_reports", "peers"]])),
        ({"peers": 4, "direct_reports": 0, "others": 3}, ({"peers+others": 7}, [])),
        ({"peers": 0, "direct_reports": 0, "others": 0}, ({}, [])),
    ],
)
def test_small_groups_merge_in_the_declared_order(sizes, expected):
    assert blocks(ORDER, **sizes) == expected


def test_who_cannot_be_merged_is_in_no_block():
    assert blocks(peers=7, direct_reports=3) == ({"peers": 7}, [["direct_reports"]])


def test_an_invited_group_is_named_whether_or_not_anybody_answered():
    """Otherwise the name of a block would say whether the only person of a group answered."""
    assert blocks(ORDER, peers=5, direct_reports=0) == ({"peers": 5}, [])
    assert blocks(ORDER, ["direct_reports"], peers=5, direct_reports=0) == ({"peers+direct_reports": 5}, [])
    assert blocks(None, ["direct_reports"], peers=5, direct_reports=0) == ({"peers": 5}, [["direct_reports"]])


def test_a_figure_counts_those_who_answered_it():
    released = disclosed(a_round(answers("peers", [3, 3, 3, 3, None])))
    assert released["blocks"][0]["n"] == 5
    assert released["figures"] == [
        {
            "item": "listening",
            "block": "peers",
            "n": 4,
            "sums": [11, 16],
            "label": "Strong or above",
            "value": 3.0,
            "band": None,
        }
    ]


def test_too_few_answers_to_one_item_withhold_it_and_say_why():
    released = disclosed(a_round(answers("peers", [3, 3, 3, None, None])))
    assert released["figures"] == []
    assert released["withheld"] == [
        {"item": "listening", "block": "peers", "groups": ["peers"], "reason": "too_few_answered"}
    ]


def test_a_scale_too_coarse_is_withheld_with_its_reason():
    data = a_round(answers("peers", [1, 1, 0, 1])) | {"levels": ["no", "yes"]}
    assert disclosed(data)["withheld"][0]["reason"] == "no_safe_class"


def test_identifiable_people_are_shown_as_they_are_and_enter_no_block():
    released = disclosed(a_round(answers("manager", [4, 1]) + answers("peers", [3] * 4)))
    assert [one["rating"] for one in released["identified"]] == [1, 4]
    assert [block["groups"] for block in released["blocks"]] == [["peers"]]


def test_released_answers_enter_nothing_again():
    old = answers("peers", [0] * 5, released=True, comments=[{"text": "once"}]) + answers("manager", [4], released=True)
    released = disclosed(a_round(old + answers("peers", [4] * 4)))
    assert released["blocks"][0]["n"] == 4
    assert released["figures"][0]["label"] == "Strong or above"
    assert released["comments"] == [] and released["identified"] == []
    assert released["certificate"]["earlier"] == 5


def with_comments(**sizes):
    people = [
        {"group": group, "comments": [{"text": f"{group} {number}"}]}
        for group, size in sizes.items()
        for number in range(size)
    ]
    return disclosed(a_round(people))


def test_comments_carry_the_name_of_a_block_from_their_threshold():
    assert {one["block"] for one in with_comments(peers=5)["comments"]} == {"peers"}
    assert {one["block"] for one in with_comments(peers=4)["comments"]} == {None}
    assert len(with_comments(peers=4)["comments"]) == 4


def test_no_name_is_not_a_name_of_its_own():
    """Peers named and reports not would say that every comment without a name is a report's."""
    assert {one["block"] for one in with_comments(peers=7, reports=4)["comments"]} == {None}
    three = with_comments(peers=7, reports=4, others=5)["comments"]
    assert {one["block"] for one in three} == {"peers", None}
    assert {one["text"].split()[0] for one in three if one["block"] is None} == {"reports", "others"}


def test_comments_of_people_in_no_block_wait_with_their_ratings():
    released = with_comments(peers=7, reports=2)
    assert len(released["comments"]) == 7
    assert {one["block"] for one in released["comments"]} == {"peers"}
    assert ["reports"] in [one["groups"] for one in released["withheld"] if one["block"] is None]


def test_comments_stand_in_an_order_that_says_nothing():
    texts = [one["text"] for one in with_comments(peers=6)["comments"]]
    assert sorted(texts) == [f"peers {number}" for number in range(6)]
    assert texts != sorted(texts)


def test_comments_stay_as_they_were_written_and_empty_ones_are_left_out():
    words = "<b>Ő\u00a0“well”</b>\n= 1+1"
    people = [{"group": "peers", "comments": [{"item": "q", "text": words}, {"text": " \n"}]} for _ in range(5)]
    assert (
        disclosed(a_round(people, questions=["q"]))["comments"]
        == [{"block": "peers", "text": words, "item": "q", "group": None}] * 5
    )


def test_a_version_with_comments_only():
    people = [{"group": "peers", "comments": [{"text": str(i)}]} for i in range(5)] + [{"group": "reports"}]
    released = disclosed(a_round(people) | {"items": []})
    assert len(released["comments"]) == 5 and released["certificate"]["holds"]
    assert released["withheld"] == [{"item": None, "block": None, "groups": ["reports"], "reason": "below_minimum"}]


def derived(released, what):
    return [(one["id"], one["block"], one["value"], one["label"]) for one in released["derived"] if one["what"] == what]


def two_blocks(self=None):
    def people(group, *ratings):
        return [
            {"group": group, "ratings": dict(zip(("a", "b", "c"), one, strict=True))}
            for one in zip(*ratings, strict=True)
        ]

    items = [{"id": item, "dimension": "d"} for item in ("a", "b", "c")]
    responses = people("peers", [3] * 5, [2] * 5, [2, 2, 3, 3, 3]) + people("reports", [1] * 4, [0] * 4, [1, 2, 1, 2])
    return a_round(responses) | {"items": items, "self": self or {}}


def test_a_dimension_is_the_middle_of_its_items():
    assert derived(disclosed(two_blocks()), "dimension") == [
        ("d", "peers", 2.5, "between Proficient and Strong"),
        ("d", "reports", 1.0, "Essential or below"),
    ]


def test_a_total_says_no_more_than_its_figures():
    released = disclosed(two_blocks())
    assert [(f["item"], f["sums"]) for f in released["figures"] if f["item"] == "b"] == [("b", [9, 11]), ("b", [0, 5])]
    totals = {one[0]: one[2:] for one in derived(released, "total")}
    assert totals["b"] == (1.5, "from Essential to Proficient")
    assert set(totals) == {"a", "b", "c", "d"}
    assert all(len(one["from"]) > 1 for one in released["derived"] if one["what"] == "total")


def test_gaps_count_only_from_where_the_places_certainly_differ():
    gaps = derived(disclosed(two_blocks(self={"a": 4, "b": 2})), "gap")
    assert gaps == [
        ("a", "peers", 0.0, "no clear difference"),
        ("a", "reports", 3.0, "you place yourself much higher"),
        ("b", "peers", 0.0, "no clear difference"),
        ("b", "reports", 1.0, "you place yourself higher"),
        ("d", "peers", 0.5, "you place yourself a little higher"),
        ("d", "reports", 2.0, "you place yourself much higher"),
    ]


def at(ratings, **more):
    return disclosed(a_round(answers("peers", ratings), **more))


def test_a_change_needs_a_whole_level_between_two_released_figures():
    before = at([1, 1, 1, 2, 2], round="2024")
    assert before["figures"][0]["label"] == "between Essential and Proficient"
    for ratings, expected in (
        ([2] * 5, (0.0, "no clear change")),
        ([2, 2, 2, 3, 3], (1.0, "higher than before")),
        ([0] * 5, (0.0, "no clear change")),
    ):
        after = at(ratings, round="2025", released_before=[before])
        assert [one[2:] for one in derived(after, "change")] == [expected]
        assert after["derived"][-1]["before"] == 0


def test_a_later_snapshot_of_the_same_round_is_no_change():
    first = at([1, 1, 1, 2, 2], round="2025")
    old = answers("peers", [1, 1, 1, 2, 2], released=True)
    for name in ("2025", None):
        first = at([1, 1, 1, 2, 2], round=name)
        second = disclosed(a_round(old + answers("peers", [4] * 4), round=name, released_before=[first]))
        assert second["figures"] and derived(second, "change") == []


def test_other_levels_are_not_compared():
    before = at([1] * 5, round="2024")
    data = a_round(answers("peers", [3] * 5), round="2025", released_before=[before])
    data["levels"] = [*LEVELS[:4], "Outstanding"]
    assert derived(disclosed(data), "change") == []


def test_no_number_has_more_than_half_steps():
    released = disclosed(two_blocks(self={"a": 4}))
    for one in [*released["figures"], *released["derived"]]:
        assert one["value"] is None or (2 * one["value"]).is_integer()


def test_the_certificate_names_the_closest_case():
    certificate = at([3, 3, 2, 2])["certificate"]
    assert certificate["classes"] == [
        {"n": 4, "levels": 5, "sums": [[0, 5], [6, 7], [8, 8], [9, 10], [11, 16]], "bands": [False] * 5}
    ]
    assert certificate["g1"] == {
        "minimum_group_size": 4, "smallest_n": 4, "fewest_sums": 5, "fewest_levels": 5, "holds": True
    }  # fmt: skip
    assert certificate["g2"] == {
        "required": True,
        "fewest_levels": 2,
        "closest": {"possible": 2, "n": 4, "sums": [0, 5], "own": 4, "band": None},
        "holds": True,
    }


def test_protecting_from_the_subject_alone_is_finer_and_the_certificate_says_what_that_costs():
    certificate = at([3, 3, 2, 2], policy={"protect_from": "subject"})["certificate"]
    assert len(certificate["classes"][0]["sums"]) == 7
    assert certificate["holds"] and certificate["g2"]["required"] is False
    assert certificate["g2"]["holds"] is False
    assert certificate["g2"]["closest"] == {"possible": 1, "n": 4, "sums": [0, 3], "own": 3, "band": None}
