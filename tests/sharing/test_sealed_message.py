"""The words beside a share: sealed in the database, those too that were written before they were."""

from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from stepwell.sharing.models import Share
from tests.cast import NOW, TODAY

WORDS = "Read the part about the night shifts first."


def forward() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] == "sharing"])


def share_of(cast) -> Share:
    return Share.objects.create(
        owner=cast.amira, recipient=cast.tom, kind="assessments", title="A report", purpose="support", message=WORDS,
        granted_at=NOW, until_date=TODAY + timedelta(days=9),
    )  # fmt: skip


def stored() -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT message FROM sharing_share ORDER BY granted_at")
        return [bytes(row[0]) if not isinstance(row[0], str) else row[0].encode() for row in cursor.fetchall()]


def test_the_words_are_there_and_cannot_be_read_in_the_database(cast):
    share = share_of(cast)
    assert Share.objects.get(pk=share.pk).message == WORDS
    assert WORDS.encode() not in stored()[0]


def test_what_was_written_before_is_sealed_on_the_way_and_comes_back_on_the_way_back(cast, transactional_db):
    share = share_of(cast)
    executor = MigrationExecutor(connection)
    executor.migrate([("sharing", "0002_former_managers")])
    assert stored() == [WORDS.encode()]
    forward()
    assert WORDS.encode() not in stored()[0]
    assert Share.objects.get(pk=share.pk).message == WORDS
