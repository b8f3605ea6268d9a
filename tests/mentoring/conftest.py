"""The potters' scheme, as far as each test needs it."""

import pytest

from stepwell.frameworks.files import load_pack
from stepwell.frameworks.models import FrameworkVersion
from stepwell.frameworks.operations import publish
from stepwell.mentoring.models import MenteeRequest, MentorEnrolment, MentoringProgramme, MentoringRelationship
from tests.cast import NOW
from tests.conftest import ROOT

from . import making


@pytest.fixture(scope="session")
def kiln_pack():
    return load_pack(ROOT / "tests" / "packs" / "kiln")


@pytest.fixture
def kiln(db, kiln_pack) -> FrameworkVersion:
    return publish(kiln_pack, by=None, at=NOW)


@pytest.fixture
def programme(cast, kiln) -> MentoringProgramme:
    return making.make_programme(cast, kiln)


@pytest.fixture
def request_of_amira(cast, programme) -> MenteeRequest:
    return making.ask(programme, cast.amira, cast.ashdown)


@pytest.fixture
def oscar_offers(cast, programme) -> MentorEnrolment:
    return making.offer(cast.oscar, programme, cast.marlow)


@pytest.fixture
def relationship(cast, programme, request_of_amira, oscar_offers) -> MentoringRelationship:
    """Amira of Ashdown and Oscar of Marlow."""
    return making.pair_up(cast, programme, request_of_amira, oscar_offers)
