"""Every address of plans × everybody. Amira plans, shares one plan with Ben, and asks Tom, her manager, for something."""

from django.urls import reverse

from tests.architecture.test_permissions import ADDRESSES
from tests.plans.conftest import ASKING, SECRET, everything, growth, objective, plan, record  # noqa: F401

from .asking import faults, kept_by_a_browser
from .test_table import BY_BUTTON_ONLY, MISSING, PEOPLE, Everyone, Only, without_token

AMIRA = Only("amira")
SENT_ON = Only("amira", status=302)
READER = Only("ben")

TABLE = {
    "plans:mine": Everyone(),
    "plans:begin": BY_BUTTON_ONLY,
    "plans:from_focus": BY_BUTTON_ONLY,
    "plans:plan": AMIRA,
    "plans:past": AMIRA,
    "plans:aspirations": AMIRA,
    "plans:close": AMIRA,
    "plans:reopen": BY_BUTTON_ONLY,
    "plans:add": AMIRA,
    "plans:objective": AMIRA,
    "plans:change": AMIRA,
    "plans:status": AMIRA,
    "plans:delete": AMIRA,
    "plans:take_step": BY_BUTTON_ONLY,
    "plans:note": SENT_ON,
    "plans:remove_note": BY_BUTTON_ONLY,
    "plans:initiatives": AMIRA,
    "plans:own_initiative": SENT_ON,
    "plans:initiative_done": BY_BUTTON_ONLY,
    "plans:remove_initiative": BY_BUTTON_ONLY,
    "plans:review": AMIRA,
    "plans:hold_review": AMIRA,
    "plans:remove_review": BY_BUTTON_ONLY,
    "plans:position": AMIRA,
    "plans:remove_position": BY_BUTTON_ONLY,
    "plans:suggestions": AMIRA,
    "plans:share": AMIRA,
    "plans:shared": READER,
    "plans:shared_pdf": READER,
    "plans:pdf": AMIRA,
    "plans:docx": AMIRA,
    "plans:requests": Everyone(),
    "plans:ask": Everyone(),
    "plans:request": Only("amira", "tom"),
    "plans:answer": Only("tom", status=302),
    "plans:withdraw": BY_BUTTON_ONLY,
}
# Those whose key is not simply the thing of that name.
GROWING = {"plans:aspirations", "plans:position", "plans:suggestions"}
READERS = {"amira", "ben"}


def test_no_address_of_plans_is_forgotten():
    assert set(TABLE) == {name for name, _ in ADDRESSES if name.startswith("plans:")}


def values_of(everything, name: str) -> dict:  # noqa: F811
    return {
        "plan_id": everything.aspirational.pk if name in GROWING else everything.plan.pk,
        "objective_id": everything.objective.pk,
        "note_id": everything.note.pk,
        "initiative_id": everything.initiative.pk,
        "review_id": everything.review.pk,
        "position_id": everything.proposal.pk,
        "share_id": everything.share.pk,
        "request_id": everything.request.pk,
        "page": "talk",
    }


def address_of(name: str, values: dict) -> str:
    return reverse(name, kwargs={key: values[key] for key in dict(ADDRESSES)[name].pattern.converters})


def test_what_each_person_gets(everything, cast, signed_in):  # noqa: F811
    assert faults(TABLE, lambda name: check(name, everything, cast, signed_in)) == {}


def check(name: str, everything, cast, signed_in) -> None:  # noqa: F811
    address, line = address_of(name, values_of(everything, name)), TABLE[name]
    expected = {who: line.status if who in line.who else line.others for who in PEOPLE} | {"anonymous": line.anonymous}
    answers = {who: signed_in(cast.everyone[who]).get(address) for who in PEOPLE}
    answers["anonymous"] = signed_in(None).get(address)
    assert {who: answer.status_code for who, answer in answers.items()} == expected
    assert kept_by_a_browser(answers) == set()
    for who, answer in answers.items():
        if who not in READERS:
            assert SECRET.encode() not in answer.content
        if who not in {"amira", "tom"}:
            assert ASKING.encode() not in answer.content


def test_nobody_else_presses_a_button(everything, cast, signed_in):  # noqa: F811
    of_ones_own = {"plans:begin", "plans:from_focus"}
    buttons = [name for name, line in TABLE.items() if line is BY_BUTTON_ONLY and name not in of_ones_own]
    assert faults(buttons, lambda name: nobody_else_presses(name, everything, cast, signed_in)) == {}


def nobody_else_presses(name: str, everything, cast, signed_in) -> None:  # noqa: F811
    address = address_of(name, values_of(everything, name))
    for who in PEOPLE:
        if who != "amira":
            assert signed_in(cast.everyone[who]).post(address).status_code == 404
    assert signed_in(None).post(address).url.startswith(reverse("account_login"))


def test_the_secrets_are_there_to_be_found(everything, cast, signed_in):  # noqa: F811
    values = values_of(everything, "plans:objective")
    for who, name in (("amira", "plans:objective"), ("ben", "plans:shared")):
        assert SECRET in signed_in(cast.everyone[who]).get(address_of(name, values)).content.decode()
    for who in ("amira", "tom"):
        page = signed_in(cast.everyone[who]).get(address_of("plans:request", values))
        assert ASKING in page.content.decode()


def test_forbidden_and_missing_are_the_same_answer(everything, cast, signed_in):  # noqa: F811
    private = [name for name, line in TABLE.items() if line.who and len(line.who) < 3]
    assert faults(private, lambda name: forbidden_is_missing(name, everything, cast, signed_in)) == {}


def forbidden_is_missing(name: str, everything, cast, signed_in) -> None:  # noqa: F811
    olga = signed_in(cast.olga)
    values = values_of(everything, name)
    missing = values | {key: MISSING for key in values if key != "page"}
    refused, nowhere = olga.get(address_of(name, values)), olga.get(address_of(name, missing))
    assert refused.status_code == nowhere.status_code == 404
    assert without_token(refused.content) == without_token(nowhere.content)
