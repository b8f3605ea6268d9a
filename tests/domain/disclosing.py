"""Rounds for the tests of disclosure control, and a small attacker that goes through all ratings one by one."""

import os
from itertools import product
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from stepwell.domain.disclosure import disclose

LEVELS = ["Insufficient", "Essential", "Proficient", "Strong", "Exemplary"]

# STEPWELL_ROUNDS=10 makes each property ten times as thorough.
THOROUGH = float(os.environ.get("STEPWELL_ROUNDS", "1"))


def rounds(count: int):
    return settings(
        max_examples=max(1, int(count * THOROUGH)),
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def disclosed(data):
    """As the command reads a file: the round has the name that stands there, or none."""
    return disclose(data, round=data.get("round") if isinstance(data, dict) else None)


def answers(group: str, ratings, item: str = "listening", **more) -> list[dict]:
    """One response for each rating; None is "not observed"."""
    return [{"group": group, "ratings": {} if r is None else {item: r}, **more} for r in ratings]


def a_round(responses, **more) -> dict:
    """A round with one item, and the groups that answered (a manager is identifiable)."""
    groups = dict.fromkeys(response["group"] for response in responses)
    return {
        "levels": LEVELS,
        "groups": [
            {"id": g, "identifiable": True} if g in ("manager", "boss", "superior") else {"id": g} for g in groups
        ],
        "items": [{"id": "listening"}],
        "responses": responses,
        **more,
    }


def levels_left(sets, own=None) -> set[int]:
    """What the second of the raters may have answered, over all `sets` of ratings; with `own`, where the first gave that."""
    return {ratings[1] for ratings in sets if own is None or ratings[0] == own}


def sets_in(n: int, levels: int, sums) -> list[tuple[int, ...]]:
    return [ratings for ratings in product(range(levels), repeat=n) if sums[0] <= sum(ratings) <= sums[1]]


def a_random_round(seed: int, most_raters=9, most_items=4, most_levels=7) -> dict:
    """Rounds of every shape: groups, merges, gaps in the answers, comments, identifiable people, released answers."""
    r = Random(seed)
    scale, groups = r.randint(2, most_levels), ["peers", "reports", "others"][: r.randint(1, 3)]
    items = [{"id": f"i{i}", "dimension": r.choice([None, "a", "b"])} for i in range(r.randint(1, most_items))]
    observed, likely = r.choice([1, 1, 0.9, 0.5]), r.choice([range(scale), [0, scale - 1], [scale - 1]])
    pairs = [[a, b] for a in groups for b in groups if a < b]

    def ratings():
        return {item["id"]: r.choice(likely) for item in items if r.random() < observed}

    def response():
        comments = [
            {"text": r.choice(["", "a", "bc", " ő\n", "<b>"]) + str(r.randrange(9))} for _ in range(r.randrange(3))
        ]
        group = r.choice([*groups, *groups, *groups, "manager"])
        return {"group": group, "ratings": ratings(), "comments": comments, "released": r.random() < released}

    released = r.choice([0, 0, 0.2])
    return {
        "policy": {
            "minimum_group_size": r.randint(3, 5),
            "protect_from": r.choice(["rater", "rater", "subject"]),
            "merge_order": r.sample(pairs, r.randint(0, len(pairs))),
        },
        "levels": [f"L{i}" for i in range(scale)],
        "groups": [{"id": "manager", "identifiable": True}, *({"id": group} for group in groups)],
        "items": items,
        "self": ratings(),
        "responses": [response() for _ in range(r.randint(0, most_raters))],
    }


def random_rounds(**limits):
    """Hypothesis chooses the seed: a failing round is named by one number, and thousands take seconds."""
    return st.integers(0, 2**40).map(lambda seed: a_random_round(seed, **limits))
