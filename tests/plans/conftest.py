"""Amira has a plan: with Tom as her manager, Fran as a coach without a management tie, and Olga elsewhere."""

from datetime import timedelta

import pytest

from stepwell.plans.operations import objectives, plans, positions
from tests.cast import NOW, TODAY

SECRET = "I want to run the admissions office one day."
GROWTH = "nhs-scope-for-growth"


@pytest.fixture
def growth(published):
    return published[GROWTH]


@pytest.fixture
def plan(cast):
    return plans.open_plan(person=cast.amira, by=cast.amira, at=NOW)


@pytest.fixture
def objective(cast, plan):
    return objectives.add_objective(
        plan,
        values={
            "title": SECRET,
            "horizon": "next",
            "next_step": "Ask Ruth how she began",
            "next_step_date": TODAY + timedelta(days=7),
        },
        by=cast.amira,
        at=NOW,
        today=TODAY,
    )


@pytest.fixture
def record(cast, growth):
    """A function: record a position of Amira's, agreed with Fran unless said otherwise."""

    def recorded(**changes):
        values = {
            "person": cast.amira,
            "version": growth,
            "own": positions.View("depth", 1, "I know my field"),
            "state": "agreed",
            "evidence": [{"kind": "one_to_one", "text": "What we saw in our talks"}],
            "with_person": cast.fran,
            "by": cast.amira,
            "at": NOW,
            "today": TODAY,
        }
        return positions.record_position(**values | changes)

    return recorded
