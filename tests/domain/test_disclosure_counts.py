"""Counts in steps of three: an attacker, written without looking at the engine, enumerates what is still possible."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.domain.disclosure.counts import (
    added,
    chooser,
    class_of_count,
    count_classes,
    faults_of_counts,
    release_of_counts,
)

TOPICS = {"listening": ["yes", "maybe", "no"], "deciding": ["yes", "maybe", "no"]}


@pytest.mark.parametrize("n", range(5, 60))
def test_the_classes_of_a_number_cover_it_and_have_three_at_least(n):
    classes = count_classes(n)
    assert [count for low, high in classes for count in range(low, high + 1)] == list(range(n + 1))
    assert all(3 <= high - low + 1 <= 5 for low, high in classes)
    assert len(classes) >= 2


def compositions(n: int, parts: int):
    """Every way of n people to divide over the categories."""
    for cuts in itertools.combinations(range(n + parts - 1), parts - 1):
        edges = (-1, *cuts, n + parts - 1)
        yield tuple(edges[i + 1] - edges[i] - 1 for i in range(parts))


@pytest.mark.parametrize("n", [10, 11, 12, 13, 20])
@pytest.mark.parametrize("parts", [2, 3, 4])
def test_whoever_knows_their_own_choice_finds_two_possible_for_everybody_else(n, parts):
    """All counts that give the same classes are possible. Taking out one's own choice must never leave a single kind."""
    if n == 20 and parts == 4:
        n = 16
    shown: dict[tuple, list[tuple[int, ...]]] = {}
    for counts in compositions(n, parts):
        shown.setdefault(tuple(class_of_count(n, count) for count in counts), []).append(counts)
    assert len(shown) > 1
    for possible in shown.values():
        for mine in range(parts):
            rest = [tuple(c - (at == mine) for at, c in enumerate(counts)) for counts in possible if counts[mine]]
            chosen_by_others = {at for counts in rest for at, count in enumerate(counts) if count}
            assert not rest or len(chosen_by_others) >= 2


def people_of(seed: int, sizes: dict[str, int]):
    draw = random.Random(seed)
    return [
        chooser((unit,), {topic: draw.choice(TOPICS[topic]) for topic in TOPICS if draw.random() < 0.9}, TOPICS)
        for unit, size in sizes.items()
        for _ in range(size)
    ]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.integers(0, 25), min_size=1, max_size=4))
def test_any_release_keeps_the_rules_whatever_the_order(seed, sizes):
    units = {f"unit {number}": size for number, size in enumerate(sizes)}
    people = people_of(seed, units)
    released = release_of_counts(people, topics=TOPICS, axes=[list(units)])
    assert faults_of_counts(released) == []
    assert released["left_out"] == (len(people) < 10)
    assert sum(cell["people"] for cell in released["cells"]) in {0, len(people)}
    random.Random(seed).shuffle(people)
    assert release_of_counts(people, topics=TOPICS, axes=[list(units)]) == released


def test_choices_within_their_classes_change_nothing():
    def released(yes: int):
        people = [chooser(("a",), {"listening": "yes" if i < yes else "no"}, TOPICS) for i in range(12)]
        return release_of_counts(people, topics=TOPICS, axes=[["a"]])

    assert released(10) == released(12) != released(9)


def test_few_who_chose_are_withheld_with_their_cell():
    people = [chooser(("a",), {"listening": "yes"} if i < 9 else {}, TOPICS) for i in range(30)]
    released = release_of_counts(people, topics=TOPICS, axes=[["a"]])
    assert released["figures"] == []
    assert {"topic": "listening", "cell": "a"} in released["withheld"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda r: r["cells"][0].update(people=8), "8 people, and 10 are the least"),
        (lambda r: r["figures"][0].update(people=9), "cannot be a figure"),
        (lambda r: r["figures"][0]["counts"].update(yes=[7, 7]), "no class of"),
        (lambda r: r["figures"].append(r["figures"][0]), "stands twice"),
        (lambda r: r["totals"][0]["counts"].update(yes=[0, 1]), "not the sums"),
    ],
)
def test_the_check_notices_what_was_changed(change, fault):
    released = release_of_counts(people_of(1, {"a": 20}), topics=TOPICS, axes=[["a"]])
    assert faults_of_counts(released) == []
    change(released)
    assert any(fault in found for found in faults_of_counts(released))


def test_topics_of_a_cluster_add_up():
    released = release_of_counts(people_of(2, {"a": 20}), topics=TOPICS, axes=[["a"]])
    both = added(released["totals"])
    assert both["people"] == sum(total["people"] for total in released["totals"])
    assert both["counts"]["yes"][0] == sum(total["counts"]["yes"][0] for total in released["totals"])


@pytest.mark.parametrize(("n", "count"), [(12, -1), (12, 13)])
def test_what_is_no_count_is_refused(n, count):
    with pytest.raises(ValueError, match="no count"):
        class_of_count(n, count)


def test_too_few_have_no_classes():
    with pytest.raises(ValueError, match="no two classes"):
        count_classes(4)
