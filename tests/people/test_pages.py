"""My details, my team, and what people administrators and data protection officers see."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stepwell.audit.models import AuditEvent
from stepwell.audit.operations import record
from stepwell.people import queries
from stepwell.people.models import Appointment, Duty
from tests.cast import NOW, TODAY, appoint, make_person

ADMINISTRATION = ["/people/", "/people/duties/", "/people/imports/"]


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    return page.content.decode()


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_my_details_show_my_work_and_my_job_profile(signed_in, cast):
    text = text_of(signed_in(cast.amira), "/people/me/")
    for expected in ["Amira Hassan", "amira@example.org", "Admissions Officer", "Registry", "Grade 5", "Tom Okafor"]:
        assert expected in text
    assert 'href="https://example.org/profiles/admissions-officer"' in text


def test_a_leaver_signs_in_and_keeps_what_is_theirs(signed_in, cast):
    client = signed_in(cast.lena)
    text = text_of(client, "/people/me/")
    assert "You have no current job" in text and "31 January 2026" in text
    assert client.get("/").status_code == 200
    for address in [*ADMINISTRATION, "/people/audit/"]:
        assert client.get(address).status_code == 404


def test_a_leaver_with_a_duty_left_over_can_do_nothing_with_it(signed_in, cast):
    Duty.objects.create(person=cast.lena, organisation=cast.ashdown, name="people_administrator", granted_at=NOW)
    for address in [*ADMINISTRATION, f"/people/person/{cast.amira.pk}/"]:
        assert signed_in(cast.lena).get(address).status_code == 404


@pytest.mark.parametrize(("typed", "called"), [("Mimi", "Mimi"), ("  ", "Amira"), ("<b>M</b>", "&lt;b&gt;M&lt;/b&gt;")])
def test_people_say_what_to_call_them(signed_in, cast, typed, called):
    client = signed_in(cast.amira)
    assert client.post("/people/me/name/", {"preferred_name": typed}).status_code == 302
    assert called in text_of(client, "/people/me/")


@pytest.mark.parametrize("typed", ["x" * 101, "a\x00b"])
def test_a_wrong_name_is_shown_again_with_its_fault(signed_in, cast, typed):
    page = signed_in(cast.amira).post("/people/me/name/", {"preferred_name": typed})
    assert page.status_code == 200 and "There is a problem" in page.content.decode()
    cast.amira.refresh_from_db()
    assert cast.amira.preferred_name == ""


def test_people_say_that_they_want_to_become_a_manager_and_take_it_back(signed_in, cast):
    client = signed_in(cast.amira)
    client.post("/people/me/aspiring/", {"aspiring": "yes"})
    assert "You said that you would like to become a manager" in text_of(client, "/people/me/")
    client.post("/people/me/aspiring/", {"aspiring": "no"})
    client.post("/people/me/aspiring/", {"aspiring": "perhaps"})
    cast.amira.refresh_from_db()
    assert cast.amira.aspiring_manager_since is None
    assert [event.detail for event in AuditEvent.objects.filter(action="person_changed")] == [{}, {}]


def audiences(person) -> list[str]:
    return queries.audience_of(person, queries.main_appointment(person, TODAY), TODAY)


def test_scenario_45_what_is_shown_first_follows_the_audience(cast):
    """A non-manager sees values first; who wants to manage, leadership behaviours; a senior leader, qualities."""
    assert audiences(cast.amira) == ["everyone"]
    cast.amira.aspiring_manager_since = date(2026, 11, 1)
    assert audiences(cast.amira) == ["aspiring_managers", "everyone"]
    assert audiences(cast.tom) == ["managers", "everyone"]
    assert audiences(cast.ruth) == ["senior_leaders", "managers", "everyone"]
    assert audiences(cast.lena) == ["everyone"]


def test_my_team_is_who_reports_to_me_today(signed_in, cast):
    text = text_of(signed_in(cast.tom), "/people/team/")
    assert "Amira Hassan" in text and "Ben Carter" in text
    assert "Lena Novak" not in text and "Ruth Ellis" not in text
    assert "Nobody reports to you" in text_of(signed_in(cast.amira), "/people/team/")


def add_people(cast, count: int) -> None:
    registry = cast.ashdown.units.get()
    for number in range(count):
        newcomer = make_person(f"New{number} Person")
        appoint(newcomer, registry, f"Z{number}", "Clerk", "3", cast.tom)
        Duty.objects.create(person=newcomer, organisation=cast.ashdown, name="coordinator", granted_at=NOW)
        record("share_granted", by=newcomer, at=NOW, about=newcomer, recipient=newcomer.pk)


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("tom", "/people/team/"),
        ("pat", "/people/"),
        ("pat", "/people/?q=person"),
        ("pat", "/people/duties/"),
        ("pat", "/people/person/{tom}/"),
        ("pat", "/people/imports/"),
        ("dan", "/people/audit/"),
    ],
)
def test_more_rows_take_no_more_queries(signed_in, cast, who, address):
    client = signed_in(getattr(cast, who))
    address = address.format(tom=cast.tom.pk)
    add_people(cast, 1)
    before = queries_of(client, address)
    Appointment.objects.filter(staff_number="Z0").update(staff_number="Y0")
    for number, name in enumerate(["Ada One", "Bea Two"]):
        newcomer = make_person(name)
        appoint(newcomer, cast.ashdown.units.get(), f"X{number}", "Clerk", "3", cast.tom)
        Duty.objects.create(person=newcomer, organisation=cast.ashdown, name="coordinator", granted_at=NOW)
        record("share_granted", by=newcomer, at=NOW, about=newcomer, recipient=newcomer.pk)
    assert queries_of(client, address) == before <= 25


def test_an_administrator_finds_people_of_their_own_organisation_only(signed_in, cast):
    client = signed_in(cast.pat)
    assert "Amira Hassan" in text_of(client, "/people/") and "Olga Petrova" not in text_of(client, "/people/")
    assert "Amira Hassan" in text_of(client, "/people/?q=hass") and "Ben Carter" not in text_of(
        client, "/people/?q=hass"
    )
    assert "Nobody found" in text_of(client, "/people/?q=olga")
    assert "Lena Novak" in text_of(client, "/people/?left=on") and "Lena Novak" not in text_of(client, "/people/")
    housing = cast.marlow.units.get()
    assert "There is a problem" in text_of(client, f"/people/?unit={housing.pk}")


@pytest.mark.parametrize(
    "query", ["?unit=abc", "?unit=99999999999999999999", "?page=-1", "?page=x", "?q=" + "x" * 3000, "?left=%ff"]
)
def test_odd_searches_never_break_the_page(signed_in, cast, query):
    assert signed_in(cast.pat).get(f"/people/{query}").status_code == 200


def test_nobody_else_sees_these_pages(signed_in, cast):
    """First that they exist for whom they are meant, then that everybody else gets the same 404."""
    own = dict.fromkeys([*ADMINISTRATION, f"/people/person/{cast.amira.pk}/"], "pat")
    own["/people/audit/"] = "dan"
    for address, holder in own.items():
        assert signed_in(getattr(cast, holder)).get(address).status_code == 200
        for name in ["olga", "ben", "amira", "tom", "fran", "cora", "lena", "pat", "dan"]:
            if name != holder:
                assert signed_in(getattr(cast, name)).get(address).status_code == 404, (name, address)
        assert Client().get(address)["Location"].startswith("/sign-in/?next=")


def test_an_administrator_of_marlow_reaches_nobody_of_ashdown(signed_in, cast):
    Duty.objects.create(person=cast.olga, organisation=cast.marlow, name="people_administrator", granted_at=NOW)
    client = signed_in(cast.olga)
    assert client.get(f"/people/person/{cast.oscar.pk}/").status_code == 200
    duty = Duty.objects.get(person=cast.fran)
    for address in [
        f"/people/person/{cast.amira.pk}/",
        f"/people/person/{cast.amira.pk}/duty/",
        f"/people/duties/{duty.pk}/end/",
        f"/people/person/{uuid.uuid4()}/",
        "/people/duties/999999999999999999999/end/",
    ]:
        assert client.get(address).status_code == 404
        assert client.post(address, {"duty": "coordinator"}).status_code in (404, 405)
    duty.refresh_from_db()
    assert duty.ended_at is None


def test_a_person_s_page_shows_jobs_here_and_not_elsewhere(signed_in, cast):
    appoint(cast.amira, cast.marlow.units.get(), "M9", "Night Warden", "")
    text = text_of(signed_in(cast.pat), f"/people/person/{cast.amira.pk}/")
    assert "Admissions Officer" in text and "A3" in text
    assert "Night Warden" not in text and "Marlow" not in text


def test_duties_are_given_and_ended_and_audited(signed_in, cast):
    client = signed_in(cast.pat)
    page = client.post(f"/people/person/{cast.ben.pk}/duty/", {"duty": "coordinator"}, follow=True)
    assert "Ben Carter is now coordinator." in page.content.decode()
    duty = Duty.objects.get(person=cast.ben)
    assert duty.granted_by == cast.pat
    client.post(f"/people/person/{cast.ben.pk}/duty/", {"duty": "coordinator"})
    assert Duty.objects.filter(person=cast.ben).count() == 1
    client.post(f"/people/duties/{duty.pk}/end/")
    duty.refresh_from_db()
    assert duty.ended_at and duty.ended_by == cast.pat
    assert client.post(f"/people/duties/{duty.pk}/end/").status_code == 404
    actions = AuditEvent.objects.filter(organisation_id=cast.ashdown.pk).values_list("action", "detail__role")
    assert sorted(actions) == [("duty_ended", "coordinator"), ("duty_granted", "coordinator")]


@pytest.mark.parametrize("duty", ["", "king", "x" * 5000])
def test_an_unknown_duty_is_refused(signed_in, cast, duty):
    page = signed_in(cast.pat).post(f"/people/person/{cast.ben.pk}/duty/", {"duty": duty})
    assert page.status_code == 200 and "There is a problem" in page.content.decode()
    assert not Duty.objects.filter(person=cast.ben).exists()


def test_a_leaver_is_given_no_duty(signed_in, cast):
    signed_in(cast.pat).post(f"/people/person/{cast.lena.pk}/duty/", {"duty": "coordinator"})
    assert not Duty.objects.filter(person=cast.lena).exists()


def test_the_last_people_administrator_stays(signed_in, cast):
    client = signed_in(cast.pat)
    duty = Duty.objects.get(person=cast.pat)
    Duty.objects.create(person=cast.lena, organisation=cast.ashdown, name="people_administrator", granted_at=NOW)
    page = client.post(f"/people/duties/{duty.pk}/end/")
    assert page.status_code == 409 and "Give this duty to somebody else first" in page.content.decode()
    Duty.objects.create(person=cast.ben, organisation=cast.ashdown, name="people_administrator", granted_at=NOW)
    assert client.post(f"/people/duties/{duty.pk}/end/").status_code == 302
    assert client.get("/people/").status_code == 404


def test_the_audit_trail_can_be_searched_and_shows_its_own_organisation_only(signed_in, cast):
    record("duty_granted", by=cast.pat, at=NOW, about=cast.ben, organisation_id=cast.ashdown.pk, role="coordinator")
    record("share_granted", by=cast.amira, at=NOW, about=cast.amira, recipient=cast.tom.pk)
    record("share_granted", by=cast.olga, at=NOW, about=cast.olga)
    record("duty_granted", by=None, at=NOW, about=cast.oscar, organisation_id=cast.marlow.pk, role="coordinator")
    client = signed_in(cast.dan)
    text = text_of(client, "/people/audit/")
    assert "2 events" in text and "Pat Singh" in text and "Recipient: Tom Okafor" in text
    assert "Olga" not in text and "Oscar" not in text
    assert "1 event found" in text_of(client, "/people/audit/?who=amira")
    assert "1 event found" in text_of(client, "/people/audit/?action=duty_granted")
    day = "from_date-day=17&from_date-month=11&from_date-year=2026"
    assert "No events found" in text_of(client, f"/people/audit/?{day}")


@pytest.mark.parametrize(
    "query",
    [
        "?from_date-day=31&from_date-month=2&from_date-year=2026",
        "?from_date-day=x",
        "?to_date-day=31&to_date-month=12&to_date-year=9999",
        "?from_date-day=2&from_date-month=2&from_date-year=2026&to_date-day=1&to_date-month=2&to_date-year=2026",
        "?action=" + "x" * 200,
        "?page=nine",
    ],
)
def test_odd_filters_never_break_the_audit_trail(signed_in, cast, query):
    record("duty_granted", by=cast.pat, at=NOW, about=cast.ben, organisation_id=cast.ashdown.pk)
    assert signed_in(cast.dan).get(f"/people/audit/{query}").status_code == 200
