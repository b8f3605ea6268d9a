"""How dependable reports are together: words over many people, the same without any one of them."""

from random import Random

import pytest

from stepwell.domain.agreement import group_reliability, reliability_without_each
from stepwell.domain.disclosure.reliability import LEAST_PEOPLE, Reported, reliability_of, reported_in
from tests.domain.disclosing import disclosed

WORDS = {"good", "fair", "poor", "unclear", "few"}
ANSWERS = {"up to 5", "6 to 10", "11 to 20", "more than 20", "unclear", "few"}
DIMENSIONS = ["listening", "deciding"]


def a_snapshot(seed: int) -> list[Reported]:
    """People whom one to three groups place, more or less alike."""
    r = Random(seed)
    between, within = r.choice([(3, 1), (2, 2), (1, 3), (0, 1), (2, 0)])
    found = []
    for _ in range(r.randint(0, 60)):
        places, sizes = {}, {}
        for dimension in DIMENSIONS:
            middle, groups = r.gauss(8, between), r.randint(0, 3)
            places[dimension] = [min(16, max(0, round(r.gauss(middle, within)))) for _ in range(groups)]
            sizes[dimension] = [r.randint(4, 9) for _ in range(groups)]
        found.append(Reported(places, sizes))
    return found


def words_of(reports) -> list[str]:
    told = reliability_of(reports, DIMENSIONS)
    return [*(one["word"] for one in told["dimensions"]), told["answers"]]


@pytest.mark.parametrize("seed", range(120))
def test_a_word_stands_only_where_nobody_makes_the_difference(seed):
    """Whoever knows everybody else's report could have worked the word out without the one they do not know."""
    reports = a_snapshot(seed)
    told = words_of(reports)
    assert set(told[:2]) <= WORDS and told[2] in ANSWERS
    if len(reports) <= LEAST_PEOPLE:
        return
    bare = {"good", "fair", "poor", "up to 5", "6 to 10", "11 to 20", "more than 20"}
    for at in range(len(reports)):
        rest = words_of([*reports[:at], *reports[at + 1 :]])
        for mine, theirs in zip(told, rest, strict=True):
            if mine in bare:
                assert theirs in (mine, "unclear", "few")


def test_all_words_occur():
    found = [words_of(a_snapshot(seed)) for seed in range(400)]
    assert {word for told in found for word in told[:2]} == WORDS
    assert {told[2] for told in found} >= {"up to 5", "more than 20", "unclear", "few"}


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_people_and_of_groups_changes_nothing(seed):
    reports, r = a_snapshot(seed), Random(seed)
    turned = [
        Reported({k: v[::-1] for k, v in one.places.items()}, {k: v[::-1] for k, v in one.sizes.items()})
        for one in reports
    ]
    r.shuffle(turned)
    assert words_of(turned) == words_of(reports)


def test_few_people_or_one_group_each_tell_nothing():
    two = [Reported({"listening": [place, place]}, {"listening": [5, 5]}) for place in (3, 4, 5, 6) * 5]
    assert reliability_of(two, ["listening"])["dimensions"][0]["word"] == "good"
    assert reliability_of(two[1:], ["listening"])["dimensions"][0]["word"] == "few"
    alone = [Reported({"listening": [place]}, {"listening": [5]}) for place in (3, 4, 5, 6) * 10]
    told = reliability_of(alone, ["listening"])
    assert (told["people"], told["answers"], told["dimensions"][0]["word"]) == (0, "few", "few")
    assert reliability_of([], [])["answers"] == "few"


def test_where_nobody_differs_it_is_not_called_dependable():
    same = [Reported({"listening": [6, 6]}, {"listening": [5, 5]}) for _ in range(30)]
    told = reliability_of(same, ["listening"])
    assert (told["dimensions"][0]["word"], told["answers"]) == ("poor", "more than 20")


def test_what_a_release_says_block_by_block():
    people = [{"group": g, "ratings": {"listening": 3}} for g in ["peers"] * 5 + ["reports"] * 4]
    released = disclosed(
        {
            "levels": list("abcde"), "groups": [{"id": "peers"}, {"id": "reports"}], "items": [{"id": "listening"}],
            "responses": people,
        }
    )  # fmt: skip
    found = reported_in(released)
    assert found.sizes == {"listening": [5, 4]}
    assert found.places == {"listening": [14, 14]}, "half-levels 6 to 8, the two ends added"


@pytest.mark.parametrize("seed", range(60))
def test_without_each_is_the_analysis_of_the_others(seed):
    r = Random(seed)
    groups = [
        [r.choice([r.gauss(3, 1), r.randint(0, 4)]) for _ in range(r.randint(2, 5))] for _ in range(r.randint(3, 9))
    ]
    for at, (icc1, icc2) in enumerate(reliability_without_each(groups)):
        rest = group_reliability([*groups[:at], *groups[at + 1 :]], adjusted=True)
        assert (icc1, icc2) == pytest.approx((rest.icc1, rest.icc2), abs=1e-9)


def test_what_it_refuses():
    with pytest.raises(ValueError, match="at least 3 groups"):
        reliability_without_each([[1, 2], [2, 3]])
    with pytest.raises(ValueError, match="2 ratings in at least two groups"):
        reliability_without_each([[1, 2], [2], [3]])
