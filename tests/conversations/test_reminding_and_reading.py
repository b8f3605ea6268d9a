"""Reminders go once and say nothing; nobody else reads until the person says so (scenarios 21 and 22)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stepwell.audit.models import AuditEvent
from stepwell.config.schedule import tick
from stepwell.conversations.models import ReadingRequest, Reminder
from stepwell.conversations.operations import ending, reading, reminding
from stepwell.conversations.operations import refusals as no
from stepwell.sharing import operations as sharing
from stepwell.sharing.models import Share
from tests.cast import NOW, TODAY

from . import making
from .making import SECRET

THEN = NOW + timedelta(weeks=13)
THAT_DAY = TODAY + timedelta(weeks=13)


def test_both_are_reminded_of_a_review_once(ended, mailoutbox):
    """Scenario 21."""
    for _ in range(2):
        reminding.queue_reminders(at=THEN, today=THAT_DAY)
        reminding.send_reminders(at=THEN, today=THAT_DAY)
    reviews = [mail for mail in mailoutbox if "look again" in mail.body]
    assert sorted(mail.to[0] for mail in reviews) == ["amira@example.org", "tom@example.org"]
    for mail in mailoutbox:
        assert mail.subject == "A reminder from Stepwell"
        assert "heron" not in mail.body


def test_a_promise_is_recalled_to_its_owner_alone(ended, mailoutbox):
    day = TODAY + timedelta(weeks=3)
    reminding.queue_reminders(at=NOW, today=day)
    reminding.send_reminders(at=NOW, today=day)
    assert [mail.to for mail in mailoutbox] == [["amira@example.org"]]


def test_what_was_looked_at_again_is_not_recalled(cast, ended):
    ending.look_again(ended, by=cast.tom, at=NOW)
    reminding.queue_reminders(at=THEN, today=THAT_DAY)
    assert not Reminder.objects.filter(about="review").exists()


def test_a_killed_worker_loses_none_and_the_message_keeps_its_number(ended, mailoutbox, monkeypatch):
    reminding.queue_reminders(at=THEN, today=THAT_DAY)
    sent = reminding.emails.send_reminder

    def killed(reminder, connection):
        sent(reminder, connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(reminding.emails, "send_reminder", killed)
    with pytest.raises(KeyboardInterrupt):
        reminding.send_reminders(at=THEN, today=THAT_DAY)
    monkeypatch.setattr(reminding.emails, "send_reminder", sent)
    reminding.send_reminders(at=THEN, today=THAT_DAY)
    reminding.send_reminders(at=THEN + timedelta(minutes=6), today=THAT_DAY)
    numbers = [mail.extra_headers["Message-ID"] for mail in mailoutbox]
    assert len(set(numbers)) == 2 == Reminder.objects.filter(sent_at__isnull=False).count()
    assert len(numbers) == 3


def test_who_has_left_is_not_reminded(cast, ended, mailoutbox):
    cast.tom.appointments.update(end_date=TODAY)
    reminding.queue_reminders(at=THEN, today=THAT_DAY)
    reminding.send_reminders(at=THEN, today=THAT_DAY)
    assert [mail.to for mail in mailoutbox] == [["amira@example.org"]]


def test_the_tick_reminds(ended, mailoutbox):
    assert tick(THEN)["reminders on their way"] == 2


def ask(cast, by=None) -> ReadingRequest:
    return reading.ask_to_read(person=cast.amira, purpose="review", reason="For the panel", by=by or cast.ruth, at=NOW)


def test_nobody_reads_before_the_person_says_so_nor_after_it_is_withdrawn(cast, ended, signed_in):
    """Scenario 22."""
    ruth, amira = signed_in(cast.ruth), signed_in(cast.amira)
    found = ruth.get(reverse("conversations:ask_to_read"), {"q": "Amira"})
    assert found.status_code == 200
    data = {"q": "Amira", "person": str(cast.amira.pk), "purpose": "review", "reason": "For the panel"}
    ruth.post(reverse("conversations:ask_to_read"), data)
    request = ReadingRequest.objects.get()
    assert ruth.get(reverse("conversations:conversation", args=[ended.pk])).status_code == 404
    assert "For the panel" in amira.get(reverse("conversations:answer_request", args=[request.pk])).content.decode()
    narrowed = {"then": "grant", "thing": f"conversation:{ended.pk}", "parts": ["actions"]}
    until = {"until-day": 1, "until-month": 2, "until-year": TODAY.year + 1}
    amira.post(reverse("conversations:answer_request", args=[request.pk]), narrowed | until)
    share = Share.objects.get()
    address = reverse("conversations:shared", args=[share.pk])
    shown = ruth.get(address).content.decode()
    assert f"{SECRET} Promised." in shown
    for words in ("Together.", "alone.", "Prepared."):
        assert f"{SECRET} {words}" not in shown
    assert signed_in(cast.tom).get(address).status_code == 404
    sharing.withdraw(share, by=cast.amira, at=NOW)
    assert ruth.get(address).status_code == 404
    trail = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"reading_asked", "reading_granted", "share_granted", "share_opened", "share_withdrawn"} <= trail
    assert not AuditEvent.objects.filter(detail__icontains="heron").exists()


def test_a_refusal_needs_no_reason_and_only_the_person_answers(cast, ended):
    request = ask(cast)
    with pytest.raises(no.AlreadyAsked):
        ask(cast)
    opening = reading.Opening("review", THAT_DAY)
    for somebody in (cast.tom, cast.ruth):  # the other of the two, and whoever asked
        with pytest.raises(no.NotThePerson):
            reading.refuse_reading(request, by=somebody, at=NOW)
        with pytest.raises(no.NotThePerson):
            reading.grant_reading(request, ended, opening, by=somebody, at=NOW, today=TODAY)
    reading.refuse_reading(request, by=cast.amira, at=NOW)
    with pytest.raises(no.AlreadyAnswered):
        reading.grant_reading(request, ended, opening, by=cast.amira, at=NOW, today=TODAY)


def test_the_other_of_the_two_opens_it_for_nobody(cast, ended):
    with pytest.raises(no.NotThePerson):
        opening = reading.Opening("review", THAT_DAY)
        reading.share_record(ended, opening, recipient=cast.ruth, by=cast.tom, at=NOW, today=TODAY)


def test_no_words_in_the_trail_the_log_or_the_mail(cast, caplog, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = making.ended(cast.amira, cast.tom, cast.ashdown, message=SECRET)
    assert SECRET in made.message
    assert mailoutbox
    assert not [mail for mail in mailoutbox if "heron" in mail.subject + mail.body]
    assert "heron" not in caplog.text
    assert not [event for event in AuditEvent.objects.all() if "heron" in str(vars(event))]
