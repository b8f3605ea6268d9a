"""A form that was sent after the session had ended waits for its sender, and for nobody else; no script is needed."""

import doctest
import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stepwell.audit.models import AuditEvent
from stepwell.config import schedule
from stepwell.people import kept_forms, presenters
from stepwell.people.keeping import KEPT, MARK
from stepwell.people.models import KeptForm
from stepwell.plans.models import Objective
from stepwell.plans.operations import plans
from stepwell.sealing.keys import KeyFault
from tests.cast import NOW, PASSWORD

from .sign_in_helpers import give_password

SECRET = "To say no to the registrar <b>once</b>\nand to mean it"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
KEPT_PAGE = "/people/kept/"
MAIN = re.compile(r"<main.*</main>", re.DOTALL)


def test_examples():
    assert doctest.testmod(presenters).failed == 0


class Browser:
    """Without a script: it opens pages, sends the forms that are on them, and brings its cookies along."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.page = ""

    def open(self, address: str) -> str:
        self.page = self.client.get(address, follow=True).content.decode()
        return self.page

    def send(self, address: str, said: dict, **headers):
        """The form of the page that was opened last, with the token that stands in it."""
        token = TOKEN.findall(self.page)[-1]
        return self.client.post(address, {"csrfmiddlewaretoken": token, **said}, **headers)

    def sign_in(self, person, to: str = "/") -> str:
        give_password(person)
        address = f"{reverse('account_login')}?{urlencode({'next': to})}"
        self.open(address)
        answer = self.send(address, {"login": person.email, "password": PASSWORD, "next": to})
        assert answer.status_code == 302
        return self.open(answer["Location"])


def session_ends() -> None:
    Session.objects.all().delete()


@pytest.fixture
def plan(cast):
    return plans.open_plan(person=cast.amira, by=cast.amira, at=NOW)


@pytest.fixture
def address(plan) -> str:
    return reverse("plans:add", args=[plan.pk])


def objective(**changes) -> dict:
    return {"title": "Say no", "description": SECRET, "horizon": "next", **changes}


@pytest.fixture
def browser(cast, address) -> Browser:
    """Amira has the page open, and her session has ended."""
    browser = Browser()
    browser.sign_in(cast.amira, address)
    session_ends()
    return browser


@pytest.fixture
def sent(browser, address) -> Browser:
    answer = browser.send(address, objective())
    assert answer["Location"] == f"{reverse('account_login')}?next={KEPT_PAGE}"
    return browser


def test_it_comes_back_to_whoever_sent_it_and_goes_where_it_was_going(cast, sent, address):
    assert "What you typed is kept for an hour" in sent.open(f"{reverse('account_login')}?next={KEPT_PAGE}")
    assert not Objective.objects.exists()
    page = sent.sign_in(cast.amira, KEPT_PAGE)
    assert "What you typed is still here" in page
    assert "To say no to the registrar &lt;b&gt;once&lt;/b&gt;\nand to mean it</textarea>" in page
    assert f'action="{address}"' in page and 'name="horizon" value="next"' in page and "<li>Horizon: next</li>" in page
    answer = sent.send(address, objective())
    assert answer.status_code == 302
    assert Objective.objects.get().description.replace("\r\n", "\n") == SECRET
    assert not KeptForm.objects.exists() and sent.client.cookies[KEPT].value == ""
    assert "What you typed is still here" not in sent.open(KEPT_PAGE)


def test_nobody_else_who_signs_in_there_sees_it(cast, sent):
    """A computer in a corridor: Olga is next. And Amira, who comes back within the hour, still has it."""
    for person in (cast.olga, cast.tom):
        page = sent.sign_in(person, KEPT_PAGE)
        assert "What you typed" not in page and "registrar" not in page
        assert sent.client.get(KEPT_PAGE)["Location"] == "/"
        assert "registrar" not in sent.open("/") and KeptForm.objects.count() == 1
        sent.send(KEPT_PAGE, {})  # nor can they throw it away
        assert KeptForm.objects.count() == 1
        session_ends()
    assert "registrar" in sent.sign_in(cast.amira, KEPT_PAGE)


def test_the_home_page_leads_there_once_however_somebody_signed_in(cast, sent):
    assert "What you typed is still here" in sent.sign_in(cast.amira)
    assert "What you typed is still here" not in sent.open("/")
    assert "registrar" in sent.open(KEPT_PAGE)


def test_it_lies_sealed_and_stands_nowhere_else(cast, sent, address, caplog, mailoutbox):
    assert "registrar" in str(KeptForm.objects.get().content)  # it is there
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_keptform")
        stored = [bytes(value) if isinstance(value, memoryview) else value for value in cursor.fetchone()]
    for word in ("registrar", str(address), cast.amira.pk.hex, str(cast.amira.pk)):
        assert word not in str(stored)
    assert "registrar" not in str(list(AuditEvent.objects.values())) + caplog.text + str(mailoutbox)
    assert "registrar" not in str(sent.client.cookies) and str(cast.amira.pk) not in str(sent.client.cookies)


def test_after_an_hour_it_is_gone(cast, sent):
    KeptForm.objects.update(kept_at=timezone.now() - timedelta(minutes=61))
    assert "What you typed" not in sent.sign_in(cast.amira, KEPT_PAGE)
    assert schedule.tick(timezone.now())["kept forms removed"] == 1
    assert not KeptForm.objects.exists()


def test_it_can_be_thrown_away(cast, sent):
    sent.sign_in(cast.amira, KEPT_PAGE)
    assert sent.send(KEPT_PAGE, {})["Location"] == "/"
    assert not KeptForm.objects.exists()


def test_what_is_wrong_in_it_is_said_by_the_page_it_goes_to(cast, sent, address):
    sent.sign_in(cast.amira, KEPT_PAGE)
    answer = sent.send(address, objective(title=""))
    assert answer.status_code == 422 and "registrar" in answer.content.decode()
    assert not KeptForm.objects.exists()


def test_it_stays_if_it_cannot_be_delivered(cast, sent, address, plan):
    sent.sign_in(cast.amira, KEPT_PAGE)
    type(plan).objects.filter(pk=plan.pk).update(person=cast.tom)
    assert sent.send(address, objective()).status_code == 404
    assert "registrar" in sent.open(KEPT_PAGE)


class TestAPageThatWasOpenMeanwhile:
    """Its token is good no more once somebody has signed in anew in another tab; which one it had says whose page it was."""

    def test_of_whoever_is_signed_in_again_leads_straight_to_it(self, cast, browser, address):
        old = browser.page
        browser.sign_in(cast.amira)
        browser.page = old
        assert browser.send(address, objective())["Location"] == KEPT_PAGE
        assert "registrar" in browser.open(KEPT_PAGE)
        assert browser.send(address, objective()).status_code == 302
        assert Objective.objects.count() == 1 and not KeptForm.objects.exists()

    def test_of_somebody_else_is_refused_and_waits_for_them(self, cast, browser, address):
        """Amira's page is still open on the computer in the corridor where Tom is signed in now, or was."""
        old = browser.page
        browser.sign_in(cast.tom)
        browser.page = old
        assert browser.send(address, objective()).status_code == 403
        assert browser.client.get(KEPT_PAGE)["Location"] == "/"
        session_ends()
        assert "registrar" not in browser.sign_in(cast.tom, KEPT_PAGE)
        session_ends()
        assert "registrar" in browser.sign_in(cast.amira, KEPT_PAGE)

    def test_with_nobody_signed_in_leads_to_sign_in(self, cast, browser, address):
        old = browser.page
        browser.sign_in(cast.tom)
        session_ends()
        browser.page = old
        assert browser.send(address, objective())["Location"] == f"{reverse('account_login')}?next={KEPT_PAGE}"
        assert "registrar" in browser.sign_in(cast.amira, KEPT_PAGE)


class TestWhatIsNotKept:
    def nothing(self, answer, address):
        assert answer["Location"] == f"{reverse('account_login')}?{urlencode({'next': address}, safe='/')}"
        assert not KeptForm.objects.exists()

    def test_a_page_made_before_two_others_signed_in(self, cast, browser, address):
        old = browser.page
        for person in (cast.tom, cast.ben):
            browser.sign_in(person)
            session_ends()
        browser.page = old
        assert browser.send(address, objective()).status_code == 403
        assert not KeptForm.objects.exists()

    @pytest.mark.parametrize("token", ["", "x" * 64, "x" * 32, "é" * 64])
    def test_a_form_with_a_token_that_we_never_made(self, browser, address, token):
        assert browser.client.post(address, {"csrfmiddlewaretoken": token, **objective()}).status_code == 403
        assert not KeptForm.objects.exists()

    def test_a_form_without_its_token(self, browser, address):
        assert browser.client.post(address, objective()).status_code == 403
        assert not KeptForm.objects.exists()

    @pytest.mark.parametrize("mark", ["", "made up", "0" * 64 + ":made-up"])
    def test_a_mark_that_is_not_ours(self, browser, address, mark):
        browser.client.cookies[MARK] = mark
        self.nothing(browser.send(address, objective()), address)

    def test_a_mark_of_another_browser(self, cast, browser, address):
        other = Browser()
        other.sign_in(cast.tom)
        browser.client.cookies[MARK] = other.client.cookies[MARK].value
        self.nothing(browser.send(address, objective()), address)

    def test_what_a_script_sends(self, browser, address):
        token = TOKEN.findall(browser.page)[-1]
        self.nothing(browser.client.post(address, objective(), headers={"X-CSRFToken": token}), address)
        self.nothing(browser.send(address, objective(), headers={"Sec-Fetch-Mode": "cors"}), address)

    def test_a_form_with_a_password_one_too_large_and_one_with_nothing_in_it(self, browser, address):
        for said in ({"new_password": "x", **objective()}, objective(description="x" * 500_001), {}):
            self.nothing(browser.send(address, said), address)

    def test_a_password_page(self, browser):
        browser.send("/sign-in/password/change/", {"oldpassword": "x", "password1": "y", "password2": "y"})
        assert not KeptForm.objects.exists()


def test_not_more_than_a_few_at_one_time(browser, address):
    for number in range(5):
        browser.send(address, objective(title=f"The {number}th"))
    assert KeptForm.objects.count() == kept_forms.AT_ONE_TIME


def test_a_file_cannot_be_kept_and_it_says_so(cast, browser, address):

    browser.send(address, {**objective(), "file": SimpleUploadedFile("a.txt", b"words")})
    assert "A file cannot be kept: choose it again" in browser.sign_in(cast.amira, KEPT_PAGE)


def test_without_the_key_to_seal_with_it_sends_to_sign_in_as_ever(browser, address, monkeypatch):
    def lost(*_, **__):
        raise KeyFault("the key file is gone")

    monkeypatch.setattr(kept_forms.KeptForm.objects, "create", lost)
    assert browser.send(address, objective()).status_code == 302


def test_the_mark_is_given_once_and_costs_no_query(cast, signed_in):
    client = signed_in(cast.amira)
    first = [MARK in client.get("/people/me/name/").cookies for _ in range(3)]
    assert first == [True, False, False]
    client.cookies[KEPT] = "a key that opens nothing"
    assert client.post("/people/me/name/", {"preferred_name": "Mimi"}).status_code == 302
