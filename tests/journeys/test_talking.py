"""A conversation about growth, whole: asked for, prepared, held on two devices at once, settled, planned, looked at again."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from .conftest import watched
from .site import place_of, scrolls_sideways, sign_in, violations

PERSON, MANAGER = place_of("trust", "newcomer"), place_of("trust", "head")


@pytest.fixture
def desktop(browser, site) -> Iterator[Page]:
    """The other device: a context of its own, as another person has another browser."""
    made = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield watched(made.new_page())
    made.close()


def seen(*pages: Page) -> None:
    """What holds on each page of a journey."""
    for page in pages:
        assert violations(page) == []
        assert not scrolls_sideways(page)
        assert page.faults == []


def press(page: Page, name: str) -> None:
    """A button, or a link that looks like one, that leads to another page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).or_(
            page.get_by_role("link", name=name, exact=True)
        ).first.click()


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()


def fill_date(page: Page, label: str, day: date) -> None:
    group = page.get_by_role("group", name=label)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part, exact=True).fill(str(value))


def test_from_the_invitation_to_the_review_on_a_phone_and_a_desktop(phone, desktop):
    """Given somebody on a phone and their manager at a desk; when they hold it; then each step reaches the other."""
    name, other = sign_in(phone, PERSON), sign_in(desktop, MANAGER)
    address = invite(phone, desktop, name, other)
    prepare(phone, desktop, address)
    come_in(phone, desktop, address)
    write_at_once(phone, desktop)
    talk_about_stages(phone, desktop, address)
    settle(phone, desktop, address)
    plan(phone, desktop, address)
    end_and_look_again(phone, desktop, address)


def invite(phone: Page, desktop: Page, name: str, other: str) -> str:
    phone.goto("/conversations/new/")
    follow(phone, "Scope for Growth")
    phone.get_by_label(other).check()
    phone.get_by_label("Manager", exact=True).check()
    phone.get_by_text("When and how").first.scroll_into_view_if_needed()
    press(phone, "Ask them")
    expect(phone.get_by_text("has been asked")).to_be_visible()
    desktop.goto("/")
    follow(desktop, name)
    expect(desktop.get_by_text("leaves no mark").first).to_be_visible()
    seen(phone, desktop)
    press(desktop, "Yes, let us talk")
    return desktop.url


def prepare(phone: Page, desktop: Page, address: str) -> None:
    """Neither reads the other's before both are ready; the journal is ready, and its answers stay closed."""
    phone.goto(address)
    follow(phone, "Personal reflection")
    press(phone, "Open your journal on this")
    phone.locator("textarea").first.fill("I rest too little, and swim too seldom.")
    phone.wait_for_timeout(300)
    phone.goto(address)
    follow(phone, "Prepare")
    phone.locator("textarea").first.fill("Whether to stay with patients.")
    seen(phone)
    press(phone, "I am ready")
    desktop.goto(address)
    expect(desktop.get_by_text("is ready", exact=False).first).to_be_visible()
    follow(desktop, "Prepare")
    assert "stay with patients" not in desktop.content()
    desktop.locator("textarea").first.fill("Calm, and asked for by others.")
    press(desktop, "I am ready")
    desktop.goto(address)
    follow(desktop, "Read what you both prepared")
    expect(desktop.get_by_text("Whether to stay with patients.")).to_be_visible()
    desktop.goto(address)
    follow(desktop, "Your checklist")
    desktop.get_by_label("Blind spots", exact=True).check()
    press(desktop, "Save")
    expect(desktop.get_by_label("Blind spots", exact=True)).to_be_checked()
    seen(desktop)
    desktop.goto(address)
    follow(desktop, "Personal reflection")
    assert "swim too seldom" not in desktop.content()
    phone.goto(address)


def come_in(phone: Page, desktop: Page, address: str) -> None:
    """Whoever is first begins it; each reads for themselves what stays between the two."""
    press(phone, "Begin the conversation")
    for page in (phone, desktop):
        if page is desktop:
            page.goto(address)
        seen(page)
        press(page, "Come in")
        expect(page.locator("#talk")).to_be_attached()


def write_at_once(phone: Page, desktop: Page) -> None:
    """Both type in our record at the same time: both lines stand on both devices, and my notes on one."""
    phone.get_by_role("link", name="Our record").click()
    mine, theirs = (page.get_by_role("textbox", name="Our record") for page in (phone, desktop))
    mine.fill("From the phone: depth before height.")
    theirs.fill("From the desk: the audit was yours.")
    mine.blur()
    theirs.blur()
    for box in (mine, theirs):
        expect(box).to_have_value(re.compile("From the phone"), timeout=20_000)
        expect(box).to_have_value(re.compile("From the desk"), timeout=20_000)
    desktop.locator("#notes summary").click()
    note = desktop.get_by_role("textbox", name="My notes")
    note.fill("Ask again about the nights.")
    note.blur()
    expect(desktop.locator("#notes-saved")).to_contain_text("Saved", timeout=10_000)
    seen(phone, desktop)
    phone.reload()
    assert "Ask again about the nights" not in phone.content()


def talk_about_stages(phone: Page, desktop: Page, address: str) -> None:
    desktop.goto(address)
    follow(desktop, "Personal reflection")
    press(desktop, "We have talked about this")
    expect(desktop.get_by_text("adjustments").first).to_be_visible()
    follow(desktop, "Ask, and note the answer")
    desktop.get_by_label("Prefers not to say").check()
    press(desktop, "Save")
    for _ in range(2):
        seen(desktop)
        press(desktop, "We have talked about this")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Where you stand now")


def settle(phone: Page, desktop: Page, address: str) -> None:
    """Each gives a view unseen; what was typed and not sent comes back; then one puts a position and the other agrees."""
    phone.goto(address)
    follow(phone, "Where you stand now")
    press(phone, "Give my view")
    phone.get_by_label("Depth, Step 1").check()
    phone.get_by_label("Why there?").fill("Nobody outside knows me.")
    seen(phone)
    press(phone, "Give my view")
    desktop.reload()
    assert "Nobody outside knows me" not in desktop.content()
    press(desktop, "Give my view")
    desktop.get_by_label("Depth, Step 2").check()
    desktop.get_by_label("Why there?").fill("Two wards copied the sheet.")
    desktop.goto(address)
    desktop.go_back()
    expect(desktop.get_by_label("Why there?")).to_have_value("Two wards copied the sheet.")
    press(desktop, "Give my view")
    expect(desktop.get_by_text("Nobody outside knows me.")).to_be_visible()
    press(desktop, "Agree on a position")
    desktop.get_by_label("Depth, Step 2").check()
    press(desktop, "Agree on this")
    expect(desktop.locator(".govuk-error-summary")).to_contain_text("Name at least one thing")
    desktop.get_by_label("360° feedback").fill("Explains well; hands too little over.")
    press(desktop, "Agree on this")
    phone.reload()
    expect(phone.get_by_text("puts a position to you")).to_be_visible()
    seen(phone, desktop)
    press(phone, "I agree")
    expect(phone.get_by_role("heading", name="You have agreed")).to_be_visible()


def plan(phone: Page, desktop: Page, address: str) -> None:
    """Both draft; the person alone puts it into their own plan."""
    press(phone, "Go on to the plan")
    press(phone, "Say where to")
    phone.get_by_label("Depth, Step 3").check()
    press(phone, "Save")
    press(phone, "Add an objective")
    phone.get_by_label("What do you want to achieve?").fill("Be the unit's link for sepsis")
    phone.get_by_label("Now", exact=True).check()
    phone.locator("input[type=checkbox]").first.check()
    seen(phone)
    press(phone, "Save")
    desktop.goto(address)
    follow(desktop, "Where to, and how")
    expect(desktop.get_by_text("Be the unit's link for sepsis").first).to_be_visible()
    press(desktop, "Add an objective")
    desktop.get_by_label("What do they want to achieve?").fill("Teach outside the unit")
    desktop.get_by_label("Later", exact=True).check()
    press(desktop, "Save")
    assert desktop.get_by_role("button", name="Put it into my plan").count() == 0
    phone.reload()
    expect(phone.get_by_text("Teach outside the unit").first).to_be_visible()
    press(phone, "Put it into my plan")
    expect(phone.get_by_text("It is in your plan.").first).to_be_visible()
    seen(phone, desktop)


def end_and_look_again(phone: Page, desktop: Page, address: str) -> None:
    phone.goto(address)
    phone.get_by_role("link", name="Actions").click()
    phone.get_by_text("Add an action").click()
    phone.get_by_label("What?").fill("Ask the outreach lead for a day")
    phone.get_by_label("Me", exact=True).or_(phone.get_by_label("I", exact=True)).first.check()
    fill_date(phone, "By when?", date.today() + timedelta(days=20))
    press(phone, "Add it")
    phone.get_by_role("link", name="Actions").click()
    press(phone, "Bring it to an end")
    expect(phone.get_by_text("Ask the outreach lead for a day")).to_be_visible()
    seen(phone)
    press(phone, "End the conversation")
    for page in (phone, desktop):
        page.goto(address)
        expect(page.get_by_text("You look again on")).to_be_visible()
        expect(page.get_by_text("From the desk: the audit was yours.")).to_be_visible()
    seen(phone, desktop)
    press(desktop, "We looked at it again")
    expect(desktop.get_by_text("You looked at it again on")).to_be_visible()
    phone.goto("/plans/")
    expect(phone.get_by_text("Be the unit's link for sepsis").first).to_be_visible()
    desktop.goto("/plans/")
    assert "Be the unit's link for sepsis" not in desktop.content()


def tab_to(page: Page, name: str | re.Pattern) -> None:
    """By the tab key alone, to what is called so."""
    wanted = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).or_(page.get_by_label(name))
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.first.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"the tab key does not come to {name}")


def type_into(page: Page, name: str, words: str) -> None:
    tab_to(page, name)
    page.keyboard.type(words)


def enter(page: Page, name: str | re.Pattern) -> None:
    tab_to(page, name)
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press("Enter")


def test_feedback_by_keyboard_alone_and_on_paper(desktop):
    """Given a head with feedback to give; when they never touch the mouse; then each fault is said at its place, a fourth
    thing to learn is parked, what was given stands on paper, and no link or button of the page does."""
    sign_in(desktop, MANAGER)
    desktop.goto("/conversations/")
    enter(desktop, "Feedback (CEDAR), for")
    enter(desktop, "Begin the conversation")
    enter(desktop, "Come in")
    enter(desktop, "reflection")
    enter(desktop, "They have told me")
    enter(desktop, "Save and go on")
    expect(desktop.locator(".govuk-error-summary")).to_be_focused()
    type_into(desktop, "What is it about?", "The round on Tuesday.")
    type_into(desktop, "Or in your own words", "What we agreed about rounds")
    enter(desktop, "Save and go on")
    for number, words in enumerate(("Calm.", "Asked first."), 1):
        type_into(desktop, f"What went well {number}", words)
    enter(desktop, "Save, and one more")
    type_into(desktop, "An example", "You asked the quiet ones.")
    for number in (1, 2):
        type_into(desktop, f"Something to learn {number}", f"Point {number}")
    enter(desktop, "Save for later")
    for number in (3, 4) if desktop.get_by_label("Something to learn 4").count() else (3,):
        type_into(desktop, f"Something to learn {number}", f"Point {number}")
    if desktop.get_by_label("Something to learn 4").count() == 0:
        enter(desktop, "Save for later")
        type_into(desktop, "Something to learn 4", "Point 4")
    expect(desktop.locator("#saved")).to_contain_text("something needs correcting", timeout=10_000)
    enter(desktop, "Give it to")
    expect(desktop.locator(".govuk-error-summary")).to_contain_text("Three at most")
    seen(desktop)
    enter(desktop, re.compile("^Park this one"))
    enter(desktop, "Give it to")
    enter(desktop, "Example")
    desktop.emulate_media(media="print")
    for words in ("Calm.", "You asked the quiet ones.", "Point 3"):
        expect(desktop.get_by_text(words).first).to_be_visible()
    assert [one.inner_text() for one in desktop.locator("button, .govuk-button").all() if one.is_visible()] == []
    assert not scrolls_sideways(desktop)
