"""A mail on the day of a plan's review: once, to its owner alone, and none lost."""

from datetime import timedelta

import pytest

from stepwell.config.schedule import tick
from stepwell.plans.models import PlanReview
from stepwell.plans.operations import plans, reminding, reviews
from tests.cast import NOW, TODAY

from .conftest import SECRET

DAY = TODAY + timedelta(days=7)
THEN = NOW + timedelta(days=7)


@pytest.fixture
def review(cast, plan):
    return reviews.set_review(plan, due_on=DAY, with_name=SECRET, by=cast.amira, at=NOW, today=TODAY)


def send(at=THEN, today=DAY) -> int:
    return reminding.send_review_reminders(at=at, today=today)


def test_once_on_the_day_and_without_a_word_of_it(review, mailoutbox):
    assert send(NOW, TODAY) == 0
    assert [send(), send(), send(THEN + timedelta(days=1), DAY + timedelta(days=1))] == [1, 0, 0]
    (mail,) = mailoutbox
    assert mail.to == ["amira@example.org"]
    assert review.with_name == SECRET
    assert SECRET not in mail.subject + mail.body
    assert str(review.plan_id) in mail.body


def test_a_day_that_was_moved_is_recalled_on_the_new_one(cast, review, plan, mailoutbox):
    send()
    later = DAY + timedelta(days=5)
    reviews.set_review(plan, due_on=later, by=cast.amira, at=THEN, today=DAY)
    assert send() == 0
    assert send(THEN + timedelta(days=5), later) == 1
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 2


def test_other_words_for_the_same_day_are_no_new_reminder(cast, review, plan, mailoutbox):
    send()
    reviews.set_review(plan, due_on=DAY, with_name="Ruth", by=cast.amira, at=THEN, today=DAY)
    assert send() == 0


def test_held_removed_put_away_or_long_past_is_not_recalled(cast, review, plan, mailoutbox):
    assert send(THEN + timedelta(days=14), DAY + timedelta(days=14)) == 0
    plans.close_plan(plan, by=cast.amira, at=NOW)
    assert send() == 0
    plans.reopen_plan(plan, by=cast.amira, at=NOW)
    reviews.hold_review(review, held_on=TODAY, note="", next_on=None, by=cast.amira, at=NOW, today=TODAY)
    assert send() == 0
    assert mailoutbox == []


def test_a_killed_worker_loses_none_and_the_message_keeps_its_number(review, mailoutbox, monkeypatch):
    sent = reminding.emails.send_review_reminder

    def killed(one, connection):
        sent(one, connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(reminding.emails, "send_review_reminder", killed)
    with pytest.raises(KeyboardInterrupt):
        send()
    monkeypatch.setattr(reminding.emails, "send_review_reminder", sent)
    assert send() == 0  # another worker may still be at it
    assert send(THEN + timedelta(minutes=6)) == 1
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 1
    assert PlanReview.objects.get().reminded_at == THEN + timedelta(minutes=6)


def test_the_tick_sends_it(review, mailoutbox):
    assert tick(THEN)["reminders of plan reviews on their way"] == 1
