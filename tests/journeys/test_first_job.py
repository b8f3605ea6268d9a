"""The first job, whole: place yourself, see what is expected, take the report to a conversation, take it back."""

import re

import pytest
from playwright.sync_api import Page, expect

from .site import place_of, scrolls_sideways, sign_in, sign_out, violations

# Places in the cast of the demonstration: the university's, then seven each for the council and the trust.
FIRST, NEWCOMER, HEAD = (place_of("university", who) for who in ("first", "newcomer", "head"))
COUNCIL_FIRST, TRUST_NEWCOMER = place_of("council", "first"), place_of("trust", "newcomer")


def seen(page: Page) -> None:
    """What holds on each page of a journey."""
    assert violations(page) == []
    assert not scrolls_sideways(page)
    assert page.faults == []


def begin(page: Page, framework: str) -> None:
    page.get_by_role("button", name="Start a self-assessment").click()
    page.get_by_role("link", name=framework, exact=True).click()
    page.get_by_label("For a conversation").check()
    page.get_by_role("button", name="Start").click()


def answer_all(page: Page, dimensions: int) -> None:
    for number in range(dimensions):
        expect(page.locator("h1")).to_be_visible()
        page.locator("input[name=place]").nth(number % 4 + 1).check()
        page.get_by_label("What you did, and what came of it").fill(f"Example {number}: I asked first.")
        onwards(page)


def onwards(page: Page) -> None:
    """Press the page's first button and wait until the next page is there: its script saves before it moves on."""
    with page.expect_navigation():
        page.locator("form#answers .govuk-button-group button").first.click()


def test_from_a_first_look_to_a_conversation_and_back(page):
    """Given somebody new; when she places herself and shares the report; then her manager reads it until she withdraws it."""
    name = sign_in(page, NEWCOMER)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Good")
    seen(page)
    begin(page, "Leading Together")
    expect(page.get_by_text("Expected of your role")).to_have_count(0)
    page.locator("input[name=place]").nth(1).check()
    expect(page.locator("#expected")).to_contain_text("Expected of your role")
    seen(page)
    answer_all(page, 5)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    seen(page)
    page.get_by_role("button", name="Complete").click()

    expect(page.get_by_role("heading", name="My strengths")).to_be_visible()
    expect(page.get_by_text("Example 3: I asked first.").first).to_be_visible()
    seen(page)
    boxes = page.locator("input[name=focuses]")
    for place in range(4):
        boxes.nth(place).check()
    page.get_by_role("button", name=re.compile("Save|Choose")).first.click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("no more than three")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    boxes.nth(3).uncheck()
    page.get_by_role("button", name=re.compile("Save|Choose")).first.click()
    expect(page.get_by_role("heading", name="For my current role").first).to_be_visible()
    expect(page.get_by_role("heading", name="For my next move").first).to_be_visible()
    words = page.locator("main").inner_text().lower()
    assert not re.search(r"\b(passed|failed|your score|pass mark|suitable|ready for)\b", words)
    assert "regrading" in words
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as PDF").click()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"

    page.get_by_role("button", name="Share with one person").click()
    page.locator("input[name=recipient]").first.check()
    page.get_by_label("To prepare a conversation").check()
    page.get_by_label("A few words to them").fill("For Thursday.")
    page.get_by_role("button", name="Share", exact=True).click()
    seen(page)

    sign_out(page)
    sign_in(page, HEAD)
    page.get_by_role("link", name=f"Read what {name} shared with you").click()
    expect(page.get_by_text("For Thursday.")).to_be_visible()
    expect(page.get_by_text("Example 3: I asked first.").first).to_be_visible()
    expect(page.locator("input[name=focuses]")).to_have_count(0)
    shared = page.url
    seen(page)

    sign_out(page)
    sign_in(page, NEWCOMER)
    page.get_by_role("link", name="Sharing").first.click()
    expect(page.get_by_text("Opened 1 time")).to_be_visible()
    page.get_by_role("button", name="Withdraw").first.click()
    expect(page.get_by_text("You no longer share")).to_be_visible()
    sign_out(page)
    sign_in(page, HEAD)
    assert page.goto(shared).status == 404


def test_on_a_phone_without_scripts(plain):
    """Given a phone that runs no script; then everything still works, to the report."""
    sign_in(plain, TRUST_NEWCOMER)
    begin(plain, "NHS Healthcare Leadership Model")
    plain.get_by_role("button", name="I have read this: begin").click()
    for _ in range(9):
        plain.locator("input[name=place]").nth(2).check()
        assert not re.search(r"Do they", plain.locator("main").inner_text())
        onwards(plain)
    plain.get_by_role("button", name="Complete").click()
    expect(plain.get_by_role("heading", name="In detail")).to_be_visible()
    assert "Proficient" in plain.locator("main").inner_text()


@pytest.fixture
def draft(page) -> Page:
    """The page of a dimension in the draft that the cast's first person has open."""
    sign_in(page, FIRST)
    page.get_by_role("link", name=re.compile("^Continue ")).first.click()
    page.wait_for_selector("form#answers")
    return page


def test_what_is_typed_survives_a_lost_connection(draft):
    """Given a connection that fails; then the page says so, keeps what was typed, and saves it when it is back."""
    text = "Typed in a tunnel between two stations."
    draft.context.set_offline(True)
    draft.get_by_label("What you did, and what came of it").fill(text)
    expect(draft.locator("#saved")).to_contain_text("kept on this device", timeout=15000)
    address = draft.url
    draft.context.set_offline(False)
    draft.goto(address)
    expect(draft.get_by_label("What you did, and what came of it")).to_have_value(text)
    expect(draft.locator("#saved")).to_contain_text("Saved", timeout=15000)
    draft.wait_for_timeout(500)
    assert draft.evaluate("Object.keys(localStorage).filter(key => key.startsWith('stepwell:')).length") == 0
    draft.goto(address)
    expect(draft.get_by_label("What you did, and what came of it")).to_have_value(text)


def test_two_devices_lose_nothing(draft, browser, site):
    """Given the same page open twice; when both change it; then the second sees both versions and chooses."""
    address = draft.url
    other = browser.new_context(base_url=site.url).new_page()
    sign_in(other, FIRST)
    other.goto(address)
    other.get_by_label("Where it was").fill("On the other device")
    other.get_by_role("button", name="Save and come back later").click()
    draft.get_by_label("Where it was").fill("On this device")
    draft.wait_for_timeout(2500)
    draft.get_by_role("button", name="Save and come back later").click()
    main = draft.locator("main")
    expect(main).to_contain_text("On the other device")
    expect(main).to_contain_text("On this device")
    other.context.close()


def test_with_the_keyboard_alone(page):
    """Given only a keyboard; then the skip link, the choices and the buttons can all be reached and used."""
    sign_in(page, COUNCIL_FIRST)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, re.compile("^Continue "))
    page.keyboard.press("Enter")
    page.wait_for_selector("form#answers")
    tab_to(page, re.compile("^$"), selector="textarea")
    page.keyboard.type("Written without a mouse.")
    tab_to(page, re.compile("Save and"))
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.faults == []


def tab_to(page: Page, words: re.Pattern, *, selector: str = "a, button", most: int = 80) -> None:
    """Press Tab until something that matches has the focus, which must be visible."""
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "selector => { const e = document.activeElement; return e.matches(selector) ? (e.innerText || '').trim() : null }",
            selector,
        )
        if found is not None and words.search(found):
            return
    raise AssertionError(f"{words.pattern} cannot be reached with the Tab key")
