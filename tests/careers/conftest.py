"""A grade pack of nobody's, tied to Lamplight, beside the cast."""

from pathlib import Path

import pytest

from stepwell.domain.framework import Pack
from stepwell.frameworks.files import load_pack
from stepwell.frameworks.models import FrameworkVersion
from stepwell.frameworks.operations import publish
from stepwell.people.models import Appointment, Person
from tests.cast import NOW


@pytest.fixture(scope="session")
def wicks_pack() -> Pack:
    return load_pack(Path(__file__).resolve().parents[1] / "packs" / "wicks")


@pytest.fixture
def wicks(lamplight, wicks_pack) -> FrameworkVersion:
    """The published wick ladder: apprentice, keeper, warden, in Lamplight's levels."""
    return publish(wicks_pack, by=None, at=NOW)


@pytest.fixture
def job_of():
    """A function: the one appointment of somebody, with a grade if given."""

    def job(person: Person, grade: str | None = None) -> Appointment:
        appointment = Appointment.objects.select_related("organisation", "person", "manager").get(person=person)
        if grade is not None:
            appointment.grade = grade
            appointment.save(update_fields=["grade"])
        return appointment

    return job
