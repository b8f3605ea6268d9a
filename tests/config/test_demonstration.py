"""The demonstration is believable.

One is made for the whole file, in a transaction that is rolled back at the end. It is the same code on both databases:
what is marked `once` looks closer at what the others saw.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from stepwell.assessments.models import SelfAssessment, SharedAssessment
from stepwell.careers.models import ExpectedLevel
from stepwell.config.demonstration import make_demonstration
from stepwell.conversations.models import Conversation, GrowthDraft, ReadingRequest, Reminder
from stepwell.domain.matching import audit
from stepwell.feedback.models import Cycle, CycleReport, FeedbackReport, FeedbackRound, Invitation
from stepwell.feedback.operations import inviting
from stepwell.frameworks.operations import publish
from stepwell.mentoring.models import (
    CheckIn,
    MatchingRun,
    MentorHour,
    MentoringProgramme,
    MentoringRelationship,
    MentorRecord,
)
from stepwell.mentoring.queries.counts import shows_the_whole
from stepwell.people.models import Appointment, DemonstrationRole, Organisation, Person
from tests.cast import NOW, TODAY

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, real_packs) -> Iterator[int]:
    """As many people as usual; tasks wait in the database, as they do where it is served."""
    with django_db_blocker.unblock(), override_settings(TASKS=TASKS), transaction.atomic():
        for pack in real_packs.values():
            publish(pack, by=None, at=NOW)
        yield make_demonstration(people=200, today=TODAY, now=NOW, say=lambda line: None)
        transaction.set_rollback(True)


def test_three_organisations_with_a_year_of_history(made, db):
    assert 190 <= made == Person.objects.count() <= 210
    assert set(Organisation.objects.values_list("kind", flat=True)) == {"university", "council", "nhs_trust"}
    for organisation in Organisation.objects.all():
        theirs = SelfAssessment.objects.filter(person__appointments__organisation=organisation)
        assert theirs.filter(completed_at__isnull=True).exists()
        assert theirs.filter(completed_at__lt=NOW - timedelta(days=180)).exists()
        assert SharedAssessment.objects.filter(assessment__in=theirs).exists()
        assert organisation.duties.count() == 4
    assert ExpectedLevel.objects.exists()
    assert not SelfAssessment.objects.filter(started_at__gt=NOW).exists()


@pytest.mark.once
def test_the_cast_can_show_everything(made, db):
    cast = list(DemonstrationRole.objects.select_related("person"))
    assert len(cast) == 24
    first, newcomer, head = (role.person for role in cast[:3])
    assert first.self_assessments.filter(completed_at__isnull=False).count() == 2
    assert first.self_assessments.filter(completed_at__isnull=True).count() == 1
    assert first.shares_given.filter(while_manager=True).exists()
    assert not newcomer.self_assessments.exists()
    assert Appointment.objects.current(TODAY).filter(manager=head).count() >= 9


@pytest.mark.once
def test_one_year_of_one_person_is_told_whole(made, db):
    """From the first look at oneself to the next step; the dates rise, and nothing was left undone on the way."""
    told = DemonstrationRole.objects.get(sentence__startswith="A year of growth").person
    found = {(one.kind, one.state): one for one in Conversation.objects.filter(person=told).exclude(kind="mentoring")}
    expected = {("career", "ended"), ("growth", "ended"), ("feedback", "ended"), ("one_to_one", "ended")}
    assert expected | {("one_to_one", "called_off"), ("one_to_one", "agreed"), ("career", "agreed")} == set(found)
    order = ["career", "growth", "one_to_one", "feedback"]
    days = [found[kind, "ended"].ended_at for kind in order]
    assert days[0] < days[1] < min(days[2:]) and max(days) < NOW
    assert found["growth", "ended"].other_role == "facilitator"
    carried = found["one_to_one", "agreed"].items.filter(origin="carried")
    assert [item.text for item in carried] == ["Study leave for the module"]
    plan = told.development_plans.get(kind="aspirational")
    assert {position.state for position in plan.positions.all()} == {"agreed"}
    assert list(plan.objectives.filter(status="achieved").values_list("horizon", flat=True)) == ["now"]
    assert plan.reviews.filter(held_at__isnull=False).exists() and plan.reviews.filter(held_at=None).exists()
    assert told.opportunity_requests.get().state == "agreed"
    assert told.journal_entries.filter(ready_at__isnull=False).count() == 2


@pytest.mark.once
def test_conversations_of_others_stand_in_other_states(made, db):
    states = set(Conversation.objects.exclude(kind="mentoring").values_list("kind", "state"))
    assert {("career", "proposed"), ("framework", "agreed"), ("growth", "met"), ("appraisal", "ended")} <= states
    assert not Reminder.objects.filter(sent_at__isnull=True).exists()
    review = Conversation.objects.filter(title="Performance review").first()
    assert [len(answer.content["shows"]) for answer in review.stages.get().answers.all()] == [2, 2]
    coach = Conversation.objects.filter(other_role="coach").select_related("person", "other").first()
    assert not Appointment.objects.current(TODAY).filter(person=coach.person, manager=coach.other).exists()
    assert GrowthDraft.objects.filter(conversation__state="met", settled_at__isnull=False).exists()
    assert ReadingRequest.objects.filter(state="asked").exists()


@pytest.mark.once
def test_feedback_runs_and_has_been_released(made, db):
    for organisation in Organisation.objects.all():
        cast = DemonstrationRole.objects.filter(person__appointments__organisation=organisation).order_by("order")
        first, _, head = (role.person for role in cast[:3])
        released = FeedbackRound.objects.get(subject=first)
        assert (released.state, released.cycle.state) == ("released", Cycle.State.CLOSED)
        assert released.facilitator.duties.filter(name="framework_owner").exists()
        blocks = FeedbackReport.objects.get(snapshot__round=released).content["blocks"]
        assert any("peers" in block["groups"] for block in blocks)
        running = FeedbackRound.objects.get(subject=head)
        assert (running.state, running.cycle.state) == ("collecting", Cycle.State.OPEN)
        states = list(Invitation.objects.filter(nomination__round=running).values_list("state", flat=True))
        assert set(states) == {"open", "answered"}
        assert abs(states.count("open") - states.count("answered")) <= 1


@pytest.mark.once
def test_feedback_can_be_opened_by_everybody_it_concerns(made, db, client):
    """A running cycle, a closed one and a released report, each on the screen of whoever may see it."""

    def shown(person: Person, address: str, *args) -> str:
        client.force_login(person.account)
        page = client.get(reverse(f"feedback:{address}", args=args))
        assert page.status_code == 200, address
        return b"".join(page).decode() if page["Content-Type"].startswith("text/html") else page["Content-Type"]

    for organisation in Organisation.objects.all():
        cast = DemonstrationRole.objects.filter(person__appointments__organisation=organisation).order_by("order")
        released = FeedbackRound.objects.get(subject=cast[0].person, state="released")
        running = FeedbackRound.objects.get(subject=cast[2].person, state="collecting")
        coordinator = released.cycle.organisation.duties.get(name="coordinator").person
        report = shown(released.subject, "report", released.pk)
        assert "My feedback report" in report and "Peers" in report and "In their own words" in report
        assert shown(released.subject, "report_pdf", released.pk) == "application/pdf"
        assert "The check holds" in shown(released.subject, "certificate", released.pk)
        assert released.subject.full_name in shown(released.facilitator, "facilitate", released.pk)
        assert "have answered" in shown(running.subject, "round", running.pk)
        assert "Open" in shown(coordinator, "cycle", running.cycle_id)
        assert "Closed" in shown(coordinator, "cycle", released.cycle_id)


@pytest.mark.once
def test_as_usual_one_organisation_has_learned_something_from_a_closed_cycle(made, db):
    taken = CycleReport.objects.get()
    told = taken.content["reliability"]
    assert told["people"] >= told["least"] and told["answers"] != "few"
    assert taken.content["figures"] and taken.content["response"]["answered"] < taken.content["response"]["asked"]
    assert taken.cycle.rounds.filter(state="released").count() == told["people"]


def test_mentoring_runs_across_the_three_and_a_run_waits(made, db):
    programme = MentoringProgramme.objects.get()
    assert programme.organisations.filter(state="taking_part").count() == 3
    assert MentoringRelationship.objects.filter(state="running").count() >= 8
    pairs = MentoringRelationship.objects.values_list("request__organisation_id", "enrolment__organisation_id")
    assert any(mentee != mentor for mentee, mentor in pairs)
    run = MatchingRun.objects.first()
    assert (run.number, run.state, run.publications.count()) == (2, "done", 0)
    assert run.pairings.exists()
    assert audit(run.cohort, run.result) == []
    assert run.totals["mentees"] > run.totals["places"], "more people than places"
    stands = {(one["worst"], one["crossing_pairs"], *one["by_score"]) for one in run.totals["stands"]}
    assert len(stands) >= 5, "the slider shows something else at nearly each of its stands"
    assert programme.reports.count() == 1
    assert CheckIn.objects.filter(help_asked_at__isnull=False).count() == 1
    kept = programme.reports.get().released["parts"]
    assert kept["matched_in_time"]["released"]["totals"][0]["people"] == 35
    assert len(kept["needs"]["released"]["cells"]) == 3, "of each organisation, groups of its own"
    assert len(kept["offers"]["released"]["cells"]) == 1, "and together where one would be too small"
    assert {code.get_side_display() for code in programme.codes.all()} == {"Mentees and mentors", "Mentors"}
    assert MentorRecord.objects.values("profile").distinct().count() == 3  # of each organisation, one who can be tried
    assert MentorHour.objects.values("profile").distinct().count() == 3
    sentences = " ".join(DemonstrationRole.objects.values_list("sentence", flat=True))
    assert "Has a mentor." in sentences and "a mentoring run to review" in sentences
    assert all(shows_the_whole(programme, organisation) for organisation in Organisation.objects.all())


@pytest.mark.once
def test_no_mail_waits_for_invented_people(made, db, settings):
    settings.TASKS = TASKS
    assert FeedbackReport.objects.filter(released_at__isnull=False).exists()
    assert not DBTaskResult.objects.exists()
    assert inviting.send_waiting(at=NOW) == 0
    assert inviting.ask_due_reminders(at=NOW + timedelta(days=20)) == 0
    assert not mail.outbox


def test_home_asks_few_questions_of_whoever_has_a_year_behind_them(made, db, client, django_assert_max_num_queries):
    """The cast has what people have after a year, each something else: conversations, promises, feedback, mentoring."""
    agreed = 0
    for role in DemonstrationRole.objects.select_related("person__account"):
        client.force_login(role.person.account)
        client.get("/")  # puts the statements together
        with django_assert_max_num_queries(25):
            page = client.get("/")
        assert page.status_code == 200
        agreed += "agreed last time" in page.content.decode()
    assert agreed, "somebody meets whom they met before"
