"""What all tests of a file begin with is made once for them, and what each changes is undone: fixtures to import there."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from stepwell.frameworks.models import FrameworkVersion
from stepwell.frameworks.operations import publish
from tests.cast import NOW, Cast, make_cast


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker) -> Iterator[None]:
    """One transaction around all tests of a file; each test has its own inside."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cast(kept) -> Cast:
    return make_cast()


@pytest.fixture(scope="module")
def lamplight(kept, lamplight_pack) -> FrameworkVersion:
    return publish(lamplight_pack, by=None, at=NOW)


@pytest.fixture(autouse=True)
def undone(db) -> None:
    """What a test changes goes with it."""
