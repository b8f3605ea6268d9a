"""Figures for an organisation: one division, cells large enough, and nothing to subtract."""

from itertools import product
from random import Random

import pytest

from stepwell.domain.disclosure.organisation import (
    Limits,
    Member,
    divide_members,
    is_too_small,
    member_of,
    release_of_members,
)
from tests.domain.disclosing import disclosed

LEVELS = ["Low", "Middle", "High"]
STEPS = 2 * len(LEVELS) - 1
AXES = [["Arts", "Law", "Medicine"], ["4 to 5", "6 to 7"]]


def member(unit="Law", band="4 to 5", respondents=5, place=2, counted=None):
    return Member((unit, band), respondents, {"listening": place}, {"listening": counted or respondents})


def a_snapshot(seed: int, most=24) -> list[Member]:
    r = Random(seed)
    return [
        member(r.choice(AXES[0]), r.choice(AXES[1]), r.choice([2, 4, 6, 8, 40]), r.randrange(STEPS))
        for _ in range(r.randint(0, most))
    ]


def released(members, axes=AXES, **more):
    return release_of_members(members, levels=LEVELS, dimensions=["listening"], axes=axes, **more)


@pytest.mark.parametrize("seed", range(300))
def test_each_person_is_in_one_cell_and_no_cell_is_too_small(seed):
    members = a_snapshot(seed)
    cells = divide_members(members, AXES, Limits())
    inside = [id(one) for cell in cells for one in cell.members]
    assert len(inside) == len(set(inside))
    assert len(inside) in (0, len(members)), "all of them, or nobody"
    for cell in cells:
        respondents = [one.respondents for one in cell.members]
        assert len(respondents) >= 5
        assert sum(respondents) >= 10
        assert 2 * max(respondents) <= sum(respondents)
    if not cells:
        assert not members or is_too_small([one.respondents for one in members], Limits())


@pytest.mark.parametrize("seed", range(100))
def test_sizes_alone_decide_who_is_together(seed):
    members = a_snapshot(seed)
    other = [Member(one.keys, one.respondents, {"listening": 0}, one.counted) for one in members]
    assert [cell.id for cell in divide_members(members, AXES, Limits())] == [
        cell.id for cell in divide_members(other, AXES, Limits())
    ]


@pytest.mark.parametrize("seed", range(100))
def test_the_order_of_people_changes_nothing(seed):
    members = a_snapshot(seed)
    shuffled = list(members)
    Random(seed + 1).shuffle(shuffled)
    assert released(members) == released(shuffled)


def test_small_cells_are_merged_in_the_declared_order():
    members = [member("Arts")] * 2 + [member("Law")] * 6 + [member("Medicine")] * 3 + [member("Medicine", "6 to 7")] * 4
    ids = [cell.id for cell in divide_members(members, AXES, Limits())]
    assert ids == ["Arts+Law / 4 to 5", "Medicine / 4 to 5+6 to 7"]


def test_one_person_with_most_of_the_respondents_is_no_cell():
    members = [member(respondents=40)] + [member(respondents=3) for _ in range(6)]
    assert released(members)["left_out"]
    enough = [member(respondents=18)] + [member(respondents=3) for _ in range(6)]
    assert not released(enough)["left_out"]


def test_fewer_than_five_people_or_ten_respondents_show_nothing():
    assert released([member() for _ in range(4)])["figures"] == []
    assert released([member(respondents=1) for _ in range(9)])["figures"] == []
    assert released([member(respondents=2) for _ in range(5)])["figures"]
    nothing = released([])
    assert nothing["left_out"] and nothing["totals"] == []


def test_a_dimension_that_few_have_a_place_in_is_withheld():
    with_place = [member() for _ in range(4)]
    without = [Member(("Law", "4 to 5"), 5) for _ in range(4)]
    found = released(with_place + without)
    assert found["figures"] == [] and found["totals"] == []
    assert found["withheld"] == [{"dimension": "listening", "cell": found["cells"][0]["id"]}]


# The attacker: knows who is in which cell, everything released, and perhaps their own report.


def possible(n: int, sums) -> list[tuple[int, ...]]:
    return [places for places in product(range(STEPS), repeat=n) if sums[0] <= sum(places) <= sums[1]]


@pytest.mark.parametrize(
    "places", [(0, 0, 0, 0, 0), (4, 4, 4, 4, 4), (0, 4, 4, 4, 4), (2, 2, 2, 2, 2), (1, 0, 0, 0, 0)]
)
def test_not_even_somebody_who_knows_their_own_report_works_out_another(places):
    [figure] = released([member(place=place) for place in places])["figures"]
    sets = possible(5, figure["sums"])
    assert places in sets
    for own in {one[0] for one in sets}:
        assert len({one[1] for one in sets if one[0] == own}) >= 2


def test_every_class_that_can_occur_protects_everybody():
    seen = {
        tuple(released([member(place=p) for p in places])["figures"][0]["sums"])
        for places in product(range(STEPS), repeat=5)
    }
    assert len(seen) >= 3, "it says something"
    for sums in seen:
        sets = possible(5, sums)
        for own in {one[0] for one in sets}:
            assert len({one[1] for one in sets if one[0] == own}) >= 2


def test_differencing_totals_against_cells_gives_nothing_new():
    """The attack: everybody less one unit is the other unit. Here the total is computed from the cells, so it adds nothing."""
    r = Random(5)
    for _ in range(200):
        members = [member(unit, "4 to 5", 4, r.randrange(STEPS)) for unit in ("Arts", "Law") for _ in range(6)]
        found = released(members)
        cells = {figure["cell"]: figure for figure in found["figures"]}
        assert len(cells) == 2
        again = [combination_with_same_classes(members, cells, r) for _ in range(5)]
        assert all(one["totals"] == found["totals"] and one["parts"] == found["parts"] for one in again)
        assert all(one == found for one in again), "within the classes nothing changes at all"


def combination_with_same_classes(members, cells, r):
    """Other places for the same people that fall in the same classes."""
    chosen = []
    for cell, figure in cells.items():
        inside = [one for one in members if one.keys[0] == cell.split(" / ")[0]]
        low, high = figure["sums"]
        while True:
            places = [r.randrange(STEPS) for _ in inside]
            if low <= sum(places) <= high:
                break
        chosen += [
            member(one.keys[0], one.keys[1], one.respondents, place) for one, place in zip(inside, places, strict=True)
        ]
    return released(chosen)


def test_margins_are_sums_of_cells():
    members = [
        member(unit, band, 4, place) for unit in ("Arts", "Law") for band in AXES[1] for place in (1, 2, 2, 3, 3)
    ]
    found = released(members)
    assert len(found["cells"]) == 4 and [part["values"] for part in found["parts"]] == [["Arts"], ["Law"]]
    assert found["totals"][0]["subjects"] == 20
    assert [part["figures"][0]["subjects"] for part in found["parts"]] == [10, 10]


def test_without_axes_all_are_one_cell():
    found = released([Member((), 5, {"listening": 2}, {"listening": 5}) for _ in range(5)], axes=[])
    assert [cell["id"] for cell in found["cells"]] == ["all"]


def test_a_person_enters_with_what_was_released_of_them():
    release = disclosed({
        "levels": LEVELS,
        "groups": [{"id": "peers"}, {"id": "reports"}, {"id": "manager", "identifiable": True}],
        "items": [{"id": "a", "dimension": "listening"}, {"id": "b", "dimension": "listening"}, {"id": "seldom"}],
        "responses": [
            *({"group": "peers", "ratings": {"a": 2, "b": 2, **({"seldom": 1} if i < 2 else {})}} for i in range(6)),
            *({"group": "reports", "ratings": {"a": 1}} for _ in range(2)),
            {"group": "manager", "ratings": {"a": 0, "b": 0}},
        ],
    })  # fmt: skip
    found = member_of(("Law",), release)
    assert found.respondents == 6, "neither who is withheld nor who is named"
    assert set(found.places) == {"listening"} and found.counted == {"listening": 6}
    assert found.places["listening"] >= 3
