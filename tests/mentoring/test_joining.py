"""Programmes across organisations, and joining them on both sides."""

from datetime import timedelta

import pytest

from stepwell.audit.models import AuditEvent
from stepwell.mentoring.models import Acknowledgement, CodeOfConduct, MenteeRequest, MentorOffer
from stepwell.mentoring.operations import joining, offering, programmes
from stepwell.mentoring.operations.refusals import (
    AlreadyOpen,
    ChangedElsewhere,
    CodesUnread,
    Faulty,
    IntakeClosed,
    NotFromHere,
    NotReady,
    NotYours,
    WrongState,
)
from stepwell.mentoring.queries import participants
from stepwell.mentoring.queries import programmes as queries
from tests.cast import NOW, TODAY

from . import making


def test_a_programme_needs_a_framework_in_which_people_say_what_they_want(cast, lamplight):
    with pytest.raises(Faulty) as refusal:
        making.make_programme(cast, lamplight, title=" ", months=0)
    assert [fault.field for fault in refusal.value.faults] == ["title", "version", "months"]


def test_an_organisation_is_in_once_its_own_coordinator_agrees(cast, kiln):
    programme = programmes.create_programme(
        host=cast.ashdown, version=kiln, codes=[making.CODE], by=cast.cora, at=NOW, **making.PARTS
    )
    part = programmes.ask_organisation(programme, organisation=cast.marlow, by=cast.cora, at=NOW)
    assert queries.takes_part(programme, cast.ashdown)
    assert not queries.takes_part(programme, cast.marlow)
    programmes.decide_part(part, agrees=True, by=making.marlow_coordinator(cast), at=NOW)
    assert queries.takes_part(programme, cast.marlow)


def test_what_people_joined_on_stays_once_it_is_open(cast, programme):
    for change in ({"months": 6}, {"weight_need": 1}, {"acceptable_from": 0}, {"waiting": "bonus"}):
        with pytest.raises(AlreadyOpen):
            programmes.change_programme(programme, by=cast.cora, at=NOW, **change)
    programmes.change_programme(programme, summary="Said better.", by=cast.cora, at=NOW)


def test_a_changed_code_is_a_new_version_that_is_read_anew(cast, programme, request_of_amira):
    old = CodeOfConduct.objects.get(programme=programme)
    changed = programmes.CodePlan(making.CODE.title, "What is said stays here, unless somebody is at risk.")
    programmes.change_programme(programme, codes=[changed], by=cast.cora, at=NOW)
    programmes.change_programme(programme, codes=[changed], by=cast.cora, at=NOW)
    assert CodeOfConduct.objects.filter(programme=programme).count() == 2
    old.refresh_from_db()
    assert old.text == making.CODE.text
    assert Acknowledgement.objects.filter(code=old, person=cast.amira).exists()
    assert [line.is_read for line in queries.codes_of(programme, cast.amira, "mentee")] == [False]


def test_nobody_joins_before_or_after_a_dated_intake(cast, kiln):
    days = {"intake": "dated", "joins_from": TODAY + timedelta(days=2), "joins_until": TODAY + timedelta(days=9)}
    programme = making.make_programme(cast, kiln, **days)
    for day in (TODAY, TODAY + timedelta(days=10)):
        with pytest.raises(IntakeClosed):
            joining.start_request(programme, organisation=cast.ashdown, by=cast.amira, at=NOW, today=day)
    day = TODAY + timedelta(days=9)
    assert joining.start_request(programme, organisation=cast.ashdown, by=cast.amira, at=NOW, today=day)


def test_an_organisation_outside_the_programme_cannot_send_anybody(cast, kiln):
    programme = programmes.create_programme(
        host=cast.ashdown, version=kiln, codes=[making.CODE], by=cast.cora, at=NOW, **making.PARTS
    )
    programmes.open_programme(programme, by=cast.cora, at=NOW)
    with pytest.raises(NotFromHere):
        joining.start_request(programme, organisation=cast.marlow, by=cast.oscar, at=NOW, today=TODAY)


def test_an_application_is_left_and_resumed(cast, programme):
    request = joining.start_request(programme, organisation=cast.ashdown, by=cast.amira, at=NOW, today=TODAY)
    saved = joining.save_request(request, {"background": "Half a"}, revision=1, by=cast.amira, at=NOW)
    again = joining.start_request(programme, organisation=cast.ashdown, by=cast.amira, at=NOW, today=TODAY)
    assert (again.pk, again.background, again.revision) == (request.pk, "Half a", saved.revision)
    with pytest.raises(ChangedElsewhere):
        joining.save_request(again, {"background": "Another page"}, revision=1, by=cast.amira, at=NOW)
    assert participants.request_by_id(request.pk).background == "Half a"


def test_an_application_waits_for_the_codes_and_the_self_assessment(cast, programme):
    request = making.ask(programme, cast.amira, cast.ashdown, sent=False, seniority=None)
    with pytest.raises(CodesUnread):
        joining.send_request(request, by=cast.amira, at=NOW, today=TODAY)
    joining.acknowledge(queries.codes_for(programme, "mentee"), by=cast.amira, at=NOW)
    with pytest.raises(NotReady) as refusal:
        joining.send_request(request, by=cast.amira, at=NOW, today=TODAY)
    assert [fault.field for fault in refusal.value.faults] == ["assessment", "seniority"]


def test_nobody_gains_by_asking_for_more(cast, programme):
    request = making.ask(programme, cast.amira, cast.ashdown, sent=False)
    greedy = {"points": {"organisation": 10, "profession": 10, "times": 10}}
    with pytest.raises(Faulty) as refusal:
        joining.save_request(request, {"preferences": greedy}, revision=request.revision, by=cast.amira, at=NOW)
    assert "Take away 20" in str(refusal.value)
    request.refresh_from_db()
    assert request.preferences is None


def test_only_its_owner_changes_an_application(cast, request_of_amira):
    with pytest.raises(NotYours):
        joining.save_request(request_of_amira, {"background": "x"}, revision=2, by=cast.cora, at=NOW)
    with pytest.raises(NotYours):
        joining.withdraw(request_of_amira, by=cast.cora, at=NOW)


@pytest.mark.parametrize("state", ["offered", "matched"])
def test_what_a_mentor_sees_can_be_changed_while_they_see_it_and_nothing_else(cast, request_of_amira, state):
    MenteeRequest.objects.update(state=state)
    kept = joining.save_request(
        request_of_amira, {"shows": []}, revision=request_of_amira.revision, by=cast.amira, at=NOW
    )
    assert kept.shows == []
    with pytest.raises(WrongState):
        joining.save_request(kept, {"avoid": ["Oscar Wright"]}, revision=kept.revision, by=cast.amira, at=NOW)


def test_withdrawing_leaves_no_words(cast, request_of_amira):
    joining.withdraw(request_of_amira, by=cast.amira, at=NOW)
    stored = MenteeRequest.objects.get(pk=request_of_amira.pk)
    assert (stored.background, stored.hopes, stored.preferences, stored.shows) == ("", "", None, None)
    assert participants.requests_of(cast.amira) == []


def test_a_mentor_joins_without_a_self_assessment(cast, programme):
    """R75, scenario 40."""
    assert not cast.ruth.self_assessments.exists()
    enrolment = making.offer(cast.ruth, programme, cast.ashdown)
    assert enrolment.state == "active"
    assert not cast.ruth.self_assessments.exists()


def test_a_mentor_needs_room_and_something_to_offer(cast, programme):
    profile = offering.start_profile(by=cast.ruth, at=NOW)
    with pytest.raises(CodesUnread):
        offering.join_as_mentor(programme, profile, organisation=cast.ashdown, by=cast.ruth, at=NOW, today=TODAY)
    with pytest.raises(NotReady) as refusal:
        making.join(profile, programme, cast.ashdown)
    assert [fault.field for fault in refusal.value.faults] == ["offers", "seniority"]


def test_one_profile_serves_several_programmes(cast, kiln, programme):
    other = making.make_programme(cast, kiln, title="Potters at night")
    assert other.slug == "potters-at-night"
    first = making.offer(cast.ruth, programme, cast.ashdown)
    second = making.join(first.profile, other, cast.ashdown)
    assert first.profile_id == second.profile_id
    assert len(participants.enrolments_of(first.profile)) == 2


def test_offers_are_replaced_whole(cast, programme, oscar_offers):
    framework = programme.version.framework
    offering.set_offers(
        oscar_offers.profile, framework, {"firing": offering.OfferPlan(1, "A little")}, by=cast.oscar, at=NOW
    )
    assert [(o.dimension_id, o.strength, o.words) for o in MentorOffer.objects.all()] == [("firing", 1, "A little")]


def test_the_trail_holds_no_words(cast, request_of_amira, oscar_offers):
    assert request_of_amira.background == making.SECRET
    events = AuditEvent.objects.filter(action__contains="mentee") | AuditEvent.objects.filter(action__contains="mentor")
    assert events.count() >= 5
    assert not [event for event in events if making.SECRET in str(event.detail)]
