"""From a run to a relationship: publishing, two yeses, a private no, a lapse, a mentor who leaves."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail

from stepwell.audit.models import AuditEvent
from stepwell.mentoring.models import MenteeRequest, MentoringRelationship, ProposedPairing
from stepwell.mentoring.operations import publishing, relationships
from stepwell.mentoring.operations.refusals import (
    NothingToPublish,
    NotYours,
    OldRun,
    PublishedMeanwhile,
    TooLate,
)
from tests.cast import NOW, TODAY

from . import making


@pytest.fixture
def offered(cast, programme, request_of_amira, oscar_offers) -> ProposedPairing:
    run = making.found(programme, (request_of_amira, oscar_offers, 700))
    publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    return run.pairings.get()


def test_publishing_offers_the_pairings_of_ones_own_mentees(cast, programme, request_of_amira, oscar_offers):
    mia = making.ask(programme, making.marlow_coordinator(cast), cast.marlow)
    ruth = making.offer(cast.ruth, programme, cast.ashdown)
    run = making.found(programme, (request_of_amira, oscar_offers, 700), (mia, ruth, 600))
    assert publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY) == 1
    states = {pairing.request_id: pairing.state for pairing in run.pairings.all()}
    assert states == {request_of_amira.pk: "offered", mia.pk: "proposed"}
    assert {tuple(message.to) for message in mail.outbox} >= {("amira@example.org",), ("oscar@example.org",)}
    assert not [message for message in mail.outbox if "Oscar" in message.body and message.to == ["amira@example.org"]]
    assert all("You have time until" in message.body for message in mail.outbox if "pairing waits" in message.body)
    assert any("pairing waits" in message.body for message in mail.outbox)


def test_a_mentor_with_several_to_answer_has_one_mail(cast, programme, request_of_amira):
    second = making.ask(programme, cast.ben, cast.ashdown)
    ruth = making.offer(cast.ruth, programme, cast.ashdown, capacity=2)
    run = making.found(programme, (request_of_amira, ruth, 700), (second, ruth, 600))
    mail.outbox.clear()
    assert publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY) == 2
    said = {message.to[0]: message.body.split("\n\n")[1] for message in mail.outbox}
    assert len(mail.outbox) == len(said) == 3
    assert said[cast.ruth.email].startswith("2 mentoring pairings wait for your answer. You have time until")
    assert said[cast.amira.email].startswith("A mentoring pairing waits for your answer. You have time until")


def test_two_coordinators_at_once(cast, programme, request_of_amira, oscar_offers, offered):
    with pytest.raises(PublishedMeanwhile):
        publishing.publish(offered.run, organisation=cast.ashdown, by=cast.fran, at=NOW, today=TODAY)
    assert offered.run.publications.get().published_by == cast.cora


def test_only_the_latest_run_is_published(cast, programme, request_of_amira, oscar_offers):
    old = making.found(programme, (request_of_amira, oscar_offers, 700))
    making.found(programme)
    with pytest.raises(OldRun):
        publishing.publish(old, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)


def test_who_finds_nobody_is_first_in_line_next_time(cast, programme, request_of_amira, oscar_offers):
    ben = making.ask(programme, cast.ben, cast.ashdown)
    run = making.found(programme, (request_of_amira, oscar_offers, 700))
    publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    ben.refresh_from_db()
    assert (ben.state, ben.waited_rounds) == ("waiting", 1)


def test_a_mentor_is_never_offered_to_more_than_they_have_room_for(cast, programme, request_of_amira, oscar_offers):
    ben = making.ask(programme, cast.ben, cast.ashdown)
    run = making.found(programme, (request_of_amira, oscar_offers, 700), (ben, oscar_offers, 600))
    assert publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY) == 1
    assert run.pairings.get(state="offered").request == request_of_amira


def test_nothing_to_publish(cast, programme, request_of_amira):
    run = making.found(programme)
    with pytest.raises(NothingToPublish):
        publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    assert not run.publications.exists()


def test_it_takes_two_to_say_yes(cast, offered):
    assert publishing.accept(offered, by=cast.amira, at=NOW, today=TODAY) is None
    assert publishing.accept(offered, by=cast.amira, at=NOW, today=TODAY) is None
    relationship = publishing.accept(offered, by=cast.oscar, at=NOW, today=TODAY)
    assert (relationship.mentee, relationship.mentor, relationship.began_on) == (cast.amira, cast.oscar, TODAY)
    assert publishing.accept(offered, by=cast.oscar, at=NOW, today=TODAY) == relationship
    assert MenteeRequest.objects.get(person=cast.amira).state == "matched"


def test_nobody_else_answers(cast, offered):
    for person in (cast.cora, cast.tom, cast.olga):
        with pytest.raises(NotYours):
            publishing.accept(offered, by=person, at=NOW, today=TODAY)


@pytest.mark.parametrize("who", ["amira", "oscar"])
def test_a_decline_says_nothing_about_who_declined(cast, offered, who):
    mail.outbox.clear()
    AuditEvent.objects.all().delete()
    publishing.decline(offered, by=cast.everyone[who], at=NOW, today=TODAY)
    other = {"amira": "oscar", "oscar": "amira"}[who]
    assert [message.to for message in mail.outbox] == [[f"{other}@example.org"]]
    assert "declined" not in mail.outbox[0].body
    assert list(AuditEvent.objects.values_list("action", "actor_id")) == [("mentoring_offer_closed", None)]
    stored = MenteeRequest.objects.get(person=cast.amira)
    assert (stored.state, ProposedPairing.objects.get(pk=offered.pk).state) == ("waiting", "not_formed")


def test_who_does_not_answer_rests_and_who_said_yes_waits_again(
    cast, programme, request_of_amira, oscar_offers, offered
):
    after = offered.answer_by + timedelta(days=1)
    with pytest.raises(TooLate):
        publishing.accept(offered, by=cast.amira, at=NOW, today=after)
    publishing.lapse(offered, at=NOW, today=offered.answer_by)
    offered.refresh_from_db()
    assert offered.state == "offered"
    publishing.lapse(offered, at=NOW, today=after)
    request_of_amira.refresh_from_db()
    assert request_of_amira.state == "resting"


def test_who_said_yes_waits_for_the_next_match(cast, request_of_amira, offered):
    publishing.accept(offered, by=cast.amira, at=NOW, today=TODAY)
    publishing.lapse(offered, at=NOW, today=offered.answer_by + timedelta(days=1))
    request_of_amira.refresh_from_db()
    assert request_of_amira.state == "waiting"


def test_a_mentor_who_leaves_mid_way(cast, relationship, request_of_amira, oscar_offers):
    mail.outbox.clear()
    relationships.leave_as_mentor(oscar_offers, by=cast.oscar, at=making.after(40))
    relationships.leave_as_mentor(oscar_offers, by=cast.oscar, at=making.after(41))
    relationship.refresh_from_db()
    request_of_amira.refresh_from_db()
    assert (relationship.state, relationship.ending) == ("ended", "mentor_left")
    assert (request_of_amira.state, request_of_amira.waited_rounds) == ("waiting", 1)
    assert Counter(tuple(message.to) for message in mail.outbox) == {("amira@example.org",): 1}


def test_a_mentor_who_leaves_while_an_offer_waits(cast, offered, request_of_amira, oscar_offers):
    relationships.leave_as_mentor(oscar_offers, by=cast.oscar, at=NOW)
    request_of_amira.refresh_from_db()
    assert request_of_amira.state == "waiting"
    assert not MentoringRelationship.objects.exists()
