"""What a dimension asks follows from its own data."""

import pytest

from stepwell.domain.assessing import assessable, importance_names, names_of_points, next_level, offer_of, rating_words
from stepwell.domain.framework import read_pack


def pack_with(*dimensions, levels=("low", "mid", "high"), **more):
    data = {
        "id": "made-up", "title": "Made up", "owner": "Nobody", "edition": "first", "kind": "levelled", "rights": "None.",
        "wording": "restated", "version": "1", "summary": "For tests.",
        "sources": [{"id": "900", "title": "Nothing"}],
        "levels": [{"id": level, "name": level.title()} for level in levels],
        "dimensions": list(dimensions), **more,
    }  # fmt: skip
    pack, faults = read_pack(data)
    assert pack is not None, faults
    return pack


def dimension(name, **more):
    return {"id": name, "name": name.title(), "source": "900:L1", **more}


def levels_of(*names):
    return [{"level": name, "source": "900:L2"} for name in names]


BIPOLAR = {
    "positive": {"self": "I do."}, "negative": {"self": "I do not."}, "points": 7, "positive_end": 7, "source": "900:L3",
}  # fmt: skip
STATEMENT = {"id": "a.1", "self": "I do.", "observer": "They do.", "source": "900:L4"}


def test_each_shape_asks_its_own_questions():
    pack = pack_with(
        dimension("levelled", levels=levels_of("low", "mid", "high")),
        dimension("between", bipolar=BIPOLAR | {"wish": ["yes", "no"]}),
        dimension("value", statements=[STATEMENT]),
        dimension("torn", missing="The page is torn."),
        dimension("bare"),
    )
    asked = {d.name: offer_of(pack, d) for d in pack.dimensions}
    assert [(o.level, o.rating, o.reflection, o.counts) for o in asked.values()] == [
        (True, False, False, True),
        (False, True, False, True),
        (False, False, True, True),
        (False, False, True, False),
        (False, False, True, True),
    ]
    assert asked["Between"].wishes == ("yes", "no")
    assert asked["Levelled"].states == ("not_sure", "not_my_role")
    assert asked["Between"].states == ("not_sure",)
    assert asked["Value"].states == ()


def test_a_gap_is_never_placed_even_where_some_levels_are_known():
    pack = pack_with(dimension("torn", levels=levels_of("low"), missing="Half the page is torn."))
    offer = offer_of(pack, pack.dimensions[0])
    assert not offer.places and not offer.counts and offer.importance == ()


def test_importance_has_as_many_points_as_the_scale_without_what_lies_below_it():
    below = [{"id": "none", "name": "None", "below_scale": True}, *({"id": i, "name": i} for i in ("a", "b", "c"))]
    assert len(importance_names(levelled(below))) == 3
    assert importance_names(pack_with(importance=["Little", "Some", "Much"])) == ("Little", "Some", "Much")
    assert importance_names(pack_with(levels=("only",))) == ()


def levelled(levels):
    pack, _ = read_pack(pack_with().model_dump(mode="json") | {"levels": levels})
    return pack


@pytest.mark.parametrize("points", range(2, 15))
def test_every_number_of_points_has_that_many_different_names(points):
    names = names_of_points(points)
    assert len(names) == len(set(names)) == points


@pytest.mark.parametrize("points", range(2, 10))
@pytest.mark.parametrize("end", ["first", "final"])
def test_both_ends_are_named_whichever_is_the_strong_one(points, end):
    positive = 1 if end == "first" else points
    said = [rating_words(rating, points, positive) for rating in range(1, points + 1)]
    assert said[positive - 1] == "At the strong end"
    assert said[-positive if positive == 1 else 0] == "At the other end"
    assert ("In the middle" in said) == (points % 2 == 1)


def test_the_next_level_is_the_one_after_and_the_lowest_of_the_scale_for_who_is_nowhere():
    pack = pack_with(dimension("a", levels=levels_of("low", "mid", "high")))
    found = [next_level(pack, pack.dimensions[0], level) for level in ("", "low", "mid", "high", "no such")]
    assert [level and level.level for level in found] == ["low", "mid", "high", None, "low"]


def test_anything_with_dimensions_can_be_assessed():
    assert assessable(pack_with(dimension("a"))) and not assessable(pack_with())
