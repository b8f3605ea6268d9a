"""Signing in: with a password, with a code by e-mail, as a member of a demonstration's cast."""

import re

import pytest
from django.core import mail
from django.test import Client

from stepwell.people.models import Account, DemonstrationRole
from tests.cast import PASSWORD

from .sign_in_helpers import ask_for_code, code_in_mail, give_password, is_signed_in

WRONG = "The e-mail address or the password is not right"


def test_password_signs_in_and_leads_where_somebody_wanted_to_go(client, cast):
    give_password(cast.amira)
    page = client.get("/people/me/", follow=True)
    assert page.redirect_chain[-1][0].startswith("/sign-in/?next=")
    after = client.post("/sign-in/", {"login": "AMIRA@example.org", "password": PASSWORD, "next": "/people/me/"})
    assert after["Location"] == "/people/me/"
    assert is_signed_in(client)


def test_nobody_is_sent_to_another_site_after_signing_in(client, cast):
    give_password(cast.amira)
    after = client.post(
        "/sign-in/", {"login": "amira@example.org", "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert after["Location"] == "/"


@pytest.mark.parametrize("email", ["amira@example.org", "nobody@example.org"])
def test_a_wrong_password_says_the_same_whether_or_not_there_is_an_account(client, cast, email):
    give_password(cast.amira)
    page = client.post("/sign-in/", {"login": email, "password": "not this one at all"})
    text = page.content.decode()
    assert page.status_code == 200 and WRONG in text and 'value="' + email in text
    assert "Error: Sign in" in text


def test_an_account_without_a_password_cannot_be_entered_with_an_empty_or_odd_one(client, cast):
    for password in ["", "!", " ", "\x00", "x" * 5000]:
        page = client.post("/sign-in/", {"login": "amira@example.org", "password": password})
        assert page.status_code == 200
    assert not is_signed_in(client)


def test_a_code_by_email_signs_in(client, cast, django_capture_on_commit_callbacks):
    page = ask_for_code(client, "Amira@Example.org", django_capture_on_commit_callbacks)
    assert "Enter your code" in page.content.decode()
    [message] = mail.outbox
    assert message.to == ["amira@example.org"] and message.subject == "Your sign-in code"
    assert "<" not in message.body
    after = client.post("/sign-in/code/enter/", {"code": code_in_mail().lower().replace("-", " ")})
    assert after["Location"] == "/" and is_signed_in(client)


def test_an_unknown_address_gets_the_same_page_and_no_mail(client, cast, django_capture_on_commit_callbacks):
    known = ask_for_code(Client(), "amira@example.org", django_capture_on_commit_callbacks).content.decode()
    unknown = ask_for_code(client, "nobody@example.org", django_capture_on_commit_callbacks).content.decode()
    assert len(mail.outbox) == 1

    def plain(text: str, email: str) -> str:
        return re.sub(r'value="[A-Za-z0-9]{64}"', "", text).replace(email, "EMAIL")

    assert plain(known, "amira@example.org") == plain(unknown, "nobody@example.org")
    page = client.post("/sign-in/code/enter/", {"code": "BBBB-BBBB"})
    assert "This code is not right" in page.content.decode()
    assert client.post("/sign-in/code/enter/", {"action": "resend"}).status_code == 302


def test_five_wrong_codes_end_the_attempt(client, cast, django_capture_on_commit_callbacks):
    ask_for_code(client, "amira@example.org", django_capture_on_commit_callbacks)
    right = code_in_mail()
    for _ in range(5):
        client.post("/sign-in/code/enter/", {"code": "BBBB-BBBB"})
    client.post("/sign-in/code/enter/", {"code": right})
    assert not is_signed_in(client)


def test_a_code_works_only_in_the_browser_that_asked(client, cast, django_capture_on_commit_callbacks):
    ask_for_code(client, "amira@example.org", django_capture_on_commit_callbacks)
    elsewhere = Client()
    elsewhere.post("/sign-in/code/enter/", {"code": code_in_mail()})
    assert not is_signed_in(elsewhere)


def test_another_code_can_be_asked_for(client, cast, django_capture_on_commit_callbacks):
    ask_for_code(client, "amira@example.org", django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/sign-in/code/enter/", {"action": "resend"})
    assert len(mail.outbox) == 2
    client.post("/sign-in/code/enter/", {"code": code_in_mail()})
    assert is_signed_in(client)


def test_many_requests_are_answered_with_the_429_page(client, cast):
    answers = [client.post("/sign-in/", {"login": "amira@example.org", "password": f"guess {n}"}) for n in range(31)]
    assert answers[-1].status_code == 429
    assert b"<h1" in answers[-1].content and b"Stepwell" in answers[-1].content


def test_five_wrong_passwords_lock_one_account_for_a_while_and_not_another(client, cast):
    give_password(cast.amira)
    give_password(cast.ben)
    for number in range(5):
        client.post("/sign-in/", {"login": "amira@example.org", "password": f"guess {number}"})
    page = client.post("/sign-in/", {"login": "amira@example.org", "password": PASSWORD})
    assert "Wait five minutes" in page.content.decode()
    client.post("/sign-in/", {"login": "ben@example.org", "password": PASSWORD})
    assert is_signed_in(client)


def test_a_closed_account_is_told_so_only_with_the_right_password(client, cast, django_capture_on_commit_callbacks):
    give_password(cast.amira)
    Account.objects.filter(pk=cast.amira.account_id).update(is_active=False)
    page = client.post("/sign-in/", {"login": "amira@example.org", "password": "a wrong one indeed"})
    assert WRONG in page.content.decode()
    page = client.post("/sign-in/", {"login": "amira@example.org", "password": PASSWORD}, follow=True)
    assert "This account is closed" in page.content.decode()
    ask_for_code(Client(), "amira@example.org", django_capture_on_commit_callbacks)
    assert mail.outbox == [] and not is_signed_in(client)


def test_closing_an_account_ends_what_is_open(client, cast):
    client.force_login(cast.amira.account)
    assert is_signed_in(client)
    Account.objects.filter(pk=cast.amira.account_id).update(is_active=False)
    assert not is_signed_in(client)


def test_an_account_without_a_person_is_told_so_everywhere_and_can_sign_out(client, db):
    account = Account.objects.create_user("stray@example.org", PASSWORD)
    client.force_login(account)
    for address in ["/", "/people/me/", "/sign-in/settings/", "/people/team/"]:
        page = client.get(address)
        assert page.status_code == 403 and "We do not know whose account this is" in page.content.decode()
    client.post("/sign-in/out/")
    assert client.get("/sign-in/").status_code == 200


def test_signing_up_and_changing_the_address_do_not_exist(client, cast):
    client.force_login(cast.amira.account)
    for address in ["signup/", "email/", "confirm-email/", "3rdparty/", "social/connections/", "2fa/", "login/"]:
        assert client.get(f"/sign-in/{address}").status_code == 404


def test_signing_out_takes_a_post(client, cast):
    client.force_login(cast.amira.account)
    assert "Sign out" in client.get("/sign-in/out/").content.decode()
    assert is_signed_in(client)
    assert client.post("/sign-in/out/")["Location"] == "/sign-in/"
    assert not is_signed_in(client)


@pytest.fixture
def demonstration(settings, cast):
    settings.DEMONSTRATION = True
    DemonstrationRole.objects.create(person=cast.tom, sentence="Manages admissions.", order=2)
    DemonstrationRole.objects.create(person=cast.amira, sentence="Wants to lead a team.", order=1)
    return cast


def test_a_demonstration_offers_its_cast(client, demonstration):
    text = client.get("/sign-in/").content.decode()
    assert text.index("Amira Hassan") < text.index("Tom Okafor")
    assert "Wants to lead a team." in text and "Ben Carter" not in text
    assert client.post("/people/sign-in-as/", {"person": demonstration.amira.pk})["Location"] == "/"
    assert "Amira Hassan" in client.get("/people/me/").content.decode()


def test_a_wrong_password_brings_the_form_back_and_not_the_cast_above_it(client, demonstration):
    text = client.post("/sign-in/", {"login": "amira@ashdown.example", "password": "no"}).content.decode()
    assert "There is a problem" in text and "Amira Hassan" not in text
    assert "Or look around as one of the cast" in text


@pytest.mark.parametrize("person", ["", "x", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_only_the_cast_can_be_signed_in_as(client, demonstration, person):
    assert client.post("/people/sign-in-as/", {"person": person}).status_code == 404
    assert client.post("/people/sign-in-as/", {"person": demonstration.ben.pk}).status_code == 404
    assert client.get("/people/sign-in-as/").status_code == 404
    assert not is_signed_in(client)


def test_without_a_demonstration_there_is_no_such_address(client, demonstration, settings):
    settings.DEMONSTRATION = False
    assert "Amira Hassan" not in client.get("/sign-in/").content.decode()
    assert client.post("/people/sign-in-as/", {"person": demonstration.amira.pk}).status_code == 404
    assert not is_signed_in(client)
