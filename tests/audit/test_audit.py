import pytest

from stepwell.audit.operations import record
from tests.cast import NOW


def test_content_cannot_be_recorded(cast):
    with pytest.raises(ValueError, match="example"):
        record("something", by=cast.amira, at=NOW, about=cast.amira, example="what I wrote")


def test_facts_are(cast):
    event = record("something", by=cast.amira, at=NOW, about=cast.tom, count=3)
    assert (event.actor_id, event.thing_type, event.thing_id, event.detail) == (
        cast.amira.pk,
        "people.Person",
        str(cast.tom.pk),
        {"count": "3"},
    )
