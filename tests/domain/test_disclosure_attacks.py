"""The attacks F1–F7 of the fixtures. Each figure of theirs is on a scale 1–5; levels here count from 0.

Each test first shows that the attack works on what other systems release, then that here every answer of the attacked
people gives exactly the same release.
"""

from itertools import product

from stepwell.domain.disclosure import audit_releases
from stepwell.domain.disclosure.spread import band_of

from .disclosing import a_round, answers, disclosed

FIVE = range(5)


def counted_from_one(*ratings):
    return [rating - 1 for rating in ratings]


def same_whatever(release_of, alternatives):
    """The one release that all the alternatives give."""
    releases = [release_of(*one) for one in alternatives]
    assert all(release == releases[0] for release in releases)
    return releases[0]


def test_f1_a_small_group_is_not_the_difference_of_two_figures():
    manager, peers, everybody = 3, 20, 30
    assert (everybody - manager - peers) / 2 == 3.5

    def release(reports, merge_order):
        """Peers make up for what the reports say: the three sums of the fixture are not released at all."""
        rest = 27 - 7 - sum(reports)
        fives = [min(4, max(0, rest - 4 * i)) for i in range(5)]
        people = answers("manager", [2]) + answers("peers", fives) + answers("reports", reports)
        return disclosed(a_round(people, policy={"merge_order": merge_order}))

    pooled = same_whatever(lambda *reports: release(reports, [["reports", "peers"]]), product(FIVE, repeat=2))
    assert [(block["id"], block["n"]) for block in pooled["blocks"]] == [("peers+reports", 7)]
    assert pooled["figures"][0]["sums"] == [20, 22]
    assert pooled["identified"] == [{"item": "listening", "group": "manager", "rating": 2}]

    def apart(*reports):
        people = answers("manager", [2]) + answers("peers", [3] * 5) + answers("reports", reports)
        return disclosed(a_round(people))

    alone = same_whatever(apart, product(FIVE, repeat=2))
    assert [figure["block"] for figure in alone["figures"]] == ["peers"]
    assert alone["withheld"] == [{"item": "listening", "block": None, "groups": ["reports"], "reason": "below_minimum"}]
    assert not [one for one in alone["derived"] if one["what"] == "total"]


def test_f2_a_late_answer_is_not_the_difference_of_two_snapshots():
    assert 4 * 3.5 - 3 * 4.0 == 2
    policy = {"minimum_group_size": 3}
    first = disclosed(a_round(answers("peers", counted_from_one(4, 4, 4)), policy=policy, round="2025"))
    assert first["figures"]

    def later(late):
        old = answers("peers", counted_from_one(4, 4, 4), released=True)
        return disclosed(a_round(old + answers("peers", [late]), policy=policy, round="2025", released_before=[first]))

    second = same_whatever(later, [(late,) for late in FIVE])
    assert second["figures"] == [] and second["blocks"] == []
    assert audit_releases([first, second])["holds"]


def test_f3_an_item_is_not_the_difference_of_a_dimension_and_its_other_items():
    assert round(10 * 3.7 - 4 * 4.0 - 4 * 3.5) / 2 == 3.5

    def release(*third):
        people = [
            {"group": "peers", "ratings": {"one": 3, "two": two, **({"three": extra} if extra is not None else {})}}
            for two, extra in zip(counted_from_one(3, 4, 3, 4), [*third, None, None], strict=True)
        ]
        items = [{"id": item, "dimension": "listening"} for item in ("one", "two", "three")]
        return disclosed(a_round(people) | {"items": items})

    released = same_whatever(release, product(FIVE, repeat=2))
    assert [figure["item"] for figure in released["figures"]] == ["one", "two"]
    assert [(one["item"], one["reason"]) for one in released["withheld"]] == [("three", "too_few_answered")]
    assert [one["from"] for one in released["derived"]] == [[["one", "peers"], ["two", "peers"]]]


def test_f4_single_people_are_not_subtracted_from_all():
    boss, superior, other, everybody = 4, 3, 5, 17
    assert (everybody - boss - superior - other) / 2 == 2.5

    def release(*ratings):
        people = answers("boss", [3]) + answers("superior", [2])
        people += answers("others", ratings[:1]) + answers("peers", ratings[1:])
        return disclosed(a_round(people, policy={"merge_order": [["others", "peers"]]}))

    released = same_whatever(release, product(FIVE, repeat=3))
    assert released["figures"] == [] and released["derived"] == []
    assert released["withheld"][0]["groups"] == ["others", "peers"]
    assert len(released["identified"]) == 2


def test_f5_two_single_people_are_not_the_hidden_rest():
    assert 76 - 70 == 6
    many = [2] * 10 + [3] * 10

    def apart(a, b):
        people = answers("A", [a]) + answers("B", [b]) + answers("C", many)
        return disclosed(a_round(people, policy={"minimum_group_size": 5}))

    released = same_whatever(apart, product(FIVE, repeat=2))
    assert [(figure["block"], figure["n"]) for figure in released["figures"]] == [("C", 20)]
    assert sorted(one["groups"] for one in released["withheld"]) == [["A"], ["B"]]

    def pooled(a, b):
        """C makes up for A and B, and keeps the band."""
        merge_order = [["A", "C"], ["B", "C"]]
        rest = [2] * 10 + [3] * 10
        for _ in range(a + b):
            rest[rest.index(3)] -= 1
        people = answers("A", [a]) + answers("B", [b]) + answers("C", rest)
        return band_of([a, b, *rest], 5), disclosed(
            a_round(people, policy={"minimum_group_size": 5, "merge_order": merge_order})
        )

    shown = [pooled(a, b) for a, b in product(FIVE, repeat=2)]
    assert {release["figures"][0]["n"] for _, release in shown} == {22}
    for band in {band for band, _ in shown}:
        alike = [release for its, release in shown if its == band]
        assert all(release == alike[0] for release in alike)


def test_f6_all_at_the_top_does_not_say_that_each_is():
    assert 35 == 7 * 5
    policy = {"merge_order": [["reports", "peers"]]}

    def release(*ratings):
        people = answers("manager", [4]) + answers("peers", ratings[:5]) + answers("reports", ratings[5:])
        return disclosed(a_round(people, policy=policy))

    at_the_top = release(*[4] * 7)
    assert at_the_top["figures"][0]["label"] == "above Strong"
    for own in FIVE:
        others_may_be = {other for other in FIVE for rest in (4, 3) if release(own, other, *[rest] * 5) == at_the_top}
        assert len(others_may_be) >= 2


def test_f7_the_manager_does_not_fill_up_a_small_group():
    def release(*peers):
        people = answers("manager", [3]) + answers("peers", peers)
        return disclosed(a_round(people, policy={"minimum_group_size": 3}))

    released = same_whatever(release, product(FIVE, repeat=2))
    assert released["blocks"] == [] and released["figures"] == [] and released["derived"] == []
    assert released["identified"][0]["rating"] == 3
