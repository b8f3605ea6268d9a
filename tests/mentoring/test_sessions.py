"""A session is a conversation: planned by the mentee, prepared by both, kept from everybody else."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from stepwell.audit.models import AuditEvent
from stepwell.conversations.models import AgendaItem, Conversation
from stepwell.conversations.operations import ending, meeting, noting, proposing
from stepwell.conversations.operations.proposing import Plan
from stepwell.mentoring.models import MentoringSession
from stepwell.mentoring.operations import due, relationships, sessions
from stepwell.mentoring.operations.refusals import AgreementUnsigned, NotYours
from tests.cast import NOW, TODAY

SECRET = "I have never told anybody that I would rather teach."
LATER = NOW + timedelta(days=3)
PLAN = Plan(starts_at=LATER)


@pytest.fixture
def session(cast, relationship) -> MentoringSession:
    return sessions.arrange(relationship, PLAN, dimension_id="throwing", by=cast.amira, at=NOW)


def come_in(session, *people, at=LATER) -> None:
    for person in people:
        meeting.come_in(session.conversation, by=person, at=at)


def sign(relationship, cast) -> None:
    terms = {"purpose": "To sell pots.", "how_often": "", "how_long": "", "notes": ""}
    relationships.write_agreement(relationship, terms, by=cast.amira, at=NOW)
    relationships.sign(relationship, by=cast.oscar, at=NOW)


def test_the_mentee_leads_a_conversation_with_what_they_bring(cast, session):
    talk = session.conversation
    assert (talk.person, talk.other, talk.other_role, talk.state) == (cast.amira, cast.oscar, "mentor", "agreed")
    assert session.on_date == LATER.date()
    own = AgendaItem.objects.get(conversation=talk, origin=AgendaItem.Origin.ADDED)
    assert own.text == "Throwing"


def test_only_the_mentee_plans(cast, relationship):
    with pytest.raises(NotYours):
        sessions.arrange(relationship, PLAN, by=cast.oscar, at=NOW)
    assert not Conversation.objects.exists()


def test_the_second_session_waits_for_the_agreement_and_open_points_come_along(cast, relationship, session):
    meeting.add_point(session.conversation, text="Left open", by=cast.amira, at=NOW)
    with pytest.raises(AgreementUnsigned):
        sessions.arrange(relationship, Plan(starts_at=LATER + timedelta(days=30)), by=cast.amira, at=NOW)
    assert Conversation.objects.count() == 1
    sign(relationship, cast)
    second = sessions.arrange(relationship, Plan(starts_at=LATER + timedelta(days=30)), by=cast.amira, at=NOW)
    assert second.conversation.follows == session.conversation
    carried = AgendaItem.objects.filter(conversation=second.conversation, origin=AgendaItem.Origin.CARRIED)
    assert "Left open" in {item.text for item in carried}


def test_ending_a_session_begins_no_other_past_the_agreement(cast, session):
    come_in(session, cast.amira, cast.oscar)
    ending.end_conversation(
        session.conversation, no_actions=True, no_review_reason="We set it then.", by=cast.amira, at=LATER, today=TODAY
    )
    assert Conversation.objects.count() == 1


def test_a_session_takes_day_and_state_of_its_conversation(cast, session):
    moved = Plan(starts_at=LATER + timedelta(days=4))
    proposing.plan_meeting(session.conversation, moved, by=cast.amira, at=NOW)
    assert due.due_work(at=NOW, today=TODAY)["mentoring sessions in step"] == 1
    session.refresh_from_db()
    assert (session.state, session.on_date) == ("planned", moved.starts_at.date())
    session.conversation.refresh_from_db()
    come_in(session, cast.amira, at=moved.starts_at)
    assert due.due_work(at=NOW, today=TODAY)["mentoring sessions in step"] == 1
    session.refresh_from_db()
    assert session.state == "held"
    assert due.due_work(at=NOW, today=TODAY)["mentoring sessions in step"] == 0


def test_one_that_is_called_off_did_not_take_place(cast, session):
    proposing.call_off(session.conversation, by=cast.oscar, at=NOW)
    due.due_work(at=NOW, today=TODAY)
    session.refresh_from_db()
    assert session.state == "cancelled"


def test_nobody_but_the_two_reads_a_word(cast, programme, relationship, session, signed_in, caplog):
    come_in(session, cast.amira, cast.oscar)
    talk = session.conversation
    noting.save_record(talk, SECRET, base="", revision=0, by=cast.amira, at=LATER)
    address = reverse("conversations:conversation", args=[talk.pk])
    assert SECRET in signed_in(cast.oscar).get(address, follow=True).content.decode()
    for person in (cast.cora, cast.tom, cast.ruth, cast.pat, cast.dan, cast.olga, cast.fran):
        assert signed_in(person).get(address).status_code == 404
    cora = signed_in(cast.cora)
    for name in ("programme", "people", "reports"):
        assert SECRET not in cora.get(reverse(f"mentoring:{name}", args=[programme.pk])).content.decode()
    assert SECRET not in str(list(AuditEvent.objects.values()))
    assert SECRET not in "".join(message.body + message.subject for message in mail.outbox)
    assert SECRET not in caplog.text


class TestPages:
    def day(self, days=3) -> datetime:
        return timezone.localtime() + timedelta(days=days)

    def said(self, **more):
        at = self.day()
        found = {
            "topic": "selling",
            "day-day": at.day,
            "day-month": at.month,
            "day-year": at.year,
            "time": "10:30",
            "minutes": 60,
        }
        return {**found, "form": "", "place": "", **more}

    def test_from_the_relationship_to_the_conversation(self, cast, relationship, signed_in):
        amira = signed_in(cast.amira)
        assert "Set a day" in amira.get(reverse("mentoring:relationship", args=[relationship.pk])).content.decode()
        answer = amira.post(reverse("mentoring:plan_session", args=[relationship.pk]), self.said())
        session = MentoringSession.objects.get()
        assert answer.url == reverse("conversations:conversation", args=[session.conversation_id])
        page = amira.get(reverse("mentoring:relationship", args=[relationship.pk])).content.decode()
        assert "Session 1" in page and "second session waits for your agreement" in page
        oscar = signed_in(cast.oscar)
        assert oscar.get(answer.url, follow=True).status_code == 200
        assert oscar.get(reverse("mentoring:plan_session", args=[relationship.pk])).status_code == 404

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"day-year": 2020}, "must be in the future"),
            ({"time": ""}, "Enter the time"),
            ({"day-day": "", "day-month": "", "day-year": ""}, "Enter the day"),
            ({"topic": "nonsense"}, "Choose"),
            ({"minutes": "many"}, "How long?"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_planned(self, cast, relationship, signed_in, more, said):
        address = reverse("mentoring:plan_session", args=[relationship.pk])
        answer = signed_in(cast.amira).post(address, self.said(**more, place="The kiln room"))
        assert answer.status_code == 422
        assert said in answer.content.decode() and "The kiln room" in answer.content.decode()
        assert not MentoringSession.objects.exists() and not Conversation.objects.exists()

    def test_without_the_agreement_the_second_leads_to_it(self, cast, relationship, session, signed_in):
        answer = signed_in(cast.amira).post(reverse("mentoring:plan_session", args=[relationship.pk]), self.said())
        assert answer.url == reverse("mentoring:agreement", args=[relationship.pk])

    @pytest.mark.parametrize(("met", "state"), [("yes", "held"), ("no", "cancelled")])
    def test_either_says_whether_they_met(self, cast, relationship, session, signed_in, met, state):
        MentoringSession.objects.update(on_date=relationship.began_on)
        page = signed_in(cast.oscar).get(reverse("mentoring:relationship", args=[relationship.pk])).content.decode()
        assert "It did not take place" in page
        signed_in(cast.oscar).post(reverse("mentoring:note_session", args=[session.pk]), {"met": met})
        session.refresh_from_db()
        assert session.state == state


@pytest.mark.parametrize("how", ["ended", "no fit", "mentor gone", "by itself"])
def test_when_it_ends_no_day_is_left_in_anybodys_diary(
    cast, relationship, session, how, django_capture_on_commit_callbacks
):
    """What has begun stays; what was only planned does not take place, and nobody is named as who called it off."""
    come_in(session, cast.amira)
    sign(relationship, cast)
    planned = sessions.arrange(relationship, Plan(starts_at=LATER + timedelta(days=9)), by=cast.amira, at=NOW)
    acts = {
        "ended": lambda: relationships.end(relationship, by=cast.oscar, at=NOW, today=TODAY),
        "no fit": lambda: relationships.end(relationship, by=cast.amira, at=NOW, today=TODAY, again=True),
        "mentor gone": lambda: relationships.leave_as_mentor(relationship.enrolment, by=cast.oscar, at=NOW),
        "by itself": lambda: relationships.finish_by_itself(relationship, at=NOW, today=TODAY + timedelta(days=800)),
    }
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        acts[how]()
    planned.refresh_from_db()
    states = [planned.state, planned.conversation.state, Conversation.objects.get(pk=session.conversation_id).state]
    assert states == ["cancelled", "called_off", "met"]
    event = AuditEvent.objects.get(action="conversation_called_off")
    assert (event.actor_id, planned.conversation.ended_by) == (None, None)
    cancelled = [letter for letter in mail.outbox if "does not take place" in letter.body]
    assert sorted(to for letter in cancelled for to in letter.to) == sorted([cast.amira.email, cast.oscar.email])
