"""A meeting in people's calendars: put there by mail, moved, and taken out again; what was called off is never left there."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from stepwell.conversations.models import Conversation
from stepwell.conversations.operations import ending, meeting, proposing
from stepwell.conversations.operations.proposing import Plan
from stepwell.plans.operations import feed as feeds
from tests.cast import NOW, TODAY

from . import making
from .making import SECRET

MEETS = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
THERE = Plan(starts_at=MEETS, minutes=45, place=SECRET)
LATER = Plan(starts_at=MEETS + timedelta(days=3), minutes=45, place=SECRET)


@pytest.fixture
def sent(cast, mailoutbox, monkeypatch, django_capture_on_commit_callbacks):
    """Does something, and gives what was mailed since: {address: [event]}."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)

    def does(write, *args, **more) -> dict[str, list]:
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            write(*args, **more)
        found: dict[str, list] = {}
        for mail in mailoutbox:
            assert "heron" not in mail.message().as_string()
            found.setdefault(mail.to[0], []).extend(event_in(part) for part in mail.attachments)
        return found

    return does


def event_in(part):
    """One event; the method stands in the file and in its label, as mail programs want it (RFC 6047)."""
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert part.get_content_type() == "text/calendar" and part.get_param("method") == calendar["METHOD"]
    (event,) = calendar.walk("VEVENT")
    event.method = str(calendar["METHOD"])
    return event


def begun(cast, plan=THERE, **more) -> Conversation:
    return making.agreed(cast.amira, cast.tom, cast.ashdown, plan=plan, message=SECRET, **more)


def told(found) -> dict[str, list]:
    return {to: [(one.method, int(one["SEQUENCE"])) for one in events] for to, events in found.items()}


AMIRA, TOM = "amira@example.org", "tom@example.org"


def test_both_get_the_entry_moved_and_taken_out_by_mail(cast, sent):
    """One entry for all three: the same name, and a number that rises."""
    found = sent(lambda: begun(cast))
    assert told(found) == {AMIRA: [("REQUEST", 0)], TOM: [("REQUEST", 0)]}
    conversation = Conversation.objects.get()
    uid = found[AMIRA][0]["UID"]
    moved = sent(proposing.plan_meeting, conversation, LATER, by=cast.tom, at=NOW)
    assert told(moved) == {AMIRA: [("REQUEST", 1)], TOM: [("REQUEST", 1)]}
    assert moved[TOM][0].decoded("DTSTART") == LATER.starts_at
    gone = sent(proposing.call_off, conversation, by=cast.amira, at=NOW)
    assert told(gone) == {AMIRA: [("CANCEL", 2)], TOM: [("CANCEL", 2)]}
    for events in (*moved.values(), *gone.values()):
        assert [one["UID"] for one in events] == [uid]
    assert gone[TOM][0]["STATUS"] == "CANCELLED"
    for to, (event,) in gone.items():
        assert str(event["ATTENDEE"]) == f"mailto:{to}", "nobody but the reader stands in it"
        assert str(event["SUMMARY"]) == "Conversation"


def test_a_meeting_without_its_day_is_taken_out(cast, sent):
    sent(lambda: begun(cast))
    conversation = Conversation.objects.get()
    found = sent(proposing.plan_meeting, conversation, Plan(), by=cast.tom, at=NOW)
    assert told(found) == {AMIRA: [("CANCEL", 1)], TOM: [("CANCEL", 1)]}
    assert found[AMIRA][0].decoded("DTSTART") == MEETS
    again = sent(proposing.plan_meeting, conversation, LATER, by=cast.tom, at=NOW)
    assert told(again) == {AMIRA: [("REQUEST", 2)], TOM: [("REQUEST", 2)]}


def test_what_has_no_day_has_no_file(cast, sent):
    assert told(sent(lambda: begun(cast, plan=Plan()))) == {TOM: [], AMIRA: []}
    conversation = Conversation.objects.get()
    assert told(sent(proposing.call_off, conversation, by=cast.amira, at=NOW)) == {TOM: []}


def test_a_proposal_is_in_nobodys_calendar(cast, sent, signed_in):
    found = sent(lambda: making.proposed(cast.amira, cast.tom, cast.ashdown, plan=THERE))
    assert told(found) == {AMIRA: []}
    address = reverse("conversations:calendar_entry", args=[Conversation.objects.get().pk])
    assert signed_in(cast.amira).get(address).status_code == 302


def test_one_that_is_left_out_goes_and_the_next_one_comes(cast, sent):
    weekly = Plan(frequency="weekly", starts_at=MEETS, minutes=30)
    sent(lambda: begun(cast, plan=weekly, kind="one-to-one"))
    first = Conversation.objects.get()
    found = sent(ending.skip, first, by=cast.tom, at=NOW, today=TODAY)
    assert told(found) == {AMIRA: [("CANCEL", 1), ("REQUEST", 0)], TOM: [("CANCEL", 1), ("REQUEST", 0)]}
    assert found[TOM][1].decoded("DTSTART") == MEETS + timedelta(weeks=1)


def test_the_next_of_a_kind_that_repeats_is_in_both_calendars(cast, sent):
    weekly = Plan(frequency="weekly", starts_at=MEETS, minutes=30)
    sent(lambda: begun(cast, plan=weekly, kind="one-to-one"))
    first = Conversation.objects.get()
    meeting.come_in(first, by=cast.tom, at=NOW)
    ends = {"no_actions": True, "review_date": TODAY + timedelta(weeks=2), "by": cast.tom, "at": NOW, "today": TODAY}
    assert told(sent(ending.end_conversation, first, **ends)) == {AMIRA: [("REQUEST", 0)], TOM: [("REQUEST", 0)]}


@pytest.mark.parametrize("how", ["called off", "no day"])
def test_the_feed_and_the_file_on_the_page_say_it_too(cast, sent, client, signed_in, how):
    """A feed that only left it out would leave it in calendars that keep what they were given."""
    feed = feeds.make_feed(person=cast.amira, by=cast.amira, at=NOW)
    sent(lambda: begun(cast))
    address = reverse("home:fetch_calendar", args=[feed.secret])
    (before,) = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    assert ("STATUS" in before, int(before["SEQUENCE"])) == (False, 0)
    conversation = Conversation.objects.get()
    if how == "called off":
        sent(proposing.call_off, conversation, by=cast.tom, at=NOW)
    else:
        sent(proposing.plan_meeting, conversation, Plan(), by=cast.tom, at=NOW)
    page = reverse("conversations:calendar_entry", args=[conversation.pk])
    file = Calendar.from_ical(signed_in(cast.amira).get(page).content)
    assert file["METHOD"] == "CANCEL"
    for calendar in (file, Calendar.from_ical(client.get(address).content)):
        (event,) = calendar.walk("VEVENT")
        assert (event["STATUS"], int(event["SEQUENCE"]), event["UID"]) == ("CANCELLED", 1, before["UID"])
        assert event["TRANSP"] == "TRANSPARENT", "nobody is busy for it"
        assert event.decoded("DTSTART") == MEETS
    link = reverse("conversations:conversation", args=[conversation.pk])
    assert "out of your calendar" in signed_in(cast.amira).get(link).content.decode()
