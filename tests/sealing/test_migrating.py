"""What was written before it was sealed: sealed on the way, as it was on the way back, nowhere in the clear afterwards."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from stepwell.assessments.models import Placement, SelfAssessment
from stepwell.careers.models import ExpectedLevel, JobProfileNote
from stepwell.feedback.models import Draft, FeedbackReport, Invitation
from stepwell.sealing.keys import KeyFault
from stepwell.sealing.operations import ensure_key_file
from stepwell.sealing.queries import key_state
from tests.cast import NOW, TODAY
from tests.feedback.test_sealed import words_read
from tests.feedback.wording import write_everything, write_to_be_sent
from tests.sealing.looking import words_stored
from tests.sealing.losing import lose
from tests.sealing.writing import OWN, WORDS, finished, write_own

BEFORE = [
    ("feedback", "0006_rounds_that_are_closing"),
    ("assessments", "0002_expected_then"),
    ("careers", "0002_expected_of_a_role"),
]
APPS = tuple(app for app, _ in BEFORE)


@pytest.fixture
def written(cast, lamplight) -> None:
    people = (cast.amira, cast.tom, cast.ashdown, lamplight)
    write_everything(*people, at=NOW, today=TODAY)
    write_to_be_sent(*people, at=NOW, today=TODAY)
    finished(write_own(cast.amira, cast.tom, lamplight, at=NOW, today=TODAY), cast.amira, NOW)


def own_words_read() -> set[str]:
    said = [
        *(one.example + one.situation + one.coaching_question + one.reflection for one in Placement.objects.all()),
        *(one.reason for one in ExpectedLevel.objects.all()),
        *(one.note for one in JobProfileNote.objects.all()),
    ]
    return {name for name, words in OWN.items() if any(words in text for text in said)}


def migrate_back() -> None:
    MigrationExecutor(connection).migrate(BEFORE)


def migrate() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] in APPS])


def all_that_is_kept() -> tuple:
    report, assessment = FeedbackReport.objects.get(), SelfAssessment.objects.get()
    return report.content, report.importance, Draft.objects.get().answers, assessment.expected_then


def test_there_and_back_and_not_without_a_key(key_file, written, transactional_db):
    """Back in the clear it is as an installation that nothing was ever sealed in: it gets its first key, then seals."""
    assert words_stored(WORDS, *APPS) == set()
    kept = all_that_is_kept()
    assert kept[-1]["trimming"]["reason"] == OWN["reason"]
    migrate_back()
    try:
        assert words_stored(WORDS, *APPS) == set(WORDS)
        lose(key_file)
        with pytest.raises(KeyFault, match="Put it back"):
            migrate()
        assert words_stored(WORDS, *APPS) == set(WORDS), "nothing was changed"
        ensure_key_file()
    finally:
        migrate()
    assert words_stored(WORDS, *APPS) == set()
    assert words_read() | own_words_read() == set(WORDS) and all_that_is_kept() == kept
    assert key_state().warnings() == []
    assert Invitation.objects.exclude(decline_reason="").count() == 1, "what was empty is empty"
