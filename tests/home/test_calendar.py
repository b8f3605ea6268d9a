"""A calendar address of one's own: days and times for whoever holds it, and no word, name or place."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from stepwell.audit.models import AuditEvent
from stepwell.conversations.operations import proposing
from stepwell.conversations.operations.proposing import Plan
from stepwell.home.queries.calendar import calendar_of
from stepwell.plans.models import CalendarFeed
from stepwell.plans.operations import feed as operations
from stepwell.plans.operations import objectives, plans, reviews
from stepwell.plans.operations.refusals import NotTheOwner
from tests.cast import NOW, TODAY
from tests.conversations import making

SECRET = "I want to run the admissions office one day."
MEETS = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
PLACE = "The window seat upstairs"
TITLES = {"Conversation", "Time to look again", "Something I promised", "A step I planned"}


@pytest.fixture
def feed(cast):
    return operations.make_feed(person=cast.amira, by=cast.amira, at=NOW)


@pytest.fixture
def days(cast, monkeypatch):
    """One of each kind of day, every text a secret; the clock stands at NOW."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    by = {"by": cast.amira, "at": NOW}
    plan = plans.open_plan(person=cast.amira, **by)
    values = {"title": SECRET, "next_step": SECRET, "next_step_date": TODAY + timedelta(days=3)}
    objectives.add_objective(plan, values=values, today=TODAY, **by)
    reviews.set_review(plan, due_on=TODAY + timedelta(days=30), with_name=SECRET, today=TODAY, **by)
    meeting = making.agreed(
        cast.amira, cast.tom, cast.ashdown, plan=Plan(starts_at=MEETS, minutes=45, place=PLACE), message=making.SECRET
    )
    ended = making.ended(cast.amira, cast.fran, cast.ashdown, other_role="coach")
    return {"plan": plan, "meeting": meeting, "ended": ended}


def address_of(feed: CalendarFeed) -> str:
    return reverse("home:fetch_calendar", args=[feed.secret])


def events(content: bytes) -> dict[str, list]:
    found: dict[str, list] = {}
    for event in Calendar.from_ical(content).walk("VEVENT"):
        found.setdefault(str(event["SUMMARY"]), []).append(event)
    return found


def test_made_seen_copied_and_fetched_without_signing_in(cast, days, client, signed_in):
    amira = signed_in(cast.amira)
    assert "Make my calendar address" in amira.get(reverse("home:calendar")).content.decode()
    page = amira.post(reverse("home:make_calendar"), follow=True).content.decode()
    feed = CalendarFeed.objects.get()
    assert address_of(feed) in page and "webcal://" in page
    assert address_of(feed) in amira.get(reverse("home:calendar")).content.decode()
    answer = client.get(address_of(feed))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    found = events(answer.content)
    assert set(found) == TITLES
    assert [len(found[title]) for title in sorted(TITLES)] == [1, 1, 1, 2]
    assert found["Conversation"][0].decoded("DTSTART") == MEETS
    assert found["Conversation"][0].decoded("DTEND") == MEETS + timedelta(minutes=45)
    assert found["A step I planned"][0].decoded("DTSTART") == TODAY + timedelta(days=3)


def test_it_holds_no_word_no_name_and_no_place(cast, days, feed, client):
    stored = days["plan"].objectives.get().title, days["meeting"].place
    assert stored == (SECRET, PLACE)
    content = client.get(address_of(feed)).content.decode().replace("\r\n ", "")
    for word in (SECRET[:12], making.SECRET[:12], PLACE, "Tom", "Okafor", "Amira", "Fran", "areer"):
        assert word not in content


def test_it_is_valid_by_the_standard(days, feed, client):
    """RFC 5545: line ends, folded lines, times in UTC, what each event must have."""
    content = client.get(address_of(feed)).content
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert any(line.startswith(b" ") for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"DTSTART:20261120T140000Z" in content
    assert b"DTSTART;VALUE=DATE:20261119" in content
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT4H" in content
    calendar = Calendar.from_ical(content)
    assert calendar["VERSION"] == "2.0"
    uids = [str(event["UID"]) for event in calendar.walk("VEVENT")]
    assert len(uids) == len(set(uids)) == 5
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"} <= set(event)


def test_what_moves_keeps_its_name_and_counts_up(cast, days, feed, client):
    before = client.get(address_of(feed)).content
    move = Plan(starts_at=MEETS + timedelta(days=2), minutes=45, place=PLACE)
    proposing.plan_meeting(days["meeting"], move, by=cast.tom, at=NOW)
    by = {"by": cast.amira, "at": NOW, "today": TODAY}
    reviews.set_review(days["plan"], due_on=TODAY + timedelta(days=40), **by)
    step = days["plan"].objectives.get()
    objectives.change_objective(step, values={"next_step_date": TODAY + timedelta(days=9)}, revision=1, **by)
    after = client.get(address_of(feed)).content

    def told(content):
        every = Calendar.from_ical(content).walk("VEVENT")
        return {str(event["UID"]): (event.decoded("DTSTART"), int(event["SEQUENCE"])) for event in every}

    first, then = told(before), told(after)
    assert set(first) == set(then)
    moved = {uid for uid in first if first[uid][0] != then[uid][0]}
    assert {uid.split("-")[0] for uid in moved} == {"conversation", "review", "step"}
    assert all(then[uid][1] == first[uid][1] + 1 for uid in moved)


def test_the_invitation_and_the_feed_name_one_meeting(cast, days, feed, client, signed_in):
    invitation = signed_in(cast.amira).get(reverse("conversations:calendar_entry", args=[days["meeting"].pk]))
    one = Calendar.from_ical(invitation.content).walk("VEVENT")[0]
    other = events(client.get(address_of(feed)).content)["Conversation"][0]
    assert one["UID"] == other["UID"]


def test_guessed_renewed_and_ended_are_the_same_nothing(cast, days, feed, client, signed_in):
    amira, first = signed_in(cast.amira), address_of(feed)
    assert client.get(first).status_code == 200
    amira.post(reverse("home:make_calendar"))
    second = address_of(CalendarFeed.objects.get())
    assert client.get(second).status_code == 200
    amira.post(reverse("home:end_calendar"))
    assert "Make my calendar address" in amira.get(reverse("home:calendar")).content.decode()
    guesses = (first, second, "/calendar/x.ics", f"/calendar/{'é' * 500}.ics")
    answers = [client.get(address) for address in guesses]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_it_ends_with_the_account_and_a_leaver_finds_nothing_of_others(cast, days, client):
    toms = operations.make_feed(person=cast.tom, by=cast.tom, at=NOW)
    assert "Conversation" in events(client.get(address_of(toms)).content)
    cast.tom.appointments.update(end_date=TODAY - timedelta(days=1))
    assert events(client.get(address_of(toms)).content) == {}
    cast.tom.account.is_active = False
    cast.tom.account.save()
    assert client.get(address_of(toms)).status_code == 404


def test_nobody_makes_or_ends_one_for_somebody_else(cast, feed):
    for write in (operations.make_feed, operations.remove_feed):
        with pytest.raises(NotTheOwner):
            write(person=cast.amira, by=cast.tom, at=NOW)
    assert CalendarFeed.objects.get().secret == feed.secret


def test_the_secret_is_in_no_log_trail_or_dump(cast, days, feed, client, caplog):
    """A refused method and a fault are logged with the page's name; a dump of the database holds a digest alone."""
    client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG):
        assert client.post(address_of(feed)).status_code == 405
        with pytest.MonkeyPatch.context() as broken:
            broken.setattr("stepwell.home.views.calendar.calendar_of", lambda *a, **b: 1 / 0)
            assert client.get(address_of(feed)).status_code == 500
    logged = [record for record in caplog.records if record.name == "django.request"]
    assert len(logged) == 2
    assert "/calendar/<str:token>.ics" in logged[0].getMessage()
    assert not any(feed.secret in record.getMessage() for record in logged)
    assert not AuditEvent.objects.filter(detail__icontains=feed.secret).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM plans_calendarfeed")
        assert feed.secret.encode() not in b"|".join(
            str(bytes(v) if isinstance(v, memoryview) else v).encode() for v in cursor.fetchone()
        )


def test_the_queries_stay_few(cast, days, django_assert_num_queries):
    with CaptureQueriesContext(connection) as first:
        assert len(calendar_of(cast.amira, TODAY, at=NOW)) == 5
    for more in range(2):
        making.ended(cast.amira, cast.ben, cast.ashdown, other_role="colleague", kind="career") if more else None
        making.with_action(days["ended"])
    with django_assert_num_queries(len(first)):
        assert len(calendar_of(cast.amira, TODAY, at=NOW)) > 5
    assert len(first) == 5
