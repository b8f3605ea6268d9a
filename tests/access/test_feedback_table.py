"""Every address of feedback × everybody, while raters answer and after the report is released.

Amira is the subject, Fran her facilitator, Tom her manager and a rater, Cora the coordinator. A mailed link is its own
permission: whoever holds it answers, whoever is signed in.
"""

from django.urls import reverse

from stepwell.feedback.models import Invitation
from tests.architecture.test_permissions import ADDRESSES
from tests.feedback import making
from tests.feedback.conftest import SECRET, answered, choosing, collecting, cycle, prepared, released  # noqa: F401

from .asking import faults, kept_by_a_browser
from .test_table import BY_BUTTON_ONLY, PEOPLE, Everyone, Line, Nobody, Only, without_token

WHOEVER_HOLDS_THE_LINK = Line(frozenset(PEOPLE), anonymous=200)
THE_LINK_HAS_DONE_ITS_WORK = Line(frozenset(PEOPLE), status=410, anonymous=410)
SUBJECT = Only("amira")
SUBJECT_SENT_ON = Only("amira", status=302)
COORDINATOR = Only("cora")
STAFF = Only("amira", "ben", "tom", "ruth", "pat", "fran", "cora", "dan")

WHILE_COLLECTING = {
    "feedback:list": Everyone(),
    "feedback:facilitating": Everyone(),
    "feedback:start": Nobody(),
    "feedback:start_on": Nobody(),
    "feedback:join": STAFF,
    "feedback:round": SUBJECT,
    "feedback:consent": SUBJECT_SENT_ON,
    "feedback:refuse": BY_BUTTON_ONLY,
    "feedback:facilitator": SUBJECT,
    "feedback:end": SUBJECT,
    "feedback:close": SUBJECT,
    "feedback:self": SUBJECT,
    "feedback:use_self_assessment": BY_BUTTON_ONLY,
    "feedback:self_dimension": SUBJECT,
    "feedback:raters": SUBJECT,
    "feedback:add_suggested": BY_BUTTON_ONLY,
    "feedback:add_rater": BY_BUTTON_ONLY,
    "feedback:send_raters": SUBJECT_SENT_ON,
    "feedback:remind": BY_BUTTON_ONLY,
    "feedback:move_rater": SUBJECT,
    "feedback:resend": BY_BUTTON_ONLY,
    "feedback:withdraw_rater": BY_BUTTON_ONLY,
    "feedback:approve": Nobody(),
    "feedback:cycles": COORDINATOR,
    "feedback:settings": COORDINATOR,
    "feedback:choose_for_cycle": COORDINATOR,
    "feedback:new_cycle": COORDINATOR,
    "feedback:cycle": COORDINATOR,
    "feedback:change_cycle": Only("cora", status=302),
    "feedback:open_cycle": Only("cora", status=302),
    "feedback:thresholds": COORDINATOR,
    "feedback:closing": COORDINATOR,
    "feedback:ask": COORDINATOR,
    "feedback:close_cycle": COORDINATOR,
    "feedback:cycle_report": COORDINATOR,
    "feedback:cycle_report_pdf": Nobody(),
    "feedback:cycle_report_csv": Nobody(),
    "feedback:cycle_report_json": Nobody(),
    "feedback:asked": BY_BUTTON_ONLY,
    "feedback:answer": WHOEVER_HOLDS_THE_LINK,
    "feedback:decline": WHOEVER_HOLDS_THE_LINK,
    "feedback:stop_reminders": WHOEVER_HOLDS_THE_LINK,
    "feedback:answer_check": WHOEVER_HOLDS_THE_LINK,
    "feedback:answer_page": WHOEVER_HOLDS_THE_LINK,
    "feedback:answer_save": BY_BUTTON_ONLY,
    "feedback:receipt": Line(frozenset(PEOPLE), status=302),
    "feedback:facilitate": Only("fran"),
    "feedback:prepare": BY_BUTTON_ONLY,
    "feedback:release": BY_BUTTON_ONLY,
    "feedback:before_report": SUBJECT,
    "feedback:predict": SUBJECT,
    "feedback:opening_date": BY_BUTTON_ONLY,
    "feedback:open_own": BY_BUTTON_ONLY,
    "feedback:report": Nobody(),
    "feedback:report_focuses": Nobody(),
    "feedback:report_pdf": Nobody(),
    "feedback:report_csv": Nobody(),
    "feedback:report_json": Nobody(),
    "feedback:certificate": Nobody(),
    "feedback:release_json": Nobody(),
    "feedback:importance_json": Nobody(),
    "feedback:thanks": Nobody(),
    "feedback:pulse": Nobody(),
}
# What differs once the report is released.
AFTER_RELEASE = {
    "feedback:facilitator": SUBJECT_SENT_ON,
    "feedback:close": SUBJECT_SENT_ON,
    "feedback:self": SUBJECT_SENT_ON,
    "feedback:self_dimension": SUBJECT_SENT_ON,
    "feedback:raters": SUBJECT_SENT_ON,
    "feedback:move_rater": SUBJECT_SENT_ON,
    "feedback:before_report": SUBJECT_SENT_ON,
    "feedback:predict": SUBJECT_SENT_ON,
    "feedback:answer": THE_LINK_HAS_DONE_ITS_WORK,
    "feedback:decline": THE_LINK_HAS_DONE_ITS_WORK,
    "feedback:stop_reminders": THE_LINK_HAS_DONE_ITS_WORK,
    "feedback:answer_check": THE_LINK_HAS_DONE_ITS_WORK,
    "feedback:answer_page": THE_LINK_HAS_DONE_ITS_WORK,
    "feedback:receipt": WHOEVER_HOLDS_THE_LINK,
    "feedback:report": SUBJECT,
    "feedback:report_focuses": SUBJECT_SENT_ON,
    "feedback:report_pdf": SUBJECT,
    "feedback:report_csv": SUBJECT,
    "feedback:report_json": SUBJECT,
    "feedback:certificate": SUBJECT,
    "feedback:release_json": SUBJECT,
    "feedback:importance_json": SUBJECT,
    "feedback:thanks": SUBJECT,
    "feedback:pulse": SUBJECT,
}
# The fixtures' round hands Fran on to the page she has, and only her.
ALSO_SENT_ON = {"feedback:round": {"fran": 302}}
# Pages on which the words that raters wrote may stand.
READERS = {"amira", "fran"}


def test_no_address_of_feedback_is_forgotten():
    assert set(WHILE_COLLECTING) == {name for name, _ in ADDRESSES if name.startswith("feedback:")}


def address_of(name: str, round) -> str:
    values = {
        "round_id": round.pk,
        "cycle_id": round.cycle_id,
        "nomination_id": round.nominations.first().pk,
        "invitation_id": Invitation.objects.order_by("id")[0].pk,
        "slug": "lamplight",
        "token": making.links()["peers0@elsewhere.example"],  # of somebody who has answered, where somebody has
        "number": 1,
    }
    return reverse(name, kwargs={key: values[key] for key in dict(ADDRESSES)[name].pattern.converters})


def check(name: str, line: Line, round, cast, signed_in) -> None:
    address = address_of(name, round)
    expected = {who: line.status if who in line.who else line.others for who in PEOPLE} | {"anonymous": line.anonymous}
    expected |= ALSO_SENT_ON.get(name, {})
    answers = {who: signed_in(cast.everyone[who]).get(address) for who in PEOPLE}
    answers["anonymous"] = signed_in(None).get(address)
    assert {who: answer.status_code for who, answer in answers.items()} == expected
    assert kept_by_a_browser(answers) == set()
    for who, answer in answers.items():
        if who not in READERS:
            assert SECRET.encode() not in answer.content


def test_while_raters_answer(collecting, cast, signed_in):  # noqa: F811
    ask = lambda name: check(name, WHILE_COLLECTING[name], collecting, cast, signed_in)  # noqa: E731
    assert faults(WHILE_COLLECTING, ask) == {}


def test_after_the_release(released, cast, signed_in):  # noqa: F811
    ask = lambda name: check(name, AFTER_RELEASE[name], released, cast, signed_in)  # noqa: E731
    assert faults(AFTER_RELEASE, ask) == {}


def test_the_words_are_there_to_be_found(released, cast, signed_in):  # noqa: F811
    page = signed_in(cast.amira).get(reverse("feedback:report", args=[released.pk])).content.decode()
    assert SECRET in page


def test_forbidden_and_missing_are_the_same_answer(released, cast, signed_in):  # noqa: F811
    client = signed_in(cast.tom)
    missing = client.get(reverse("feedback:report", args=["00000000-0000-4000-8000-000000000000"]))
    refused = client.get(reverse("feedback:report", args=[released.pk]))
    assert missing.status_code == refused.status_code == 404
    assert without_token(missing.content) == without_token(refused.content)
