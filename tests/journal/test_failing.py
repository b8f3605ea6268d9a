"""A page that fails while it keeps what somebody wrote: neither the answer nor the log has a word of it."""

import logging

import pytest
from django.urls import reverse

from stepwell.journal.models import JournalEntry
from stepwell.sealing.fields import SealedField, SealedJSONField, SealedTextField

from .test_writing import SECRET, page_of


@pytest.fixture
def failing(monkeypatch):
    def fail(field, value):
        raise RuntimeError("no room left on the disk")

    monkeypatch.setattr(SealedField, "to_bytes", fail)
    monkeypatch.setattr(SealedTextField, "to_bytes", fail)
    monkeypatch.setattr(SealedJSONField, "to_bytes", fail)


def test_a_failed_save_says_nothing_of_what_was_written(cast, signed_in, failing, caplog, settings):
    assert not settings.DEBUG
    amira = signed_in(cast.amira)
    amira.raise_request_exception = False
    amira.post(reverse("journal:new"))
    answer = amira.post(page_of(JournalEntry.objects.get()), {"q-": SECRET, "revision": "0"})
    written = [logging.Formatter("%(asctime)s %(message)s").format(line) for line in caplog.records]
    assert answer.status_code == 500
    assert any("no room left on the disk" in line for line in written)
    assert not any(SECRET in line for line in written)
    assert SECRET not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_nothing_is_mailed_about_a_failure(settings):
    """Django mails each failure, with the form that was sent, to whoever is named here."""
    assert settings.ADMINS == []
