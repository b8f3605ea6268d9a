"""The demonstration is believable, the same at every run, and never made where people are.

It is the same code on both databases: what is marked `once` looks closer at what the first and the mentoring test make.
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from stepwell.assessments.models import SelfAssessment, SharedAssessment
from stepwell.careers.models import ExpectedLevel
from stepwell.config.demonstration import AlreadyThere, make_demonstration
from stepwell.domain.matching import audit
from stepwell.feedback.models import Cycle, CycleReport, FeedbackReport, FeedbackRound, Invitation
from stepwell.feedback.operations import inviting
from stepwell.mentoring.models import MatchingRun, MentoringProgramme, MentoringRelationship
from stepwell.mentoring.queries.counts import shows_the_whole
from stepwell.people.models import Appointment, DemonstrationRole, Organisation, Person
from tests.cast import NOW, TODAY


def make(people: int = 150) -> int:
    return make_demonstration(people=people, today=TODAY, now=NOW, say=lambda line: None)


def snapshot() -> list[tuple]:
    people = list(Person.objects.order_by("email").values_list("id", "full_name", "email"))
    answers = list(
        SelfAssessment.objects.order_by("id", "placements__dimension_id").values_list(
            "id", "person_id", "completed_at", "placements__level_id"
        )
    )
    return [people, answers]


def test_three_organisations_with_a_year_of_history(published):
    total = make()
    assert 140 <= total == Person.objects.count() <= 160
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
def test_the_cast_can_show_everything(published):
    make()
    cast = list(DemonstrationRole.objects.select_related("person"))
    assert len(cast) == 24
    first, newcomer, head = (role.person for role in cast[:3])
    assert first.self_assessments.filter(completed_at__isnull=False).count() == 2
    assert first.self_assessments.filter(completed_at__isnull=True).count() == 1
    assert first.shares_given.exists()
    assert not newcomer.self_assessments.exists()
    assert Appointment.objects.current(TODAY).filter(manager=head).count() >= 9


@pytest.mark.once
def test_feedback_runs_and_has_been_released(published, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
    make()
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
def test_as_usual_one_organisation_has_learned_something_from_a_closed_cycle(published):
    make(200)
    taken = CycleReport.objects.get()
    told = taken.content["reliability"]
    assert told["people"] >= told["least"] and told["answers"] != "few"
    assert taken.content["figures"] and taken.content["response"]["answered"] < taken.content["response"]["asked"]
    assert taken.cycle.rounds.filter(state="released").count() == told["people"]


def test_mentoring_runs_across_the_three_and_a_run_waits(published):
    make()
    programme = MentoringProgramme.objects.get()
    assert programme.organisations.filter(state="taking_part").count() == 3
    assert MentoringRelationship.objects.filter(state="running").count() >= 8
    pairs = MentoringRelationship.objects.values_list("request__organisation_id", "enrolment__organisation_id")
    assert any(mentee != mentor for mentee, mentor in pairs)
    run = MatchingRun.objects.first()
    assert (run.number, run.state, run.publications.count()) == (2, "done", 0)
    assert run.pairings.exists()
    assert audit(run.cohort, run.result) == []
    assert all(shows_the_whole(programme, organisation) for organisation in Organisation.objects.all())


@pytest.mark.once
def test_no_mail_waits_for_invented_people(published, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
    make()
    assert FeedbackReport.objects.filter(released_at__isnull=False).exists()
    assert not DBTaskResult.objects.exists()
    assert inviting.send_waiting(at=NOW) == 0
    assert inviting.ask_due_reminders(at=NOW + timedelta(days=20)) == 0
    assert not mail.outbox


@pytest.mark.once
def test_the_same_at_every_run(published):
    with transaction.atomic():
        make()
        before = snapshot()
        transaction.set_rollback(True)
    assert not Person.objects.exists()
    make()
    assert snapshot() == before


def test_never_among_real_people(cast):
    with pytest.raises(AlreadyThere):
        make()
    assert Organisation.objects.count() == 2


@pytest.mark.once
def test_works_without_any_pack(db):
    assert make(120) >= 110
    assert not SelfAssessment.objects.exists()
    assert not Cycle.objects.exists()
