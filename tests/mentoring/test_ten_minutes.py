"""An application takes less than ten minutes, with the framework of fifteen qualities that it was thought for."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from stepwell.frameworks.files import load_pack
from stepwell.frameworks.operations import publish
from stepwell.mentoring.models import MenteeRequest, MentorProfile
from stepwell.mentoring.operations import joining, programmes
from tests.cast import NOW
from tests.conftest import ROOT

from . import making
from .reading import Way

SUMMARY = "People of a university and a council meet somebody who works quite differently and has time to listen. " * 4
CODES = [
    programmes.CodePlan("A code for managers", "Whoever leads puts people first, is honest and answers for it. " * 4),
    programmes.CodePlan(
        "What we agree to", "What is said stays between the two, within the limits that both read. " * 4
    ),
]
ENOUGH = 3  # qualities, as the application says


@pytest.fixture(scope="module")
def qualities_of_leaders():
    return load_pack(ROOT / "packs" / "nhs-lqf")


@pytest.fixture
def county(cast, qualities_of_leaders):
    """As long in its own words as the demonstration's."""
    version = publish(qualities_of_leaders, by=None, at=NOW)
    scheme = making.make_programme(cast, version, is_open=False, summary=SUMMARY, places=["Ashdown", "Marlow"])
    programmes.change_programme(scheme, codes=CODES, by=cast.cora, at=NOW)
    programmes.open_programme(scheme, by=cast.cora, at=NOW)
    scheme.refresh_from_db()
    return scheme


class Walker:
    """A client that goes from page to page as the links and forms lead, and counts."""

    def __init__(self, client):
        self.client, self.way, self.html = client, Way(), ""

    def get(self, url: str, **counted) -> str:
        self.html = self.client.get(url, follow=True).content.decode()
        self.way.look_at(self.html, **counted)
        return self.html

    def post(self, url: str, data: dict, **counted) -> str:
        answer = self.client.post(url, data, follow=True)
        assert answer.status_code == 200, answer.content.decode()
        self.html, self.at = answer.content.decode(), answer.redirect_chain[-1][0] if answer.redirect_chain else url
        self.way.look_at(self.html, **counted)
        return self.html


def hidden(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(revision|seen)" value="([^"]*)"', html))


def assess(walker: Walker, application: str, qualities: int) -> None:
    """From the list of the application to the report and back; the report is there to be read another day."""
    client, way = walker.client, walker.way
    start = re.search(r'href="([^"]*purpose=mentoring)"', walker.html)[1]
    walker.get(start)
    before = client.post(urlsplit(start).path, {"purpose": "mentoring"}, follow=True)
    way.look_at(before.content.decode())
    page = client.post(before.redirect_chain[-1][0], {}, follow=True)
    for number in range(1, qualities + 1):
        html = page.content.decode()
        way.look_at(html, choices=2)
        address = re.sub(r"/\d+/$", f"/{number}/", page.redirect_chain[-1][0])
        place = re.search(r'name="place"[^>]*value="([^"]+)"', html)[1]
        said = {"place": place, "wish": "yes", **hidden(html)}
        page = client.post(address, said, follow=True)
    check = re.sub(r"/\d+/$|/check/$", "/check/", page.redirect_chain[-1][0])
    walker.get(check)
    report = client.post(check, {}, follow=True).content.decode()
    assert f'href="{application}"' in report and "Go on with it" in report
    way.pages += 1
    walker.get(application)


def ask_for_a_mentor(walker: Walker, county, qualities: int) -> str:
    walker.get(reverse("mentoring:list"))
    walker.get(reverse("mentoring:public", args=[county.slug]))
    walker.post(reverse("mentoring:start_request", args=[county.pk]), {})
    own = county.requests.get()
    application = reverse("mentoring:request", args=[own.pk])
    codes = reverse("mentoring:request_codes", args=[own.pk])
    ticks = re.findall(r'name="(code_\d+)"', walker.get(codes))
    walker.post(codes, dict.fromkeys(ticks, "on"), choices=len(ticks))
    assess(walker, application, qualities)
    section(walker, own, "about", {"seniority": "2"}, choices=1)
    return application


def section(walker: Walker, own: MenteeRequest, key: str, said: dict, **counted) -> None:
    address = reverse("mentoring:request_section", args=[own.pk, key])
    walker.post(address, {**hidden(walker.get(address)), **said}, **counted)


def send(walker: Walker, county) -> None:
    assert "You are in line for the next match" in walker.post(
        reverse("mentoring:send_request", args=[county.requests.get().pk]), {}
    )


def test_what_is_needed_of_a_mentee(cast, county, signed_in):
    walker = Walker(signed_in(cast.amira))
    ask_for_a_mentor(walker, county, ENOUGH)
    send(walker, county)
    assert walker.way.minutes < 10


def test_all_that_a_mentee_may_say(cast, county, signed_in):
    """Everything in two sittings, say: every quality, each wish, forty words on oneself. The guide says how long."""
    walker = Walker(signed_in(cast.amira))
    ask_for_a_mentor(walker, county, 15)
    own = county.requests.get()
    section(walker, own, "about", {"seniority": "2", "background": "As before.", "hopes": "Much."}, typed=70)
    section(walker, own, "preferences", {"want_organisation": "other", "points_organisation": "5"}, choices=8)
    section(walker, own, "people", {"avoid": "Ben Carter"}, typed=2)
    section(walker, own, "shows", {"shows": ["needs"]}, choices=4)
    send(walker, county)
    assert 10 < walker.way.minutes < 25


def test_what_is_needed_of_a_mentor(cast, county, signed_in):
    walker = Walker(signed_in(cast.ruth))
    walker.get(reverse("mentoring:public", args=[county.slug]))
    join = reverse("mentoring:join_as_mentor", args=[county.pk])
    assert "Begin your profile" in walker.get(join)
    walker.post(reverse("mentoring:start_profile"), {"joining": str(county.pk)})
    assert walker.at == join
    offers = reverse("mentoring:offers", args=[county.pk])
    first = re.search(r'name="strength_([^"]+)"', walker.get(offers))[1]
    walker.post(offers, {f"strength_{first}": "2", f"words_{first}": "From a ward."}, choices=3, typed=30)
    for key, said, counted in (
        ("about", {"seniority": "4"}, {"choices": 1}),
        ("practical", {"capacity": "1", "is_remote": "on"}, {"choices": 3, "typed": 1}),
    ):
        address = re.search(rf'href="([^"]*/about/{key}/[^"]*)"', walker.html)[1]
        walker.post(address, {**hidden(walker.get(address)), **said}, **counted)
        assert walker.at == join, "each part leads back to joining"
    ticks = re.findall(r'name="(code_\d+)"', walker.html)
    walker.post(join, dict.fromkeys(ticks, "on"), choices=len(ticks))
    assert MentorProfile.objects.get().enrolments.exists()
    assert walker.way.minutes < 10


def test_joining_leads_nowhere_else(cast, county, signed_in):
    """Whoever brings another address is led to their profile."""
    client = signed_in(cast.ruth)
    for wrong in ("https://example.org/", "x", "00000000-0000-0000-0000-000000000000"):
        answer = client.post(reverse("mentoring:start_profile"), {"joining": wrong})
        assert answer.url == reverse("mentoring:mentor")


class TestWhoComesBack:
    """Whatever was left half-way is kept, and each place where somebody looks leads on."""

    def begun(self, cast, programme, signed_in):
        client = signed_in(cast.amira)
        client.post(reverse("mentoring:start_request", args=[programme.pk]))
        own = programme.requests.get(person=cast.amira)
        return client, own, reverse("mentoring:request", args=[own.pk])

    def test_home_the_list_and_the_public_page_lead_on_until_it_is_sent(self, cast, programme, signed_in):
        client, own, application = self.begun(cast, programme, signed_in)
        public = reverse("mentoring:public", args=[programme.slug])
        for page in ("/", reverse("mentoring:list"), public):
            assert f'href="{application}"' in client.get(page).content.decode(), page
        assert "Go on with your application for a mentor" in client.get("/").content.decode()
        assert "Ask for a mentor" not in client.get(public).content.decode()
        joining.withdraw(own, by=cast.amira, at=NOW)
        assert "Go on with your application" not in client.get("/").content.decode()
        assert "Ask for a mentor" in client.get(public).content.decode()

    def test_nobody_else_is_led_there(self, cast, programme, signed_in):
        _, _, application = self.begun(cast, programme, signed_in)
        for person in (cast.ben, cast.olga, cast.tom, None):
            client = signed_in(person)
            for page in ("/", reverse("mentoring:public", args=[programme.slug])):
                assert application not in client.get(page, follow=True).content.decode()

    def test_a_closed_programme_leads_nowhere(self, cast, programme, signed_in):
        client, _, application = self.begun(cast, programme, signed_in)
        programmes.close_programme(programme, by=cast.cora, at=NOW)
        assert application not in client.get("/").content.decode()

    def test_the_report_leads_back_until_it_is_sent(self, cast, programme, signed_in):
        client, own, application = self.begun(cast, programme, signed_in)
        assessment = making.assess(cast.amira, programme.version)
        report = reverse("assessments:report", args=[assessment.pk])
        assert f'href="{application}"' in client.get(report).content.decode()
        MenteeRequest.objects.filter(pk=own.pk).update(state="waiting", assessment=assessment, sent_at=NOW)
        assert application not in client.get(report).content.decode()

    def test_another_device_goes_on_where_the_first_stopped(self, cast, programme, signed_in):
        client, own, _ = self.begun(cast, programme, signed_in)
        address = reverse("mentoring:request_section", args=[own.pk, "about"])
        html = client.get(address).content.decode()
        saved = client.post(f"{address}save/", {**hidden(html), "seniority": "2", "hopes": "Half a sen"})
        assert saved.json()["saved"]
        other = signed_in(cast.amira)  # a session of its own
        page = other.get(address).content.decode()
        assert "Half a sen" in page and re.search(r'value="2"[^>]*checked', page)
