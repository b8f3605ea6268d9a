"""A conversation about growth, page by page: from the journal to the plan; on the framework that ships, and on one that
nobody here has seen. The browser journeys are elsewhere."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from stepwell.conversations.models import AgendaItem, FacilitatorChecklist, GrowthDraft
from stepwell.conversations.queries.agendas import offered_to
from stepwell.conversations.queries.growth import HISTORY, PLAN, POSITION, REFLECTION, stage_on
from stepwell.domain.growing import two_years_after
from stepwell.frameworks.files import load_pack
from stepwell.frameworks.operations import publish
from stepwell.journal.operations import sharing as showing
from stepwell.plans.models import GrowthPosition, Objective
from tests.cast import NOW
from tests.conftest import ROOT
from tests.journal.conftest import answer, begin_guided

from . import growing
from .making import SECRET

SLUG = "nhs-scope-for-growth"
JOURNAL_SECRET = "What rests me is the estuary at low water."


@pytest.fixture
def estuary(db):
    """The only framework there is: four directions by five steps, a journal of one question, hardly any suggestion."""
    return publish(load_pack(ROOT / "tests" / "packs" / "estuary"), by=None, at=NOW)


def page(client, name, *args) -> str:
    found = client.get(reverse(f"conversations:{name}", args=args))
    assert found.status_code == 200, found.status_code
    return unescape(found.content.decode())


def send(client, name, *args, **data):
    return client.post(reverse(f"conversations:{name}", args=args), data, follow=True)


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def stage_page(client, conversation, key) -> str:
    return page(client, "growth_stage", stage_on(conversation, key).pk)


def mark(client, conversation, key):
    return send(client, "growth_stage", stage_on(conversation, key).pk)


def fields_of_day(name, day) -> dict:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


# Before and at the beginning


@pytest.mark.usefixtures("published")
def test_the_other_sees_the_questions_and_answers_only_when_shown(cast, published, signed_in):
    """Scenario 26: The facilitator sees the questions but not the answers until the individual shares a section. R63, R61."""
    conversation = growing.met(cast)
    entry = begin_guided(cast.amira, published[SLUG], "journal-stage-1")
    written = answer(entry, "health-and-well-being", **{"health-and-well-being__1": JOURNAL_SECRET})
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    assert JOURNAL_SECRET in amira.get(reverse("journal:entry", args=[entry.pk])).content.decode()
    shown = stage_page(tom, conversation, REFLECTION)
    questions = [
        prompt.text for bank in growing_banks(published) for section in bank.sections for prompt in section.prompts
    ]
    assert len(questions) == 17
    assert all(question in shown for question in questions)
    assert JOURNAL_SECRET not in shown
    assert "Journal not ready yet" in shown and "You can talk all the same" in shown
    share = showing.share_page(
        written, recipient=cast.tom, title="Part", purpose="conversation", until=timezone.localdate(), message="",
        by=cast.amira, at=NOW,
    )  # fmt: skip
    shown = stage_page(tom, conversation, REFLECTION)
    assert reverse("journal:shared", args=[share.pk]) in shown
    assert JOURNAL_SECRET in tom.get(reverse("journal:shared", args=[share.pk])).content.decode()
    assert JOURNAL_SECRET not in shown


def growing_banks(published):
    from stepwell.frameworks.queries import pack_of  # noqa: PLC0415  beside its only use

    return [bank for bank in pack_of(published[SLUG]).question_banks if bank.id == "journal-stage-1"]


@pytest.mark.usefixtures("published")
def test_feeling_comes_first_and_both_stages_have_their_questions(cast, signed_in):
    """R62, R65: how they feel, then career so far, role and hopes."""
    conversation = growing.met(cast)
    amira = signed_in(cast.amira)
    first, second = (stage_page(amira, conversation, key) for key in (REFLECTION, HISTORY))
    places = [
        first.index(name) for name in ("Health and well-being", "Personal strengths", "Behaviours and performance")
    ]
    assert places == sorted(places)
    assert all(name in second for name in ("Career history", "Current role", "Aspirations"))
    assert "Career history" not in first and "Health and well-being" not in second
    assert "no direction ranks above another" in stage_page(amira, conversation, POSITION)


@pytest.mark.usefixtures("published")
def test_a_stage_is_not_held_before_adjustments_were_asked_about(cast, signed_in):
    """Scenario 27: The facilitator cannot mark stage 1 as held without the reasonable-adjustments check. R64."""
    conversation = growing.met(cast)
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    refused = mark(tom, conversation, REFLECTION)
    assert "Ask first whether reasonable adjustments are needed" in text_of(refused)
    assert stage_on(conversation, REFLECTION).held_at is None
    missing = send(tom, "growth_adjustments", conversation.pk, revision=0)
    assert missing.status_code == 422 and "Choose one of the three answers" in text_of(missing)
    send(amira, "growth_adjustments", conversation.pk, answer="yes", words=SECRET, revision=0)
    assert SECRET in page(tom, "growth_adjustments", conversation.pk), "the two read it"
    mark(tom, conversation, REFLECTION)
    assert stage_on(conversation, REFLECTION).held_at
    elsewhere = [stage_page(tom, conversation, key) for key in (REFLECTION, HISTORY, POSITION, PLAN)]
    elsewhere += [page(amira, "talk", conversation.pk), text_of(amira.get(reverse("plans:mine")))]
    assert not [text for text in elsewhere if SECRET in text], "on its own page alone"
    for person in (cast.ruth, cast.pat, cast.dan, cast.cora, cast.fran):
        assert (
            signed_in(person).get(reverse("conversations:growth_adjustments", args=[conversation.pk])).status_code
            == 404
        )


@pytest.mark.usefixtures("published")
def test_the_checklist_lists_8_4_and_3_for_the_other_alone(cast, signed_in):
    """Scenario 28: The facilitator's preparation lists 8 resources, 4 evidence types and 3 national indicators. R58 to R60."""
    conversation = growing.met(cast)
    tom = signed_in(cast.tom)
    shown = page(tom, "growth_checklist", conversation.pk)
    assert [shown.count(f'name="group{number}"') for number in range(3)] == [8, 4, 3]
    ticked = re.search(r'name="group0"[^>]*value="([^"]+)"', shown)[1]
    send(tom, "growth_checklist", conversation.pk, group0=[ticked], notes=SECRET, revision=0)
    assert FacilitatorChecklist.objects.get().content["ticked"] == [ticked]
    assert SECRET in page(tom, "growth_checklist", conversation.pk)
    amira = signed_in(cast.amira)
    assert amira.get(reverse("conversations:growth_checklist", args=[conversation.pk])).status_code == 404
    assert SECRET not in stage_page(amira, conversation, REFLECTION)


# Position and plan


@pytest.mark.usefixtures("published")
def test_objectives_wait_for_the_position_with_evidence(cast, signed_in):
    """Scenario 29: Objectives cannot be added before the position is agreed with at least one piece of evidence. R66, R70."""
    conversation = growing.both_gave(cast, theirs=("depth", 1))
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    too_early = send(amira, "growth_objective", conversation.pk, title="Too early", horizon="now", revision=0)
    assert "Settle the position first" in text_of(too_early)
    bare = send(amira, "growth_settle", conversation.pk, cell="depth:1", words="We agree")
    assert bare.status_code == 422
    assert "Name at least one thing that supports it" in text_of(bare) and "We agree" in text_of(bare)
    assert not (GrowthDraft.objects.get().outcome or {}).get("state")
    send(amira, "growth_settle", conversation.pk, cell="depth:1", evidence0="The round-up of March")
    send(tom, "growth_objective", conversation.pk, title="Now it may begin", horizon="later", revision=0)
    assert "Now it may begin" in stage_page(amira, conversation, PLAN)


@pytest.mark.usefixtures("published")
def test_not_agreed_keeps_both_views_and_the_plan_follows(cast, signed_in):
    """Scenario 29, its other half: a disagreement with both views is recorded, and objectives open."""
    conversation = growing.both_gave(cast)
    amira = signed_in(cast.amira)
    send(amira, "growth_settle", conversation.pk, do="both")
    shown = stage_page(amira, conversation, POSITION)
    assert "both views are kept" in shown
    assert "Your view" in shown and "Tom’s view" in shown
    send(amira, "growth_objective", conversation.pk, title="All the same", horizon="now", revision=0)
    assert "All the same" in stage_page(amira, conversation, PLAN)


@pytest.mark.usefixtures("published")
def test_the_future_is_two_years_ahead_and_may_change(cast, signed_in):
    """Scenario 30: The future position defaults to 24 months ahead and can be changed. R71, R72."""
    conversation = growing.settled(cast)
    amira = signed_in(cast.amira)
    shown, ahead = page(amira, "growth_future", conversation.pk), two_years_after(timezone.localdate())
    assert f'value="{ahead.year}"' in shown and f'value="{ahead.day}"' in shown
    past = send(
        amira,
        "growth_future",
        conversation.pk,
        cell="depth:2",
        revision=0,
        **fields_of_day("on", NOW.date().replace(year=2020)),
    )
    assert past.status_code == 422 and "The day must be later than today" in text_of(past)
    other = ahead + timedelta(days=400)
    send(
        amira,
        "growth_future",
        conversation.pk,
        cell="breadth:3",
        words=SECRET,
        revision=0,
        **fields_of_day("on", other),
    )
    send(amira, "growth_words", conversation.pk, aspirations="To teach it", reflections="I knew it already", revision=0)
    send(amira, "growth_put", conversation.pk)
    future = GrowthPosition.objects.get(kind="future")
    assert (future.category_id, future.step, future.from_date) == ("breadth", 3, other)
    shown = amira.get(reverse("plans:plan", args=[future.plan_id])).content.decode()
    assert "To teach it" in shown and "I knew it already" in shown


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("here", "there", "count"),
    [(("depth", 1), "depth:2", 5), (("depth", 1), "stretch:1", 4)],
)
def test_suggestions_lead_from_position_to_position(cast, signed_in, here, there, count):
    """Scenario 31: Going from Depth step 1 to step 2 lists 5 Depth step-2 initiatives; Stretch step 1 lists 4. R73."""
    conversation = growing.settled(cast)
    amira = signed_in(cast.amira)
    send(
        amira,
        "growth_future",
        conversation.pk,
        cell=there,
        revision=0,
        **fields_of_day("on", two_years_after(timezone.localdate())),
    )
    assert page(amira, "growth_objective", conversation.pk).count('name="way0"') == count
    send(
        amira,
        "growth_objective",
        conversation.pk,
        title="In my own words",
        horizon="not_sure",
        own="My own way",
        revision=0,
    )
    assert "My own way" in stage_page(amira, conversation, PLAN), "none of them is needed"


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("horizons", [["later", "later"], ["now"], ["not_sure"]])
def test_growing_where_one_is_and_any_ratio_are_complete(cast, signed_in, horizons):
    """Scenario 32: growing only within the current role completes a plan with no warning. Scenario 33: A plan with only
    long-term objectives is accepted. R67, R68, R69, R74."""
    conversation = growing.settled(cast)
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    for number, horizon in enumerate(horizons):
        who = (amira, tom)[number % 2]
        send(who, "growth_objective", conversation.pk, title=f"Objective {number}", horizon=horizon, revision=0)
    refused = send(tom, "growth_put", conversation.pk)
    assert not Objective.objects.exists(), "the plan is hers"
    assert refused.status_code in (200, 404)
    done = text_of(send(amira, "growth_put", conversation.pk))
    assert "It is in your plan" in done and "warning" not in done.lower()
    assert sorted(one.horizon for one in Objective.objects.all()) == sorted(horizons)
    assert {one.plan.person for one in Objective.objects.select_related("plan__person")} == {cast.amira}


# A framework that nobody has seen


def test_a_grid_that_nobody_has_seen_goes_all_the_way(cast, estuary, signed_in):
    """Four directions by five steps, no resources, one kind of evidence, no word about adjustments: every page works."""
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    assert "Estuary" in [agenda.name for agenda in offered_to(cast.ashdown)]
    conversation = growing.met(cast)
    first = stage_page(tom, conversation, REFLECTION)
    assert "Which water do you know best?" in first and "The tide book" in first
    assert "This framework has no questions of its own for this stage" in stage_page(tom, conversation, HISTORY)
    checklist = page(tom, "growth_checklist", conversation.pk)
    assert (checklist.count('name="group0"'), checklist.count('name="group1"')) == (1, 0)
    send(tom, "growth_adjustments", conversation.pk, answer="not_said", revision=0)
    for key in (REFLECTION, HISTORY):
        mark(tom, conversation, key)
    shown = page(amira, "growth_view", conversation.pk)
    assert shown.count('type="radio" name="cell"') == 20
    assert "Step 5: Master pilot" in shown and "Open sea" in shown
    send(amira, "growth_view", conversation.pk, cell="shoals:2", words=SECRET, then="give", revision=0)
    assert SECRET not in stage_page(tom, conversation, POSITION)
    nowhere = send(tom, "growth_view", conversation.pk, cell="depth:1", then="give", revision=0)
    assert nowhere.status_code == 422, "a position of another framework"
    send(tom, "growth_view", conversation.pk, cell="sea:5", then="give", revision=0)
    assert SECRET in stage_page(tom, conversation, POSITION)
    send(amira, "growth_settle", conversation.pk, cell="shoals:2", evidence0="The log of May")
    send(tom, "growth_settle", conversation.pk, do="accept", revision=GrowthDraft.objects.get().revision)
    assert GrowthDraft.objects.get().outcome["state"] == "agreed"
    ahead = fields_of_day("on", two_years_after(timezone.localdate()))
    send(amira, "growth_future", conversation.pk, cell="shoals:5", revision=0, **ahead)
    ways = page(amira, "growth_objective", conversation.pk)
    assert "Take the lead over the bar" in ways and "Chart one shoal anew" not in ways, "steps 3 to 5, as far as named"
    send(
        amira, "growth_objective", conversation.pk, title="Over the bar", horizon="next", way0="shoals.4.1", revision=0
    )
    send(amira, "growth_put", conversation.pk)
    plan = GrowthPosition.objects.get(kind="future").plan
    shown = text_of(amira.get(reverse("plans:plan", args=[plan.pk])))
    assert "Over the bar" in shown and "Shoals, step 5 (Master pilot)" in shown


def test_without_any_framework_of_growth_there_is_nothing_to_begin(cast, lamplight, signed_in):
    amira = signed_in(cast.amira)
    assert "growth" not in [agenda.kind for agenda in offered_to(cast.ashdown)]
    assert amira.get(reverse("conversations:propose", args=["growth"])).status_code in (302, 404)
    assert not AgendaItem.objects.exists()
