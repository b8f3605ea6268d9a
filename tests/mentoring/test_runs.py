"""Runs over real people: what they read, what they keep, and whom they never put together."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stepwell.assessments.models import Placement
from stepwell.domain.matching import audit
from stepwell.mentoring.models import MatchingRun, MenteeRequest, PairRule
from stepwell.mentoring.operations import due, joining, programmes, publishing, running
from stepwell.mentoring.operations.refusals import NotYours, RunGoesOn
from stepwell.mentoring.queries.cohorts import cohort_of
from stepwell.mentoring.queries.left import left_in
from stepwell.mentoring.queries.room import room_of
from stepwell.mentoring.queries.runs import run_by_id
from stepwell.people.models import Appointment, Unit
from tests.cast import NOW, TODAY, appoint, make_person

from . import making


def run_now(programme, by=None, fairness=10) -> MatchingRun:
    run = running.start_run(programme, fairness=fairness, by=by, at=NOW)
    running.work_out(run, at=NOW, today=TODAY)
    return MatchingRun.objects.get(pk=run.pk)


def pairs(run) -> set[tuple[str, str]]:
    found = run.pairings.select_related("request__person", "enrolment__profile__person")
    return {(p.request.person.called, p.enrolment.profile.person.called) for p in found}


@pytest.fixture
def open_to_all(cast, kiln):
    return making.make_programme(cast, kiln, acceptable_from=0)


def test_a_run_finds_the_best_and_keeps_its_proof(cast, open_to_all):
    making.ask(open_to_all, cast.amira, cast.ashdown)
    making.ask(open_to_all, cast.ben, cast.ashdown)
    making.offer(cast.oscar, open_to_all, cast.marlow, capacity=2)
    run = run_now(open_to_all, by=cast.cora)
    assert run.state == "done"
    assert pairs(run) == {("Amira", "Oscar"), ("Ben", "Oscar")}
    assert run.totals["matched"] == 2
    assert audit(run.cohort, run.result) == []
    changed = {**run.result, "pairs": run.result["pairs"][:1]}
    assert audit(run.cohort, changed)


def test_what_a_run_reads_of_a_self_assessment(cast, open_to_all):
    making.ask(open_to_all, cast.amira, cast.ashdown)
    mentee = cohort_of(open_to_all, fairness=10, today=TODAY)["mentees"][0]
    assert mentee["need"] == {"throwing": 1.0, "glazing": 0.375, "selling": 0.75}
    assert making.SECRET not in str(mentee)


@pytest.mark.parametrize(("waiting", "points"), [("bonus", 100), ("first", 0)])
def test_waiting_is_in_the_match_and_not_in_how_well_two_fit(cast, kiln, waiting, points):
    """Amira and Ben fit Oscar alike, who has one place; whoever waited gets it, and is said to fit no better for that."""
    open_to_all = making.make_programme(cast, kiln, acceptable_from=0, waiting=waiting)
    requests = [making.ask(open_to_all, one, cast.ashdown) for one in (cast.amira, cast.ben)]
    making.offer(cast.oscar, open_to_all, cast.marlow)
    for request in requests:
        MenteeRequest.objects.update(waited_rounds=0)
        MenteeRequest.objects.filter(pk=request.pk).update(waited_rounds=1)
        run = run_now(open_to_all)
        pairing = run.pairings.get()
        assert pairing.request == request
        assert run.result["pairs"][0]["score"] == min(1000, pairing.score + points)
        assert audit(run.cohort, run.result) == []
        assert run.totals["waited"] == {str(cast.ashdown.pk): [1, 1]}
        assert run.totals["weakest"] == pairing.score
        assert {stand["worst"] for stand in run.totals["stands"]} == {pairing.score}


def test_who_waited_comes_before_whoever_fits_better(cast, open_to_all):
    """Ben applied later and waited as often; Amira fits best of all and has not waited. One place, on three days."""
    requests = {one: making.ask(open_to_all, one, cast.ashdown) for one in (cast.amira, cast.ben, cast.dan)}
    making.offer(cast.oscar, open_to_all, cast.marlow)
    Placement.objects.exclude(assessment=requests[cast.amira].assessment).filter(dimension_id="throwing").update(
        wish="no"
    )
    assert pairs(run_now(open_to_all)) == {("Amira", "Oscar")}
    MenteeRequest.objects.exclude(person=cast.amira).update(waited_rounds=1)
    MenteeRequest.objects.filter(person=cast.ben).update(sent_at=NOW - timedelta(days=2))
    assert pairs(run_now(open_to_all)) == {("Ben", "Oscar")}
    MenteeRequest.objects.filter(person=cast.dan).update(waited_rounds=2)
    latest = run_now(open_to_all)
    assert pairs(latest) == {("Dan", "Oscar")}
    assert latest.totals["waited"] == {str(cast.ashdown.pk): [2, 1]}
    later = {line.request: line.next_time for line in left_in(latest, cast.ashdown)}
    assert "before everybody who has waited less" in later[str(requests[cast.ben].pk)]


def test_a_manager_is_never_matched_even_through_an_acting_appointment(cast, open_to_all):
    """The chain: Amira acts for a while under Ruth's colleague, beside her own job under Tom."""
    acting = make_person("Vera Moss")
    above = make_person("Gwen Hill")
    unit = Unit.objects.get(code="REG")
    appoint(above, unit, "A30", "Director", "9")
    appoint(acting, unit, "A31", "Project Lead", "7", above)
    appoint(cast.amira, unit, "A32", "Acting Project Officer", "6", acting, start_date=date(2026, 1, 1))
    making.ask(open_to_all, cast.amira, cast.ashdown)
    for boss in (cast.tom, cast.ruth, acting, above):
        making.offer(boss, open_to_all, cast.ashdown)
    assert pairs(run_now(open_to_all)) == set()
    making.offer(cast.oscar, open_to_all, cast.marlow)
    assert pairs(run_now(open_to_all)) == {("Amira", "Oscar")}


def test_who_has_left_stands_in_no_chain(cast, open_to_all):
    Appointment.objects.filter(person=cast.amira).update(manager=None)
    making.ask(open_to_all, cast.amira, cast.ashdown)
    making.offer(cast.ruth, open_to_all, cast.ashdown)
    assert pairs(run_now(open_to_all)) == {("Amira", "Ruth")}


@pytest.mark.parametrize("written", ["Oscar Wright", "  oscar   WRIGHT ", "oscar@example.org"])
@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_people_to_keep_apart_from(cast, open_to_all, written, side):
    name = written if side == "mentee" else {"oscar@example.org": "amira@example.org"}.get(written, "Amira Hassan")
    request = making.ask(open_to_all, cast.amira, cast.ashdown, avoid=[name] if side == "mentee" else None)
    making.offer(cast.oscar, open_to_all, cast.marlow, avoid=[name] if side == "mentor" else None)
    run = run_now(open_to_all)
    assert pairs(run) == set()
    line = left_in(run, cast.ashdown)[0]
    assert line.request == str(request.pk)
    assert "oscar" not in str(run.left).lower()
    assert "avoid" not in str(run.left).lower()
    assert line.helps == []


def test_preferences_of_one_budget_reach_the_match(cast, open_to_all):
    wants = {"organisation": "other", "times": ["evening"], "place": "The kiln", "seniority": "1", "remote": "yes"}
    kept = {"wants": wants, "points": {"times": 7, "organisation": 3}}
    making.ask(open_to_all, cast.amira, cast.ashdown, preferences=kept)
    prefers = cohort_of(open_to_all, fairness=10, today=TODAY)["mentees"][0]["prefers"]
    assert prefers == {
        "other_organisation": True,
        "times": ["evening"],
        "places": ["The kiln"],
        "grade_steps": 1,
        "remote": True,
        "importance": {"times": 7, "other_organisation": 3},
    }


def test_reasons_name_no_need_and_no_seniority(cast, open_to_all):
    making.ask(open_to_all, cast.amira, cast.ashdown)
    making.offer(cast.oscar, open_to_all, cast.marlow)
    reasons = run_now(open_to_all).pairings.get().reasons
    assert reasons["mentee"] == ["throwing", "selling"]
    told = " ".join(reasons["all"]).lower()
    assert "different organisations" in told
    assert not [word for word in ("throwing", "selling", "grade", "above") if word in told]


def test_one_run_at_a_time(cast, open_to_all):
    running.start_run(open_to_all, by=cast.cora, at=NOW)
    with pytest.raises(RunGoesOn):
        running.start_run(open_to_all, by=cast.cora, at=NOW)


def test_a_run_that_was_killed_is_worked_out_anew_and_a_done_one_stays(cast, open_to_all):
    making.ask(open_to_all, cast.amira, cast.ashdown)
    making.offer(cast.oscar, open_to_all, cast.marlow)
    run = running.start_run(open_to_all, by=cast.cora, at=NOW)
    MatchingRun.objects.filter(pk=run.pk).update(state="running")
    running.work_out(run_by_id(run.pk), at=NOW, today=TODAY)
    before = run.pairings.get().pk
    running.work_out(run_by_id(run.pk), at=NOW, today=TODAY)
    assert run.pairings.get().pk == before


def test_a_quota_that_cannot_be_met_is_named(cast, open_to_all):
    making.ask(open_to_all, cast.amira, cast.ashdown)
    making.offer(cast.oscar, open_to_all, cast.marlow)
    quota = {"side": "mentees", "organisation": cast.marlow, "profession": "", "at_least": 3}
    programmes.add_quota(open_to_all, quota, by=cast.cora, at=NOW)
    run = run_now(open_to_all)
    assert run.state == "failed"
    assert "Marlow" in " ".join(run.faults)


def test_locked_and_excluded_pairs(cast, open_to_all):
    amira = making.ask(open_to_all, cast.amira, cast.ashdown)
    oscar = making.offer(cast.oscar, open_to_all, cast.marlow)
    olga = making.offer(cast.olga, open_to_all, cast.marlow)
    rule = {"organisation": cast.ashdown, "by": cast.cora, "at": NOW}
    publishing.set_rule(open_to_all, amira, olga, kind="locked", **rule)
    assert pairs(run_now(open_to_all)) == {("Amira", "Olga")}
    publishing.set_rule(open_to_all, amira, oscar, kind="locked", **rule)
    assert PairRule.objects.get().enrolment == oscar
    publishing.set_rule(open_to_all, amira, oscar, kind="excluded", **rule)
    assert pairs(run_now(open_to_all)) == {("Amira", "Olga")}
    publishing.set_rule(open_to_all, amira, oscar, kind="", **rule)
    assert not PairRule.objects.exists()


def test_a_coordinator_rules_over_no_pair_of_others(cast, open_to_all):
    mia = making.ask(open_to_all, making.marlow_coordinator(cast), cast.marlow)
    oscar = making.offer(cast.oscar, open_to_all, cast.marlow)
    with pytest.raises(NotYours):
        publishing.set_rule(open_to_all, mia, oscar, kind="locked", organisation=cast.ashdown, by=cast.cora, at=NOW)


def test_a_mentor_who_leaves_their_employer_leaves_the_programme(cast, open_to_all):
    amira = making.ask(open_to_all, cast.amira, cast.ashdown)
    oscar = making.offer(cast.oscar, open_to_all, cast.marlow)
    making.pair_up(cast, open_to_all, amira, oscar)
    due.due_work(at=NOW, today=TODAY)
    oscar.refresh_from_db()
    assert oscar.state == "active"
    Appointment.objects.filter(person=cast.oscar).update(end_date=TODAY - timedelta(days=15))
    due.due_work(at=NOW, today=TODAY)
    oscar.refresh_from_db()
    amira.refresh_from_db()
    assert (oscar.state, amira.state, amira.waited_rounds) == ("left", "waiting", 1)


def test_a_mentee_who_leaves_their_employer_leaves_the_programme(cast, open_to_all):
    """Who waits is matched no more, and what they wrote is gone; of two under way the mentor is told and has room again."""
    amira, ben = (making.ask(open_to_all, one, cast.ashdown) for one in (cast.amira, cast.ben))
    oscar = making.offer(cast.oscar, open_to_all, cast.marlow)
    relationship = making.pair_up(cast, open_to_all, amira, oscar)
    due.due_work(at=NOW, today=TODAY)
    ben.refresh_from_db()
    assert (ben.state, ben.background) == ("waiting", making.SECRET)
    Appointment.objects.filter(person__in=[cast.amira, cast.ben]).update(end_date=TODAY - timedelta(days=15))
    mail.outbox.clear()
    assert due.due_work(at=NOW, today=TODAY)["mentees gone"] == 2
    for row in (amira, ben, relationship):
        row.refresh_from_db()
    assert (ben.state, ben.background, ben.assessment) == ("withdrawn", "", None)
    assert (amira.state, relationship.state, relationship.ending) == ("ended", "ended", "mentee_left")
    assert [letter.to for letter in mail.outbox] == [[cast.oscar.email]]
    assert room_of([oscar.profile], TODAY) == {oscar.profile.pk: 1}
    assert due.due_work(at=NOW, today=TODAY)["mentees gone"] == 0


def test_a_pair_that_has_not_met_is_asked_once_a_silence(cast, relationship):
    day = TODAY + timedelta(days=61)
    for _ in range(2):
        due.due_work(at=NOW, today=day)
    asked = relationship.check_ins.filter(moment="quiet")
    assert {check_in.person for check_in in asked} == {cast.amira, cast.oscar}


def test_resting_people_are_in_no_run(cast, open_to_all):
    request = making.ask(open_to_all, cast.amira, cast.ashdown)
    joining.rest(request, by=cast.amira, at=NOW)
    making.offer(cast.oscar, open_to_all, cast.marlow)
    assert pairs(run_now(open_to_all)) == set()


def queries_of(programme) -> int:
    with CaptureQueriesContext(connection) as asked:
        cohort_of(programme, fairness=10, today=TODAY)
    return len(asked)


def test_a_run_asks_the_database_as_often_for_three_as_for_one(cast, open_to_all):
    making.ask(open_to_all, cast.amira, cast.ashdown)
    making.offer(cast.oscar, open_to_all, cast.marlow)
    queries_of(open_to_all)
    first = queries_of(open_to_all)
    assert first <= 16
    making.ask(open_to_all, cast.ben, cast.ashdown)
    third = make_person("Nia Reed")  # with the same manager: each step up a chain is a query
    appoint(third, Unit.objects.get(code="REG"), "A40", "Admissions Officer", "5", cast.tom)
    making.ask(open_to_all, third, cast.ashdown)
    making.offer(cast.olga, open_to_all, cast.marlow)
    assert queries_of(open_to_all) == first
