"""What is written in a round: on the pages of those it is for, sealed in the database, and closed without the key."""

import logging

import pytest
from django.core import mail
from django.db.models import F
from django.test import Client
from django.urls import reverse

from stepwell.feedback.models import (
    CycleQuestion,
    Draft,
    FeedbackReport,
    FeedbackRound,
    Invitation,
    ReportFocus,
    ThankYou,
)
from stepwell.feedback.models.ratings import ResponseComment
from stepwell.feedback.operations import due, inviting
from stepwell.sealing import keys
from stepwell.sealing.keys import CannotUnseal
from stepwell.sealing.operations import reseal
from stepwell.sealing.queries import keys_in_use
from tests.cast import NOW, TODAY
from tests.sealing.looking import words_stored
from tests.sealing.losing import closed, forget, lose, swap

from . import making
from .wording import WORDS, write_everything, write_to_be_sent


@pytest.fixture
def written(cast, lamplight) -> FeedbackRound:
    """A released round, and another one that still collects."""
    people = (cast.amira, cast.tom, cast.ashdown, lamplight)
    released = write_everything(*people, at=NOW, today=TODAY)
    write_to_be_sent(*people, at=NOW, today=TODAY)
    return released


def words_read() -> set[str]:
    said = [
        *(one.text for one in CycleQuestion.objects.all()),
        *(one.reason_for_repeat + one.return_reason for one in FeedbackRound.objects.all()),
        *(one.decline_reason for one in Invitation.objects.all()),
        *(str(one.answers) for one in Draft.objects.all()),
        *(one.text for one in ResponseComment.objects.all()),
        *(one.note for one in ReportFocus.objects.all()),
        *(one.text for one in ThankYou.objects.all()),
    ]
    return {name for name, words in WORDS.items() if any(words in text for text in said)}


def page(name: str, round: FeedbackRound) -> str:
    return reverse(f"feedback:{name}", args=[round.pk])


def test_every_word_is_read_by_those_it_is_for_and_none_in_the_database(cast, written, signed_in):
    amira = signed_in(cast.amira)
    going_on = FeedbackRound.objects.get(state="collecting")
    token = inviting.issue_link(Invitation.objects.get(draft__isnull=False), NOW)
    pages = [amira.get(page(name, written)).text for name in ("report", "round", "thanks")]
    pages += [amira.get(page(name, going_on)).text for name in ("round", "raters")]
    pages.append(Client().get(reverse("feedback:answer_check", args=[token])).text)
    assert {name for name, words in WORDS.items() if any(words in one for one in pages)} == set(WORDS)
    assert words_read() == set(WORDS)
    assert words_stored(WORDS, "feedback") == set()


def test_the_thank_you_goes_to_everybody_as_it_was_written(cast, written):
    thanks = [message for message in mail.outbox if WORDS["thanks"] in message.body]
    assert {message.to[0] for message in thanks} == {f"rater{number}@elsewhere.example" for number in range(8)}


def test_words_moved_to_another_row_do_not_open(written):
    """Numbered rows are bound to what tells them from the others: the round and its part, the cycle and its question."""
    ReportFocus.objects.update(dimension_id="another")
    CycleQuestion.objects.filter(key="question_1").update(key="question_4")
    ResponseComment.objects.update(id=F("id") - 1)
    for row, name in (
        (ReportFocus.objects.get(), "note"),
        (CycleQuestion.objects.filter(key="question_4").first(), "text"),
        (ResponseComment.objects.first(), "text"),
    ):
        with pytest.raises(CannotUnseal):
            getattr(row, name)


def test_the_check_counts_what_is_sealed_here(key_file, written):
    sealed = sum(keys_in_use().values())
    filled = 2 * 2 + 3 + 1 + 1 + ResponseComment.objects.count() + 1 + 1 + 1  # see WORDS; and the report
    assert sealed == filled


def test_everything_is_sealed_again_with_a_new_key(key_file, written):
    key_file.write_text(keys.new_key_line() + key_file.read_text())
    forget()
    reseal()
    key_file.write_text(key_file.read_text().splitlines()[0])
    forget()
    assert words_read() == set(WORDS)


# Without the key


@pytest.mark.parametrize("act", [swap, lose])
def test_pages_with_words_say_what_is_the_matter_and_all_others_go_on(key_file, cast, written, signed_in, act, caplog):
    going_on = FeedbackRound.objects.get(state="collecting")
    token = inviting.issue_link(Invitation.objects.get(draft__isnull=False), NOW)
    rater, amira, tom = Client(), signed_in(cast.amira), signed_in(cast.tom)
    rating = reverse("feedback:answer_page", args=[token, 1])
    before = key_file.read_bytes()
    with caplog.at_level(logging.CRITICAL):
        act(key_file)
        for name in ("report", "report_pdf", "report_csv", "report_json", "release_json", "certificate", "thanks"):
            assert closed(amira.get(page(name, written))), name
        assert closed(amira.get(page("round", going_on)))
        assert closed(rater.get(rating)) and closed(rater.post(rating, {"revision": "1"}))
        assert closed(rater.post(reverse("feedback:answer_save", args=[token, 1]), {"revision": "1"}))
    assert any("SEALING KEY" in line.message for line in caplog.records)
    assert not any(words in caplog.text for words in WORDS.values())
    for who in (amira, tom):
        assert who.get(reverse("home:home")).status_code == who.get(reverse("feedback:list")).status_code == 200
    key_file.write_bytes(before)
    keys.keyring.cache_clear()
    assert WORDS["comment"] in amira.get(page("report", written)).text
    assert WORDS["draft"] in rater.get(reverse("feedback:answer_check", args=[token])).text


def test_a_report_that_cannot_be_prepared_waits_for_the_key(key_file, answered, caplog):
    making.close(answered)
    old = swap(key_file)
    done = due.due_work(at=making.LATER, today=making.AFTER)
    assert done["feedback reports prepared"] == 0 and not FeedbackReport.objects.exists()
    assert "not in this installation's key file" in caplog.text
    key_file.write_bytes(key_file.read_bytes() + old)
    keys.keyring.cache_clear()
    assert due.due_work(at=making.LATER, today=making.AFTER)["feedback reports prepared"] == 1
