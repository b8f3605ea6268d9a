"""Every component in a real browser: accessible, at 320 pixels, by keyboard, and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import CHROMIUM
from tests.journeys.site import violations as faults_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
    pytest.mark.urls("tests.ui.pages"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def open_page(browser, live_server):
    """A function: a page of the given width, at the given address, that fails on anything the console reports."""
    contexts = []

    def opened(address: str, width: int = 1280, script: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url.replace("127.0.0.1", "localhost"),
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def violations(page: Page) -> list[str]:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    return faults_of(page)


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("width", [320, 1280])
def test_every_component_is_accessible_and_fits(open_page, width):
    page = open_page("/components/?aside=1&say=Saved", width)
    expect(page.locator("body")).to_have_class("govuk-template__body js-enabled govuk-frontend-supported")
    assert overflow(page) <= 0
    assert violations(page) == []
    assert page.faults == []
    assert len(sizes_of_running_text(page)) == 1


def sizes_of_running_text(page: Page) -> set[str]:
    """What is asked, hinted, answered and listed reads like a paragraph: labels and legends of a size of their own apart."""
    running = (
        ".govuk-hint, .govuk-label[class$=label], .govuk-input, .govuk-textarea, .sw-rows, .govuk-summary-list__value"
    )
    return set(
        page.evaluate(
            "words => [...document.querySelectorAll(`${words}, main p:not([class])`)]"
            ".filter(one => one.checkVisibility() && !one.closest('aside, .sw-muted, .sw-small, .sw-card, .govuk-panel,"
            " .govuk-notification-banner')).map(one => getComputedStyle(one).fontSize)",
            running,
        )
    )


def test_the_check_for_accessibility_can_fail(open_page):
    page = open_page("/components/")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"/x\"><button></button>')")
    assert len(violations(page)) >= 2


@pytest.mark.parametrize("script", [True, False])
def test_after_a_fault_focus_is_on_the_summary_and_its_links_lead_to_fields(open_page, script):
    page = open_page("/components/", 360, script)
    page.fill("#id_name", "x" * 30)
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_title("Error: Every component – Stepwell")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator("#id_name")).to_have_value("x" * 30)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    if script:
        expect(page.locator("#id_name")).to_be_focused()
    else:
        page.wait_for_url("**/#id_name")


def test_a_card_is_chosen_by_pressing_anywhere_on_it(open_page):
    page = open_page("/components/", 360)
    page.locator(".sw-choice-cards .govuk-radios__item").nth(1).click(position={"x": 250, "y": 10})
    expect(page.locator("#id_level-2")).to_be_checked()


def test_the_phone_menu_opens_by_keyboard_and_without_scripts(open_page, cast, signed_in):
    cookie = signed_in(cast.olga).cookies["sessionid"].value
    for script in (True, False):
        page = open_page("/components/", 360, script)
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": page.url}])
        page.reload()
        menu = page.locator(".sw-menu--phone")
        expect(page.locator(".sw-nav")).to_be_hidden()
        menu.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(menu.get_by_role("button", name="Sign out")).to_be_visible()
        if script:
            assert overflow(page) <= 0
            assert violations(page) == []
            page.keyboard.press("Escape")
            expect(menu.get_by_role("button", name="Sign out")).to_be_hidden()


def test_without_scripts_nothing_is_hidden(open_page):
    page = open_page("/components/", 1280, script=False)
    expect(page.locator("#two")).to_be_visible()
    expect(page.locator("#two .sw-tab-title")).to_be_visible()
    expect(page.get_by_text("You can enter up to 20 characters")).to_be_visible()


def test_paper_has_no_navigation_and_shows_what_was_closed(open_page):
    page = open_page("/components/")
    expect(page.get_by_text("Inside", exact=True)).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("Inside", exact=True)).to_be_visible()
    for hidden in (".sw-footer", ".sw-before", ".govuk-button >> nth=0", ".sw-chart__narrow >> nth=0"):
        expect(page.locator(hidden)).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.get_by_text("Inside", exact=True)).to_be_hidden()
