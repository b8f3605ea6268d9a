import pytest
from django.urls import reverse

from stepwell.frameworks.files import load_pack
from stepwell.frameworks.models import FrameworkVersion
from stepwell.frameworks.operations import publish
from tests.cast import NOW
from tests.conftest import ROOT

ODD = ("lamplight", "tidewatch", "two-rivers")


@pytest.fixture(scope="session")
def odd_packs():
    return {name: load_pack(ROOT / "tests" / "packs" / name) for name in ODD}


@pytest.fixture
def odd(db, odd_packs) -> dict[str, FrameworkVersion]:
    """Three frameworks unlike those that ship, published."""
    return {name: publish(pack, by=None, at=NOW) for name, pack in odd_packs.items()}


@pytest.fixture
def read(signed_in):
    """A function: the text of a page, as somebody of the cast reads it."""

    def text_of(person, name, *key, **query) -> str:
        response = signed_in(person).get(reverse(f"frameworks:{name}", args=key), query)
        assert response.status_code == 200, response.status_code
        return response.content.decode()

    return text_of
