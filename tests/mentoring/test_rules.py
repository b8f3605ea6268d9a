"""Rules and workflows of the mentoring scheme, each with the tests that hold it; and those that no other test names."""

import html
import re

import pytest
from django.urls import reverse

from stepwell.conversations.operations import meeting, promising
from stepwell.conversations.operations.promising import Promise
from stepwell.conversations.operations.proposing import Plan
from stepwell.mentoring.models import MentoringGoal
from stepwell.mentoring.operations import sessions
from tests.cast import NOW, TODAY
from tests.named import without_proof

from .test_sessions import LATER

RULES = {
    "R75": ["test_a_mentor_joins_without_a_self_assessment", "test_scenario_40_a_mentor_joins_without_an_assessment"],
    "R76": ["test_what_a_run_reads_of_a_self_assessment", "test_only_its_owner_changes_an_application"],
    "R77": ["test_r77_goals_are_the_mentees_and_begin_with_what_they_wish_for"],
    "R78": ["test_a_mentor_says_at_the_end_whether_they_have_grown"],
    "R79": ["test_needs_are_counted_in_steps_by_quality", "test_scenario_38_the_need_report_counts_and_names_nobody"],
    "R80": ["test_fewer_than_ten_give_no_report_and_wait", "test_nobody_else_gets_at_them", "test_no_name_and_no_word_is_anywhere"],
    "R81": ["test_sessions_are_in_the_mentees_hands", "test_only_the_mentee_plans"],
    "R82": ["test_r82_the_mentor_asks_after_what_was_set_out"],
    "R83": ["test_r83_the_mentor_is_told_to_ask_and_not_to_steer_or_judge"],
    "R84": ["test_each_is_asked_apart_and_at_several_points", "test_scenario_43_it_is_evaluated_at_several_points"],
    "R85": ["test_preferences_of_one_budget_reach_the_match", "test_an_organisation_is_in_once_its_own_coordinator_agrees"],
    "R86": ["test_a_changed_code_is_a_new_version_that_is_read_anew", "test_an_application_waits_for_the_codes_and_the_self_assessment"],
    "R87": ["test_scenario_35_fifteen_items_in_three_groups_of_five", "test_scenario_36_one_is_the_strong_end_and_the_page_says_so"],
    "R88": ["test_nobody_but_the_two_reads_a_word", "test_a_coordinator_sees_pairs_with_dates_and_never_how_they_ended"],
    "W24": ["test_an_application_waits_for_the_codes_and_the_self_assessment", "test_scenario_40_a_mentor_joins_without_an_assessment"],
    "W25": ["test_scenario_35_fifteen_items_in_three_groups_of_five", "test_the_second_look_is_at_the_same_items"],
    "W26": ["test_where_help_is_short_stands_on_top", "test_each_choice_is_counted_in_one_report"],
    "W27": ["test_the_second_session_waits_for_both_signatures", "test_either_ends_it_without_a_reason"],
    "W28": ["test_w28_a_map_is_open_at_any_time_to_the_two_and_to_nobody_else", "test_scenario_42_each_reads_their_own_map_first"],
}  # fmt: skip


@pytest.mark.once
def test_each_rule_has_the_tests_that_hold_it():
    assert without_proof(RULES) == {}


def text_of(client, name: str, *args) -> str:
    answer = client.get(reverse(name, args=args), follow=True)
    assert answer.status_code == 200
    main = re.search(r"<main.*</main>", answer.content.decode(), re.S)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_r77_goals_are_the_mentees_and_begin_with_what_they_wish_for(cast, relationship, signed_in):
    """R77: only the mentee sets one; first in the list stands what they said yes or maybe to."""
    address = reverse("mentoring:goals", args=[relationship.pk])
    form = signed_in(cast.amira).get(address).context["form"]
    wished = [topic.name for topic in signed_in(cast.amira).get(
        reverse("mentoring:relationship", args=[relationship.pk])).context["page"].topics]  # fmt: skip
    offered = [str(label) for value, label in form.fields["dimension_id"].choices if value]
    assert wished and offered[: len(wished)] == wished
    assert signed_in(cast.oscar).post(address, {"words": "Mine for you"}).status_code == 404
    assert not MentoringGoal.objects.exists()


def test_r82_the_mentor_asks_after_what_was_set_out(cast, relationship, signed_in):
    """R82: what the mentee promised stands before the mentor when they meet; nobody marks it as late."""
    session = sessions.arrange(relationship, Plan(starts_at=LATER), by=cast.amira, at=NOW)
    talk = session.conversation
    assert "What did they want to be held to?" in text_of(signed_in(cast.oscar), "conversations:prepare", talk.pk)
    for person in (cast.amira, cast.oscar):
        meeting.come_in(talk, by=person, at=LATER)
    promising.add_action(talk, Promise("Show two pots at the fair", TODAY), owner=cast.amira, by=cast.amira, at=NOW, today=TODAY)  # fmt: skip
    seen = text_of(signed_in(cast.oscar), "conversations:talk", talk.pk)
    assert "Show two pots at the fair" in seen
    assert not re.search(r"overdue|late", seen, re.I)
    assert "Since last time" in seen


def test_r83_the_mentor_is_told_to_ask_and_not_to_steer_or_judge(cast, relationship, signed_in):
    """R83: before they offer, and before each session."""
    assert "you do not judge or decide" in text_of(signed_in(cast.ruth), "mentoring:mentor")
    session = sessions.arrange(relationship, Plan(starts_at=LATER), by=cast.amira, at=NOW)
    seen = text_of(signed_in(cast.oscar), "conversations:conversation", session.conversation.pk)
    assert "asks more than they answer, and does not steer" in seen


def test_w28_a_map_is_open_at_any_time_to_the_two_and_to_nobody_else(cast, relationship, signed_in):
    """W28: before the first session, for each quality that the mentee chose; for nobody else, and for no made-up quality."""
    topics = signed_in(cast.amira).get(reverse("mentoring:relationship", args=[relationship.pk])).context["page"].topics
    assert topics
    for person in (cast.amira, cast.oscar):
        assert all(signed_in(person).get(topic.url).status_code == 200 for topic in topics)
    for person in (cast.cora, cast.tom, cast.olga):
        assert all(signed_in(person).get(topic.url).status_code == 404 for topic in topics)
    nonsense = reverse("mentoring:map", args=[relationship.pk, "flying"])
    assert signed_in(cast.amira).get(nonsense).status_code == 404
