"""What is typed is never lost: without a connection, on a page drawn too early, beside another device."""

import re

import pytest
from playwright.sync_api import Page, expect

from .site import place_of, sign_in
from .test_feedback import beside
from .test_first_job import begin

HEAD = place_of("university", "head")
EXAMPLE = "What you did, and what came of it"
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('stepwell:')).length"
LINK = """
from stepwell.feedback.models import Invitation
from stepwell.feedback.operations import inviting
open_ones = Invitation.objects.filter(state="open", nomination__round__state="collecting", draft__isnull=True)
invitation = open_ones.exclude(nomination__group__is_identifiable=True).order_by("nomination__email").first()
print(json.dumps(inviting.issue_link(invitation, now)))
"""


@pytest.fixture
def draft(page) -> Page:
    """A part of a self-assessment that nobody has written about: begun by the first test, gone on with by the others."""
    sign_in(page, HEAD)
    begun = page.get_by_role("link", name=re.compile("^Continue ")).first
    if begun.count():
        begun.click()
    else:
        begin(page, "Leading Together")
    page.wait_for_selector("form#answers")
    return page


@pytest.fixture
def rated(phone, site) -> Page:
    """The first page of a rater's answers, on a phone."""
    token = beside(site, LINK)
    phone.goto(f"/feedback/answer/{token}/1/")
    return phone


def comment(page: Page):
    return page.locator("textarea").first


def without_connection(page: Page, text: str) -> None:
    page.context.set_offline(True)
    comment(page).fill(text)
    expect(page.locator("#saved")).to_contain_text("kept on this device", timeout=15000)


def test_a_page_drawn_before_the_save_arrived_shows_it(draft):
    """Given a page that the server drew just before it saved; then what was typed stands there, and typing goes on."""
    address = draft.url
    early = draft.context.request.get(address).text()
    comment(draft).fill("Saved while the next page was on its way.")
    expect(draft.locator("#saved")).to_contain_text("Saved", timeout=15000)
    draft.route(address, lambda route: route.fulfill(body=early, content_type="text/html; charset=utf-8"))
    draft.goto(address)
    draft.unroute(address)
    expect(comment(draft)).to_have_value("Saved while the next page was on its way.")
    comment(draft).press_sequentially(" And more.")
    expect(draft.locator("#saved")).to_contain_text("Saved", timeout=15000)
    draft.wait_for_timeout(1500)
    assert draft.evaluate(KEPT) == 0
    draft.goto(address)
    expect(comment(draft)).to_have_value(re.compile("on its way.*And more"))


def test_a_rater_in_a_tunnel_loses_nothing(rated):
    """Given a phone without a connection; then the page says so, and the words come back and are saved."""
    address = rated.url
    without_connection(rated, "Gives the night shift the same news as the day shift.")
    rated.context.set_offline(False)
    rated.goto(address)
    expect(comment(rated)).to_have_value("Gives the night shift the same news as the day shift.")
    # "Kept" where the page before had saved it already, on its way out.
    expect(rated.locator("#saved")).to_have_text(re.compile("^(Saved|Kept)"), timeout=15000)
    rated.wait_for_timeout(500)
    assert rated.evaluate(KEPT) == 0


def test_another_page_saved_meanwhile_is_no_conflict_and_another_device_is(rated, browser, site):
    """Given words kept on a phone; when another page is saved they are simply kept, when the same is, both are shown."""
    address = rated.url
    without_connection(rated, "From the phone.")
    other = browser.new_context(base_url=site.url).new_page()
    other.goto(address.replace("/1/", "/2/"))
    comment(other).fill("On another page.")
    with other.expect_navigation():
        other.get_by_role("button", name="Next").click()
    rated.context.set_offline(False)
    expect(rated.locator("#saved")).to_contain_text("Saved", timeout=15000)

    without_connection(rated, "From the phone, again.")
    other.goto(address)
    expect(comment(other)).to_have_value("From the phone.")
    comment(other).fill("From the desk.")
    with other.expect_navigation():
        other.get_by_role("button", name="Next").click()
    rated.context.set_offline(False)
    expect(rated.locator("#saved")).to_contain_text("another page or device", timeout=15000)
    rated.get_by_role("button", name="Next").click()
    expect(rated.locator("main")).to_contain_text("From the phone, again.")
    expect(rated.locator("main")).to_contain_text("From the desk.")
    other.context.close()


def test_keys_pressed_while_a_save_is_on_its_way_are_saved_too(draft):
    """Given a slow answer from the server; then what was typed meanwhile follows it."""
    draft.route("**/save/", lambda route: (draft.wait_for_timeout(600), route.continue_()))
    comment(draft).fill("First")
    draft.wait_for_timeout(1200)
    comment(draft).press_sequentially(", and second", delay=30)
    expect(draft.locator("#saved")).to_contain_text("Saved", timeout=15000)
    draft.wait_for_timeout(4000)
    draft.unroute("**/save/")
    draft.reload()
    expect(comment(draft)).to_have_value(re.compile("^First, and second$"))
