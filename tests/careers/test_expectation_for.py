"""`expectation_for`: what a role expects, from any grade pack, and what the manager set instead."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from stepwell.careers.models import ExpectedLevel
from stepwell.careers.queries import Expected, expectation_for
from stepwell.frameworks.operations import adopt
from tests.cast import NOW, TODAY


@pytest.fixture
def role_level(cast, lamplight, job_of):
    """A function: the manager's value for Amira's role in one dimension."""

    def add(dimension_id: str, level_id: str, **more) -> ExpectedLevel:
        return ExpectedLevel.objects.create(
            appointment=job_of(cast.amira),
            framework=lamplight.framework,
            dimension_id=dimension_id,
            level_id=level_id,
            reason="The new lamps",
            discussed_on=date(2026, 10, 2),
            set_by=cast.tom,
            **{"set_at": NOW, **more},
        )

    return add


def test_grade_suggests_every_dimension_that_has_levels(cast, wicks, lamplight_pack, job_of):
    found = expectation_for(job_of(cast.amira, "keeper"), lamplight_pack, "lamplight", TODAY)
    keeper = Expected(base="steady", at_least=True, some_at="bright", may_vary=True)
    assert found == {"trimming": keeper, "carrying": keeper}


def test_manager_value_stands_beside_the_suggestion(cast, wicks, lamplight_pack, job_of, role_level):
    role_level("carrying", "bright")
    found = expectation_for(job_of(cast.amira, "apprentice"), lamplight_pack, "lamplight", TODAY)
    assert found["trimming"].shown == "dim"
    assert replace(found["carrying"], said=found["carrying"].reason) == Expected(
        base="dim",
        at_least=True,
        may_vary=True,
        role_level="bright",
        said="The new lamps",
        discussed_on=date(2026, 10, 2),
        set_by="Tom Okafor",
    )
    assert found["carrying"].shown == "bright"


def test_without_any_grade_pack_only_what_the_manager_set(cast, lamplight_pack, job_of, role_level):
    job = job_of(cast.amira)
    assert expectation_for(job, lamplight_pack, "lamplight", TODAY) == {}
    role_level("carrying", "bright")
    assert set(expectation_for(job, lamplight_pack, "lamplight", TODAY)) == {"carrying"}


def test_without_any_pack_at_all(cast, lamplight_pack, job_of):
    assert expectation_for(job_of(cast.amira), lamplight_pack, "lamplight", TODAY) == {}


def test_no_grade_or_a_grade_nobody_knows_suggests_nothing(cast, wicks, lamplight_pack, job_of):
    for grade in ("", "5"):
        assert expectation_for(job_of(cast.amira, grade), lamplight_pack, "lamplight", TODAY) == {}


def test_another_organisations_grades_are_not_ours(cast, wicks, lamplight_pack, job_of):
    """An organisation that says which frameworks it uses is held to no other's grades."""
    job = job_of(cast.amira, "keeper")
    adopt(["lamplight"], organisation=cast.ashdown, by=None, at=NOW)
    assert expectation_for(job, lamplight_pack, "lamplight", TODAY) == {}
    adopt(["lamplight", "wicks"], organisation=cast.ashdown, by=None, at=NOW)
    assert expectation_for(job, lamplight_pack, "lamplight", TODAY)["trimming"].shown == "steady"


def test_as_it_stood_on_a_day(cast, wicks, lamplight_pack, job_of, role_level):
    """A report of an earlier day shows what was expected then."""
    week = timedelta(days=7)
    role_level("carrying", "steady", set_at=NOW - 3 * week, ended_at=NOW - week, ended_by=cast.tom)
    role_level("carrying", "bright", set_at=NOW - week)
    job = job_of(cast.amira, "apprentice")
    shown = [
        expectation_for(job, lamplight_pack, "lamplight", TODAY - weeks * week)["carrying"].shown for weeks in range(5)
    ]
    assert shown == ["bright", "bright", "steady", "steady", "dim"]


@pytest.mark.parametrize("rows", [1, 2])
def test_queries_are_constant(cast, wicks, lamplight_pack, job_of, role_level, django_assert_num_queries, rows):
    for dimension_id in ["trimming", "carrying"][:rows]:
        role_level(dimension_id, "bright")
    job = job_of(cast.amira, "keeper")
    expectation_for(job, lamplight_pack, "lamplight", TODAY)
    with django_assert_num_queries(3):
        assert len(expectation_for(job, lamplight_pack, "lamplight", TODAY)) == 2
