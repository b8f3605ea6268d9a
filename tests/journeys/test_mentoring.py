"""From an application to the fit question, in a real browser: the mentee on a phone, the mentor and the coordinator at desks.

The mentee is the council's newcomer. The mentor is whoever the run gives them; nobody can sign in as that person by a
click, so the test opens a session for them, and lets a day go by, in the installation's own database.
"""

import os
import re
import subprocess
import sys
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from .conftest import ROOT, watched
from .site import Site, place_of, scrolls_sideways, sign_in, violations

NEWCOMER, COORDINATOR = place_of("council", "newcomer"), place_of("council", "coordinator")
SESSION = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
from stepwell.mentoring.models import ProposedPairing
account = ProposedPairing.objects.get(pk={pairing!r}).enrolment.profile.person.account
session = SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = account.get_session_auth_hash()
session.create()
print(session.session_key)
"""
A_DAY_LATER = """
from datetime import timedelta
from django.db.models import F
from django.utils import timezone
from stepwell.mentoring.models import MentoringRelationship, MentoringSession
from stepwell.mentoring.operations.due import due_work
day = timedelta(days=1)
found = MentoringRelationship.objects.filter(pairing={pairing!r})
due_work(at=timezone.now(), today=timezone.localdate())
found.update(began_on=F("began_on") - day)
MentoringSession.objects.filter(relationship__in=found).update(on_date=F("on_date") - day)
due_work(at=timezone.now(), today=timezone.localdate())
# Another pair of the same coordinator's, as if it had been found since.
from stepwell.mentoring.models import MenteeRequest, ProposedPairing
ours = ProposedPairing.objects.get(pk={pairing!r})
others = ProposedPairing.objects.filter(run=ours.run, mentee_organisation=ours.mentee_organisation, state="offered")
other = others[0]
others.filter(pk=other.pk).update(state="proposed", placed_at=timezone.now(), offered_at=None)
MenteeRequest.objects.filter(pk=other.request_id).update(state="waiting")
"""


@pytest.fixture
def desk(browser, site):
    """A second desk, for the mentor."""
    made = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield watched(made.new_page())
    made.close()


def run_in(site: Site, code: str) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"STEPWELL_DATA": str(site.data), "STEPWELL_DEMONSTRATION": "1"}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    """A link, whether it looks like one or like a button."""
    page.locator("main a", has_text=re.compile(rf"^\s*{re.escape(name)}(:|\s*$)")).first.click()


def seen(page: Page) -> None:
    assert violations(page) == []
    assert not scrolls_sideways(page)
    assert page.faults == []


def apply(phone: Page) -> None:
    """The codes, a self-assessment of two qualities out of fifteen, and one choice: all else stays open."""
    phone.goto("/mentoring/")
    follow(phone, "Mentoring across the county")
    seen(phone)
    press(phone, "Ask for a mentor")
    seen(phone)
    follow(phone, "What is collected, who sees what, and codes of conduct")
    seen(phone)
    for code in phone.get_by_role("checkbox").all():
        code.check()
    press(phone, "Go on")
    follow(phone, "Your self-assessment")
    press(phone, "Start")
    press(phone, "I have read this: begin")
    for _ in range(2):
        phone.locator("input[name=place]").nth(2).check()
        phone.locator("input[name=wish]").first.check()
        with phone.expect_navigation():
            phone.locator("form#answers .govuk-button-group button").first.click()
    phone.goto(re.sub(r"/\d+/$", "/check/", phone.url))
    press(phone, "Complete")
    follow(phone, "Go on with it")
    follow(phone, "About you")
    phone.get_by_label("Experienced in my field").check()
    phone.get_by_label("What you hope for").fill("To find out how others do this.")
    seen(phone)
    press(phone, "Save")
    expect(phone.get_by_role("heading", name="Your application")).to_be_visible()
    press(phone, "Send my application")
    expect(phone.get_by_text("You are in line for the next match")).to_be_visible()


def match_and_publish(page: Page) -> None:
    page.goto("/mentoring/programmes/")
    follow(page, "Mentoring across the county")
    follow(page, "Matching")
    press(page, "Start a run")
    for _ in range(60):
        if page.get_by_text("people matched").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_role("heading", name="Your people’s pairs, the weakest first")).to_be_visible()
    seen(page)
    press(page, "See what it gives")
    expect(page.get_by_role("heading", name="If it stood elsewhere")).to_be_visible()
    expect(page.get_by_text("people matched")).to_be_visible()
    seen(page)
    page.go_back()
    follow(page, "Publish")
    press(page, "Publish")
    expect(page.get_by_text("Published for")).to_be_visible()


def look_at_what_was_found(page: Page) -> None:
    """Placed people wait for the coordinator, who hears of it on the home page."""
    page.goto("/")
    follow(page, "Look at new mentoring pairs")
    expect(page.get_by_role("heading", name="Found since the run")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Offer it to ")).first).to_be_visible()
    seen(page)


def meet(phone: Page) -> None:
    """The mentee sets a day and opens the session when it has come."""
    tomorrow = date.today() + timedelta(days=1)
    follow(phone, "Set a day")
    for part, value in (("day", tomorrow.day), ("month", tomorrow.month), ("year", tomorrow.year)):
        phone.locator(f"input[name=day-{part}]").fill(str(value))
    phone.locator("input[name=time]").fill("10:30")
    press(phone, "Set this day")
    seen(phone)


def test_from_an_application_to_the_fit_question(phone, page, desk, site):
    """Given somebody who asks for a mentor; when the run is published and both say yes; then each is asked how it fits."""
    sign_in(phone, NEWCOMER)
    apply(phone)
    sign_in(page, COORDINATOR)
    match_and_publish(page)

    phone.goto("/mentoring/")
    follow(phone, "Look at a pairing")
    seen(phone)
    pairing = re.search(r"pairings/([0-9a-f-]+)/", phone.url)[1]
    press(phone, "Yes, let us meet")
    desk.context.add_cookies(
        [{"name": "sessionid", "value": run_in(site, SESSION.format(pairing=pairing)), "url": site.url}]
    )
    desk.goto(f"/mentoring/pairings/{pairing}/")
    seen(desk)
    press(desk, "Yes, let us meet")
    expect(desk.get_by_text("You both said yes")).to_be_visible()
    relationship = desk.url

    phone.goto(relationship)
    follow(phone, "Write it")
    phone.get_by_label("What is the mentoring for?").fill("To speak up sooner.")
    press(phone, "Write it and sign")
    desk.goto(relationship)
    expect(desk.get_by_text("To speak up sooner.")).to_be_visible()
    press(desk, "Sign it")
    expect(desk.get_by_text("Signed by both")).to_be_visible()
    seen(desk)

    meet(phone)
    phone.goto(relationship)
    follow(phone, "Set a goal")
    phone.get_by_label("What do you want to reach?").fill("Chair one meeting by spring.")
    press(phone, "Set this goal")
    desk.goto(relationship)
    expect(desk.get_by_text("Chair one meeting by spring.")).to_be_visible()
    begun = (
        "from stepwell.conversations.models import Conversation; from django.utils import timezone; "
        f"Conversation.objects.filter(pk__in=__import__('stepwell.mentoring.models', fromlist=['x']).MentoringSession.objects"
        f".filter(relationship__pairing={pairing!r}).values('conversation')).update(started_at=timezone.now())"
    )
    run_in(site, begun)
    run_in(site, A_DAY_LATER.format(pairing=pairing))
    look_at_what_was_found(page)

    for one in (phone, desk):
        one.goto(relationship)
        follow(one, "Answer it")
        expect(one.get_by_role("group", name="Is it a good fit?")).to_be_visible()
        seen(one)
        one.get_by_label("It is a good fit").check()
        press(one, "Keep it")
        expect(one.get_by_text("Kept. Nobody else reads it.")).to_be_visible()
    page.goto("/mentoring/programmes/")
    follow(page, "Mentoring across the county")
    follow(page, "Who takes part from Harbourne City Council")
    follow(page, "Pairs")
    expect(page.get_by_text("Chair one meeting")).to_have_count(0)
    seen(page)
