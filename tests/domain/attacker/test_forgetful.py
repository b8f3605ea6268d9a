"""A caller who names no round and marks nothing: the same people are released twice, with some more the second time.

Either the engine refuses and the audit finds it, or both releases together still give nobody away. Small rounds, with
every vector of answers written down.
"""

import os
from itertools import product
from random import Random

import pytest

from stepwell.domain.disclosure import InvalidInput, audit_releases
from tests.domain.disclosing import disclosed

CASES = 12 * max(25, int(os.environ.get("STEPWELL_ATTACKS", "300")) // 12)


def a_case(seed: int) -> tuple[dict, list[int], int]:
    """The policy and scale, everybody's answers, and how many of them had answered by the first release."""
    random = Random(seed)
    levels, least = random.randint(2, 5), random.choice([3, 4])
    first, more = random.randint(least, least + 1), random.randint(0, 3)
    likely = random.choice([range(levels), [0, levels - 1], [0, 0, levels - 1], [random.randrange(levels)]])
    policy = {"minimum_group_size": least, "protect_from": random.choice(["rater", "subject"])}
    return (
        {"policy": policy, "levels": list("abcde")[:levels]},
        [random.choice(likely) for _ in range(first + more)],
        first,
    )


def released(frame: dict, ratings, before=()) -> dict:
    people = [{"group": "peers", "ratings": {"i": rating}} for rating in ratings]
    return disclosed(
        {
            **frame,
            "groups": [{"id": "peers"}],
            "items": [{"id": "i"}],
            "responses": people,
            "released_before": list(before),
        }
    )


def seen(output: dict) -> list:
    return [(figure["n"], figure["sums"]) for figure in output["figures"]]


def gives_away(frame: dict, ratings: list[int], first: int) -> bool:
    """Every vector that both releases agree with: does one reader find a single level, or a small sum, for somebody?"""
    levels, policy = len(frame["levels"]), frame["policy"]
    shown = [seen(released(frame, ratings[:first])), seen(released(frame, ratings))]
    if not all(shown):
        return False
    ranges = [found[0][1] for found in shown]
    vectors = [
        one
        for one in product(range(levels), repeat=len(ratings))
        if ranges[0][0] <= sum(one[:first]) <= ranges[0][1] and ranges[1][0] <= sum(one) <= ranges[1][1]
    ]
    everybody = range(len(ratings))
    readers = [None, *everybody] if policy["protect_from"] == "rater" else [None]
    for reader in readers:
        left: dict = {}
        for one in vectors:
            for other in everybody:
                if other != reader:
                    own = None if reader is None else one[reader]
                    left.setdefault((own, other), set()).add(one[other])
        if any(len(possible) < 2 for possible in left.values()):
            return True
    added = len(ratings) - first
    return 0 < added < policy["minimum_group_size"] and len({sum(one[first:]) for one in vectors}) < 2


def outcome(seed: int) -> str:
    frame, ratings, first = a_case(seed)
    broken = gives_away(frame, ratings, first)
    before = released(frame, ratings[:first])
    try:
        released(frame, ratings, [before])
        is_refused = False
    except InvalidInput:
        is_refused = True
    holds = audit_releases([before, released(frame, ratings)])["holds"]
    assert (is_refused, holds) == (broken, not broken), (seed, frame, ratings, first)
    return "refused" if is_refused else "released"


def test_it_is_refused_exactly_where_it_gives_somebody_away():
    found = [outcome(seed) for seed in range(CASES)]
    assert found.count("refused") > CASES / 20 and found.count("released") > CASES / 3


def peers(*ratings, text="", **more) -> list[dict]:
    comments = [{"text": text}] if text else []
    return [{"group": "peers", "ratings": {"i": rating}, "comments": comments, **more} for rating in ratings]


def others(*ratings, **more) -> list[dict]:
    return [{"group": "others", "ratings": {"i": rating}, **more} for rating in ratings]


def a_release(responses, before=(), **more) -> dict:
    frame = {
        "policy": {"minimum_group_size": 3, "merge_order": [["others", "peers"]]},
        "levels": list("abcde"),
        "groups": [{"id": "peers"}, {"id": "others"}],
        "items": [{"id": "i"}],
        "responses": responses,
        "released_before": list(before),
    }
    return disclosed(frame | more)


def test_two_snapshots_and_a_third_that_forgets_both():
    first = a_release(peers(2, 2, 3))
    second = a_release([*peers(2, 2, 3, released=True), *peers(2, 2, 3)], [first])
    assert audit_releases([first, second]) == {
        "holds": True, "releases": 2, "figures": 2, "responses": 6, "on_trust": [], "faults": [],
    }  # fmt: skip
    third = [*peers(2, 2, 3), *peers(2, 2, 3), *peers(0)]
    with pytest.raises(InvalidInput, match=r"released_before\[0\] and released_before\[1\]"):
        a_release(third, [first, second])
    assert audit_releases([first, second, a_release(third)])["holds"] is False


def test_groups_that_were_together_and_stand_apart_are_not_examined_but_refused():
    first = a_release([*peers(3, 3, 3), *others(3)])
    assert first["blocks"][0]["id"] == "peers+others"
    with pytest.raises(InvalidInput, match="name the rounds"):
        a_release([*peers(3, 3, 3), *others(3, 3, 3)], [first])


def test_another_round_is_known_by_its_name_by_its_comments_or_by_sums_that_do_not_fit():
    first = a_release(peers(2, 2, 3, text="Asks first."), round="2025")
    again = peers(2, 2, 3, 0, text="Asks first.")
    assert a_release(again, [first], round="2026")["figures"]
    with pytest.raises(InvalidInput):
        a_release(again, [first])
    assert a_release(peers(2, 2, 3, 0, text="Something else."), [first])["figures"]
    other = a_release(peers(0, 0, 0, 1, text="Asks first."), [first])
    assert audit_releases([first, other])["holds"] and audit_releases([first, other])["on_trust"] == [1]
