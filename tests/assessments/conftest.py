"""A person in the middle of a self-assessment, and one who has finished; through the pages wherever that is short."""

from datetime import timedelta

import pytest

from stepwell.assessments import operations
from stepwell.assessments.models import SelfAssessment
from stepwell.frameworks.files import load_pack
from stepwell.frameworks.models import FrameworkVersion
from stepwell.frameworks.operations import publish
from stepwell.people.models import Person
from tests.cast import NOW, TODAY
from tests.conftest import ROOT

LATER = NOW + timedelta(minutes=20)
SECRET = "I rewrote the admissions letter with the student panel."


def begin(person: Person, version: FrameworkVersion, purpose: str = "conversation", at=NOW) -> SelfAssessment:
    assessment = operations.start_assessment(
        person=person,
        version=version,
        overlay=None,
        appointment=person.appointments.current(TODAY).first(),
        purpose=purpose,
        at=at,
    )
    operations.acknowledge_notices(assessment, by=person, at=at)
    return assessment


def answer(assessment: SelfAssessment, dimension_id: str, at=NOW, **answers):
    found = assessment.placements.filter(dimension_id=dimension_id).first()
    return operations.save_answers(
        assessment,
        dimension_id,
        answers,
        revision=found.revision if found else 0,
        by=assessment.person,
        at=at,
    )


def place(assessment: SelfAssessment, dimension_id: str, level_id: str, **more):
    return answer(assessment, dimension_id, state="placed", level_id=level_id, **more)


def finish(assessment: SelfAssessment, at=LATER) -> SelfAssessment:
    operations.complete_assessment(assessment, by=assessment.person, at=at)
    assessment.refresh_from_db()
    return assessment


@pytest.fixture
def draft(cast, lamplight) -> SelfAssessment:
    """Amira's, on a framework that nobody has seen: one of its two dimensions with levels is placed."""
    assessment = begin(cast.amira, lamplight)
    place(assessment, "trimming", "steady", example=SECRET, situation="In the evening team", importance=3)
    return assessment


@pytest.fixture
def completed(draft) -> SelfAssessment:
    place(draft, "carrying", "dim")
    return finish(draft)


@pytest.fixture
def wicks_job(cast, lamplight):
    """Amira's job, at a grade of which Steady at least is expected."""
    publish(load_pack(ROOT / "tests" / "packs" / "wicks"), by=None, at=NOW)
    job = cast.amira.appointments.get()
    job.grade = "keeper"
    job.save()
    return job
