"""Every address of conversations × everybody, while two prepare and after they have met.

Amira's conversation with Tom, her manager. Ruth is his manager, Ben his report; duties are with Pat, Fran, Cora and Dan;
Lena has left; Olga and Oscar work elsewhere. None of them gets anything.
"""

import pytest
from django.urls import reverse

from stepwell.conversations.models import ReadingRequest
from stepwell.conversations.operations import reading
from tests.architecture.test_permissions import ADDRESSES
from tests.cast import NOW, TODAY
from tests.conversations import making
from tests.conversations.making import SECRET

from .asking import faults, kept_by_a_browser
from .test_table import BY_BUTTON_ONLY, PEOPLE, Everyone, Line, Only, without_token

THE_TWO = Only("amira", "tom")
SENT_ON = Only("amira", "tom", status=302)
NOBODYS = "00000000-0000-4000-8000-000000000000"
ABOUT_AN_ACTION = {"conversations:action", "conversations:settle", "conversations:to_plan", "conversations:shared"}

WHILE_PREPARING = {
    "conversations:list": Everyone(),
    "conversations:choose": Everyone(),
    "conversations:propose": Everyone(),
    "conversations:guidance": Everyone(),
    "conversations:promises": Everyone(),
    "conversations:team": Everyone(),
    "conversations:requests": Everyone(),
    "conversations:overdue": Only("pat"),
    "conversations:ask_to_read": Everyone(),
    "conversations:answer_request": Only("amira"),
    "conversations:shared": Only("ruth"),
    "conversations:conversation": THE_TWO,
    "conversations:agree": BY_BUTTON_ONLY,
    "conversations:terms": THE_TWO,
    "conversations:not_now": SENT_ON,
    "conversations:call_off": THE_TWO,
    "conversations:add_point": BY_BUTTON_ONLY,
    "conversations:calendar_entry": SENT_ON,
    "conversations:prepare": THE_TWO,
    "conversations:prepare_save": BY_BUTTON_ONLY,
    "conversations:come_in": THE_TWO,
    "conversations:talk": SENT_ON,
    "conversations:save_record": BY_BUTTON_ONLY,
    "conversations:save_notes": BY_BUTTON_ONLY,
    "conversations:news": THE_TWO,
    "conversations:roles": Only("tom"),
    "conversations:guidance_beside": SENT_ON,
    "conversations:questions": THE_TWO,
    "conversations:action": SENT_ON,
    "conversations:settle": BY_BUTTON_ONLY,
    "conversations:to_plan": BY_BUTTON_ONLY,
    "conversations:stage": SENT_ON,  # its stages have pages of their own
    "conversations:with_person": Only("tom"),
    "conversations:end": SENT_ON,
    "conversations:history": THE_TWO,
    "conversations:record_pdf": SENT_ON,
    "conversations:record_docx": SENT_ON,
    "conversations:look_again": BY_BUTTON_ONLY,
    "conversations:follow_up": BY_BUTTON_ONLY,
    "conversations:keep_for_other": BY_BUTTON_ONLY,
    "conversations:write_note": BY_BUTTON_ONLY,
}
# Stages with pages of their own are in test_stages_table.py.
STAGES = ("conversations:growth_", "conversations:cedar_")
# While they talk, what differs from before.
WHILE_TALKING = {
    "conversations:conversation": SENT_ON,
    "conversations:not_now": SENT_ON,
    "conversations:talk": THE_TWO,
    "conversations:guidance_beside": THE_TWO,
    "conversations:end": THE_TWO,
    "conversations:action": THE_TWO,
    "conversations:record_pdf": THE_TWO,
    "conversations:record_docx": THE_TWO,
}
# And once they have ended it.
AFTER = {
    "conversations:terms": SENT_ON,
    "conversations:call_off": SENT_ON,
    "conversations:prepare": SENT_ON,
    "conversations:come_in": SENT_ON,
    "conversations:roles": SENT_ON,
    "conversations:guidance_beside": SENT_ON,
    "conversations:questions": SENT_ON,
    "conversations:record_pdf": THE_TWO,
    "conversations:record_docx": THE_TWO,
}
# Where the two get different answers: an action is Amira's own to change, roles are Tom's to take.
DIFFERENT = {
    "conversations:action": {"tom": 302},
    "conversations:roles": {"amira": 302},
}


def test_no_address_of_conversations_is_forgotten():
    theirs = {name for name, _ in ADDRESSES if name.startswith("conversations:")}
    assert set(WHILE_PREPARING) == {name for name in theirs if not name.startswith(STAGES)}
    assert set(AFTER) | set(WHILE_TALKING) <= set(WHILE_PREPARING)


@pytest.fixture
def preparing(cast):
    return making.agreed(cast.amira, cast.tom, cast.ashdown, kind="feedback", message=SECRET)


@pytest.fixture
def talking(cast):
    conversation = making.met(cast.amira, cast.tom, cast.ashdown, kind="feedback", message=SECRET)
    making.with_action(conversation)
    return conversation


@pytest.fixture
def ended(cast):
    return making.ended(cast.amira, cast.tom, cast.ashdown, kind="feedback", message=SECRET)


def asked(conversation):
    """Ruth, Tom's manager, has asked Amira whether she may read."""
    ruth = conversation.other.appointments.get().manager
    found = ReadingRequest.objects.filter(requester=ruth).first()
    return found or reading.ask_to_read(person=conversation.person, purpose="review", reason="x", by=ruth, at=NOW)


def opened(conversation):
    """And Amira has said yes, to the actions alone."""
    opening = reading.Opening("review", TODAY.replace(year=2090), with_record=False)
    request, owner = asked(conversation), conversation.person
    return reading.grant_reading(request, conversation, opening, by=owner, at=NOW, today=TODAY).pk


def address_of(name: str, conversation) -> str:
    action = conversation.actions.first()
    values = {
        "conversation_id": conversation.pk,
        "agenda_id": "career",
        "action_id": action.pk if action else NOBODYS,
        "stage_id": conversation.stages.first().pk,
        "person_id": conversation.person_id,
        "request_id": asked(conversation).pk,
        "share_id": opened(conversation) if name.endswith("shared") else NOBODYS,
    }
    return reverse(name, kwargs={key: values[key] for key in dict(ADDRESSES)[name].pattern.converters})


def check(name: str, line: Line, conversation, cast, signed_in) -> None:
    address = address_of(name, conversation)
    expected = {who: line.status if who in line.who else line.others for who in PEOPLE} | {"anonymous": line.anonymous}
    expected |= DIFFERENT.get(name, {}) if line.status == 200 else {}
    answers = {who: signed_in(cast.everyone[who]).get(address) for who in PEOPLE}
    answers["anonymous"] = signed_in(None).get(address)
    assert {who: answer.status_code for who, answer in answers.items()} == expected
    assert kept_by_a_browser(answers) == set()
    for who, answer in answers.items():
        if who not in {"amira", "tom"} and name != "conversations:shared":
            assert SECRET.encode() not in answer.content


def test_while_they_prepare(preparing, cast, signed_in):
    ask = lambda name: check(name, WHILE_PREPARING[name], preparing, cast, signed_in)  # noqa: E731
    assert faults(set(WHILE_PREPARING) - ABOUT_AN_ACTION, ask) == {}


def test_while_they_talk(talking, cast, signed_in):
    table = WHILE_PREPARING | WHILE_TALKING
    assert faults(table, lambda name: check(name, table[name], talking, cast, signed_in)) == {}


def test_after_they_have_met(ended, cast, signed_in):
    table = WHILE_PREPARING | {"conversations:action": THE_TWO} | AFTER
    assert faults(table, lambda name: check(name, table[name], ended, cast, signed_in)) == {}


def test_the_words_are_there_to_be_found(talking, cast, signed_in):
    for person in (cast.amira, cast.tom):
        assert SECRET in signed_in(person).get(address_of("conversations:talk", talking)).content.decode()


def test_forbidden_and_missing_are_the_same_answer(ended, cast, signed_in):
    client = signed_in(cast.ruth)
    missing = client.get(reverse("conversations:conversation", args=["00000000-0000-4000-8000-000000000000"]))
    refused = client.get(reverse("conversations:conversation", args=[ended.pk]))
    assert missing.status_code == refused.status_code == 404
    assert without_token(missing.content) == without_token(refused.content)
