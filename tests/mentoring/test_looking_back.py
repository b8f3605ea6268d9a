"""After an early end each of the two may say how it was, and need not: the same whatever the end was, and asked nowhere else."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from stepwell.audit.models import AuditEvent
from stepwell.mentoring.models import CheckIn, MentoringRelationship
from stepwell.mentoring.operations import check_ins, due, leaving, relationships
from stepwell.mentoring.operations.refusals import WrongState
from stepwell.mentoring.queries.cohorts import earlier_pairs
from stepwell.mentoring.queries.glance import glance_of
from stepwell.mentoring.queries.learning import chosen_by
from tests.cast import NOW, TODAY

from . import making
from .making import SECRET
from .test_along_the_way import text_of
from .test_relationships import first_question, meet


def not_a_good_fit(relationship, person):
    meet(relationship, relationship.mentee)
    check_ins.answer(first_question(relationship, person), {"how": "not_good"}, by=person, at=NOW, today=TODAY)


WAYS = {
    "ended by the mentee": lambda one: relationships.end(one, by=one.mentee, at=NOW, today=TODAY),
    "ended by the mentor": lambda one: relationships.end(one, by=one.mentor, at=NOW, today=TODAY),
    "another mentor, please": lambda one: relationships.end(one, by=one.mentee, at=NOW, today=TODAY, again=True),
    "no fit, says the mentee": lambda one: not_a_good_fit(one, one.mentee),
    "no fit, says the mentor": lambda one: not_a_good_fit(one, one.mentor),
    "the mentor left": lambda one: relationships.leave_as_mentor(one.enrolment, by=one.mentor, at=NOW),
    "the mentee left": lambda one: leaving.leave_as_mentee(one.request, at=NOW),
}


def ended(relationship, way: str, *, days_ago: int = 0) -> MentoringRelationship:
    """As it stands today, so that its pages can be opened: the cast's day lies in the past."""
    WAYS[way](relationship)
    moment = timezone.now() - timedelta(days=days_ago)
    MentoringRelationship.objects.filter(pk=relationship.pk).update(ended_at=moment)
    relationship.refresh_from_db()
    return relationship


def section_of(page: str) -> str:
    """What the page says about it, without the keys that differ from one pair to another."""
    start = page.index('id="back"')
    return page[start : page.index("<a ", start)]


def main_of(page: str) -> str:
    """Without the tokens of forms, which differ each time."""
    return re.sub(r'value="\w{64}"', "", page.split("<main")[1])


@pytest.mark.parametrize("way", WAYS)
def test_both_may_say_how_it_was_and_nothing_tells_which_end_it_was(cast, relationship, signed_in, way):
    ended(relationship, way)
    assert set(CheckIn.objects.filter(moment="end").values_list("person", flat=True)) == {cast.amira.pk, cast.oscar.pk}
    for person, other in ((cast.amira, "Oscar"), (cast.oscar, "Amira")):
        client = signed_in(person)
        until = f"{timezone.localdate() + timedelta(days=30):%-d %B %Y}"
        assert f"Say it if you like, until {until}" in section_of(text_of(client, "relationship", relationship.pk))
        assert f"{other} is not told whether you did" in text_of(client, "relationship", relationship.pk)
        assert f"If you like, say how it was: until {until}." in text_of(client, "list")
        assert glance_of(person, timezone.localdate()).questions == []  # neither the home page nor "waits for you" asks
    assert not any("short question" in message.body for message in mail.outbox if "ended" in message.body)


@pytest.mark.parametrize("way", ["ended by the mentor", "no fit, says the mentor"])
def test_an_answer_is_read_by_nobody_else_and_counted_like_any_other(cast, programme, relationship, signed_in, way):
    ended(relationship, way)
    question = CheckIn.objects.get(person=cast.oscar, moment="end")
    before = main_of(text_of(signed_in(cast.amira), "relationship", relationship.pk))
    address = reverse("mentoring:question", args=[question.pk])
    oscar = signed_in(cast.oscar)
    assert "You need not answer. The other one is not told whether you did." in oscar.get(address).content.decode()
    assert oscar.post(address, {"how": "mixed", "words": SECRET, "grown": "some"}).status_code == 302
    assert SECRET in oscar.get(address).content.decode()
    assert "You said how it was" in text_of(oscar, "relationship", relationship.pk)
    assert main_of(text_of(signed_in(cast.amira), "relationship", relationship.pk)) == before
    for person in (cast.amira, cast.cora, making.marlow_coordinator(cast), cast.olga):
        assert signed_in(person).get(address).status_code == 404
    assert SECRET not in str(list(AuditEvent.objects.values()))
    found = chosen_by(programme, timezone.now())
    assert [member.keys[0] for member in found["quality_of_mentors"].people] == [str(cast.marlow.pk)]
    assert len(found["growth_of_mentors"].people) == 1


def test_after_thirty_days_it_is_asked_no_more_and_an_answer_stays(cast, relationship, signed_in):
    ended(relationship, "ended by the mentee")
    amiras = CheckIn.objects.get(person=cast.amira, moment="end")
    check_ins.answer(amiras, {"how": "well"}, by=cast.amira, at=NOW, today=timezone.localdate())
    assert due.due_work(at=making.after(20), today=TODAY)["mentoring questions taken away"] == 0
    ended(relationship, "ended by the mentee", days_ago=31)
    late = CheckIn.objects.select_related("relationship").get(person=cast.oscar, moment="end")
    with pytest.raises(WrongState):
        check_ins.answer(late, {"how": "well"}, by=cast.oscar, at=NOW, today=timezone.localdate())
    assert 'id="back"' not in text_of(signed_in(cast.oscar), "relationship", relationship.pk)
    done = due.due_work(at=timezone.now(), today=timezone.localdate())
    assert (done["mentoring questions taken away"], done["mentoring questions asked"]) == (1, 0)
    assert [one.person for one in CheckIn.objects.filter(moment="end")] == [cast.amira]
    due.due_work(at=timezone.now() + timedelta(days=200), today=timezone.localdate() + timedelta(days=200))
    assert not CheckIn.objects.filter(moment="later").exists()  # half a year later nobody is reminded of it


def test_the_mentee_may_look_again_for_as_long_if_they_had_met(cast, programme, relationship, signed_in):
    amira = signed_in(cast.amira)
    ended(relationship, "ended by the mentor")
    assert "Place yourself again" not in text_of(amira, "relationship", relationship.pk)
    relationship.sessions.create(number=1, on_date=TODAY, state="held", planned_at=NOW)
    assert "Place yourself again" in text_of(amira, "relationship", relationship.pk)
    assert "Place yourself again" not in text_of(signed_in(cast.oscar), "relationship", relationship.pk)
    again = making.assess(cast.amira, programme.version, {"throwing": ("yes", 1)}, at=timezone.now())
    assert due.due_work(at=timezone.now(), today=timezone.localdate())["mentoring second looks"] == 1
    relationship.refresh_from_db()
    assert relationship.last_assessment == again
    assert len(chosen_by(programme, timezone.now() + timedelta(days=1))["growth"].people) == 1
    later = timezone.now() + timedelta(days=31)
    making.assess(cast.amira, programme.version, {"throwing": ("yes", 2)}, at=later)
    assert due.due_work(at=later, today=later.date())["mentoring second looks"] == 0


def test_two_who_did_not_fit_are_never_put_together_again(
    cast, programme, relationship, request_of_amira, oscar_offers
):
    ended(relationship, "no fit, says the mentor")
    request_of_amira.refresh_from_db()
    assert (request_of_amira.state, request_of_amira.waited_rounds) == ("waiting", 1)
    assert earlier_pairs([request_of_amira], [oscar_offers]) == {cast.amira.pk: [str(cast.oscar.pk)]}
