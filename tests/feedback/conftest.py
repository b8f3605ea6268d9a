"""Amira's round, as far as each test needs it."""

import pytest

from stepwell.feedback.models import FeedbackRound

from . import making

SECRET = "The way you trimmed the wick in front of the guild was a gift."


@pytest.fixture
def cycle(cast, lamplight):
    return making.make_cycle(cast, lamplight)


@pytest.fixture
def choosing(cast, cycle) -> FeedbackRound:
    return making.begin(cast, cycle)


@pytest.fixture
def collecting(cast, choosing) -> FeedbackRound:
    return making.invite(cast, choosing)


@pytest.fixture
def answered(collecting) -> FeedbackRound:
    """Five peers, the report and Tom have answered; one peer has not."""
    for address, token in sorted(making.links().items()):
        if address != "peers5@elsewhere.example":
            making.answer(token, level=2 if address.startswith("peers") else 1, text=f"{SECRET} {len(address)}")
    return collecting


@pytest.fixture
def prepared(answered) -> FeedbackRound:
    making.close(answered)
    making.prepare(answered)
    return answered


@pytest.fixture
def released(prepared) -> FeedbackRound:
    making.release(prepared)
    return prepared


@pytest.fixture
def hlm(published):
    """The dimensions of a framework with a level below its scale, found by their place and not by name."""
    return published["nhs-hlm"]


@pytest.fixture
def ids(hlm):
    return [dimension["id"] for dimension in hlm.content["dimensions"]][:4]
