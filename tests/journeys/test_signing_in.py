"""Signing in with a code, a passkey and the keyboard alone."""

import email
import re
import time

from playwright.sync_api import Page, expect

from .site import Site, place_of, scrolls_sideways, sign_in, sign_out, violations

NEWCOMER, ADMINISTRATOR, OFFICER = (place_of("council", who) for who in ("newcomer", "administrator", "officer"))


def seen(page: Page) -> None:
    assert violations(page) == []
    assert not scrolls_sideways(page)
    assert page.faults == []


def address_of_me(page: Page) -> str:
    page.goto("/people/me/")
    return re.search(r"\S+@\S+", page.locator("main").inner_text()).group()


def latest_code(site: Site, address: str) -> str:
    """The worker sends mail in the background: wait until it is there."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        for file in sorted((site.data / "mail").glob("*"), key=lambda path: path.stat().st_mtime, reverse=True):
            message = email.message_from_bytes(file.read_bytes())
            if message["To"] != address or message.is_multipart():  # what brings a calendar file brings no code
                continue
            if found := re.search(r"\b[B-Z]{4}-[B-Z]{4}\b", message.get_payload()):
                return found.group()
        time.sleep(0.3)
    raise AssertionError(f"no code for {address}")


def with_authenticator(page: Page) -> None:
    """A device that makes passkeys and always recognises its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_code_by_email_then_a_passkey(page, site):
    """Given somebody new; when they sign in with a code and make a passkey; then the passkey alone signs them in."""
    name = sign_in(page, NEWCOMER)
    address = address_of_me(page)
    sign_out(page)
    page.goto("/sign-in/")
    seen(page)
    page.get_by_role("button", name="E-mail me a code").click()
    seen(page)
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send the code").click()
    seen(page)
    page.get_by_label("Code").fill("wrong")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    seen(page)
    page.get_by_label("Code").fill(latest_code(site, address))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Good")

    with_authenticator(page)
    page.goto("/sign-in/settings/")
    seen(page)
    page.get_by_role("button", name="Add a passkey").click()
    seen(page)
    page.get_by_label("Name of this passkey").fill("Work laptop")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    seen(page)
    page.goto("/sign-in/settings/")
    expect(page.get_by_role("strong").filter(has_text="Work laptop")).to_be_visible()

    sign_out(page)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Good")
    page.goto("/people/me/")
    expect(page.locator("main")).to_contain_text(name)

    page.goto("/sign-in/settings/passkeys/add/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    seen(page)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a passkey")


def test_a_passkey_that_is_refused_says_what_to_do(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    page.goto("/sign-in/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }"
    )
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("alert").filter(has_text="No passkey was used")).to_be_visible()


def test_without_scripts_there_is_a_way_in_and_no_dead_button(plain):
    plain.goto("/sign-in/")
    expect(plain.get_by_role("button", name="Use my passkey")).to_have_count(0)
    expect(plain.get_by_role("button", name="E-mail me a code")).to_be_visible()
    sign_in(plain, NEWCOMER)
    plain.goto("/people/me/")
    plain.get_by_role("button", name="I would like to become a manager").click()
    expect(plain.get_by_text("You said that you would like to become a manager")).to_be_visible()
    plain.get_by_role("button", name="I no longer want this").click()
    expect(plain.get_by_role("button", name="I would like to become a manager")).to_be_visible()


def test_signing_in_by_keyboard_alone(page):
    page.goto("/sign-in/")
    for _ in range(4):
        page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.id") != "id_login":
        page.keyboard.press("Tab")
    page.keyboard.type("nobody@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("not a password of anybody")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("E-mail address")).to_have_value("nobody@example.org")
    seen(page)


def test_pages_about_people_hold_on_a_phone(phone):
    sign_in(phone, ADMINISTRATOR)
    for address in [
        "/people/",
        "/people/?q=zzz",
        "/people/duties/",
        "/people/imports/",
        "/people/me/",
        "/people/me/name/",
        "/people/team/",
    ]:
        phone.goto(address)
        seen(phone)
    phone.goto("/people/")
    phone.locator("tbody a").first.click()
    seen(phone)
    phone.get_by_role("button", name="Give a duty").click()
    seen(phone)
    sign_out(phone)
    sign_in(phone, OFFICER)
    phone.goto("/people/audit/")
    seen(phone)
