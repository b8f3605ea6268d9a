"""Along a relationship, from outside: goals, a second look, a call for help, the end by itself; and what coordinators set."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from stepwell.audit.models import AuditEvent
from stepwell.mentoring.models import CheckIn, MatchingQuota, MenteeRequest, MentoringGoal, PairRule
from stepwell.mentoring.operations import check_ins, due, offering, publishing, relationships, running
from stepwell.mentoring.operations.learning import take_report
from stepwell.mentoring.queries.learning import chosen_by
from tests.cast import NOW, TODAY

from . import making
from .making import SECRET
from .test_learning import many, mentors


def text_of(client, name: str, *args, **query) -> str:
    answer = client.get(reverse(f"mentoring:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


class TestGoals:
    def test_the_mentee_sets_them_and_both_read_them(self, cast, relationship, signed_in):
        amira, oscar = signed_in(cast.amira), signed_in(cast.oscar)
        address = reverse("mentoring:goals", args=[relationship.pk])
        assert amira.post(address, {"dimension_id": "selling", "words": SECRET}).status_code == 302
        for client in (amira, oscar):
            page = text_of(client, "relationship", relationship.pk)
            assert SECRET in page and "Selling" in page
        assert oscar.get(address).status_code == oscar.post(address, {"words": "Mine"}).status_code == 404
        goal = MentoringGoal.objects.get()
        close = reverse("mentoring:close_goal", args=[goal.pk])
        oscar.post(close, {"state": "reached"})
        goal.refresh_from_db()
        assert goal.state == "open"
        amira.post(close, {"state": "reached"})
        goal.refresh_from_db()
        assert (goal.state, goal.closed_at is None) == ("reached", False)
        assert signed_in(cast.cora).post(close, {"state": "open"}).status_code == 404
        assert SECRET not in str(list(AuditEvent.objects.values()))

    @pytest.mark.parametrize(
        ("given", "said"),
        [({"words": " "}, "What do you want to reach?"), ({"words": "x", "dimension_id": "flying"}, "Choose")],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(self, cast, relationship, signed_in, given, said):
        answer = signed_in(cast.amira).post(reverse("mentoring:goals", args=[relationship.pk]), given)
        assert answer.status_code == 422 and said in answer.content.decode()
        assert not MentoringGoal.objects.exists()

    def test_few_goals_at_one_time(self, cast, relationship, signed_in):
        address = reverse("mentoring:goals", args=[relationship.pk])
        answers = [signed_in(cast.amira).post(address, {"words": f"Goal {n}"}) for n in range(6)]
        assert [answer.status_code for answer in answers] == [302] * 5 + [422]
        assert "Close one first" in answers[-1].content.decode()


def test_the_second_look_is_offered_half_way_and_found_by_itself(cast, programme, relationship, signed_in):
    """Scenario 43: the same items re-rated, not only at the end."""
    amira = signed_in(cast.amira)
    assert "Place yourself again" not in text_of(amira, "relationship", relationship.pk)
    relationship.began_on, relationship.ends_on = TODAY - timedelta(days=300), TODAY + timedelta(days=60)
    relationship.save()
    assert "Place yourself again" in text_of(amira, "relationship", relationship.pk)
    assert "Place yourself again" not in text_of(signed_in(cast.oscar), "relationship", relationship.pk)
    answer = amira.post(reverse("mentoring:look_again", args=[relationship.pk]))
    assert answer.url.startswith("/assessments/")
    draft = cast.amira.self_assessments.get(completed_at=None)
    assert (draft.version_id, draft.purpose) == (programme.version_id, "mentoring")
    draft.delete()
    again = making.assess(cast.amira, programme.version, {"throwing": ("yes", 1)}, at=NOW + timedelta(days=1))
    assert due.due_work(at=making.after(2), today=TODAY)["mentoring second looks"] == 1
    assert due.due_work(at=making.after(2), today=TODAY)["mentoring second looks"] == 0
    relationship.refresh_from_db()
    assert relationship.last_assessment == again
    assert "See what has changed" in text_of(amira, "relationship", relationship.pk)
    assert [member.keys for member in chosen_by(programme, making.after(3))["growth"].people] == [
        (str(cast.ashdown.pk),)
    ]
    assert signed_in(cast.oscar).post(reverse("mentoring:look_again", args=[relationship.pk])).status_code == 404


class TestHelp:
    @pytest.fixture
    def question(self, cast, relationship) -> CheckIn:
        check_ins.ask_what_is_due(relationship, at=NOW, today=TODAY + timedelta(days=30))
        mail.outbox.clear()
        return CheckIn.objects.get(person=cast.oscar)

    def test_the_coordinator_of_ones_own_organisation_learns_that_one_asks_and_no_more(
        self, cast, programme, question, signed_in, django_capture_on_commit_callbacks
    ):
        address = reverse("mentoring:question", args=[question.pk])
        said = {"how": "badly", "words": SECRET, "help": "on"}
        with django_capture_on_commit_callbacks(execute=True):
            signed_in(cast.oscar).post(address, said)
        mia = making.marlow_coordinator(cast)
        assert SECRET in text_of(signed_in(cast.oscar), "question", question.pk)
        assert [message.to for message in mail.outbox] == [[mia.email]]
        assert "Oscar" not in mail.outbox[0].body and SECRET not in mail.outbox[0].body
        page = text_of(signed_in(mia), "programme", programme.pk)
        assert "They would like to hear from you" in page and "Oscar" in page
        assert SECRET not in page and "Not well" not in page
        assert "Oscar" not in text_of(signed_in(cast.cora), "programme", programme.pk)
        done = reverse("mentoring:help_given", args=[programme.pk, question.pk])
        assert signed_in(cast.cora).post(done).status_code == 404
        signed_in(mia).post(done)
        assert "They would like to hear from you" not in text_of(signed_in(mia), "programme", programme.pk)

    def test_without_the_tick_nobody_is_told(self, cast, programme, question, signed_in):
        signed_in(cast.oscar).post(reverse("mentoring:question", args=[question.pk]), {"how": "badly"})
        assert mail.outbox == []
        page = text_of(signed_in(making.marlow_coordinator(cast)), "programme", programme.pk)
        assert "They would like to hear from you" not in page


def test_a_quiet_pair_is_asked_privately_first(cast, programme, relationship, signed_in):
    """The programme learns that they have not met; whoever wants help says so."""
    day = TODAY + timedelta(days=programme.quiet_days)
    assert due.due_work(at=making.after(60), today=day)["quiet pairs asked"] == 1
    questions = CheckIn.objects.filter(moment="quiet")
    assert {question.person for question in questions} == {cast.amira, cast.oscar}
    question = questions.get(person=cast.amira)
    check_ins.answer(question, {"how": "help", "words": SECRET}, by=cast.amira, at=making.after(60), today=day)
    question.refresh_from_db()
    assert question.help_asked_at and question.answers["words"] == SECRET
    assert "Amira" in text_of(signed_in(cast.cora), "programme", programme.pk)
    assert SECRET not in text_of(signed_in(cast.cora), "programme", programme.pk)


def test_it_comes_to_its_end_by_itself_and_is_asked_about_later(cast, relationship, request_of_amira):
    end = relationship.ends_on
    assert due.due_work(at=NOW, today=end + timedelta(days=29))["mentoring come to its end"] == 0
    mail.outbox.clear()
    assert due.due_work(at=making.after(400), today=end + timedelta(days=30))["mentoring come to its end"] == 1
    relationship.refresh_from_db()
    request_of_amira.refresh_from_db()
    assert (relationship.state, relationship.ending, request_of_amira.state) == ("ended", "done", "ended")
    assert {message.to[0] for message in mail.outbox} >= {cast.amira.email, cast.oscar.email}
    due.due_work(at=NOW, today=end + timedelta(days=183))
    assert set(CheckIn.objects.filter(moment="later").values_list("person", flat=True)) == {
        cast.amira.pk,
        cast.oscar.pk,
    }


def test_a_mentor_says_at_the_end_whether_they_have_grown(cast, programme, relationship, signed_in):
    """R78; the mentee is not asked that."""
    relationships.MentoringRelationship.objects.update(began_on=TODAY - timedelta(days=366), ends_on=TODAY)
    relationship.refresh_from_db()
    check_ins.ask_what_is_due(relationship, at=NOW, today=TODAY)
    asked = {one.person_id: one for one in CheckIn.objects.filter(moment="end")}
    mentor, mentee = asked[cast.oscar.pk], asked[cast.amira.pk]
    assert "have you grown" not in text_of(signed_in(cast.amira), "question", mentee.pk)
    signed_in(cast.oscar).post(reverse("mentoring:question", args=[mentor.pk]), {"how": "well", "grown": "some"})
    found = chosen_by(programme, making.after(500))["growth_of_mentors"]
    assert [member.keys for member in found.people] == [(str(cast.marlow.pk),)]


def test_a_mentor_is_told_once_of_what_runs_out(cast, oscar_offers):
    add = {"kind": "qualification", "title": SECRET, "on_date": TODAY, "by": cast.oscar, "at": NOW}
    offering.add_record(oscar_offers.profile, expires_on=TODAY + timedelta(days=20), **add)
    offering.add_record(oscar_offers.profile, expires_on=TODAY + timedelta(days=200), **add)
    mail.outbox.clear()
    assert due.due_work(at=NOW, today=TODAY)["mentors told of records"] == 1
    assert due.due_work(at=NOW, today=TODAY)["mentors told of records"] == 0
    assert [(message.to, SECRET in message.body) for message in mail.outbox] == [([cast.oscar.email], False)]


class TestLimits:
    def add(self, client, programme, **given):
        return client.post(reverse("mentoring:limits", args=[programme.pk]), {"side": "mentees", **given})

    def test_they_are_set_by_the_host_and_published(self, cast, programme, signed_in):
        cora = signed_in(cast.cora)
        assert self.add(cora, programme, organisation=cast.marlow.pk, at_most=1).status_code == 302
        assert self.add(cora, programme, organisation=cast.marlow.pk, at_least=1, at_most=4).status_code == 302
        quota = MatchingQuota.objects.get()
        assert (quota.at_least, quota.at_most) == (1, 4)
        words = "Mentees of Marlow Council: at least 1 and at most 4"
        assert words in text_of(signed_in(None), "public", programme.slug)
        assert words in text_of(cora, "programme", programme.pk)
        mia = signed_in(making.marlow_coordinator(cast))
        assert self.add(mia, programme, organisation=cast.marlow.pk, at_most=9).status_code == 404
        remove = reverse("mentoring:remove_limit", args=[programme.pk, quota.pk])
        assert mia.post(remove).status_code == 404
        cora.post(remove)
        assert not MatchingQuota.objects.exists()

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({}, "one of the two"),
            ({"profession": "Potter"}, "Enter at least how many"),
            ({"profession": "Potter", "at_least": 5, "at_most": 2}, "not below"),
            ({"profession": "Potter", "at_most": -1}, "At most"),
            ({"profession": "Potter", "at_most": "many"}, "At most"),
        ],
    )
    def test_what_is_wrong_is_said(self, cast, programme, signed_in, given, said):
        answer = self.add(signed_in(cast.cora), programme, **given)
        assert answer.status_code == 422 and said in answer.content.decode()
        assert not MatchingQuota.objects.exists()


def test_what_was_kept_apart_can_be_taken_back(cast, programme, request_of_amira, oscar_offers, signed_in):
    publishing.set_rule(
        programme, request_of_amira, oscar_offers, kind="excluded", organisation=cast.ashdown, by=cast.cora, at=NOW
    )
    kept = PairRule.objects.get()
    cora = signed_in(cast.cora)
    assert "Kept together, kept apart" in text_of(cora, "matching", programme.pk)
    address = reverse("mentoring:drop_rule", args=[programme.pk, kept.pk])
    assert signed_in(cast.dan).post(address).status_code == 404
    cora.post(address)
    assert not PairRule.objects.exists()


@pytest.mark.parametrize(("waiting", "words"), [("first", "You come first"), ("bonus", "ahead of others")])
def test_who_is_left_reads_why_once_it_is_published_and_nobody_else_does(cast, kiln, signed_in, waiting, words):
    programme = making.make_programme(cast, kiln, acceptable_from=0, waiting=waiting)
    amira, ben = (making.ask(programme, who, cast.ashdown) for who in (cast.amira, cast.ben))
    making.offer(cast.oscar, programme, cast.marlow, capacity=1)
    run = running.start_run(programme, by=cast.cora, at=NOW)
    running.work_out(run, at=NOW, today=TODAY)
    run.refresh_from_db()
    left = amira if run.pairings.get().request == ben else ben
    assert left.person.full_name in text_of(signed_in(cast.cora), "run_left", run.pk)
    page = lambda: text_of(signed_in(left.person), "request", left.pk)  # noqa: E731
    assert "No mentor this time" not in page()
    publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    assert "No mentor this time" in page() and f"{words} in the next match" in page()
    assert "No mentor this time" not in text_of(
        signed_in((ben if left == amira else amira).person), "request", (ben if left == amira else amira).pk
    )
    assert MenteeRequest.objects.get(pk=left.pk).waited_rounds == 1


def test_a_coordinator_sees_pairs_with_dates_and_never_how_they_ended(cast, programme, relationship, signed_in):
    session = relationships.plan_session(relationship, on_date=TODAY, by=cast.amira, at=NOW)
    relationships.note_session(session, held_on=TODAY, by=cast.amira, at=NOW, today=TODAY)
    for person in (cast.cora, making.marlow_coordinator(cast)):
        page = text_of(signed_in(person), "people", programme.pk, side="pairs")
        assert "Amira" in page and "Oscar" in page
    relationships.end(relationship, by=cast.amira, at=NOW, today=TODAY, again=True)
    page = text_of(signed_in(cast.cora), "people", programme.pk, side="pairs")
    assert "Ended" in page and "fault" not in page and "fit" not in page.split("<main")[1]


def test_capacity_and_load_are_in_the_report(cast, programme, relationship):
    many(programme, cast.ashdown, 12)
    mentors(programme, cast.marlow, 11)
    report = take_report(programme, by=cast.cora, at=making.after(1))
    totals = report.released["parts"]["load"]["released"]["totals"]
    assert totals == [{"topic": "load", "people": 12, "counts": {"none": [9, 12], "room": [0, 2], "full": [0, 2]}}]
