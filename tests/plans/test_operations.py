"""What can be written in a plan, and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from stepwell.audit.models import AuditEvent
from stepwell.domain.growing import Cell, cells_of, initiatives_at, initiatives_between
from stepwell.frameworks.queries import pack_of
from stepwell.plans.models import GrowthPosition, Objective, PlanReview, ProgressNote
from stepwell.plans.operations import objectives, plans, positions, progress, refusals, reviews
from stepwell.plans.queries import plans as reading
from stepwell.plans.queries.positions import is_unlocked, latest, positions_of
from tests.cast import NOW, TODAY, appoint

from .conftest import SECRET

LATER = NOW + timedelta(hours=1)
AIM = positions.View("depth", 2)


def adding(cast, plan, **changes):
    """Whatever of `changes` is a value of an objective goes there; the rest are the operation's own."""
    values = {"title": "Chair a meeting"} | {name: changes.pop(name) for name in objectives.VALUES if name in changes}
    return objectives.add_objective(plan, values=values, **{"by": cast.amira, "at": NOW, "today": TODAY} | changes)


class TestThePlan:
    def test_a_second_click_gives_the_same_plan(self, cast, plan):
        assert plans.open_plan(person=cast.amira, by=cast.amira, at=LATER) == plan

    def test_nobody_else_changes_it(self, cast, plan, objective):
        for somebody in (cast.tom, cast.ruth, cast.pat, cast.olga):
            with pytest.raises(refusals.NotTheOwner):
                adding(cast, plan, by=somebody)
            with pytest.raises(refusals.NotTheOwner):
                objectives.set_status(objective, status="achieved", on=TODAY, by=somebody, at=NOW, today=TODAY)
        assert Objective.objects.get().status == "open"

    def test_it_stays_through_a_new_manager_and_a_new_organisation(self, cast, plan, objective):
        cast.amira.appointments.update(end_date=TODAY - timedelta(days=1))
        appoint(cast.amira, cast.olga.appointments.get().unit, "M9", "Housing Officer", "", cast.olga)
        assert reading.plans_of(cast.amira)[0] == plan
        assert [one.title for one in reading.objectives_of(plan)] == [SECRET]

    def test_put_away_and_taken_up_again(self, cast, plan, objective):
        plans.close_plan(plan, by=cast.amira, at=LATER)
        plans.close_plan(plan, by=cast.amira, at=LATER)
        with pytest.raises(refusals.PlanClosed):
            adding(cast, plan)
        other = plans.open_plan(person=cast.amira, by=cast.amira, at=LATER)
        assert other != plan
        with pytest.raises(refusals.AlreadyOpenPlan):
            plans.reopen_plan(plan, by=cast.amira, at=LATER)
        plans.close_plan(other, by=cast.amira, at=LATER)
        plans.reopen_plan(plan, by=cast.amira, at=LATER)
        assert reading.plans_of(cast.amira)[0] == plan

    def test_the_trail_has_acts_and_no_words(self, cast, plan, objective):
        events = list(AuditEvent.objects.values_list("action", "detail"))
        assert ("objective_added", {}) in events
        assert not any("admissions" in str(detail) for _, detail in events)

    def test_the_database_holds_no_words(self, cast, plan, objective):
        assert Objective.objects.get().title == SECRET
        with connection.cursor() as cursor:
            cursor.execute("select * from plans_objective")
            assert b"admissions" not in repr(cursor.fetchall()).encode()


class TestObjectives:
    def test_each_horizon_and_any_ratio(self, cast, plan):
        for horizon in ("now", "next", "later", "not_sure"):
            adding(cast, plan, horizon=horizon)
        adding(cast, plan, horizon="by_date", target_date=TODAY)
        assert [one.horizon for one in reading.objectives_of(plan)] == ["now", "by_date", "next", "later", "not_sure"]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"title": " "}, "title"),
            ({"horizon": "soon"}, "horizon"),
            ({"horizon": "by_date"}, "target_date"),
            ({"target_date": TODAY}, "target_date"),
            ({"horizon": "by_date", "target_date": TODAY - timedelta(days=1)}, "target_date"),
            ({"next_step": "Ask", "next_step_date": TODAY - timedelta(days=1)}, "next_step_date"),
            ({"next_step_date": TODAY}, "next_step"),
            ({"status": "achieved"}, "status"),
            ({"service": objectives.Service(dimension_id="nothing")}, "serves"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(self, cast, plan, changes, field):
        with pytest.raises(refusals.BadValue) as refused:
            adding(cast, plan, **changes)
        assert field in [name for name, _ in refused.value.faults]
        assert not Objective.objects.exists()

    def test_it_serves_a_dimension_of_a_published_version(self, cast, plan, lamplight):
        objective = adding(cast, plan, service=objectives.Service(lamplight, None, "trimming"))
        assert (objective.serves, objective.version, objective.dimension_id) == ("dimension", lamplight, "trimming")
        with pytest.raises(refusals.BadValue):
            adding(cast, plan, service=objectives.Service(lamplight, None, "no-such-part"))

    def test_one_objective_a_source_however_often(self, cast, plan):
        source = {"source": ("agreed_action", "7"), "by": cast.tom}
        assert adding(cast, plan, **source) == adding(cast, plan, **source)
        assert Objective.objects.count() == 1

    def test_a_day_that_has_passed_meanwhile_stays_as_it_is(self, cast, objective):
        later = TODAY + timedelta(days=30)
        changed = objectives.change_objective(
            objective, values={"title": "Run it"}, revision=1, by=cast.amira, at=LATER, today=later
        )
        assert (changed.title, changed.next_step_date) == ("Run it", TODAY + timedelta(days=7))

    def test_two_devices_lose_nothing(self, cast, objective):
        objectives.change_objective(
            objective, values={"measure": "From the phone"}, revision=1, by=cast.amira, at=NOW, today=TODAY
        )
        with pytest.raises(refusals.ChangedElsewhere) as clash:
            objectives.change_objective(
                objective, values={"measure": "From the desk"}, revision=1, by=cast.amira, at=LATER, today=TODAY
            )
        assert clash.value.stored.measure == "From the phone"
        assert Objective.objects.get().measure == "From the phone"
        kept = objectives.change_objective(
            objective, values={"measure": "From the desk"}, revision=2, by=cast.amira, at=LATER, today=TODAY
        )
        assert (kept.measure, kept.revision) == ("From the desk", 3)

    def test_an_old_page_on_which_nothing_was_changed_writes_nothing(self, cast, objective):
        change = {"by": cast.amira, "at": NOW, "today": TODAY}
        objectives.change_objective(objective, values={"measure": "Known"}, revision=1, **change)
        assert objectives.change_objective(objective, values={"title": SECRET}, revision=1, **change).revision == 2

    def test_leaving_is_recorded_as_success_and_letting_go_keeps_nothing(self, cast, objective):
        by = {"by": cast.amira, "at": NOW, "today": TODAY, "on": TODAY}
        moved = objectives.set_status(objective, status="moved_on", outcome="A post in the registry", **by)
        assert (moved.status, moved.outcome) == ("moved_on", "A post in the registry")
        let_go = objectives.set_status(objective, status="let_go", outcome="I failed", **by)
        assert (let_go.status, let_go.outcome) == ("let_go", "")
        assert objectives.set_status(objective, status="open", **by).status_on is None

    def test_nothing_is_achieved_tomorrow(self, cast, objective):
        with pytest.raises(refusals.BadValue):
            objectives.set_status(
                objective, status="achieved", on=TODAY + timedelta(days=1), by=cast.amira, at=NOW, today=TODAY
            )

    def test_a_hundred_thousand_characters_come_back_whole(self, cast, plan):
        text = "Dŵr, tân a 📜. " * 7000
        assert Objective.objects.get(pk=adding(cast, plan, description=text).pk).description == text

    def test_the_database_refuses_what_the_operation_would(self, cast, plan):
        for values in (
            {"horizon": "by_date"},
            {"status": "achieved"},
            {"serves": "dimension"},
            {"dimension_id": "trimming"},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Objective.objects.create(plan=plan, title="x", added_at=NOW, changed_at=NOW, **values)


class TestProgress:
    def test_a_step_taken_becomes_a_note(self, cast, objective):
        note = progress.take_step(objective, on=TODAY, by=cast.amira, at=NOW, today=TODAY)
        assert (note.kind, note.text) == ("step", "Ask Ruth how she began")
        assert Objective.objects.get().next_step == ""
        assert progress.take_step(objective, on=TODAY, by=cast.amira, at=NOW, today=TODAY) is None
        assert ProgressNote.objects.count() == 1

    def test_progress_lies_in_the_past_and_has_words(self, cast, objective):
        note = {"by": cast.amira, "at": NOW, "today": TODAY}
        with pytest.raises(refusals.BadValue):
            progress.note_progress(objective, text="Did it", happened_on=TODAY + timedelta(days=1), **note)
        with pytest.raises(refusals.BadValue):
            progress.note_progress(objective, text=" ", happened_on=TODAY, **note)

    def test_an_initiative_of_a_framework_once_and_own_words(self, cast, objective, growth):
        by = {"by": cast.amira, "at": NOW}
        named = objectives.Named(growth, None, "depth.2.1")
        assert len(progress.plan_initiatives(objective, initiatives=[named, named], **by)) == 1
        assert progress.plan_initiatives(objective, initiatives=[named], **by) == []
        own = progress.plan_own_initiative(objective, text="Sit in on the board", **by)
        progress.set_initiative_done(own, on=TODAY, today=TODAY, **by)
        own.refresh_from_db()
        assert own.done_on == TODAY
        with pytest.raises(refusals.BadValue):
            progress.plan_own_initiative(objective, text=" ", **by)
        for wrong in ([], [objectives.Named(growth, None, "nothing")]):
            with pytest.raises(refusals.BadValue):
                progress.plan_initiatives(objective, initiatives=wrong, **by)


class TestReviews:
    def test_one_is_to_come_and_moving_it_leaves_no_mark(self, cast, plan):
        by = {"by": cast.amira, "at": NOW, "today": TODAY}
        first = reviews.set_review(plan, due_on=TODAY + timedelta(days=90), **by)
        moved = reviews.set_review(plan, due_on=TODAY + timedelta(days=120), **by)
        assert (first, PlanReview.objects.count()) == (moved, 1)
        following = reviews.hold_review(moved, held_on=TODAY, note="Good", next_on=TODAY + timedelta(days=60), **by)
        assert following is not None
        assert following.due_on == TODAY + timedelta(days=60)
        assert reviews.hold_review(following, held_on=TODAY, note="", next_on=None, **by) is None

    def test_days_that_cannot_be(self, cast, plan):
        by = {"by": cast.amira, "at": NOW, "today": TODAY}
        with pytest.raises(refusals.BadValue):
            reviews.set_review(plan, due_on=TODAY - timedelta(days=1), **by)
        review = reviews.set_review(plan, due_on=TODAY, **by)
        with pytest.raises(refusals.BadValue) as refused:
            reviews.hold_review(
                review, held_on=TODAY + timedelta(days=1), note="", next_on=TODAY - timedelta(days=1), **by
            )
        assert [field for field, _ in refused.value.faults] == ["held_on", "next_on"]

    def test_what_is_due_for_the_home_page(self, cast, plan, objective):
        reviews.set_review(plan, due_on=TODAY, by=cast.amira, at=NOW, today=TODAY)
        assert [one.pk for one in reading.steps_due(cast.amira, TODAY + timedelta(days=7))] == [objective.pk]
        assert reading.glances_of(cast.amira) == [reading.Glance(plan.pk, 1, TODAY)]
        assert reading.steps_due(cast.tom, TODAY + timedelta(days=7)) == reading.glances_of(cast.tom) == []


class TestPositions:
    def test_objectives_wait_for_a_position(self, cast, growth, record):
        plan = plans.open_plan(
            person=cast.amira, kind="aspirational", framework=growth.framework, by=cast.amira, at=NOW
        )
        with pytest.raises(refusals.PositionNotAgreed):
            adding(cast, plan)
        record(state="proposed", evidence=())
        assert not is_unlocked(plan)
        record()
        assert adding(cast, plan)

    def test_an_agreed_position_needs_evidence(self, record):
        for evidence in ((), [{"kind": "360", "text": "  "}]):
            with pytest.raises(refusals.EvidenceMissing):
                record(evidence=evidence)
        assert not GrowthPosition.objects.exists()

    def test_not_agreed_keeps_both_views_and_unlocks(self, record):
        with pytest.raises(refusals.SecondViewMissing):
            record(state="not_agreed")
        with pytest.raises(refusals.SecondViewMissing):
            record(other=AIM)
        position = record(
            state="not_agreed",
            own=positions.View("depth", 1, "I go deep"),
            other=positions.View("breadth", 2, "I see breadth"),
            evidence=(),
        )
        stored = GrowthPosition.objects.get()
        assert (stored.step, stored.words, stored.other_step, stored.other_words) == (
            1,
            "I go deep",
            2,
            "I see breadth",
        )
        assert is_unlocked(position.plan)

    def test_a_future_position_is_two_years_ahead_unless_said(self, record):
        assert record(kind="future", own=AIM).from_date == date(2028, 11, 16)
        assert record(kind="future", own=AIM, from_date=date(2027, 6, 1)).from_date == date(2027, 6, 1)

    @pytest.mark.parametrize(
        "wrong", [{"own": positions.View("depth", 4)}, {"own": positions.View("height", 1)}, {"state": "settled"}]
    )
    def test_only_positions_that_the_framework_has(self, record, wrong):
        with pytest.raises(refusals.NoSuchPosition):
            record(**wrong)

    def test_a_framework_without_growth_has_none(self, record, lamplight):
        with pytest.raises(refusals.NoSuchPosition):
            record(version=lamplight)

    def test_the_same_conversation_twice_records_once(self, record, cast):
        source = {"source": ("conversation", "1"), "by": cast.fran}
        assert record(**source) == record(**source)
        assert record(kind="future", **source).kind == "future"

    def test_what_was_talked_about_counts_before_a_later_proposal(self, record):
        agreed = record()
        record(state="proposed", own=AIM, evidence=(), at=LATER)
        assert latest(positions_of(agreed.plan), "present") == agreed

    def test_a_proposal_can_be_taken_back_and_a_record_cannot(self, cast, record):
        for state, left in (("proposed", 0), ("agreed", 1)):
            positions.remove_proposal(record(state=state), by=cast.amira, at=NOW)
            assert GrowthPosition.objects.count() == left


class TestInitiatives:
    """Scenario 31."""

    def test_counts_by_category_and_step(self, real_packs):
        pack = real_packs["nhs-scope-for-growth"]
        counts = {(cell.category, cell.step): len(initiatives_at(pack, cell)) for cell in cells_of(pack)}
        assert counts[("breadth", 3)] == 8
        assert counts[("stretch", 1)] == 4
        assert sum(counts.values()) == 54

    def test_from_depth_one_to_depth_two(self, growth):
        ways = initiatives_between(pack_of(growth), Cell("depth", 1), Cell("depth", 2))
        assert [(cell, len(found)) for cell, found in ways] == [(Cell("depth", 2), 5)]
