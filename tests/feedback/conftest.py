"""Amira's round, as far as each test needs it."""

import pytest

from stepwell.feedback.models import FeedbackRound
from stepwell.feedback.operations import rounds
from tests.cast import NOW

from . import making

SECRET = "The way you trimmed the wick in front of the guild was a gift."


@pytest.fixture
def cycle(cast, lamplight):
    return making.make_cycle(cast, lamplight)


@pytest.fixture
def choosing(cast, cycle) -> FeedbackRound:
    """Amira has consented, has Fran to facilitate, and has placed herself."""
    round = making.join(cycle, cast.amira)
    rounds.choose_facilitator(round, facilitator=cast.fran, by=cast.amira, at=NOW)
    making.rate_self(round)
    round.refresh_from_db()
    return round


@pytest.fixture
def collecting(cast, choosing) -> FeedbackRound:
    """Six peers, one report, her manager Tom: invited, with their links in `making.links()`."""
    making.nominate(choosing, "line_manager", person=cast.tom)
    making.nominate_many(choosing, peers=6, direct_reports=1)
    making.submit(choosing)
    choosing.refresh_from_db()
    making.send()
    return choosing


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
