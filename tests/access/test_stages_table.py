"""Every address of stages with pages of their own × everybody: a conversation about growth while two get ready and when
the position is settled; feedback before the reflection and when all is given.

Amira's conversation with Tom, her manager. Ruth is his manager, Ben his report; duties are with Pat, Fran, Cora and Dan;
Lena has left; Olga and Oscar work elsewhere. None of them gets anything.
"""

import pytest
from django.urls import reverse

from stepwell.conversations.operations import cedar, meeting
from stepwell.conversations.operations.growth import checklist, drafting
from stepwell.conversations.operations.growth.drafting import Drafted
from stepwell.conversations.queries.growth import PLAN, draft_of, stage_on
from tests.architecture.test_permissions import ADDRESSES
from tests.cast import NOW, TODAY
from tests.conversations import giving, growing, making

from .asking import faults, kept_by_a_browser
from .test_table import BY_BUTTON_ONLY, PEOPLE, Line, Nobody, Only, without_token

pytestmark = pytest.mark.usefixtures("published")
THE_TWO = Only("amira", "tom")
SENT_ON = Only("amira", "tom", status=302)

GETTING_READY = {
    "conversations:growth_stage": THE_TWO,
    "conversations:growth_checklist": Only("tom"),
    "conversations:growth_adjustments": THE_TWO,
    "conversations:growth_view": THE_TWO,
    "conversations:growth_settle": SENT_ON,
    "conversations:growth_future": SENT_ON,
    "conversations:growth_words": SENT_ON,
    "conversations:growth_objective": SENT_ON,
    "conversations:growth_change": Nobody(),
    "conversations:growth_put": BY_BUTTON_ONLY,
}
SETTLED = {
    "conversations:growth_view": SENT_ON,
    "conversations:growth_settle": THE_TWO,
    "conversations:growth_future": THE_TWO,
    "conversations:growth_words": THE_TWO,
    "conversations:growth_objective": THE_TWO,
    "conversations:growth_change": THE_TWO,
}


FEEDBACK = {
    "conversations:cedar_stage": THE_TWO,
    "conversations:cedar_save": BY_BUTTON_ONLY,
    "conversations:cedar_parked": BY_BUTTON_ONLY,
}


def test_no_address_of_stages_is_forgotten():
    names = {name for name, _ in ADDRESSES if name.startswith(("conversations:growth_", "conversations:cedar_"))}
    assert set(GETTING_READY) | set(FEEDBACK) == names
    assert set(SETTLED) <= names


@pytest.fixture
def getting_ready(cast):
    conversation = making.agreed(cast.amira, cast.tom, cast.ashdown, kind="growth")
    checklist.save_checklist(conversation, ticked=[], notes=making.SECRET, revision=0, by=cast.tom, at=NOW)
    return growing.fresh(conversation)


@pytest.fixture
def settled(cast):
    conversation = growing.settled(cast)
    growing.asked(conversation, "yes", growing.ADJUSTMENT_SECRET)
    drafting.draft_objective(conversation, Drafted(making.SECRET, "later"), by=cast.amira, at=NOW, today=TODAY)
    return growing.fresh(conversation)


def address_of(name: str, conversation) -> str:
    draft = draft_of(conversation)
    items = (draft.plan or {}).get("objectives", ()) if draft else ()
    values = {
        "conversation_id": conversation.pk,
        "stage_id": stage_on(conversation, PLAN).pk,
        "item_id": items[0]["id"] if items else "nothing",
    }
    return reverse(name, kwargs={key: values[key] for key in dict(ADDRESSES)[name].pattern.converters})


@pytest.fixture
def given(cast):
    conversation = giving.given(cast)
    cedar.park_point(conversation, making.SECRET, by=cast.tom, at=NOW)
    return growing.fresh(conversation)


@pytest.mark.parametrize("key", ["reflection", "context", "example", "discuss"])
@pytest.mark.parametrize("how", ["agreed", "given"])
def test_stages_of_feedback(request, cast, signed_in, key, how):
    conversation = (
        making.agreed(cast.amira, cast.tom, cast.ashdown, kind="feedback")
        if how == "agreed"
        else request.getfixturevalue("given")
    )
    address = reverse("conversations:cedar_stage", args=[giving.stage(conversation, key).pk])
    check_address(address, THE_TWO, cast, signed_in)


@pytest.mark.parametrize("name", ["conversations:cedar_save", "conversations:cedar_parked"])
def test_buttons_of_feedback(given, cast, signed_in, name):
    key = giving.stage(given, "example").pk if name.endswith("save") else given.parked_points.get().pk
    address = reverse(name, args=[key])
    check_address(address, FEEDBACK[name], cast, signed_in)
    for who in set(PEOPLE) - {"amira", "tom"}:
        assert signed_in(cast.everyone[who]).post(address).status_code == 404
    assert given.parked_points.exists()


def test_what_is_parked_is_its_writers_alone(given, cast, signed_in):
    point = given.parked_points.get()
    address = reverse("conversations:cedar_parked", args=[point.pk])
    assert signed_in(cast.amira).post(address).status_code == 404
    assert signed_in(cast.tom).post(address).status_code == 302
    assert not given.parked_points.exists()


def check(name: str, line: Line, conversation, cast, signed_in) -> None:
    check_address(address_of(name, conversation), line, cast, signed_in)


def check_address(address: str, line: Line, cast, signed_in) -> None:
    expected = {who: line.status if who in line.who else line.others for who in PEOPLE} | {"anonymous": line.anonymous}
    answers = {who: signed_in(cast.everyone[who]).get(address) for who in PEOPLE}
    answers["anonymous"] = signed_in(None).get(address)
    assert {who: answer.status_code for who, answer in answers.items()} == expected
    assert kept_by_a_browser(answers) == set()
    for who, answer in answers.items():
        if who not in {"amira", "tom"}:
            assert not any(word in answer.content for word in (b"heron", b"kingfisher", b"wagtail"))


def test_while_they_get_ready(getting_ready, cast, signed_in):
    ask = lambda name: check(name, GETTING_READY[name], getting_ready, cast, signed_in)  # noqa: E731
    assert faults(GETTING_READY, ask) == {}


def test_when_the_position_is_settled(settled, cast, signed_in):
    table = GETTING_READY | SETTLED
    assert faults(table, lambda name: check(name, table[name], settled, cast, signed_in)) == {}


def test_none_of_it_is_there_in_a_conversation_of_another_kind(cast, signed_in):
    other = making.met(cast.amira, cast.tom, cast.ashdown)
    values = {"conversation_id": other.pk, "stage_id": other.pk, "item_id": "nothing"}

    def ask(name: str) -> None:
        address = reverse(name, kwargs={key: values[key] for key in dict(ADDRESSES)[name].pattern.converters})
        for who in ("amira", "tom"):
            assert signed_in(cast.everyone[who]).post(address).status_code == 404

    assert faults(GETTING_READY, ask) == {}


def test_forbidden_and_missing_are_the_same_answer(settled, cast, signed_in):
    client = signed_in(cast.ruth)
    missing = client.get(reverse("conversations:growth_adjustments", args=["00000000-0000-4000-8000-000000000000"]))
    refused = client.get(reverse("conversations:growth_adjustments", args=[settled.pk]))
    assert missing.status_code == refused.status_code == 404
    assert without_token(missing.content) == without_token(refused.content)


def test_a_pause_before_anybody_came_in_is_no_meeting(getting_ready, cast, signed_in):
    """Marking a stage as held needs a conversation that both know of; whoever comes in first begins it."""
    meeting.come_in(getting_ready, by=cast.tom, at=NOW)
    address = reverse("conversations:growth_stage", args=[stage_on(getting_ready, "growth-reflection").pk])
    assert b"Not asked yet" in signed_in(cast.tom).post(address, follow=True).content
