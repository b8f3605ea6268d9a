"""What must hold of every round: checked on thousands of random ones."""

import json
from copy import deepcopy
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.disclosure import audit_releases
from stepwell.domain.disclosure.partition import class_of_each_sum

from .disclosing import LEVELS, a_random_round, a_round, answers, disclosed, levels_left, random_rounds, rounds


@rounds(2000)
@given(random_rounds(), st.integers(0, 2**30).map(Random))
def test_the_order_of_everything_that_arrives_changes_nothing(data, random):
    shuffled = deepcopy(data)
    random.shuffle(shuffled["responses"])
    for response in shuffled["responses"]:
        ratings = list(response["ratings"].items())
        random.shuffle(ratings)
        response["ratings"] = dict(ratings)
        random.shuffle(response["comments"])
    assert json.dumps(disclosed(shuffled)) == json.dumps(disclosed(data))


@rounds(2000)
@given(random_rounds(most_raters=14), st.integers(0, 2**30).map(Random))
def test_answers_changed_within_their_classes_change_nothing(data, random):
    released = disclosed(data)
    changed = deepcopy(data)
    rerate(changed, released, random)
    assert disclosed(changed) == released


def rerate(data: dict, released: dict, random: Random) -> None:
    """New ratings throughout: within its class and band for each figure, anything at all where there is no figure."""
    levels, known = len(data["levels"]), 1 if data["policy"]["protect_from"] == "rater" else 0
    blocks = {group: block["id"] for block in released["blocks"] for group in block["groups"]}
    figures = {(figure["item"], figure["block"]): figure for figure in released["figures"]}
    people: dict = {}
    for response in data["responses"]:
        if response["group"] != "manager" or response["released"]:
            for item in response["ratings"]:
                place = None if response["released"] else figures.get((item, blocks.get(response["group"])))
                people.setdefault((item, place["block"] if place else None), []).append(response["ratings"])
    for (item, block), ratings in people.items():
        figure = figures.get((item, block))
        fresh = ratings_within(figure, [one[item] for one in ratings], levels, known, random)
        for one, rating in zip(ratings, fresh, strict=True):
            one[item] = rating


def ratings_within(figure, old, levels, known, random):
    """A random walk that stays in the class; the band, where there is one, is worked out here again."""
    if figure is None:
        return [random.randrange(levels) for _ in old]
    new, position = list(old), class_of_each_sum(len(old), levels, known)
    for _ in range(30):
        tried = list(new)
        for _ in range(random.randint(1, 3)):
            tried[random.randrange(len(tried))] = random.randrange(levels)
        if position[sum(tried)] == position[sum(old)] and (
            figure["band"] is None or band(tried, levels) == band(old, levels)
        ):
            new = tried
    return new


def band(ratings, levels):
    middle = sorted(ratings)[len(ratings) // 2]
    apart = sum(abs(rating - middle) for rating in ratings) / len(ratings) / (levels - 1)
    return "close" if apart <= 1 / 8 else "mixed" if apart <= 1 / 4 else "wide"


@rounds(2000)
@given(random_rounds())
def test_each_answer_stands_in_one_place_and_every_certificate_holds(data):
    released = disclosed(data)
    least, certificate = data["policy"]["minimum_group_size"], released["certificate"]
    fresh = [r for r in data["responses"] if not r["released"] and r["group"] != "manager"]
    in_blocks = [group for block in released["blocks"] for group in block["groups"]]
    assert len(in_blocks) == len(set(in_blocks))
    for block in released["blocks"]:
        assert block["n"] == sum(response["group"] in block["groups"] for response in fresh) >= least
    for figure in released["figures"]:
        groups = next(block["groups"] for block in released["blocks"] if block["id"] == figure["block"])
        ratings = [
            r["ratings"][figure["item"]] for r in fresh if r["group"] in groups and figure["item"] in r["ratings"]
        ]
        assert figure["n"] == len(ratings) >= least
        assert figure["sums"][0] <= sum(ratings) <= figure["sums"][1]
        assert (2 * figure["value"]).is_integer()
    assert certificate["holds"] and certificate["withheld"] == len(released["withheld"])
    assert audit_releases([released])["holds"], audit_releases([released])
    assert disclosed(data) == json.loads(json.dumps(released))


@rounds(1000)
@given(random_rounds(most_raters=6, most_items=2, most_levels=4))
def test_an_attacker_who_goes_through_all_ratings_finds_two_levels_for_everybody(data):
    """Per figure, for an outsider and for each own rating; figures share no rating, so together they say no more."""
    released = disclosed(data)
    for figure in released["figures"]:
        every = product(range(len(data["levels"])), repeat=figure["n"])
        sets = [ratings for ratings in every if figure["sums"][0] <= sum(ratings) <= figure["sums"][1]]
        assert len(levels_left(sets)) >= 2
        if data["policy"]["protect_from"] == "rater":
            assert all(len(levels_left(sets, own)) >= 2 for own in {ratings[0] for ratings in sets})


@rounds(1000)
@given(random_rounds(), st.data())
def test_several_releases_of_one_round_never_count_anybody_twice(data, draw):
    """Answers arrive in up to three waves; after each, what is in a block is marked as released."""
    responses = [{**response, "released": False} for response in data["responses"]]
    waves = sorted(draw.draw(st.lists(st.integers(0, len(responses)), min_size=2, max_size=2)))
    releases = []
    for end in (*waves, len(responses)):
        now = {**data, "responses": responses[:end], "released_before": list(releases), "round": "2025"}
        releases.append(disclosed(now))
        shown = {group for block in releases[-1]["blocks"] for group in block["groups"]}
        responses = [
            {**response, "released": response["released"] or (index < end and response["group"] in shown)}
            for index, response in enumerate(responses)
        ]
    result = audit_releases(releases)
    assert result["holds"], result["faults"]
    anonymous = [response for response in responses if response["group"] != "manager"]
    assert result["responses"] == sum(response["released"] for response in anonymous)


@pytest.mark.parametrize("levels", [2, 3, 4, 5])
@pytest.mark.parametrize("n", [3, 4, 5, 8])
def test_the_release_as_a_black_box_never_gives_a_rating_away(n, levels):
    """Nothing but `disclose` itself: all answers that give one and the same release are what a reader can hold possible."""
    alike: dict[str, list] = {}
    for ratings in multisets(n, levels):
        data = a_round(answers("peers", ratings), policy={"minimum_group_size": 3}) | {"levels": LEVELS[:levels]}
        released = disclosed(data)
        if released["figures"]:
            alike.setdefault(json.dumps(released), []).append(ratings)
    assert bool(alike) == ((n, levels) not in {(3, 2), (4, 2), (5, 2), (3, 3), (3, 4)})
    for ratings in alike.values():
        for own in {rating for one in ratings for rating in one}:
            others = {rating for one in ratings if own in one for rating in one if rating != own or one.count(own) > 1}
            assert len(others) >= 2


def multisets(n, levels):
    return [ratings for ratings in product(range(levels), repeat=n) if list(ratings) == sorted(ratings)]


def test_the_random_rounds_hold_what_they_should_try():
    releases = [disclosed(a_random_round(seed, most_raters=14)) for seed in range(400)]
    assert sum(bool(release["figures"]) for release in releases) > 150
    assert any(block["reason"] for release in releases for block in release["blocks"])
    assert {one["reason"] for release in releases for one in release["withheld"]} == {
        "below_minimum",
        "too_few_answered",
        "no_safe_class",
    }
    assert {figure["band"] for release in releases for figure in release["figures"]} >= {None, "close", "wide"}
    assert {one["what"] for release in releases for one in release["derived"]} == {"dimension", "total", "gap"}
