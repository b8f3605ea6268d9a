"""A whole 360° round: opened, joined, chosen, approved, answered on a phone, closed, prepared, released, read, planned.

Workflows W13 and W34.

Framework: Leading Together. What no page does quickly (a draft cycle, the coordinator's session, the other answers)
is done by the operations, in a process of its own beside the served site.
"""

import json
import os
import re
import subprocess
import sys
import time

import pytest
from playwright.sync_api import Page, expect

from .conftest import ROOT
from .site import Site, place_of, scrolls_sideways, sign_in, sign_out, tab_to, violations

SUBJECT, FACILITATOR = place_of("university", "first"), place_of("university", "framework owner")
TITLE = "Leading well, together"
COMMENT = "Listens first, and says plainly what was decided."
ADDED = ("Ada Quill", "Ben Quill", "Cleo Quill")

START = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "stepwell.config.settings"
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
now, today = timezone.now(), timezone.localdate()
"""
DRAFT_A_CYCLE = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from stepwell.feedback.operations import cycles
from stepwell.frameworks.queries import latest_versions
from stepwell.people.models import Duty, Person
subject = Person.objects.get(full_name=given["subject"])
organisation = subject.appointments.first().organisation
def holder(name):
    return Duty.objects.get(organisation=organisation, name=name).person
cora = holder("coordinator")
version = next(v for v in latest_versions(organisation) if v.framework.title == "Leading Together")
cycle = cycles.create_cycle(
    organisation=organisation, version=version, overlay=None, title=given["title"], item_kind="dimensions", scale=[],
    asks_importance=True, opens_on=today, closes_on=today + timedelta(days=20), minimum_group_size=4,
    comment_threshold=5, protect_from="rater", approval="coordinator", request_cap=3, repeat_months=12,
    facilitators=[holder("framework_owner")], by=cora, at=now,
)
session = SessionStore()
session[SESSION_KEY] = str(cora.account.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = cora.account.get_session_auth_hash()
session.save()
print(json.dumps({"cycle": str(cycle.pk), "session": session.session_key, "cookie": settings.SESSION_COOKIE_NAME}))
"""
ANSWER = """
from stepwell.feedback.operations import answering
from stepwell.feedback.queries.asking import asked_of
from stepwell.feedback.queries.inviting import visit_of
for number, token in enumerate(given["tokens"]):
    visit = visit_of(token, now)
    ratings = {item.id: 2 + (number + place) % 2 for place, item in enumerate(asked_of(visit.cycle).items)}
    answering.save_draft(visit, ratings=ratings, comments={}, revision=0, at=now)
    answering.submit_answers(visit, group_key=visit.group.key, at=now)
print(json.dumps(len(given["tokens"])))
"""


def beside(site: Site, script: str, **given):
    """Run a script on the site's own data; what it prints last."""
    text = f"{START}\ngiven = json.loads({json.dumps(json.dumps(given))})\n{script}"
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, env=of(site), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


def of(site: Site) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return kept | {"STEPWELL_DATA": str(site.data), "STEPWELL_DEMONSTRATION": "1"}


def links(site: Site, number: int) -> dict[str, str]:
    """The secret of each mailed link by address, as soon as the worker has sent that many."""
    tick = [sys.executable, "-m", "stepwell.config.cli", "tick"]  # what the worker does once a minute
    subprocess.run(tick, cwd=ROOT, env=of(site), check=True, capture_output=True)
    found: dict[str, str] = {}
    end = time.monotonic() + 30
    while len(found) < number and time.monotonic() < end:
        time.sleep(0.3)
        for file in (site.data / "mail").glob("*.log"):
            for message in file.read_text().split("-" * 79):
                to = re.search(r"^To: .*?([^\s<>]+@[^\s<>]+)", message, re.M)
                token = re.search(r"/feedback/answer/([\w-]+)/", message)
                if to and token:
                    found[to[1].lower()] = token[1]
    assert len(found) == number, f"{len(found)} of {number} invitations were mailed"
    return found


def seen(page: Page) -> None:
    assert violations(page) == []
    assert not scrolls_sideways(page)
    assert page.faults == []


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def become_coordinator(page: Page, made: dict, site: Site) -> None:
    page.context.add_cookies([{"name": made["cookie"], "value": made["session"], "url": site.url}])


def approve(page: Page, address: str) -> None:
    page.goto(f"{address}approve/")
    expect(page.get_by_text("Ada Quill").first).to_be_visible()
    seen(page)
    press(page, "Agree: invite them")
    sign_out(page)


def open_as_coordinator(page: Page, made: dict, site: Site) -> None:
    become_coordinator(page, made, site)
    page.goto(f"/feedback/cycles/{made['cycle']}/open/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    seen(page)
    press(page, "Open the cycle")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    sign_out(page)


def choose_raters(page: Page, address: str) -> int:
    """The manager and three peers of those suggested, and three by address; how many in all."""
    page.goto(f"{address}raters/")
    near = page.locator("section[aria-labelledby=near]")
    for place in range(4):
        near.locator("input[name=people]").nth(place).check()
    press(page, "Add those ticked")
    for name in ADDED:
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("E-mail address", exact=True).fill(f"{name.split()[0].lower()}@elsewhere.example")
        page.locator("section[aria-labelledby=address]").get_by_label("Peers", exact=True).check()
        press(page, "Add")
    expect(page.get_by_role("heading", name="Your list (7)")).to_be_visible()
    seen(page)
    page.get_by_role("button", name="Continue: look at it once more").click()
    seen(page)
    press(page, "Send it to be agreed")
    return 7


def rate_oneself(page: Page, address: str) -> None:
    page.goto(f"{address}self/1/")
    seen(page)
    for number in range(1, 6):
        page.wait_for_url(f"**/self/{number}/")
        page.locator("input[name=item_0]").nth(2).check()
        page.locator("input[name=importance]").nth(number % 3).check()
        press(page, "Save and continue")


def answer(phone: Page, token: str, number: int) -> None:
    """One rater, from the link to the receipt; the first also looks at each kind of page and writes something."""
    phone.goto(f"/feedback/answer/{token}/")
    expect(phone.get_by_text("What is shown of your answers")).to_be_visible()
    if number == 0:
        seen(phone)
    phone.get_by_role("button", name="Start").click()
    for place in range(5):
        phone.wait_for_url(f"**/{place + 1}/")
        if number == 0 and place == 0:
            seen(phone)
        phone.locator("input[name=item-0]").nth(1 + (number + place) % 3).check()
        press(phone, "Next")
    if number == 0:
        phone.locator("textarea").first.fill(COMMENT)
    while phone.get_by_role("button", name="Go on to check").count() == 0:
        press(phone, "Next")
    press(phone, "Go on to check")
    if number == 0:
        expect(phone.get_by_text(COMMENT)).to_be_visible()
        seen(phone)
    press(phone, "Send my answers")
    expect(phone.get_by_text("Your answers are sent")).to_be_visible()
    phone.goto(f"/feedback/answer/{token}/1/")
    expect(phone.locator("input[name=item-0]")).to_have_count(0)


def answer_by_keyboard(page: Page, token: str) -> None:
    """One rater whose browser runs no script, from the link to the receipt, with keys alone."""
    page.goto(f"/feedback/answer/{token}/")
    tab_to(page, "a:has-text('Start')")
    page.keyboard.press("Enter")
    for place in range(5):
        page.wait_for_url(f"**/{place + 1}/")
        tab_to(page, "input[name=item-0]")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        tab_to(page, "button:has-text('Next')")
        page.keyboard.press("Enter")
    page.wait_for_url("**/6/")
    tab_to(page, "textarea")
    page.keyboard.type("Says what was decided, and why.")
    tab_to(page, "button:has-text('Go on to check')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    assert not scrolls_sideways(page)
    tab_to(page, "button:has-text('Send my answers')")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your answers are sent")).to_be_visible()


def prepared(page: Page, address: str) -> None:
    """The worker prepares the report by itself, in a moment; whoever is quicker does it with the button."""
    end = time.monotonic() + 20
    page.goto(address)
    while page.get_by_role("button", name="Release the report").count() == 0 and time.monotonic() < end:
        page.wait_for_timeout(500)
        page.goto(address)
    expect(page.get_by_role("button", name="Release the report")).to_be_visible()


@pytest.fixture
def subject(page) -> str:
    name = sign_in(page, SUBJECT)
    sign_out(page)
    return name


def test_a_round_from_an_open_cycle_to_a_focus(page, phone, plain, site, subject):
    """Given an open cycle; when somebody is rated by seven; then she reads groups, never a person, and chooses a focus.

    Scenarios 23 and 57. Two raters answer on a phone; a third on one that runs no script, with the keyboard alone.
    """
    made = beside(site, DRAFT_A_CYCLE, subject=subject, title=TITLE)
    open_as_coordinator(page, made, site)

    sign_in(page, SUBJECT)
    page.goto("/feedback/")
    page.get_by_role("link", name=TITLE).click()
    seen(page)
    press(page, "Take part")
    page.locator("textarea[name=reason_for_repeat]").fill(
        "A new role since."
    )  # the demonstration gave her a round lately
    seen(page)
    press(page, "Take part")
    address = re.match(r"(.*/feedback/[0-9a-f-]{36}/)", page.url)[1]
    page.goto(f"{address}facilitator/")
    page.locator("input[name=person]").first.check()
    press(page, "Save")
    rate_oneself(page, address)
    number = choose_raters(page, address)
    page.goto(address)
    seen(page)

    become_coordinator(page, made, site)
    approve(page, address)
    tokens = links(site, number)
    mine = [tokens.pop(f"{name.split()[0].lower()}@elsewhere.example") for name in ADDED]
    for place, token in enumerate(mine[:2]):
        answer(phone, token, place)
    answer_by_keyboard(plain, mine[2])
    assert beside(site, ANSWER, tokens=list(tokens.values())) == 4

    sign_in(page, SUBJECT)
    page.goto(f"{address}close/")
    press(page, "Close the round")
    page.goto(f"{address}before/predict/")
    for place in range(5):
        page.locator(f"input[name=place_{place}]").nth(1).check()
    press(page, "Save")
    assert page.goto(f"{address}report/").status == 404

    sign_out(page)
    sign_in(page, FACILITATOR)
    prepared(page, f"{address}facilitate/")
    seen(page)
    press(page, "Release the report")

    sign_out(page)
    sign_in(page, SUBJECT)
    page.goto(address)
    page.get_by_role("button", name="Read your report").click()
    expect(page.get_by_role("heading", name="My feedback report")).to_be_visible()
    expect(page.locator("section[aria-labelledby=picture] svg").first).to_be_visible()
    expect(page.locator("section[aria-labelledby=dimensions]")).to_contain_text("Peers")
    expect(page.get_by_text(COMMENT)).to_be_visible()
    words = page.locator("main").inner_text()
    assert not any(name in words for name in ADDED)
    seen(page)
    page.locator("input[name=focuses]").first.check()
    press(page, "Save what I work on")
    focus = page.locator("section[aria-labelledby=focuses] strong").first.inner_text()
    page.get_by_role("link", name="Put this into your development plan").click()
    offered = page.locator(".pl-offer", has_text=focus).filter(has_text="from your feedback report").first
    with page.expect_navigation():
        offered.get_by_role("button").click()
    expect(page.get_by_text(focus).first).to_be_visible()
    expect(page.get_by_text("From a focus of your feedback report").first).to_be_visible()

    sign_in(phone, SUBJECT)
    phone.goto(f"{address}report/")
    seen(phone)
