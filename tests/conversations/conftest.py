"""Amira and Tom, at four moments of one conversation."""

import pytest

from . import making


@pytest.fixture
def proposal(cast):
    return making.proposed(cast.amira, cast.tom, cast.ashdown, message=making.SECRET)


@pytest.fixture
def agreed(cast):
    return making.agreed(cast.amira, cast.tom, cast.ashdown)


@pytest.fixture
def met(cast):
    return making.met(cast.amira, cast.tom, cast.ashdown)


@pytest.fixture
def ended(cast):
    return making.ended(cast.amira, cast.tom, cast.ashdown)
