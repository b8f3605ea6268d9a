"""The pages of a plan, as their owner meets them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stepwell.plans.models import DevelopmentPlan, GrowthPosition, Objective, PlanReview, ProgressNote
from stepwell.plans.operations import objectives, reviews
from tests.cast import NOW, TODAY

from .conftest import SECRET


@pytest.fixture
def amira(cast, signed_in):
    return signed_in(cast.amira)


def text_of(response) -> str:
    return response.content.decode()


def objective_data(**changes):
    return {"title": "Chair the admissions meeting", "horizon": "now", "revision": "0"} | changes


class TestTheFirstPlan:
    def test_from_nothing_to_an_objective(self, cast, amira, published):
        page = amira.get(reverse("plans:mine"))
        assert "Begin a plan of your own" in text_of(page)
        begun = amira.post(reverse("plans:begin"))
        plan = DevelopmentPlan.objects.get()
        assert begun.url == reverse("plans:plan", args=[plan.pk])
        assert "Nothing in it yet" in text_of(amira.get(begun.url))
        added = amira.post(reverse("plans:add", args=[plan.pk]), objective_data())
        assert added.status_code == 302
        assert "Chair the admissions meeting" in text_of(amira.get(added.url))
        assert "Chair the admissions meeting" in text_of(amira.get(begun.url))
        assert amira.get(reverse("plans:mine")).url == begun.url

    def test_an_empty_title_is_said_at_its_field_and_nothing_is_lost(self, plan, amira):
        page = amira.post(reverse("plans:add", args=[plan.pk]), objective_data(title="", measure="I hear it"))
        assert page.status_code == 422
        assert "Say what you want to achieve" in text_of(page)
        assert "I hear it" in text_of(page)
        assert not Objective.objects.exists()

    def test_a_day_in_the_past_says_what_to_do(self, plan, amira):
        past = {"target_date-day": "1", "target_date-month": "2", "target_date-year": "2020"}
        page = amira.post(reverse("plans:add", args=[plan.pk]), objective_data(horizon="by_date", **past))
        assert page.status_code == 422
        assert "The day must be today or later: it is when you want to have achieved it" in text_of(page)

    def test_a_hundred_thousand_characters_are_refused_and_kept_on_the_page(self, plan, amira):
        long = "a" * 100_000
        page = amira.post(reverse("plans:add", args=[plan.pk]), objective_data(description=long))
        assert page.status_code == 422
        assert "must be 20000 characters or fewer: it now has 100000" in text_of(page)
        assert long in text_of(page)

    def test_markup_stays_text(self, cast, plan, amira):
        amira.post(reverse("plans:add", args=[plan.pk]), objective_data(title="<script>alert(1)</script>"))
        for address in (
            reverse("plans:plan", args=[plan.pk]),
            reverse("plans:objective", args=[Objective.objects.get().pk]),
        ):
            assert "<script>alert" not in text_of(amira.get(address))
            assert "&lt;script&gt;alert" in text_of(amira.get(address))


class TestAnObjective:
    def test_each_page_answers(self, plan, objective, amira):
        for name in ("objective", "change", "status", "delete", "initiatives"):
            assert amira.get(reverse(f"plans:{name}", args=[objective.pk])).status_code == 200
        for name in ("plan", "add", "review", "share", "close"):
            assert amira.get(reverse(f"plans:{name}", args=[plan.pk])).status_code == 200
        for name in ("requests", "ask"):
            assert amira.get(reverse(f"plans:{name}")).status_code == 200

    def test_what_is_not_clear_is_asked_and_never_demanded(self, plan, objective, amira):
        page = text_of(amira.get(reverse("plans:objective", args=[objective.pk])))
        assert "Measurable" in page
        assert "Specific" not in page

    def test_a_step_done_is_noted(self, objective, amira):
        page = amira.post(reverse("plans:take_step", args=[objective.pk]), follow=True)
        assert "step taken" in text_of(page)
        assert ProgressNote.objects.get().text == "Ask Ruth how she began"

    def test_progress_in_the_future_is_said_at_its_field(self, objective, amira):
        day = timezone.localdate() + timedelta(days=2)
        data = {
            "text": "Done",
            "happened_on-day": day.day,
            "happened_on-month": day.month,
            "happened_on-year": day.year,
        }
        page = amira.post(reverse("plans:note", args=[objective.pk]), data)
        assert page.status_code == 422
        assert "The day must be today or earlier" in text_of(page)
        assert not ProgressNote.objects.exists()

    def test_suggestions_for_this_role_and_the_next_move(self, cast, plan, published, amira):
        version = published["qmul-leading-together"]
        served = objectives.add_objective(
            plan,
            values={"title": "Lead more"},
            service=objectives.Service(version, None, next(iter(version.content["dimensions"]))["id"]),
            by=cast.amira,
            at=NOW,
            today=TODAY,
        )
        page = text_of(amira.get(reverse("plans:objective", args=[served.pk])))
        assert "For the role I have" in page
        assert "For my next move" in page

    def test_initiatives_ticked_and_of_ones_own(self, objective, growth, amira):
        address = reverse("plans:initiatives", args=[objective.pk])
        assert text_of(amira.get(address)).count('name="initiative"') >= 54
        amira.post(address, {"initiative": [f"{growth.pk}:depth.2.1", f"{growth.pk}:depth.2.1"]})
        amira.post(reverse("plans:own_initiative", args=[objective.pk]), {"text": "Sit in on the board"})
        page = text_of(amira.get(reverse("plans:objective", args=[objective.pk])))
        assert "Gain more exposure to the system" in page
        assert "Sit in on the board" in page
        assert objective.initiatives.count() == 2

    def test_nothing_ticked_or_a_made_up_value_changes_nothing(self, objective, growth, amira):
        address = reverse("plans:initiatives", args=[objective.pk])
        for chosen in ([], ["x"], [f"{growth.pk}:nothing"], ["999999:depth.2.1"]):
            page = amira.post(address, {"initiative": chosen})
            assert page.status_code == 200
            assert "Choose one of the initiatives" in text_of(page)
        assert not objective.initiatives.exists()

    def test_moved_on_is_a_success_and_let_go_leaves_no_mark(self, plan, objective, amira):
        address = reverse("plans:status", args=[objective.pk])
        amira.post(address, {"status": "moved_on", "next_role": "Deputy registrar"})
        page = text_of(amira.get(reverse("plans:plan", args=[plan.pk])))
        assert "Moved on to the next step" in page
        amira.post(address, {"status": "let_go"})
        page = text_of(amira.get(reverse("plans:plan", args=[plan.pk])))
        assert SECRET not in page
        behind = reverse("plans:past", args=[plan.pk])
        assert SECRET not in text_of(amira.get(behind))
        let_go = text_of(amira.get(behind, {"show": "let-go"}))
        assert SECRET in let_go
        assert "Only you can read this" in let_go

    def test_what_is_behind_has_its_own_page_a_part_at_a_time(self, cast, plan, objective, amira):
        by = {"by": cast.amira, "at": NOW, "today": TODAY}
        objectives.set_status(objective, status="achieved", on=TODAY, outcome="Done", **by)
        review = reviews.set_review(plan, due_on=TODAY, with_name="Ruth", **by)
        reviews.hold_review(review, held_on=TODAY, note="We looked at all of it", next_on=None, **by)
        behind = reverse("plans:past", args=[plan.pk])
        assert behind in text_of(amira.get(reverse("plans:plan", args=[plan.pk])))
        assert SECRET in text_of(amira.get(behind))
        assert "We looked at all of it" in text_of(amira.get(behind, {"show": "reviews"}))
        assert "Nothing. What you let go" in text_of(amira.get(behind, {"show": "let-go", "page": "x"}))


class TestTwoDevices:
    def test_each_field_is_chosen_and_both_texts_can_be_kept(self, objective, amira):
        address = reverse("plans:change", args=[objective.pk])
        base = {"title": SECRET, "horizon": "next", "next_step": "Ask Ruth how she began", "revision": "1"}
        step = timezone.localdate()
        Objective.objects.filter(pk=objective.pk).update(next_step_date=None)
        assert step
        assert amira.post(address, base | {"measure": "From the phone", "support_from": "Tom"}).status_code == 302
        clash = amira.post(address, base | {"measure": "From the desk", "title": "At the desk"})
        assert clash.status_code == 409
        page = text_of(clash)
        assert "From the phone" in page
        assert "From the desk" in page
        hidden = base | {"measure": "From the desk", "title": "At the desk", "revision": "2"}
        chosen = {"keep-measure": "both", "keep-title": "here", "keep-support_from": "there"}
        assert amira.post(address, hidden | chosen).status_code == 302
        objective.refresh_from_db()
        stored = Objective.objects.get()
        assert stored.title == "At the desk"
        assert stored.measure == "From the phone\n\nFrom the desk"
        assert stored.support_from == "Tom"


class TestReviews:
    def test_a_day_that_has_passed_is_said_kindly(self, cast, plan, amira):
        PlanReview.objects.create(plan=plan, due_on=TODAY - timedelta(days=400), set_at=NOW)
        page = text_of(amira.get(reverse("plans:plan", args=[plan.pk])))
        assert "Days move; choose what suits you." in page
        assert "overdue" not in page.lower()

    def test_set_and_held(self, plan, amira):
        day = timezone.localdate() + timedelta(days=60)
        when = {"due_on-day": day.day, "due_on-month": day.month, "due_on-year": day.year}
        assert amira.post(reverse("plans:review", args=[plan.pk]), when).status_code == 302
        review = PlanReview.objects.get()
        today = timezone.localdate()
        held = {"held_on-day": today.day, "held_on-month": today.month, "held_on-year": today.year}
        page = amira.post(reverse("plans:hold_review", args=[review.pk]), held | {"again": "yes"})
        assert page.status_code == 422
        assert "Enter the day on which you look again" in text_of(page)
        assert amira.post(reverse("plans:hold_review", args=[review.pk]), held | {"again": "no"}).status_code == 302
        assert PlanReview.objects.get().held_on == today


class TestAnAspirationalPlan:
    @pytest.fixture
    def aspirational(self, cast, growth, amira):
        begun = amira.post(reverse("plans:begin"), {"framework": growth.framework.slug})
        assert begun.status_code == 302
        return DevelopmentPlan.objects.get(kind="aspirational")

    def test_objectives_wait_for_the_position(self, aspirational, amira):
        """Scenario 29."""
        page = text_of(amira.get(reverse("plans:plan", args=[aspirational.pk])))
        assert "First the place you start from." in page
        assert reverse("plans:add", args=[aspirational.pk]) not in page
        assert amira.post(reverse("plans:add", args=[aspirational.pk]), objective_data()).status_code == 302
        assert not Objective.objects.exists()

    def talk(self, **changes):
        today = timezone.localdate()
        day = {"from_date-day": today.day, "from_date-month": today.month, "from_date-year": today.year}
        return {"own": "depth:1", "with_name": "Sam Lee", "agreed": "yes", "evidence": "What we saw"} | day | changes

    def test_agreed_with_evidence_opens_them(self, aspirational, amira):
        address = reverse("plans:position", args=[aspirational.pk, "talk"])
        refused = amira.post(address, self.talk(evidence=" \n "))
        assert refused.status_code == 422
        assert "Name at least one thing that supports it" in text_of(refused)
        assert amira.post(address, self.talk()).status_code == 302
        position = GrowthPosition.objects.get()
        assert (position.state, position.evidence) == ("agreed", [{"kind": "said", "text": "What we saw"}])
        assert reverse("plans:add", args=[aspirational.pk]) in text_of(
            amira.get(reverse("plans:plan", args=[aspirational.pk]))
        )

    def test_not_agreed_keeps_both_views_in_the_picture(self, aspirational, amira):
        address = reverse("plans:position", args=[aspirational.pk, "talk"])
        refused = amira.post(address, self.talk(agreed="no", evidence=""))
        assert "Choose where they see you: both views are kept" in text_of(refused)
        amira.post(address, self.talk(agreed="no", evidence="", other="breadth:2", other_words="You range widely"))
        page = text_of(amira.get(reverse("plans:plan", args=[aspirational.pk])))
        for words in ("Not agreed: both views are kept", "You range widely", "Sam Lee’s view", "Your view"):
            assert words in page

    def test_the_future_is_two_years_ahead_and_changes(self, aspirational, amira):
        """Scenario 30."""
        address = reverse("plans:position", args=[aspirational.pk, "future"])
        today = timezone.localdate()
        assert f'value="{today.year + 2}"' in text_of(amira.get(address))
        given = {"own": "depth:2", "from_date-day": "1", "from_date-month": "6", "from_date-year": str(today.year + 1)}
        assert amira.post(address, given).status_code == 302
        assert GrowthPosition.objects.get().from_date.year == today.year + 1
        past = amira.post(address, given | {"from_date-year": "2001"})
        assert "The day must be later than today" in text_of(past)

    def test_growing_where_one_is_has_no_warning(self, aspirational, amira, record):
        """Scenario 32."""
        record()
        record(kind="future")
        page = text_of(amira.get(reverse("plans:plan", args=[aspirational.pk])))
        assert "warning" not in page.lower()
        suggestions = text_of(amira.get(reverse("plans:suggestions", args=[aspirational.pk])))
        assert "Growing where you are is as good as any other way." in suggestions
        assert "6 suggestions" in suggestions

    def test_suggestions_from_position_to_position(self, aspirational, amira, record):
        """Scenario 31."""
        address = reverse("plans:suggestions", args=[aspirational.pk])

        def count(**way):
            page = text_of(amira.get(address, way))
            return int(page.split('<p role="status">')[1].split(" ")[0])

        assert count(here="depth:1", there="depth:2") == 5
        assert count(here="", there="breadth:3") == 8
        assert count(here="", there="stretch:1") == 4
        assert count(here="", there="") == 54
        assert count(here="nowhere", there="x:y") == 54

    def test_only_long_term_objectives_are_accepted(self, aspirational, amira, record):
        """Scenario 33."""
        record()
        for _ in range(2):
            added = amira.post(reverse("plans:add", args=[aspirational.pk]), objective_data(horizon="later"))
            assert added.status_code == 302
        assert Objective.objects.filter(horizon="later").count() == 2

    def test_a_suggestion_becomes_an_objective_that_serves_the_aim(self, aspirational, amira, record, growth):
        record()
        aim = record(kind="future")
        address = reverse("plans:add", args=[aspirational.pk]) + f"?initiative={growth.pk}:depth.2.1"
        page = text_of(amira.get(address))
        assert "Gain more exposure to the system" in page
        data = objective_data(initiative=f"{growth.pk}:depth.2.1", serves=f"position:{aim.pk}")
        amira.post(reverse("plans:add", args=[aspirational.pk]), data)
        objective = Objective.objects.get()
        assert objective.position == aim
        assert objective.initiatives.get().initiative_id == "depth.2.1"

    def test_another_plan_has_no_positions(self, plan, amira):
        for address in (
            reverse("plans:position", args=[plan.pk, "talk"]),
            reverse("plans:suggestions", args=[plan.pk]),
            reverse("plans:aspirations", args=[plan.pk]),
        ):
            assert amira.get(address).status_code == 404

    def test_what_is_not_a_page_is_missing(self, aspirational, amira):
        assert amira.get(reverse("plans:position", args=[aspirational.pk, "height"])).status_code == 404
        assert amira.post(reverse("plans:begin"), {"framework": "nothing"}).status_code == 404
        assert amira.post(reverse("plans:begin"), {"framework": "qmul-leading-together"}).status_code == 404
