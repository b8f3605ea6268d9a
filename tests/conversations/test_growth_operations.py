"""A conversation about growth: adjustments, views, agreeing or not, the plan in the making, and whose it is."""

from datetime import date

import pytest

from stepwell.audit.models import AuditEvent
from stepwell.conversations.models import ConversationStage, GrowthDraft
from stepwell.conversations.operations import refusals as no
from stepwell.conversations.operations import staging
from stepwell.conversations.operations.growth import adjustments, checklist, drafting, planning, positions
from stepwell.conversations.operations.growth import refusals as growth_no
from stepwell.conversations.operations.growth.drafting import Drafted
from stepwell.conversations.queries.growth import POSITION, REFLECTION, View, growth_of, stage_on
from stepwell.domain.growing import Cell
from stepwell.plans.models import DevelopmentPlan, GrowthPosition, Objective
from tests.cast import NOW, TODAY

from . import growing, making

pytestmark = pytest.mark.usefixtures("published")

EVIDENCE = (("other", "What she did in March."),)
IN_TWO_YEARS = date(2028, 11, 16)


def put(conversation, by, category="depth", step=1, evidence=EVIDENCE):
    view = View(Cell(category, step), "Together.", evidence)
    return positions.put_position(conversation, view, by=by, at=NOW, today=TODAY)


def drafted(conversation, by, title="Lead the night team", horizon="later", **more):
    return drafting.draft_objective(conversation, Drafted(title, horizon, **more), by=by, at=NOW, today=TODAY)


def to_plan(conversation, by):
    return planning.put_into_plan(conversation, by=by, at=NOW, today=TODAY)


# Getting ready


def test_the_checklist_is_the_facilitators_alone(cast):
    conversation = growing.met(cast)
    checklist.save_checklist(conversation, ticked=["a"], notes=making.SECRET, revision=0, by=cast.tom, at=NOW)
    assert growth_of(conversation, cast.tom).checklist.content["notes"] == making.SECRET
    assert growth_of(conversation, cast.amira).checklist is None
    with pytest.raises(no.NotOneOfTheTwo):
        checklist.save_checklist(conversation, ticked=[], notes="x", revision=0, by=cast.amira, at=NOW)
    with pytest.raises(no.ChangedElsewhere):
        checklist.save_checklist(conversation, ticked=[], notes="x", revision=0, by=cast.tom, at=NOW)


# Reasonable adjustments


def test_the_first_stage_is_held_only_when_adjustments_were_asked_about(cast):
    """Scenario 27."""
    conversation = growing.met(cast)
    stage = stage_on(conversation, REFLECTION)
    with pytest.raises(no.AdjustmentsMissing):
        staging.mark_held(stage, by=cast.tom, at=NOW)
    growing.asked(conversation, "not_said")
    staging.mark_held(stage, by=cast.tom, at=NOW)
    assert ConversationStage.objects.get(pk=stage.pk).held_at == NOW


def test_the_other_writes_what_would_help_only_if_the_person_wants_it(cast):
    conversation = growing.met(cast)
    known = {"answer": "yes", "words": growing.ADJUSTMENT_SECRET, "revision": 0, "at": NOW}
    with pytest.raises(adjustments.NotTheirWords):
        adjustments.answer_adjustments(conversation, wants_words=False, by=cast.tom, **known)
    check = adjustments.answer_adjustments(conversation, wants_words=False, by=cast.amira, **known)
    assert check.content == {"answer": "yes", "words": growing.ADJUSTMENT_SECRET}


def test_words_go_with_another_answer_and_the_person_may_take_them_out_at_any_time(cast):
    conversation = growing.met(cast)
    growing.asked(conversation, "yes", growing.ADJUSTMENT_SECRET)
    growing.asked(conversation, "no", "left over")
    assert growth_of(conversation, cast.amira).adjustments.content == {"answer": "no", "words": ""}
    growing.asked(conversation, "yes", growing.ADJUSTMENT_SECRET)
    type(conversation).objects.filter(pk=conversation.pk).update(state="ended", no_review=True)
    with pytest.raises(no.WrongState):
        growing.asked(conversation, "no", by=cast.tom)
    growing.asked(conversation, "yes", "", by=cast.amira)
    assert growth_of(conversation, cast.amira).adjustments.content == {"answer": "yes", "words": ""}


# The position


def test_neither_reads_the_others_view_first(cast):
    conversation = growing.held(growing.met(cast))
    growing.give(conversation, cast.tom, step=2)
    assert growth_of(conversation, cast.amira).theirs is None
    growing.give(conversation, cast.amira)
    assert growth_of(conversation, cast.amira).theirs.cell == Cell("depth", 2)
    assert growth_of(conversation, cast.tom).theirs.words == growing.VIEW_SECRET


def test_a_position_waits_for_both_views_and_for_the_stages_before(cast):
    conversation = growing.met(cast)
    growing.give(conversation, cast.tom)
    with pytest.raises(growth_no.ViewsMissing):
        put(conversation, cast.tom)
    growing.give(conversation, cast.amira)
    with pytest.raises(growth_no.StagesMissing):
        put(conversation, cast.tom)
    growing.held(conversation)
    assert put(conversation, cast.tom).outcome["state"] == "agreed"


def test_agreeing_needs_evidence(cast):
    """R70, scenario 29."""
    conversation = growing.both_gave(cast, theirs=("depth", 1))
    with pytest.raises(growth_no.EvidenceMissing):
        put(conversation, cast.amira, evidence=(("other", "  "),))
    put(conversation, cast.amira)
    position = GrowthPosition.objects.get()
    assert (position.state, position.evidence) == ("agreed", [{"kind": "other", "text": "What she did in March."}])
    assert (position.plan.person, position.with_person, position.source_id) == (
        cast.amira,
        cast.tom,
        str(conversation.pk),
    )


def test_where_views_differ_nobody_agrees_for_the_other(cast):
    conversation = growing.both_gave(cast)  # Amira: step 1, Tom: step 2
    draft = put(conversation, cast.tom, step=2)
    assert (draft.outcome, GrowthPosition.objects.count()) == (None, 0)
    with pytest.raises(growth_no.NothingOffered):
        positions.accept_position(conversation, revision=draft.revision, by=cast.tom, at=NOW, today=TODAY)
    done = positions.accept_position(conversation, revision=draft.revision, by=cast.amira, at=NOW, today=TODAY)
    assert done.outcome["state"] == "agreed"
    assert GrowthPosition.objects.get().step == 2


def test_going_over_to_the_others_view_is_agreeing(cast):
    conversation = growing.both_gave(cast)
    assert put(conversation, cast.tom, step=1).outcome["step"] == 1


def test_what_was_put_is_agreed_to_only_as_it_was_shown(cast):
    conversation = growing.both_gave(cast)
    shown = put(conversation, cast.tom, step=3)
    put(conversation, cast.tom, "breadth", 3)
    with pytest.raises(growth_no.NothingOffered):
        positions.accept_position(conversation, revision=shown.revision, by=cast.amira, at=NOW, today=TODAY)
    positions.drop_offer(conversation, by=cast.amira, at=NOW)
    assert GrowthDraft.objects.get().offer is None


def test_not_agreed_keeps_both_views(cast):
    conversation = growing.both_gave(cast)
    positions.keep_both_views(conversation, by=cast.tom, at=NOW, today=TODAY)
    position = GrowthPosition.objects.get()
    assert (position.state, position.step, position.other_step) == ("not_agreed", 1, 2)
    assert growth_of(conversation, cast.tom).here == Cell("depth", 1)


def test_two_who_come_to_agree_later_record_it_anew_and_keep_the_earlier(cast):
    conversation = growing.both_gave(cast)
    positions.keep_both_views(conversation, by=cast.tom, at=NOW, today=TODAY)
    put(conversation, cast.tom, step=1)
    assert sorted(GrowthPosition.objects.values_list("state", flat=True)) == ["agreed", "not_agreed"]
    with pytest.raises(no.WrongState):
        positions.keep_both_views(conversation, by=cast.tom, at=NOW, today=TODAY)
    draft = put(conversation, cast.amira, step=2)  # his first view; but they have agreed since, so he is asked
    assert draft.offer["step"] == 2
    assert draft.outcome["step"] == 1


def test_a_position_that_the_framework_does_not_have_is_refused(cast):
    conversation = growing.held(growing.met(cast))
    for category, step in (("depth", 9), ("height", 1)):
        with pytest.raises(growth_no.NoSuchCell):
            growing.give(conversation, cast.amira, category, step)
    assert growth_of(conversation, cast.amira).own is None


# The plan in the making


def test_nothing_is_planned_before_the_position_is_settled(cast):
    """R66, scenario 29."""
    conversation = growing.both_gave(cast)
    with pytest.raises(growth_no.NotSettledYet):
        drafted(conversation, cast.amira)
    positions.keep_both_views(conversation, by=cast.tom, at=NOW, today=TODAY)
    assert drafted(conversation, cast.amira)["title"] == "Lead the night team"


def test_both_draft_and_the_person_alone_puts_it_into_the_plan(cast):
    conversation = growing.settled(cast)
    drafting.draft_future(
        conversation, Cell("depth", 2), on=IN_TWO_YEARS, words="Why", revision=0, by=cast.tom, at=NOW, today=TODAY
    )
    drafting.draft_words(conversation, aspirations="Hope.", reflections="Took.", revision=0, by=cast.amira, at=NOW)
    drafted(conversation, cast.tom, initiatives=["depth.2.1", "nowhere"], own="Sit in on the board")
    with pytest.raises(growth_no.NotTheirs):
        to_plan(conversation, cast.tom)
    plan = to_plan(conversation, cast.amira)
    assert (plan.person, plan.kind) == (cast.amira, DevelopmentPlan.Kind.ASPIRATIONAL)
    future = plan.positions.get(kind="future")
    assert (future.category_id, future.step, future.from_date) == ("depth", 2, IN_TWO_YEARS)
    objective = plan.objectives.get()
    assert (objective.title, objective.horizon, objective.position) == ("Lead the night team", "later", future)
    assert {one.initiative_id or one.text for one in objective.initiatives.all()} == {
        "depth.2.1",
        "Sit in on the board",
    }
    plan.refresh_from_db()
    assert (plan.aspirations, plan.reflections) == ("Hope.", "Took.")


def test_what_is_in_the_plan_is_not_put_there_twice_and_changes_there_alone(cast):
    conversation = growing.settled(cast)
    first = drafted(conversation, cast.amira)
    to_plan(conversation, cast.amira)
    with pytest.raises(growth_no.NothingToPlan):
        to_plan(conversation, cast.amira)
    with pytest.raises(growth_no.AlreadyInPlan):
        drafting.remove_drafted(conversation, first["id"], by=cast.tom, at=NOW)
    drafted(conversation, cast.tom, title="Another")
    to_plan(conversation, cast.amira)
    assert sorted(one.title for one in Objective.objects.all()) == ["Another", "Lead the night team"]


def test_growing_where_one_is_and_only_long_term_are_complete_plans(cast):
    """Scenarios 32 and 33; R67, R74."""
    conversation = growing.settled(cast)
    drafting.draft_future(
        conversation, Cell("depth", 1), on=IN_TWO_YEARS, words="", revision=0, by=cast.amira, at=NOW, today=TODAY
    )
    drafted(conversation, cast.amira, horizon="later")
    assert to_plan(conversation, cast.amira).objectives.get().horizon == "later"


def test_two_who_draft_at_once_lose_nothing(cast):
    conversation = growing.settled(cast)
    item = drafted(conversation, cast.amira)
    drafted(conversation, cast.tom, title="His")
    change = {"item_id": item["id"], "drafted": Drafted("Changed", "now"), "at": NOW, "today": TODAY}
    drafting.change_drafted(conversation, revision=1, by=cast.amira, **change)
    with pytest.raises(no.ChangedElsewhere):
        drafting.change_drafted(
            conversation, item["id"], Drafted("Over it", "now"), revision=1, by=cast.tom, at=NOW, today=TODAY
        )
    kept = growth_of(conversation, cast.tom).plan["objectives"]
    assert [one["title"] for one in kept] == ["Changed", "His"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Drafted("  ", "now"), "title"),
        (Drafted("x", "someday"), "horizon"),
        (Drafted("x", "by_date"), "target_date"),
        (Drafted("x", "by_date", date(2020, 1, 1)), "target_date"),
    ],
)
def test_faults_of_an_objective_are_named_at_their_field(cast, wrong, field):
    conversation = growing.settled(cast)
    with pytest.raises(no.BadAnswer) as refused:
        drafting.draft_objective(conversation, wrong, by=cast.amira, at=NOW, today=TODAY)
    assert [name for name, _ in refused.value.faults] == [field]
    assert not growth_of(conversation, cast.amira).plan


def test_a_future_position_lies_ahead(cast):
    conversation = growing.settled(cast)
    for day in (TODAY, date(2066, 1, 1)):
        with pytest.raises(no.BadDate):
            drafting.draft_future(
                conversation, Cell("depth", 2), on=day, words="", revision=0, by=cast.amira, at=NOW, today=TODAY
            )


# Others


def test_a_coach_with_no_management_tie_does_the_same(cast):
    """R57."""
    conversation = growing.settled(cast, other=cast.cora)
    drafted(conversation, cast.cora)
    assert to_plan(conversation, cast.amira).objectives.count() == 1


def test_only_the_two_write(cast):
    conversation = growing.settled(cast)
    for write in (
        lambda: growing.asked(conversation, by=cast.ruth),
        lambda: checklist.save_checklist(conversation, ticked=[], notes="x", revision=0, by=cast.ruth, at=NOW),
        lambda: growing.give(conversation, cast.ruth),
        lambda: put(conversation, cast.ruth),
        lambda: positions.keep_both_views(conversation, by=cast.ruth, at=NOW, today=TODAY),
        lambda: drafted(conversation, cast.ruth),
        lambda: to_plan(conversation, cast.ruth),
    ):
        with pytest.raises(no.NotOneOfTheTwo):
            write()


def test_the_conversation_keeps_the_version_it_was_begun_on(cast):
    conversation = growing.met(cast)
    assert growth_of(conversation, cast.amira).draft is None
    growing.give(conversation, cast.amira)
    draft = GrowthDraft.objects.get()
    assert draft.version == growth_of(conversation, cast.tom).stored.version


def test_the_trail_names_what_was_done_and_no_word(cast):
    conversation = growing.settled(cast)
    growing.asked(conversation, "yes", growing.ADJUSTMENT_SECRET)
    trail = str(list(AuditEvent.objects.values()))
    assert "adjustments_asked" in trail
    for word in ("kingfisher", "wagtail", "Together", "depth", "'yes'"):
        assert word not in trail
    assert stage_on(conversation, POSITION).held_at == NOW
