"""Somebody who is asked and has an account finds the way to their answers without the mail: they alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from stepwell.audit.models import AuditEvent
from stepwell.feedback.models import Cycle, FeedbackRound, Invitation, InvitationLink
from stepwell.feedback.operations import inviting, rounds
from stepwell.feedback.operations.refusals import NotTheRater
from stepwell.ui.templatetags.ui import day
from tests.cast import NOW

from . import making

ASKED = "Your view is asked for"
ON_HOME = "Give your view to"


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


def test_home_says_that_it_waits_for_whom_and_until_when_and_no_more(toms, cast, signed_in):
    home = signed_in(cast.tom).get("/").text
    assert f"{ON_HOME} {cast.amira.full_name}" in home and 'href="/feedback/#asked"' in home
    assert f"until {day(toms.nomination.round.closes_on)}" in home
    for other in toms.nomination.round.nominations.exclude(pk=toms.nomination_id):
        assert other.email not in home and other.name not in home


def test_several_who_ask_stand_in_one_line_the_first_to_end_by_name(toms, cast, cycle, signed_in):
    pats = making.join(cycle, cast.pat)
    rounds.choose_facilitator(pats, facilitator=cast.fran, by=cast.pat, at=NOW)
    making.rate_self(pats)
    making.nominate(pats, "peers", person=cast.tom)
    making.nominate_many(pats, peers=6)
    making.submit(pats)
    making.send()
    FeedbackRound.objects.filter(pk=pats.pk).update(closes_on=pats.closes_on - timedelta(days=1))
    home = signed_in(cast.tom).get("/").text
    assert f"{ON_HOME} 2 people" in home and f"{cast.pat.full_name} first" in home


def test_whoever_approves_and_is_asked_finds_both(toms, cast, collecting, signed_in):
    Cycle.objects.update(approval="manager")
    collecting.refresh_from_db()
    making.nominate(collecting, "peers", email="one.more@elsewhere.example")
    home = signed_in(cast.tom).get("/").text
    assert f"Look at whom {cast.amira.full_name}" in home and f"{ON_HOME} {cast.amira.full_name}" in home


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
        assert (ON_HOME in client.get("/").text) is asked
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
    assert ASKED not in tom.get("/feedback/").text and ON_HOME not in tom.get("/").text
    assert tom.post(address(toms)).status_code == 404
