"""What somebody chose to work on elsewhere goes into their plan in one step, whether or not they have one."""

import pytest
from django.urls import reverse

from stepwell.assessments.operations import choose_focuses
from stepwell.plans.models import Objective
from tests.assessments.conftest import begin, finish, place
from tests.cast import NOW


@pytest.fixture
def chosen(cast, lamplight):
    assessment = begin(cast.amira, lamplight)
    place(assessment, "trimming", "steady")
    place(assessment, "carrying", "dim")
    finish(assessment)
    choose_focuses(assessment, ["carrying"], by=cast.amira, at=NOW)
    return assessment


def test_a_focus_is_offered_before_there_is_a_plan_and_begins_it(cast, chosen, signed_in):
    amira = signed_in(cast.amira)
    page = amira.get(reverse("plans:mine")).content.decode()
    assert "You chose to work on this" in page
    focus = {"kind": "self_assessment_focus", "key": f"{chosen.pk}:carrying"}
    added = amira.post(reverse("plans:from_focus"), focus)
    objective = Objective.objects.get()
    assert (objective.plan.person, objective.source_kind, objective.source_id) == (cast.amira, *focus.values())
    assert objective.title in amira.get(added.url).content.decode()
    amira.post(reverse("plans:from_focus"), focus)
    assert Objective.objects.count() == 1
    assert (
        "You chose to work on this" not in amira.get(reverse("plans:plan", args=[objective.plan_id])).content.decode()
    )


def test_nobody_plans_a_focus_of_somebody_else(cast, chosen, signed_in):
    signed_in(cast.tom).post(
        reverse("plans:from_focus"), {"kind": "self_assessment_focus", "key": f"{chosen.pk}:carrying"}
    )
    assert not Objective.objects.exists()
