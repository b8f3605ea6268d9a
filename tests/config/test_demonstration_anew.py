"""A demonstration is the same at every run, and never made where people are."""

import pytest
from django.db import transaction

from stepwell.assessments.models import SelfAssessment
from stepwell.config.demonstration import AlreadyThere, make_demonstration
from stepwell.feedback.models import Cycle
from stepwell.people.models import Organisation, Person
from tests.cast import NOW, TODAY


def make() -> int:
    """The smallest there is."""
    return make_demonstration(people=90, today=TODAY, now=NOW, say=lambda line: None)


def snapshot() -> list[tuple]:
    people = list(Person.objects.order_by("email").values_list("id", "full_name", "email"))
    answers = list(
        SelfAssessment.objects.order_by("id", "placements__dimension_id").values_list(
            "id", "person_id", "completed_at", "placements__level_id"
        )
    )
    return [people, answers]


@pytest.mark.once
def test_the_same_at_every_run(published):
    with transaction.atomic():
        make()
        before = snapshot()
        transaction.set_rollback(True)
    assert not Person.objects.exists()
    make()
    assert snapshot() == before


def test_never_among_real_people(cast):
    with pytest.raises(AlreadyThere):
        make()
    assert Organisation.objects.count() == 2


@pytest.mark.once
def test_works_without_any_pack(db):
    assert make() >= 85
    assert not SelfAssessment.objects.exists()
    assert not Cycle.objects.exists()
