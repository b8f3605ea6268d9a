"""Somebody who is asked and has an account finds the way to their answers without the mail: they alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from stepwell.audit.models import AuditEvent
from stepwell.feedback.models import Invitation, InvitationLink
from stepwell.feedback.operations import inviting
from stepwell.feedback.operations.refusals import NotTheRater
from tests.cast import NOW

from . import making

ASKED = "Your view is asked for"


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def toms(collecting, cast) -> Invitation:
    return Invitation.objects.get(nomination__person=cast.tom)


def address(invitation: Invitation) -> str:
    return reverse("feedback:asked", args=[invitation.pk])


def test_the_list_leads_the_rater_to_their_answers_and_the_mailed_link_goes_on_working(toms, cast, signed_in):
    tom, mailed = signed_in(cast.tom), making.links()[cast.tom.email]
    page = tom.get("/feedback/").text
    assert ASKED in page and cast.amira.full_name in page and address(toms) in page
    found = tom.post(address(toms))
    assert found.status_code == 302 and found.url.startswith("/feedback/answer/") and mailed not in found.url
    assert "Asks for your view" in Client().get(found.url).text
    assert making.visit(mailed).standing == "open"


def test_nothing_tells_when_it_was_opened(toms, cast, signed_in):
    events = AuditEvent.objects.count()
    toms_client = signed_in(cast.tom)
    toms_client.post(address(toms))
    toms_client.post(address(toms))
    assert set(InvitationLink.objects.filter(invitation=toms).values_list("issued_at", flat=True)) == {toms.sent_at}
    assert AuditEvent.objects.count() == events


def test_whoever_was_not_asked_finds_nothing_and_opens_nothing(toms, cast, signed_in):
    links = InvitationLink.objects.count()
    for person in cast.everyone.values():
        client = signed_in(person)
        asked = person == cast.tom
        assert (ASKED in client.get("/feedback/").text) is asked
        if not asked:
            assert client.post(address(toms)).status_code == 404
    assert "/sign-in/" in Client().post(address(toms)).url
    assert InvitationLink.objects.count() == links
    with pytest.raises(NotTheRater):
        inviting.open_for(toms, by=cast.amira)


@pytest.mark.parametrize("end", ["answered", "declined", "closed", "expired", "not sent yet"])
def test_it_is_there_only_while_they_can_answer(toms, cast, collecting, signed_in, monkeypatch, end):
    token = making.links()[cast.tom.email]
    if end == "answered":
        making.answer(token)
    if end == "declined":
        inviting.decline(making.visit(token), at=NOW)
    if end == "closed":
        making.close(collecting)
    if end == "expired":
        monkeypatch.setattr("django.utils.timezone.now", lambda: toms.expires_at + timedelta(seconds=1))
    if end == "not sent yet":
        Invitation.objects.filter(pk=toms.pk).update(sent_at=None)
    tom = signed_in(cast.tom)
    assert ASKED not in tom.get("/feedback/").text
    assert tom.post(address(toms)).status_code == 404
