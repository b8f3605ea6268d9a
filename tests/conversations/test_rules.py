"""Rules and workflows that belong to conversations and that no other test holds, by number; docs/rules.md has all of them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stepwell.conversations.models import AgreedAction, Conversation, Reminder
from stepwell.conversations.operations import ending, promising, reminding
from stepwell.conversations.operations.promising import Promise
from stepwell.conversations.operations.proposing import Plan
from stepwell.conversations.queries import agendas
from stepwell.conversations.queries.cedar import CONTEXT, EXAMPLE, PAGES, REFLECTION
from stepwell.conversations.queries.conversations import conversation_by_id
from stepwell.domain.agenda import Agenda
from tests.cast import NOW, TODAY

from . import giving, growing, making
from .test_pages import day_of, page, proposal_of, send, talk_data

CAREERS = ("career", "growth", "appraisal", "on-framework")


def agenda(name: str) -> Agenda:
    return next(one for one in agendas.agendas_for(None) if one.id == name)


def words(lines) -> str:
    return " ".join(lines).lower()


# W01: prepare and start


def test_r02_a_notice_comes_before_the_first_conversation(cast, signed_in):
    """R02: told in advance, and what to expect, that it goes both ways; only then do they agree."""
    conversation = making.proposed(cast.amira, cast.tom, cast.ashdown)
    amira = signed_in(cast.amira)
    shown = page(amira, "conversation", conversation.pk)
    for line in agenda("career").expect:
        assert line.replace("'", "&#x27;") in shown
    assert "goes both ways" in shown
    for name in ("talk", "prepare", "come_in", "end"):
        answer = amira.get(reverse(f"conversations:{name}", args=[conversation.pk]))
        assert answer.status_code == 302, f"{name} waits for a yes"


def test_r03_conversations_stand_apart_from_the_appraisal(cast):
    """R03, W06: several in a year, of any kind, with no appraisal among them; and the appraisal says that it is one of
    several. No page counts whether it was done this year."""
    for _ in range(3):
        making.ended(cast.amira, cast.tom, cast.ashdown)
    assert Conversation.objects.filter(kind="career", state="ended").count() == 3
    assert "one conversation about your career among several" in words(agenda("appraisal").expect)


def test_r04_how_often_and_in_which_form_is_agreed_by_both(cast, signed_in):
    """R04: one suggests, the other may suggest otherwise, and it stands only when both have said yes."""
    conversation = making.proposed(cast.amira, cast.tom, cast.ashdown)
    terms = {"minutes": "30", "setting": "within_one_to_ones", "frequency": "monthly", "form": "walk", "place": ""}
    send(signed_in(cast.amira), "terms", conversation.pk, **terms)
    stored = conversation_by_id(conversation.pk)
    assert (stored.state, stored.setting, stored.frequency) == ("proposed", "within_one_to_ones", "monthly")
    send(signed_in(cast.tom), "agree", conversation.pk)
    shown = page(signed_in(cast.tom), "conversation", conversation.pk)
    assert "Every month, as a point of your one-to-ones" in shown


@pytest.mark.parametrize("kind", ["career", "growth", "one-to-one", "appraisal", "probation", "on-framework"])
def test_r05_both_plan_ahead(kind):
    """R05: an area for each of the two."""
    assert set(agenda(kind).prepare) == {"person", "other"}


def test_r06_somewhere_private_and_undisturbed(cast, signed_in, agreed):
    """R06: said where the day and place are set, and again before they begin."""
    tom = signed_in(cast.tom)
    assert "Somewhere private, where nothing interrupts you" in page(tom, "terms", agreed.pk)
    assert "Somewhere private, where nobody interrupts you" in page(tom, "come_in", agreed.pk)


def test_r08_r09_confidentiality_and_scope_are_said_at_the_start(cast, signed_in, agreed):
    """R08, R09: before either comes in; being unsure is welcome, and a saved answer of its own."""
    shown = page(signed_in(cast.amira), "come_in", agreed.pk)
    assert "What stays between you" in shown and "Nobody else reads it" in shown
    assert "Short-term and long-term goals" in shown and "having no goal, is welcome" in shown
    for kind in ("career", "growth", "appraisal"):
        assert agenda(kind).prepare["person"].asks_goals, f"{kind} asks for goals, and takes none for an answer"
    assert 'value="unsure"' in page(signed_in(cast.amira), "prepare", agreed.pk)


def test_r10_strengths_come_first():
    """R10: on the agenda before where to go, and in feedback before what to learn."""
    points = [point.id for point in agenda("career").points]
    assert points.index("strengths") < points.index("direction")
    points = [point.id for point in agenda("appraisal").points]
    assert points.index("strengths") < points.index("possibilities")
    fields = [field.id for field in next(one for one in agenda("feedback").stages if one.page == EXAMPLE).fields]
    assert fields.index("strengths") < fields.index("learning")


def test_r11_silence_is_welcome(cast, signed_in, met):
    """R11: no timer on the page; the one who listens is told to leave time."""
    shown = page(signed_in(cast.tom), "talk", met.pk)
    assert "before you fill a silence" in shown
    assert not re.search(r"countdown|role=.timer|minutes left", shown)


def test_r12_ones_own_story_is_an_example(cast, signed_in, met):
    """R12: for the other, and not for the person."""
    assert "It is an example and no recipe" in page(signed_in(cast.tom), "talk", met.pk)
    assert "It is an example and no recipe" not in page(signed_in(cast.amira), "talk", met.pk)


# W05: what a manager goes on doing


def test_r13_regular_one_to_ones_with_the_plan_at_hand(cast, signed_in):
    """R13: one follows another by itself; feedback both ways stands on the agenda; the person's plan is one step away."""
    conversation = making.met(
        cast.amira, cast.tom, cast.ashdown, kind="one-to-one", plan=Plan(frequency="weekly", minutes=30)
    )
    shown = page(signed_in(cast.amira), "talk", conversation.pk)
    assert "Feedback, both ways" in shown and reverse("plans:mine") in shown
    assert reverse("plans:mine") not in page(signed_in(cast.tom), "talk", conversation.pk).split("<main")[1]
    ending.end_conversation(conversation, no_actions=True, review_date=TODAY + timedelta(weeks=1), by=cast.tom, at=NOW, today=TODAY)  # fmt: skip
    assert Conversation.objects.get(follows=conversation).state == "agreed"


# W06, W07: appraisal and probation


def test_r14_the_appraisal_has_its_parts():
    """R14: plans and aspirations, strengths and where they are needed, possibilities for whoever is unsure."""
    points = {point.id: f"{point.title} {point.hint}".lower() for point in agenda("appraisal").points}
    assert list(points) == ["hopes", "strengths", "possibilities", "actions"]
    assert "what the organisation needs" in points["strengths"]
    assert "unsure" in points["possibilities"]


def test_r15_actions_are_followed_up_every_few_months(cast, mailoutbox):
    """R15: three months on unless they choose otherwise; both are reminded. What was promised is recalled to its owner."""
    assert agenda("appraisal").review_after_weeks == 13
    appraisal = making.ended(cast.amira, cast.tom, cast.ashdown, kind="appraisal")
    reminding.queue_reminders(at=NOW + timedelta(weeks=13), today=appraisal.review_date)
    assert {(one.person, one.about) for one in Reminder.objects.all()} == {
        (cast.amira, "review"),
        (cast.tom, "review"),
    }


@pytest.mark.parametrize("kind", ["probation", "appraisal", "career"])
def test_r26_r27_the_job_profile_is_at_hand_first_and_never_for_regrading(cast, signed_in, kind):
    """R26, R27, R28: with the grade profile beside it, in each of the three."""
    conversation = making.agreed(cast.amira, cast.tom, cast.ashdown, kind=kind)
    for person in (cast.amira, cast.tom):
        shown = page(signed_in(person), "conversation", conversation.pk)
        assert "job profile</a>" in shown.replace(", and the grade profile</a>", "</a>")
        assert "never for regrading" in shown


# W30: what and how


def test_r91_a_review_keeps_how_beside_what_and_names_values(cast, published, signed_in):
    """R91, R95, W30, scenario 51: each writes both before reading the other's; any part of any framework can be named."""
    review = making.agreed(cast.amira, cast.tom, cast.ashdown, kind="performance")
    stage, amira, tom = review.stages.get().pk, signed_in(cast.amira), signed_in(cast.tom)
    parts = re.findall(
        r'value="([^"]+): ([^"]+)"', page(amira, "stage", stage).split('name="shows0"')[1].split("</select>")[0]
    )
    assert {name for _, name in parts} >= {"Respect", "Integrity", "Solving problems effectively", "Ethical"}
    respect = next(f"{framework}: {name}" for framework, name in parts if name == "Respect")
    hers = {"what": "The open day ran", "how": "I asked everybody first", "shows0": respect, "shows1": respect}
    send(amira, "stage", stage, **hers, then="give")
    waits = page(tom, "stage", stage)
    assert "Amira has given theirs" in waits and "asked everybody first" not in waits
    assert "because of whom you notice" in page(tom, "prepare", review.pk)
    send(tom, "stage", stage, what="It ran well", how="Calmly", then="give")
    seen = page(tom, "stage", stage)
    assert seen.count(respect) == 1 and "asked everybody first" in seen and "Calmly" in page(amira, "stage", stage)
    assert "never for regrading" in page(amira, "conversation", review.pk)


def test_what_a_framework_no_longer_has_stays_named(cast, lamplight, signed_in):
    """And where no framework is at hand, none is asked for."""
    review = making.agreed(cast.amira, cast.tom, cast.ashdown, kind="performance")
    stage, amira = review.stages.get().pk, signed_in(cast.amira)
    known = re.search(r'value="([^"]+: [^"]+)"', page(amira, "stage", stage))[1]
    assert send(amira, "stage", stage, what="Lit", shows0="Made up: Nothing", then="save").status_code == 422
    send(amira, "stage", stage, what="Lit", shows0=known, then="save")
    lamplight.delete()
    assert f'<option value="{known}" selected>' in page(amira, "stage", stage)
    other = making.agreed(cast.ben, cast.tom, cast.ashdown, kind="performance")
    assert "shows0" not in page(signed_in(cast.ben), "stage", other.stages.get().pk)


# Whose it is, whoever they are


def test_r20_what_might_get_in_the_way(cast, signed_in, met):
    """R20: with what then, and the help that is wanted."""
    promise = Promise("Try it", TODAY + timedelta(weeks=1), "The rota", "Swap a shift", "Ask for a morning")
    promising.add_action(met, promise, owner=cast.amira, by=cast.amira, at=NOW, today=TODAY)
    shown = page(signed_in(cast.tom), "talk", met.pk)
    assert all(text in shown for text in ("The rota", "Swap a shift", "Ask for a morning"))


def test_r24_nobody_answers_for_a_promotion(cast, signed_in, met):
    """R24: said where the two agree what happens next."""
    for person in (cast.amira, cast.tom):
        assert "Support can be promised; a promotion cannot" in page(signed_in(person), "end", met.pk)


def test_r34_nothing_asks_whether_somebody_manages_people(cast, signed_in):
    """R34, R57: a colleague who manages nobody supports somebody, and is supported."""
    for name in ("list", "choose", "promises", "requests", "guidance"):
        assert page(signed_in(cast.ben), name)
    send(signed_in(cast.amira), "propose", "career", q="Ben", **proposal_of(cast.ben, other_role="colleague"))
    assert Conversation.objects.get().other == cast.ben


# W03, W15, W16: what is talked about, and how it ends


def test_w03_the_review_frequency_becomes_a_review_date(cast, signed_in):
    """Scenario 15: each action has an owner and a day; how often they look at it is the day that is suggested."""
    conversation = making.met(cast.amira, cast.tom, cast.ashdown, plan=Plan(frequency="monthly"))
    nobody = talk_data(conversation, text="Write it up", do="add-action", **day_of("by_when", timezone.localdate()))
    answer = send(signed_in(cast.amira), "talk", conversation.pk, **nobody)
    assert answer.status_code == 422 and "Choose who will do it" in answer.content.decode()
    no_day = talk_data(conversation, text="Write it up", owner=str(cast.amira.pk), do="add-action")
    assert "Enter by when" in send(signed_in(cast.amira), "talk", conversation.pk, **no_day).content.decode()
    assert not AgreedAction.objects.exists()
    suggested = page(signed_in(cast.amira), "end", conversation.pk)
    today = timezone.localdate()
    month = today.month % 12 + 1
    assert re.search(rf'name="review_date-month"[^>]*value="{month}"', suggested), "a month from today"


def test_r42_the_persons_account_comes_first():
    """R42: they lead every first point, and describe how they meet a level before anybody asks."""
    for kind in (*CAREERS, "one-to-one", "probation"):
        assert agenda(kind).points[0].lead == "person", kind
    assert agenda("on-framework").points[0].id == "account"


def test_r43_the_person_sums_up_then_a_day_is_set(cast, signed_in, met):
    assert "Say in your own words what you take with you" in page(signed_in(cast.amira), "end", met.pk)
    assert "Ask Amira to sum up" in page(signed_in(cast.tom), "end", met.pk)


# W17: feedback


def test_r45_reflected_on_beforehand_or_together(cast, signed_in):
    """R45: in writing before they meet, or aloud when they do; both open what follows."""
    stage = next(one for one in agenda("feedback").stages if one.page == REFLECTION)
    assert stage.may_be_oral and stage.by == "person"
    conversation = giving.asked(cast)
    answer = send(signed_in(cast.amira), "cedar_stage", giving.stage(conversation, "reflection").pk, then="aloud")
    assert "you tell Tom when you meet" in answer.content.decode()
    assert (
        "opens after" not in page(signed_in(cast.tom), "cedar_stage", giving.stage(conversation, "context").pk).lower()
    )


def test_r46_what_the_person_does_with_it_is_theirs(cast):
    """R46: an action that the giver puts to them waits for their yes."""
    conversation = giving.given(cast)
    giving.meeting_of(conversation, cast)
    action = making.with_action(conversation, owner=cast.amira, by=cast.tom)
    assert action.state == "proposed"
    assert "theirs" in agenda("feedback").expect[-1]


def test_r48_r49_more_than_one_good_way_and_cedar_is_an_offer():
    """R48, R49: observations good and bad; a one-to-one has feedback both ways and no stage at all."""
    assert "more than one good way" in words(agenda("feedback").own_guidance)
    fields = {field.id for field in next(one for one in agenda("feedback").stages if one.page == EXAMPLE).fields}
    assert {"strengths", "learning"} <= fields
    assert "feedback" in {point.id for point in agenda("one-to-one").points} and not agenda("one-to-one").stages


def test_r53_r54_actions_come_after_the_causes_and_a_day_after_those(cast, signed_in):
    """R53, R54: the steps stand in that order, and it does not end without a day or the reason for none."""
    conversation = giving.given(cast)
    shown = page(signed_in(cast.amira), "cedar_stage", giving.stage(conversation, "discuss").pk)
    places = [
        shown.index(f"{name}</") for name in ("Reflection", "Context", "Example", "Discuss", "Actions", "Review date")
    ]
    assert places == sorted(places)
    assert [stage.page for stage in agenda("feedback").stages] == list(PAGES)
    giving.meeting_of(conversation, cast)
    answer = send(signed_in(cast.amira), "end", conversation.pk, no_actions="on")
    assert answer.status_code == 422 and "Choose a day to look again" in answer.content.decode()


def test_r44_r55_how_to_say_it_stands_where_it_is_written(cast, signed_in, published):
    """R44, R55: specific, about what was done, sincere: the eight principles beside the boxes."""
    conversation = giving.reflected(cast)
    shown = page(signed_in(cast.tom), "cedar_stage", giving.stage(conversation, "example").pk).lower()
    assert "specific" in shown and "sincere" in shown
    assert agenda("feedback").stages[1].page == CONTEXT


# W18: getting ready to facilitate


def test_r59_wider_evidence_is_named_where_a_view_is_given(cast, signed_in, published):
    """R59: four kinds, and room for something else."""
    conversation = growing.held(growing.met(cast))
    shown = page(signed_in(cast.tom), "growth_view", conversation.pk)
    assert len(set(re.findall(r'name="(evidence\d)"', shown))) == 5
