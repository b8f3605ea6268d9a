"""The potters' scheme, as far as each test needs it."""

from contextlib import nullcontext

import pytest

from stepwell.domain.matching import Solver, prepare
from stepwell.domain.matching.running import explained
from stepwell.domain.matching.solving import match_with
from stepwell.frameworks.files import load_pack
from stepwell.frameworks.models import FrameworkVersion
from stepwell.frameworks.operations import publish
from stepwell.mentoring.models import MenteeRequest, MentorEnrolment, MentoringProgramme, MentoringRelationship
from stepwell.mentoring.operations import following, running
from tests.cast import NOW
from tests.conftest import ROOT

from . import making


@pytest.fixture(scope="session")
def kiln_pack():
    return load_pack(ROOT / "tests" / "packs" / "kiln")


@pytest.fixture
def kiln(db, kiln_pack) -> FrameworkVersion:
    return publish(kiln_pack, by=None, at=NOW)


@pytest.fixture(scope="module")
def solver():
    with Solver() as running_one:
        yield running_one


@pytest.fixture
def one_solver(monkeypatch, solver):
    """One process for all, and no stands of the slider: neither changes what is found."""
    monkeypatch.setattr("stepwell.domain.matching.live.match", lambda ready, seconds: match_with(ready, solver))
    monkeypatch.setattr("stepwell.domain.matching.live.staying.Solver", lambda seconds: nullcontext(solver))
    monkeypatch.setattr(following, "match", lambda ready: match_with(ready, solver))
    monkeypatch.setattr(running, "solve", lambda cohort: explained(match_with(prepare(cohort), solver), solver))
    monkeypatch.setattr(running, "stands_of", lambda cohort: [])


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
