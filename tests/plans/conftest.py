"""Amira has a plan: with Tom as her manager, Fran as a coach without a management tie, and Olga elsewhere."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from stepwell.plans.models import (
    DevelopmentPlan,
    GrowthPosition,
    Objective,
    OpportunityRequest,
    PlannedInitiative,
    PlanReview,
    ProgressNote,
)
from stepwell.plans.operations import asking, objectives, plans, positions, progress, reviews, sharing
from stepwell.sharing.models import Share
from tests.cast import NOW, TODAY

SECRET = "I want to run the admissions office one day."
ASKING = "A week beside the registrar, in January."
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


@dataclass(frozen=True)
class Everything:
    """One of everything of Amira's that an address of plans can be about."""

    plan: DevelopmentPlan
    objective: Objective
    note: ProgressNote
    initiative: PlannedInitiative
    review: PlanReview
    aspirational: DevelopmentPlan
    proposal: GrowthPosition
    share: Share
    request: OpportunityRequest


@pytest.fixture
def everything(cast, plan, objective, record, growth) -> Everything:
    """Every text holds the secret, but the request to Tom: that holds words for him, and no more."""
    by = {"by": cast.amira, "at": NOW}
    agreed = record(evidence=[{"kind": "said", "text": SECRET}], own=positions.View("depth", 1, SECRET))
    plans.write_aspirations(agreed.plan, aspirations=SECRET, reflections=SECRET, revision=1, **by)
    return Everything(
        plan=plan,
        objective=objective,
        note=progress.note_progress(objective, text=SECRET, happened_on=TODAY, today=TODAY, **by),
        initiative=progress.plan_own_initiative(objective, text=SECRET, **by),
        review=reviews.set_review(plan, due_on=TODAY, with_name=SECRET, today=TODAY, **by),
        aspirational=agreed.plan,
        proposal=record(state="proposed", own=positions.View("depth", 2, SECRET), evidence=()),
        share=sharing.share_plan(
            plan, recipient=cast.ben, title="Development plan", purpose="support", until=date(2100, 1, 1), **by
        ),
        request=asking.ask_for_opportunity(
            person=cast.amira, asked=cast.tom, kind="shadowing", text=ASKING, objective=objective, today=TODAY, **by
        ),
    )
