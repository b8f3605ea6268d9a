"""The examples beside the code give what they say; the score is what its page says."""

import doctest
import importlib
import pkgutil

import numpy as np
import pytest

from stepwell.domain import matching
from stepwell.domain.matching import Live, audit, match, need_of, prepare, solve
from stepwell.domain.matching.pairs.quick import Quick
from stepwell.domain.matching.scoring import features_of
from stepwell.domain.matching.stages import FAR, costs_for

from .matching_cohorts import realistic

MODULES = [
    one.name for one in pkgutil.walk_packages(matching.__path__, "stepwell.domain.matching.") if "child" not in one.name
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_say(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def scored(mentee=None, mentor=None, **cohort):
    ready = prepare(
        {
            "mentees": [{"id": "t", **(mentee or {})}],
            "mentors": [{"id": "m", "capacity": 1, **(mentor or {})}],
            **cohort,
        }
    )
    return ready.score(0, 0)


def test_a_mentor_who_offers_all_that_is_needed_elsewhere_has_the_highest_score():
    mentee = {"organisation": "a", "profession": "p", "need": {"listening": 0.5}}
    assert scored(mentee, {"organisation": "b", "profession": "q", "offer": {"listening": 1.0}}) == 1000
    assert scored(mentee, {"organisation": "a", "profession": "p", "offer": {"listening": 0.0}}) == 0


def test_the_parts_weigh_what_they_say():
    weights = {"need": 50, "preferences": 40, "crossing": 10}
    mentee = {"organisation": "a", "need": {"x": 1.0, "y": 1.0}, "prefers": {"same_place": True, "remote": True}}
    mentor = {"organisation": "b", "offer": {"x": 0.8}, "remote": True}
    assert scored(mentee, mentor, weights=weights) == 50 * 4 + 40 * 5 + 10 * 10


def test_waiting_counts_up_to_three_rounds():
    def after(rounds):
        alone = {"need": 1, "preferences": 0, "crossing": 0}
        return scored({"need": {"x": 1.0}, "waited_rounds": rounds}, {"offer": {"x": 0.2}}, weights=alone)

    assert [after(rounds) - after(0) for rounds in (1, 2, 3, 9)] == [100, 200, 300, 300]


WAITED = {
    "mentees": [
        {"id": "new", "need": {"x": 0.6, "z": 0.4}},
        {"id": "waits", "need": {"x": 0.3, "y": 0.7}, "waited_rounds": 3},
        {"id": "misfit", "need": {"y": 1.0}, "waited_rounds": 3},
    ],
    "mentors": [{"id": "ruth", "capacity": 1, "offer": {"x": 0.9, "y": 0.1}}],
    "weights": {"need": 1, "preferences": 0, "crossing": 0},
    "acceptable_from": 200,
}


def test_waiting_puts_people_before_others_and_makes_no_pair_acceptable():
    """New scores 600, who waited 340 and 300 on top; who fits with 100 is not proposed however long they wait."""
    result = solve(WAITED)
    assert [(pair.mentee, pair.score) for pair in result.pairs] == [("waits", 640)]
    assert audit(WAITED, result.model_dump(mode="json")) == []
    reasons = {one.mentee: one.reason for one in result.unmatched}
    assert reasons["misfit"].startswith("No mentor of this round could be proposed")
    assert not reasons["new"].startswith("No mentor")
    alone = solve(WAITED | {"mentees": WAITED["mentees"][2:]})
    assert (alone.pairs, alone.unmatched[0].would_help[0].change) == ([], "Proposing pairs from a score of 100")
    lowered = WAITED | {"mentees": WAITED["mentees"][2:], "acceptable_from": 100}
    forged = solve(lowered).model_dump(mode="json")
    assert forged["pairs"][0]["score"] == 400
    assert "pairs[0].score: is below what is acceptable" in map(str, audit(lowered | {"acceptable_from": 200}, forged))


def test_who_arrives_after_waiting_is_held_to_the_same_floor():
    new, waits, misfit = WAITED["mentees"]
    live = Live(match(prepare(WAITED | {"mentees": []})))
    for person, placed in ((misfit, set()), (new, {"new"}), (waits, {"waits"})):
        live.arrive(person)
        assert {one for one, at in live.placed().items() if at >= 0} == placed


def test_a_need_is_made_of_wish_and_rating():
    assert need_of("yes", 4) == 1
    assert need_of("no", 4) == 0
    assert need_of("maybe", 2) < need_of("yes", 2) < need_of("yes", 3)


@pytest.mark.parametrize("factor", [0.25, 0.5, 1.0])
def test_asking_more_strongly_gains_nothing(factor):
    """Only proportions count: needs and importance divide one budget."""
    offer = {"a": 0.9, "b": 0.2, "c": 0.5}
    need = {"a": 0.4, "b": 0.8, "c": 1.0}
    plain = scored({"need": need}, {"offer": offer})
    assert scored({"need": {quality: one * factor for quality, one in need.items()}}, {"offer": offer}) == plain
    wishes = {"same_place": True, "remote": True}
    modest = {"prefers": wishes | {"importance": {"same_place": 1, "remote": 2}}}
    loud = {"prefers": wishes | {"importance": {"same_place": 50, "remote": 100}}}
    assert scored(modest, {"remote": True}) == scored(loud, {"remote": True})


def test_asking_for_everything_never_beats_asking_for_what_is_needed():
    """Whoever marks every quality gets the average of the offers, which is at most the best of them."""
    cohort = realistic(30, 12, seed=2, acceptable_from=0)
    honest = prepare(cohort).pairs.rows(0, 30).astype(int)
    top = {q: 1.0 for mentor in cohort["mentors"] for q in mentor["offer"]}
    single = [max(m["offer"], key=lambda q, m=m: m["offer"][q]) for m in cohort["mentors"]]
    for place in range(30):
        inflated = [dict(one) for one in cohort["mentees"]]
        inflated[place]["need"] = top
        loud = prepare(cohort | {"mentees": inflated}).pairs.rows(place, place + 1)[0].astype(int)
        assert (
            np.delete(prepare(cohort | {"mentees": inflated}).pairs.rows(0, 30), place, 0)
            == np.delete(honest, place, 0)
        ).all()
        for mentor, quality in enumerate(single):
            pointed = [dict(one) for one in cohort["mentees"]]
            pointed[place]["need"] = {quality: 1.0}
            if loud[mentor] >= 0 and place < 3:
                assert loud[mentor] <= prepare(cohort | {"mentees": pointed}).pairs.rows(place, place + 1)[0][mentor]


def test_scores_are_the_same_however_they_are_computed():
    ready = prepare(realistic(60, 30, seed=8, acceptable_from=0))
    features = features_of(ready.cohort)
    exact = (features.mentees.astype(object) @ features.mentors.astype(object)).astype(np.int64) // 10_000
    assert (features.block(0, 60) == np.minimum(exact, 1000)).all()
    rows, columns = np.indices((60, 30)).reshape(2, -1)
    assert (features.each(rows, columns) == np.minimum(exact, 1000).ravel()).all()
    assert int(features.mentees.astype(object).__abs__().sum(axis=1).max()) < 2**24


@pytest.mark.parametrize("fairness", [10, 4, 0])
def test_a_glance_leaves_out_nothing_that_is_worth_more_than_its_prices(fairness):
    """Rough numbers may let a pair through; they may not hide one, with prices a hair off and costs as large as they get."""
    chance = np.random.default_rng(fairness)
    block = chance.integers(-1, 1001, (300, 200)).astype(np.int16)
    lowest = 350
    worth = np.r_[2**45 - costs_for(fairness, 9000, lowest).table(), FAR]
    worth[:lowest] = FAR
    mentor = chance.integers(0, 2**43, 200)
    exact = np.where(block >= lowest, worth[block] - mentor, FAR)
    mentee = exact.max(axis=1) + chance.integers(-1, 2, 300)
    quick = Quick.of(worth, mentee, mentor)
    assert quick is not None
    few = quick.few(block, slice(0, 300), 50)
    assert few is not None and few[0].size < 3000
    under = set(zip(*(column.tolist() for column in np.nonzero(exact > mentee[:, None])), strict=True))
    assert under and under <= set(zip(*(column.tolist() for column in few), strict=True))
    assert quick.few(block, slice(0, 300), 0) is None


def test_a_glance_is_not_taken_where_worth_is_no_parabola():
    worth = np.r_[np.sort(np.random.default_rng(1).integers(0, 10**6, 1001)), FAR]
    assert Quick.of(worth, np.zeros(3, np.int64), np.zeros(3, np.int64)) is None


def left_again(waiting: str) -> int:
    """Five intakes of 24 people for 20 places: how often somebody who was left is left again."""
    whole = realistic(104, 20, capacity=(1,), seed=3, waiting=waiting)
    people, carried, found = iter(whole["mentees"]), [], 0
    for _ in range(5):
        new = [next(people) | {"waited_rounds": 0} for _ in range(24 - len(carried))]
        matching = match(prepare(whole | {"mentees": [*new, *carried]}))
        asked, placed = matching.prepared.cohort.mentees, matching.mentor_of
        left = {one.id for at, one in enumerate(asked) if at not in placed}
        found += sum(one["id"] in left for one in carried)
        carried = [one | {"waited_rounds": one["waited_rounds"] + 1} for one in [*new, *carried] if one["id"] in left]
    return found


def test_nobody_is_left_twice_where_those_who_waited_come_first():
    """Points do not see to it: so the difference is there to be made."""
    assert left_again("bonus") > 0
    assert left_again("first") == 0
