"""Mail to raters: neutral subjects, plain text, one link each, and nothing of the link kept anywhere."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from stepwell.feedback.models import Invitation, InvitationLink
from stepwell.feedback.operations import inviting, releasing
from tests.cast import NOW

from . import making

PEER = "peers0@elsewhere.example"


def messages(address: str):
    return [message for message in mail.outbox if message.to == [address]]


def test_an_invitation_says_who_asks_and_until_when_and_its_subject_names_nobody(collecting, settings):
    (message,) = messages(PEER)
    assert message.subject == "Your view is asked for, by 11 December 2026"
    assert "Amira Hassan asks for your view" in message.body
    assert f"{settings.ADDRESS}/feedback/answer/" in message.body
    assert "You need no account" in message.body
    assert message.content_subtype == "plain" and not message.attachments


def test_each_mail_goes_to_one_rater_and_names_no_other(collecting):
    assert len(mail.outbox) == 8
    for message in mail.outbox:
        assert len(message.to) == 1 and not message.cc and not message.bcc
        others = {other.to[0] for other in mail.outbox} - set(message.to)
        assert not [address for address in others if address in message.body]


def test_the_link_is_kept_nowhere(collecting):
    token = making.links()[PEER]
    assert InvitationLink.objects.filter(invitation__nomination__email=PEER).count() == 1
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert token not in repr(cursor.fetchall())


def test_a_reminder_has_a_link_of_its_own_and_a_way_to_stop(collecting):
    at = NOW + timedelta(days=4)
    inviting.remind_all(collecting, by=collecting.subject, at=at)
    making.send(at)
    (message,) = messages(PEER)
    assert message.subject == "A reminder: your view is asked for, by 11 December 2026"
    assert "/reminders/" in message.body
    assert making.visit(making.links()[PEER], at).standing == "open"


def test_who_is_moved_learns_it_and_gets_a_new_link(collecting):
    earlier = making.links()[PEER]
    invitation = Invitation.objects.get(nomination__email=PEER)
    making.nominating.move_to_group(
        invitation.nomination,
        group=making.group(collecting, "others"),
        by=collecting.subject,
        at=NOW,
        today=making.TODAY,
    )
    making.send()
    (message,) = messages(PEER)
    assert "It is now: Others." in message.body
    assert making.visit(earlier) is None
    assert making.visit(making.links()[PEER]).group.key == "others"


def test_thanks_go_to_everybody_who_was_asked_as_text(released):
    mail.outbox.clear()
    words = "Thank you! <b>I</b> learned {{ a lot }}.\nBcc: everybody@example.org"
    releasing.thank_raters(released, text=words, by=released.subject, at=making.LATER)
    assert len(mail.outbox) == 8
    for message in mail.outbox:
        assert message.subject == "Thank you for your view"
        assert words in message.body
        assert message.recipients() == message.to
        assert "whether they answered or not" in message.body


@pytest.mark.parametrize("name", ["Amira\nBcc: all@example.org", "Amira <b>Hassan</b> {{ x }}", "Zoë Łukasz 李"])
def test_a_strange_name_changes_no_header(choosing, cast, name):
    cast.amira.full_name = name
    cast.amira.save()
    making.nominate(choosing, "peers", email=PEER)
    making.submit(choosing)
    making.send()
    (message,) = messages(PEER)
    assert message.recipients() == [PEER]
    assert "Bcc" not in message.message().as_string().split("\n\n")[0]
