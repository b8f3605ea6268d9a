"""The cast and the packs are made once for each file here: hundreds of tests ask pages about them, and each is undone."""

import pytest

from stepwell.frameworks.models import FrameworkVersion
from stepwell.frameworks.operations import publish
from tests.cast import NOW
from tests.kept import cast, kept, lamplight, undone  # noqa: F401


def pytest_collection_modifyitems(items):
    """Who may see what is the same on every kind of database; that each page works on both, `test_never_500` asks."""
    for item in items:
        if "access" in item.path.parts and item.path.name.endswith("_table.py"):
            item.add_marker(pytest.mark.once)


@pytest.fixture(scope="module")
def published(kept, real_packs) -> dict[str, FrameworkVersion]:  # noqa: F811
    return {pack_id: publish(pack, by=None, at=NOW) for pack_id, pack in real_packs.items()}
