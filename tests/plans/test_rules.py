"""Rules of Scope for Growth, reflection on values, and the workflows of journal and plan: each with the tests that hold it."""

import html
import re

import pytest
from django.urls import reverse

from stepwell.plans.operations import objectives, plans, positions
from tests.cast import NOW, TODAY
from tests.named import without_proof

RULES = {
    "R57": ["test_a_coach_with_no_management_tie_does_the_same", "test_r34_nothing_asks_whether_somebody_manages_people"],
    "R58": ["test_the_checklist_lists_8_4_and_3_for_the_other_alone"],
    "R59": ["test_the_checklist_lists_8_4_and_3_for_the_other_alone", "test_agreed_with_evidence_opens_them"],
    "R60": ["test_the_checklist_lists_8_4_and_3_for_the_other_alone"],
    "R61": ["test_it_is_the_person_who_says_that_they_are_ready", "test_ready_needs_no_word"],
    "R62": ["test_feeling_comes_first_and_both_stages_have_their_questions"],
    "R63": ["test_the_other_sees_the_questions_and_answers_only_when_shown", "test_readiness_opens_no_word"],
    "R64": ["test_a_stage_is_not_held_before_adjustments_were_asked_about"],
    "R65": ["test_scope_for_growth_shows_its_prompts_one_section_a_page"],
    "R66": ["test_objectives_wait_for_a_position", "test_objectives_wait_for_the_position", "test_not_agreed_keeps_both_views_and_unlocks"],
    "R67": ["test_each_horizon_and_any_ratio", "test_only_long_term_objectives_are_accepted"],
    "R68": ["test_one_is_to_come_and_moving_it_leaves_no_mark", "test_once_on_the_day_and_without_a_word_of_it"],
    "R69": ["test_nobody_else_changes_it", "test_it_stays_through_a_new_manager_and_a_new_organisation", "test_it_goes_with_the_person_to_another_organisation"],
    "R70": ["test_an_agreed_position_needs_evidence", "test_agreed_with_evidence_opens_them"],
    "R71": ["test_a_future_position_is_two_years_ahead_unless_said", "test_the_future_is_two_years_ahead_and_changes"],
    "R72": ["test_the_plan_of_scope_for_growth_holds_all_that_is_to_be_recorded"],
    "R73": ["test_an_initiative_of_a_framework_once_and_own_words", "test_suggestions_from_position_to_position"],
    "R74": ["test_growing_where_one_is_has_no_warning"],
    "W10": ["test_values_ask_for_an_example_and_a_question_and_tag_themselves", "test_values_work_without_any_coaching_question", "test_nobody_else_reads_or_changes_it"],
    "W19": ["test_scope_for_growth_shows_its_prompts_one_section_a_page", "test_a_stage_is_not_held_before_adjustments_were_asked_about"],
    "W20": ["test_feeling_comes_first_and_both_stages_have_their_questions"],
    "W21": ["test_objectives_wait_for_the_position", "test_the_future_is_two_years_ahead_and_changes", "test_not_agreed_keeps_both_views_in_the_picture"],
    "W22": ["test_counts_by_category_and_step", "test_suggestions_from_position_to_position", "test_a_suggestion_becomes_an_objective_that_serves_the_aim"],
    "W23": ["test_set_and_held", "test_progress_lies_in_the_past_and_has_words", "test_two_devices_lose_nothing"],
}  # fmt: skip


@pytest.mark.once
def test_each_rule_has_the_tests_that_hold_it():
    assert without_proof(RULES) == {}


def test_the_plan_of_scope_for_growth_holds_all_that_is_to_be_recorded(cast, growth, record, signed_in):
    """R72: where they stand now and in two years, reflections, aspirations, objectives; on the page, and in the document."""
    now = record(own=positions.View("depth", 1, "I know my field"))
    record(kind="future", own=positions.View("breadth", 2, "Across two wards"))
    plans.write_aspirations(now.plan, aspirations="To lead a clinic", reflections="I teach well", revision=1, by=cast.amira, at=NOW)  # fmt: skip
    objectives.add_objective(now.plan, values={"title": "Sit in on three clinics", "horizon": "now"}, by=cast.amira, at=NOW, today=TODAY)  # fmt: skip
    page = signed_in(cast.amira).get(reverse("plans:plan", args=[now.plan.pk])).content.decode()
    shown = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    for words in ("I know my field", "Across two wards", "To lead a clinic", "I teach well", "Sit in on three clinics"):
        assert words in shown, words
