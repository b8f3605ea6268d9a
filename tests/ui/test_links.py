"""Links in mail: whole addresses of this installation, whatever host a request came to, and never with content."""

import re

import pytest
from django.core import mail

from stepwell.careers.operations import LevelSet, set_expected_levels
from stepwell.people import addresses
from stepwell.sharing.operations import grant
from stepwell.ui.links import link
from tests.cast import NOW, TODAY
from tests.people.sign_in_helpers import give_password
from tests.people.test_import import ROWS, bring_in, file

ADDRESS = "https://growth.example.org"


@pytest.fixture(autouse=True)
def at_an_address(settings):
    settings.ADDRESS = ADDRESS


def links_in(message) -> list[str]:
    return re.findall(r"https?://\S+", message.subject + " " + message.body)


def test_a_link_is_the_address_and_the_page():
    assert link("home:home") == f"{ADDRESS}/"
    assert link("people:address") == f"{ADDRESS}/people/me/address/"


def test_a_share_leads_to_what_is_shared_with_me(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        grant(
            owner=cast.amira, recipient=cast.tom, kind="assessments", title="Lamplight", purpose="conversation",
            until=TODAY, message="Secret words", at=NOW,
        )  # fmt: skip
    assert links_in(mail.outbox[0]) == [f"{ADDRESS}/sharing/with-me/"]


def test_what_is_expected_leads_to_my_role(cast, lamplight, django_capture_on_commit_callbacks):
    job = cast.amira.appointments.get()
    with django_capture_on_commit_callbacks(execute=True):
        set_expected_levels(
            job, framework=lamplight.framework, levels={"trimming": LevelSet("bright", "Secret words")},
            discussed_on=TODAY, by=cast.tom, at=NOW,
        )  # fmt: skip
    assert links_in(mail.outbox[0]) == [link("careers:expected")]
    assert "Secret" not in mail.outbox[0].body and "right" not in mail.outbox[0].body


def test_a_new_address_leads_to_the_page_that_asks(cast, django_capture_on_commit_callbacks):
    cast.amira.account.last_login = NOW
    cast.amira.account.save()
    with django_capture_on_commit_callbacks(execute=True):
        bring_in(cast, file(A3=ROWS["A3"].replace("amira@", "hassan@")))
        addresses.refuse(cast.amira.address_changes.get(), by=cast.amira, at=NOW)
    assert [links_in(message) for message in mail.outbox] == [[f"{ADDRESS}/people/audit/"]], (
        "refused before it was told"
    )


def test_a_changed_password_leads_to_how_i_sign_in_and_a_code_leads_nowhere(
    client, cast, django_capture_on_commit_callbacks
):
    """A code works in the browser that asked: a link would take it elsewhere, and teach people to follow links."""
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/sign-in/code/", {"email": "amira@example.org"}, headers={"host": "localhost"})
    assert links_in(mail.outbox[0]) == []
    give_password(cast.amira)
    client.force_login(cast.amira.account)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            "/sign-in/settings/password/",
            {"oldpassword": "a quiet lamp at dusk", "password1": "seven plain wooden boats"},
        )
    assert links_in(mail.outbox[1]) == [link("mfa_index")]
