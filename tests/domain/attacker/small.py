"""Small rounds and engines that leak, for tests."""

import copy
from typing import Any

from tests.domain.disclosing import disclosed

from .rounds import Person, Story

USUAL = {"minimum_group_size": 3, "protect_from": "rater", "comment_threshold": 5, "band_from": 8}


def story(
    levels: int,
    *releases: dict[str, list[dict[str, int]]],
    items: int = 1,
    comments: bool = False,
    **policy: Any,
) -> Story:
    """One round. Each release brings new answers by group; `policy` is as in the contract.

    Merges with groups that are not in the round are left out.
    """
    groups = dict.fromkeys(group for release in releases for group in release)
    merge_order = [pair for pair in policy.get("merge_order", []) if {*pair} <= {*groups}]
    asked = {
        "policy": {**USUAL, **policy, "merge_order": merge_order},
        "levels": [f"Level {place}" for place in range(levels)],
        "groups": [{"id": group, "identifiable": group == "line_manager"} for group in groups],
        "items": [{"id": f"i{number}", "dimension": "d"} for number in range(items)],
        "self": {f"i{number}": levels // 2 for number in range(items)},
        "round": "round 1",
    }
    people = [
        Person("round 1", (group,) * len(releases), turn, ratings)
        for turn, release in enumerate(releases)
        for group, answers in release.items()
        for ratings in answers
    ]
    if comments:
        people = [
            Person(p.round, p.groups, p.arrives, p.ratings, ({"item": None, "text": f"Comment {at}."},))
            for at, p in enumerate(people)
        ]
    return Story(0, [asked] * len(releases), people)


def answers(*ratings: int, item: str = "i0") -> list[dict[str, int]]:
    return [{item: rating} for rating in ratings]


def unanswered(n: int, items: int = 1) -> list[dict[str, int]]:
    """Answers whose levels do not matter: a literal attack goes through all."""
    return [{f"i{item}": 0 for item in range(items)} for _ in range(n)]


def with_a_total(given: dict[str, Any]) -> dict[str, Any]:
    """Adds the mean of everybody, as most systems do."""
    ratings = [rating for response in given["responses"] for rating in response["ratings"].values()]
    output = disclosed(given)
    if output["derived"]:
        output["derived"][0]["value"] = sum(ratings) / len(ratings)
    return output


def with_fine_ends(given: dict[str, Any]) -> dict[str, Any]:
    """Says so when everybody chose the highest level."""
    output = disclosed(given)
    top = len(given["levels"]) - 1
    for figure in output["figures"]:
        ratings = [response["ratings"].get(figure["item"]) for response in given["responses"]]
        if set(ratings) == {top}:
            figure["sums"] = [figure["n"] * top] * 2
    return output


def with_everybody_again(given: dict[str, Any]) -> dict[str, Any]:
    """Forgets what was released before."""
    fresh = copy.deepcopy(given)
    for response in fresh["responses"]:
        response["released"] = False
    return disclosed({**fresh, "released_before": []})


def with_small_groups(given: dict[str, Any]) -> dict[str, Any]:
    return disclosed({**given, "policy": {**given["policy"], "minimum_group_size": 3}, "released_before": []})


def with_comments_in_order(given: dict[str, Any]) -> dict[str, Any]:
    output = disclosed(given)
    order = [comment["text"] for response in given["responses"] for comment in response["comments"]]
    output["comments"].sort(key=lambda comment: order.index(comment["text"]))
    return output


def with_comments_by_rating(given: dict[str, Any]) -> dict[str, Any]:
    output = disclosed(given)
    rating = {
        comment["text"]: sum(response["ratings"].values())
        for response in given["responses"]
        for comment in response["comments"]
    }
    output["comments"].sort(key=lambda comment: (rating[comment["text"]], comment["text"]))
    return output


def with_names_on_comments(given: dict[str, Any]) -> dict[str, Any]:
    """Names every block that reaches the threshold, and so the one that is left."""
    output = disclosed(given)
    blocks = {group: block for block in output["blocks"] for group in block["groups"]}
    for response in given["responses"]:
        block = blocks.get(response["group"])
        for shown in output["comments"]:
            if block and shown["text"] in [comment["text"] for comment in response["comments"]]:
                shown["block"] = block["id"] if block["n"] >= given["policy"]["comment_threshold"] else None
    return output


def with_a_telling_reason(given: dict[str, Any]) -> dict[str, Any]:
    """Withholds the same, but says why in a way that depends on the answers."""
    output = disclosed(given)
    for withheld in output["withheld"]:
        ratings = {response["ratings"].get(withheld["item"]) for response in given["responses"]} - {None}
        if len(ratings) == 1:
            withheld["reason"] = "all_the_same"
    return output


def with_a_fine_certificate(given: dict[str, Any]) -> dict[str, Any]:
    output = disclosed(given)
    output["certificate"]["withheld"] += sum(sum(response["ratings"].values()) for response in given["responses"]) % 7
    return output
