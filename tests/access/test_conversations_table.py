"""Every address of conversations × everybody, while two prepare and after they have met.

Amira's conversation with Tom, her manager. Ruth is his manager, Ben his report; duties are with Pat, Fran, Cora and Dan;
Lena has left; Olga and Oscar work elsewhere. None of them gets anything.
"""

import pytest
from django.urls import reverse

from tests.architecture.test_permissions import ADDRESSES
from tests.conversations import making
from tests.conversations.making import SECRET

from .test_table import BY_BUTTON_ONLY, PEOPLE, Everyone, Line, Only, without_token

THE_TWO = Only("amira", "tom")
SENT_ON = Only("amira", "tom", status=302)

WHILE_PREPARING = {
    "conversations:list": Everyone(),
    "conversations:choose": Everyone(),
    "conversations:propose": Everyone(),
    "conversations:conversation": THE_TWO,
    "conversations:agree": BY_BUTTON_ONLY,
    "conversations:terms": THE_TWO,
    "conversations:not_now": SENT_ON,
    "conversations:call_off": THE_TWO,
    "conversations:calendar_entry": SENT_ON,
}
# Stages with pages of their own are in test_stages_table.py.
STAGES = ("conversations:growth_", "conversations:cedar_")
# What differs once they have met and ended it.
AFTER = {
    "conversations:terms": SENT_ON,
    "conversations:call_off": SENT_ON,
}


def test_no_address_of_conversations_is_forgotten():
    theirs = {name for name, _ in ADDRESSES if name.startswith("conversations:")}
    assert set(WHILE_PREPARING) == {name for name in theirs if not name.startswith(STAGES)}
    assert set(AFTER) <= set(WHILE_PREPARING)


@pytest.fixture
def preparing(cast):
    return making.agreed(cast.amira, cast.tom, cast.ashdown, message=SECRET)


@pytest.fixture
def ended(cast):
    return making.ended(cast.amira, cast.tom, cast.ashdown, message=SECRET)


def address_of(name: str, conversation) -> str:
    values = {
        "conversation_id": conversation.pk,
        "agenda_id": "career",
    }
    return reverse(name, kwargs={key: values[key] for key in dict(ADDRESSES)[name].pattern.converters})


def check(name: str, line: Line, conversation, cast, signed_in) -> None:
    address = address_of(name, conversation)
    expected = {who: line.status if who in line.who else line.others for who in PEOPLE} | {"anonymous": line.anonymous}
    answers = {who: signed_in(cast.everyone[who]).get(address) for who in PEOPLE}
    answers["anonymous"] = signed_in(None).get(address)
    assert {who: answer.status_code for who, answer in answers.items()} == expected
    for who, answer in answers.items():
        if who not in {"amira", "tom"}:
            assert SECRET.encode() not in answer.content


@pytest.mark.parametrize("name", WHILE_PREPARING)
def test_while_they_prepare(preparing, cast, signed_in, name):
    check(name, WHILE_PREPARING[name], preparing, cast, signed_in)


@pytest.mark.parametrize("name", WHILE_PREPARING)
def test_after_they_have_met(ended, cast, signed_in, name):
    check(name, (WHILE_PREPARING | AFTER)[name], ended, cast, signed_in)


def test_forbidden_and_missing_are_the_same_answer(ended, cast, signed_in):
    client = signed_in(cast.ruth)
    missing = client.get(reverse("conversations:conversation", args=["00000000-0000-4000-8000-000000000000"]))
    refused = client.get(reverse("conversations:conversation", args=[ended.pk]))
    assert missing.status_code == refused.status_code == 404
    assert without_token(missing.content) == without_token(refused.content)
