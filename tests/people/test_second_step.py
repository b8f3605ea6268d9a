"""Passwords, apps and recovery codes; passkeys are in tests/journeys, since only a browser can make one."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from click.testing import CliRunner
from django.core import mail
from django.test import Client

from stepwell.audit.models import AuditEvent
from stepwell.people.commands import staff
from stepwell.people.sign_in_urls import PAGES, SIGN_IN_PAGES
from tests.cast import PASSWORD

from .sign_in_helpers import ask_for_code, code_in_mail, give_password, is_signed_in

ANOTHER = "seven plain wooden boats"


def app_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in_with_password(client: Client, person, password: str = PASSWORD):
    return client.post("/sign-in/", {"login": person.email, "password": password}, follow=True)


@pytest.mark.parametrize("name", sorted(SIGN_IN_PAGES))
def test_every_sign_in_page_is_ours_and_never_breaks(signed_in, cast, name):
    """Signed in or not: our frame, and no inline script or style that the policy would stop."""
    give_password(cast.amira)
    address = "/sign-in/" + next(page[0] for page in PAGES if page[2] == name).replace("<int:pk>", "1")
    for client in (Client(), signed_in(cast.amira)):
        page = client.get(address, follow=True)
        assert page.status_code in (200, 404)
        text = page.content.decode()
        assert "govuk-template" in text and "style=" not in text and "onclick" not in text and "{{" not in text
        assert client.post(address, {"credential": "{}", "code": "\x00", "password": "\x00"}).status_code in (
            200,
            302,
            403,
            404,
            405,
        )


def test_a_first_password_is_set_after_a_code_and_then_signs_in(client, cast, django_capture_on_commit_callbacks):
    ask_for_code(client, "amira@example.org", django_capture_on_commit_callbacks)
    client.post("/sign-in/code/enter/", {"code": code_in_mail()})
    page = client.post("/sign-in/settings/first-password/", {"password1": "short"})
    assert "This password is too short" in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post("/sign-in/settings/first-password/", {"password1": PASSWORD}, follow=True)
    assert "Your password is set." in page.content.decode()
    assert mail.outbox[-1].subject == "A password was set" and "If this was not you" in mail.outbox[-1].body
    elsewhere = Client()
    sign_in_with_password(elsewhere, cast.amira)
    assert is_signed_in(elsewhere)


def test_changing_the_password_takes_the_current_one_and_ends_other_sessions(signed_in, cast):
    give_password(cast.amira)
    client, elsewhere = signed_in(cast.amira), signed_in(cast.amira)
    page = client.post("/sign-in/settings/password/", {"oldpassword": "not it at all", "password1": ANOTHER})
    assert "This is not your current password" in page.content.decode()
    page = client.post("/sign-in/settings/password/", {"oldpassword": PASSWORD, "password1": ANOTHER}, follow=True)
    assert "Your password is changed." in page.content.decode()
    assert is_signed_in(client) and not is_signed_in(elsewhere)


def test_a_forgotten_password_is_replaced_with_a_code(client, cast, django_capture_on_commit_callbacks):
    give_password(cast.amira)
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post("/sign-in/forgotten-password/", {"email": "amira@example.org"}, follow=True)
    assert "Enter your code" in page.content.decode()
    client.post("/sign-in/forgotten-password/code/", {"code": code_in_mail()})
    page = client.post("/sign-in/forgotten-password/new/", {"password1": ANOTHER}, follow=True)
    assert "Your password is changed" in page.content.decode()
    sign_in_with_password(client, cast.amira, ANOTHER)
    assert is_signed_in(client)


def test_a_forgotten_password_says_the_same_for_unknown_addresses(client, cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post("/sign-in/forgotten-password/", {"email": "nobody@example.org"}, follow=True)
    assert "Enter your code" in page.content.decode() and mail.outbox == []
    page = client.post("/sign-in/forgotten-password/code/", {"code": "BBBB-BBBB"})
    assert "This code is not right" in page.content.decode()
    assert client.get("/sign-in/forgotten-password/new/").status_code == 302


def test_an_app_is_added_after_confirming_the_password(client, cast, django_capture_on_commit_callbacks):
    give_password(cast.amira)
    sign_in_with_password(client, cast.amira)
    page = client.get("/sign-in/settings/app/add/", follow=True)
    assert "Confirm that it is you" in page.content.decode()
    page = client.post("/sign-in/settings/confirm/password/?next=/sign-in/settings/app/add/", {"password": "wrong"})
    assert "This is not your password" in page.content.decode()
    page = client.post(
        "/sign-in/settings/confirm/password/", {"password": PASSWORD, "next": "/sign-in/settings/app/add/"}, follow=True
    )
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert 'href="otpauth://totp/' in page.content.decode(), "for an app on the same device, which cannot scan"
    page = client.post("/sign-in/settings/app/add/", {"code": "000000"})
    assert "This did not match" in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post("/sign-in/settings/app/add/", {"code": app_code(secret)}, follow=True)
    assert "Recovery codes" in page.content.decode()
    assert "An authenticator app was added" in [message.subject for message in mail.outbox]
    assert client.get("/sign-in/settings/recovery-codes/file/").content.decode().count("\n") >= 10


@pytest.fixture
def with_app(cast) -> str:
    give_password(cast.amira)
    secret = generate_totp_secret()
    TOTP.activate(cast.amira.account, secret)
    RecoveryCodes.activate(cast.amira.account)
    return secret


def test_with_an_app_neither_password_nor_code_is_enough(cast, with_app, django_capture_on_commit_callbacks):
    by_password, by_code = Client(), Client()
    assert "Second step" in sign_in_with_password(by_password, cast.amira).content.decode()
    ask_for_code(by_code, "amira@example.org", django_capture_on_commit_callbacks)
    page = by_code.post("/sign-in/code/enter/", {"code": code_in_mail()}, follow=True)
    assert "Second step" in page.content.decode()
    for client in (by_password, by_code):
        assert not is_signed_in(client)
    assert "This did not match" in by_code.post("/sign-in/second-step/", {"code": "000000"}).content.decode()
    by_password.post("/sign-in/second-step/", {"code": app_code(with_app)})
    assert is_signed_in(by_password)


def test_a_recovery_code_works_once(client, cast, with_app):
    authenticator = Authenticator.objects.get(user=cast.amira.account, type=Authenticator.Type.RECOVERY_CODES)
    code = authenticator.wrap().get_unused_codes()[0]
    sign_in_with_password(client, cast.amira)
    client.post("/sign-in/second-step/", {"code": code})
    assert is_signed_in(client)
    again = Client()
    sign_in_with_password(again, cast.amira)
    again.post("/sign-in/second-step/", {"code": code})
    assert not is_signed_in(again)


CREDENTIALS = [
    "", "x", "null", "[]", "{}", "1", '"x"', '{"id": 1}', '{"response": null}', '{"response": {"userHandle": "AA"}}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", "attestationObject": "AA"}}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {
        "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "zzzzzzzzzzzzzzzzzzz"}}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {
        "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUEiLCJvcmlnaW4iOiJodHRwOi8vbG9jYWxob3N0In0",
        "authenticatorData": "A" * 60, "signature": "AA", "userHandle": "MQ"}}),
]  # fmt: skip


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_what_no_browser_sends_as_a_passkey_is_refused(client, signed_in, cast, with_app, credential):
    client.get("/sign-in/passkey/", headers={"accept": "application/json"})
    assert client.post("/sign-in/passkey/", {"credential": credential}).status_code == 302
    sign_in_with_password(client, cast.amira)
    assert client.post("/sign-in/second-step/", {"credential": credential}).status_code == 200
    assert not is_signed_in(client)
    ben = signed_in(cast.ben)
    ben.get("/sign-in/settings/passkeys/add/")
    assert ben.post("/sign-in/settings/passkeys/add/", {"credential": credential, "name": "x"}).status_code == 200
    assert not Authenticator.objects.filter(user=cast.ben.account).exists()


def test_nobody_touches_another_s_passkey(signed_in, cast):
    passkey = Authenticator.objects.create(
        user=cast.amira.account, type="webauthn", data={"name": "Hers", "credential": {}}
    )
    client = signed_in(cast.ben)
    for what in ("rename", "remove"):
        assert client.get(f"/sign-in/settings/passkeys/{passkey.pk}/{what}/").status_code == 404
        assert client.post(f"/sign-in/settings/passkeys/{passkey.pk}/{what}/", {"name": "Mine"}).status_code == 404
    passkey.refresh_from_db()
    assert passkey.data["name"] == "Hers"


def reset(email: str):
    return CliRunner().invoke(staff, ["reset-second-step", email])


def test_an_operator_takes_off_what_was_lost_and_the_person_learns_of_it(
    client, cast, signed_in, django_capture_on_commit_callbacks
):
    give_password(cast.amira)
    TOTP.activate(cast.amira.account, generate_totp_secret())
    RecoveryCodes.activate(cast.amira.account)
    sign_in_with_password(client, cast.amira)
    assert not is_signed_in(client), "the second step is asked for"
    with django_capture_on_commit_callbacks(execute=True):
        done = reset("Amira@example.org")
    assert done.exit_code == 0
    assert done.output == "Amira Hassan now signs in without a second step; taken off: app, recovery codes\n"
    assert not Authenticator.objects.filter(user=cast.amira.account).exists()
    [message] = mail.outbox
    assert message.to == ["amira@example.org"] and "data protection officer" in message.body
    event = AuditEvent.objects.get(action="second_step_removed")
    assert (event.actor_id, event.thing_id, event.detail) == (None, str(cast.amira.pk), {})
    assert "Second step removed" in signed_in(cast.dan).get("/people/audit/").content.decode()
    again = Client()
    sign_in_with_password(again, cast.amira)
    assert is_signed_in(again)


@pytest.mark.parametrize("email", ["nobody@example.org", "ben@example.org"])
def test_taking_off_what_is_not_there_is_a_fault_and_changes_nothing(cast, email):
    TOTP.activate(cast.amira.account, generate_totp_secret())
    done = reset(email)
    assert done.exit_code == 2 and done.output.startswith(f"{email}: ")
    assert Authenticator.objects.count() == 1 and mail.outbox == []
    assert not AuditEvent.objects.filter(action="second_step_removed").exists()
