"""Grades in words and side by side, on a pack of nobody's."""

from pathlib import Path

import pytest

from stepwell.domain.framework import Pack
from stepwell.domain.progression import compare_grades, expectation_in_words, grade_expectation
from stepwell.frameworks.files import load_pack

PACKS = Path(__file__).resolve().parents[1] / "packs"


@pytest.fixture(scope="module")
def ladder() -> Pack:
    return load_pack(PACKS / "wicks")


@pytest.fixture(scope="module")
def lamps() -> Pack:
    return load_pack(PACKS / "lamplight")


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        ("apprentice", "Dim at least"),
        ("keeper", "Steady at least, with some at Bright"),
        ("warden", "Bright"),
    ],
)
def test_in_words(ladder, lamps, grade, words):
    assert expectation_in_words(ladder.grade_by_id[grade].expectation, lamps) == words


def test_without_the_framework_the_ids_are_the_words(ladder):
    assert (
        expectation_in_words(ladder.grade_by_id["keeper"].expectation, None) == "steady at least, with some at bright"
    )
    assert expectation_in_words(None, None) == ""


def test_grade_expectation_asks_only_packs_of_that_framework(ladder):
    assert grade_expectation([ladder], "lamplight", "warden").base == "bright"
    assert grade_expectation([ladder], "other", "warden") is None
    assert grade_expectation([ladder], "lamplight", "") is None
    assert grade_expectation([], "lamplight", "warden") is None


def texts(statements) -> list[str]:
    return [statement.text for statement in statements]


def test_statements_are_the_same_only_word_for_word(ladder, lamps):
    found = compare_grades(ladder.grade_by_id["apprentice"], ladder.grade_by_id["keeper"], lamps)
    assert texts(found.in_both) == ["Keeps the hours."]
    assert texts(found.only_one) == ["Carries the oil."]
    assert texts(found.only_other) == ["Minds a street of lamps."]


def test_levels_between_and_ahead_do_not_depend_on_the_order(ladder, lamps):
    apprentice, warden = ladder.grade_by_id["apprentice"], ladder.grade_by_id["warden"]
    for found in (compare_grades(apprentice, warden, lamps), compare_grades(warden, apprentice, lamps)):
        assert (found.lower, found.higher) == (apprentice, warden)
        assert [level.id for level in found.between] == ["steady"]
        ahead = {each.dimension.id: [level.id for level, _ in each.levels] for each in found.ahead}
        assert ahead == {"trimming": ["steady", "bright"], "carrying": ["steady", "bright"]}


def test_some_at_counts_as_ahead(ladder, lamps):
    found = compare_grades(ladder.grade_by_id["keeper"], ladder.grade_by_id["warden"], lamps)
    assert found.between == ()
    assert [level.id for level, _ in found.ahead[0].levels] == ["bright"]


def test_equal_or_unknown_levels_lead_nowhere(ladder, lamps):
    warden = ladder.grade_by_id["warden"]
    twin = warden.model_copy(update={"id": "twin"})
    silent = warden.model_copy(update={"expectation": None})
    for other, framework in [(twin, lamps), (silent, lamps), (ladder.grade_by_id["keeper"], None)]:
        found = compare_grades(warden, other, framework)
        assert (found.higher, found.lower, found.between, found.ahead) == (None, None, (), ())
