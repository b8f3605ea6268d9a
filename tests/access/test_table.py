"""Every address × everybody: what each person gets when they open it.

The table is written by hand and read by hand; a new address without a line here fails. `Only(...)` names who gets the
page; everybody else gets the 404 that a missing page gives, and who is not signed in is sent to sign in first.
"""

import re
from dataclasses import dataclass, field

import pytest
from django.urls import reverse

from stepwell.frameworks.files import load_pack
from stepwell.frameworks.operations import publish
from tests.architecture.test_permissions import ADDRESSES
from tests.cast import NOW
from tests.conftest import ROOT

from .asking import faults, kept_by_a_browser
from .world import SECRET, make_world

PEOPLE = ["amira", "ben", "tom", "ruth", "pat", "fran", "cora", "dan", "lena", "olga", "oscar"]


@dataclass(frozen=True)
class Line:
    """Who gets the page and with which status; what everybody else and somebody not signed in get instead."""

    who: frozenset[str]
    status: int = 200
    others: int = 404
    anonymous: int = 302
    keys: dict = field(default_factory=dict)


def Only(*who, status=200, **keys):
    return Line(frozenset(who), status, keys=keys)


def Everyone(status=200, **keys):
    return Line(frozenset(PEOPLE), status, keys=keys)


def Nobody(status=404, anonymous=302, **keys):
    return Line(frozenset(), others=status, anonymous=anonymous, keys=keys)


ANYBODY = Line(frozenset(PEOPLE), anonymous=200)
BY_BUTTON_ONLY = Nobody(405, anonymous=405)
SIGNED_IN_ALREADY = Line(frozenset(PEOPLE), status=302, anonymous=200)
SEND_AWAY = Line(frozenset(PEOPLE), status=302)
MISSING = "00000000-0000-4000-8000-000000000000"

TABLE = {
    "home:home": Everyone(),
    "home:progress": Everyone(),
    "home:progress_pdf": Everyone(),
    "home:calendar": Everyone(),
    "home:make_calendar": BY_BUTTON_ONLY,
    "home:end_calendar": BY_BUTTON_ONLY,
    "home:fetch_calendar": ANYBODY,  # whoever holds Amira's secret address; tests/home has what it gives
    "home:accessibility": ANYBODY,
    "home:privacy": ANYBODY,
    "home:help": ANYBODY,
    "ui:brand": ANYBODY,
    # Signing in
    "account_login": SIGNED_IN_ALREADY,
    "account_request_login_code": SIGNED_IN_ALREADY,
    "account_confirm_login_code": SEND_AWAY,
    "account_logout": Everyone(),
    "account_inactive": ANYBODY,
    "account_reset_password": ANYBODY,
    "account_confirm_password_reset_code": SEND_AWAY,
    "account_complete_password_reset": SEND_AWAY,
    "account_password_reset_completed": ANYBODY,
    "mfa_login_webauthn": SEND_AWAY,
    "mfa_authenticate": SEND_AWAY,
    "account_change_password": SEND_AWAY,
    "account_set_password": Everyone(),
    "account_reauthenticate": Nobody(403),
    "mfa_reauthenticate": Nobody(403),
    "mfa_reauthenticate_webauthn": Nobody(403),
    "mfa_index": Everyone(),
    "mfa_activate_totp": Everyone(),
    "mfa_deactivate_totp": Nobody(),
    "mfa_list_webauthn": SEND_AWAY,
    "mfa_add_webauthn": Everyone(),
    "mfa_edit_webauthn": Nobody(),
    "mfa_remove_webauthn": Nobody(),
    "mfa_generate_recovery_codes": Everyone(),
    "mfa_view_recovery_codes": Nobody(),
    "mfa_download_recovery_codes": Nobody(),
    "people:sign_in_as": Nobody(404, anonymous=404),
    # People
    "people:kept": SEND_AWAY,  # nothing is kept for anybody here; tests/people/test_kept_forms.py
    "people:me": Everyone(),
    "people:name": Everyone(),
    "people:address": SEND_AWAY,  # no new address waits for anybody here
    "people:aspiring": BY_BUTTON_ONLY,
    "people:team": Everyone(),
    "people:list": Only("pat"),
    "people:person": Only("pat"),
    "people:grant": Only("pat"),
    "people:units": Only("pat"),
    "people:unit": Only("pat"),
    "people:duties": Only("pat"),
    "people:end_duty": Only("pat"),
    "people:imports": Only("pat"),
    "people:import_template": Only("pat"),
    "people:import": Only("pat"),
    "people:import_faults": Only("pat"),
    "people:import_changes": Only("pat"),
    "people:import_confirm": BY_BUTTON_ONLY,
    "people:audit": Only("dan"),
    # Sharing
    "sharing:given": Everyone(),
    "sharing:received": Everyone(),
    "sharing:withdraw": Only("amira"),
    "sharing:keep": Nobody(),  # nothing rests here; tests/sharing has who gets it
    # Frameworks
    "frameworks:list": Everyone(),
    "frameworks:search": Everyone(),
    "frameworks:framework": Everyone(),
    "frameworks:dimension": Everyone(),
    "frameworks:questions": Everyone(),
    "frameworks:bank": Everyone(),
    "frameworks:cards": Everyone(),
    "frameworks:roles": Everyone(),
    "frameworks:development": Everyone(),
    "frameworks:links": Everyone(),
    "frameworks:about": Everyone(),
    "frameworks:versions": Everyone(),
    "frameworks:everything": Everyone(),
    "frameworks:look_after": Only("fran"),
    "frameworks:upload": Only("fran"),
    "frameworks:draft": Only("fran"),
    "frameworks:discard": BY_BUTTON_ONLY,
    "frameworks:download": Only("fran"),
    "frameworks:wording": Only("fran"),
    "frameworks:wording_file": Only("fran"),
    # Careers
    "careers:my_grade": Everyone(),
    "careers:grades": Everyone(),
    "careers:grades_of": Everyone(),
    "careers:grade": Everyone(),
    "careers:compare": Everyone(),
    "careers:compare_pdf": Everyone(),
    "careers:compare_text": Everyone(),
    "careers:compare_csv": Everyone(),
    "careers:expected": Everyone(),
    "careers:role": Only("amira", "tom"),
    "careers:read": BY_BUTTON_ONLY,
    "careers:expect": Only("tom"),
    "careers:expect_levels": Only("tom"),
    "careers:job_profile": Only("amira", "tom"),
    "careers:job_profile_out_of_date": Only("amira", "tom"),
    "careers:job_profile_up_to_date": BY_BUTTON_ONLY,
    # Self-assessments
    "assessments:list": Everyone(),
    "assessments:choose": Everyone(),
    "assessments:start": Everyone(),
    "assessments:blank": Everyone(),
    "assessments:blank_pdf": Everyone(),
    "assessments:resume": Only("amira", status=302, assessment_id="draft"),
    "assessments:before": Only("amira", assessment_id="draft"),
    "assessments:dimension": Only("amira", assessment_id="draft"),
    "assessments:autosave": BY_BUTTON_ONLY,
    "assessments:check": Only("amira", assessment_id="draft"),
    "assessments:delete": Only("amira", assessment_id="draft"),
    "assessments:report": Only("amira"),
    "assessments:report_pdf": Only("amira"),
    "assessments:focuses": Only("amira", status=302),
    "assessments:share": Only("amira"),
    "assessments:shared": Only("tom"),
    "assessments:shared_pdf": Only("tom"),
}
QUERY = {
    "careers:compare_pdf": "?one=apprentice&other=keeper&pack=wicks",
    "careers:compare_text": "?one=apprentice&other=keeper&pack=wicks",
    "careers:compare_csv": "?one=apprentice&other=keeper&pack=wicks",
}


def test_no_address_is_forgotten_and_none_is_left_over():
    """Those of some capabilities have a table of their own, with several moments of a thing."""
    elsewhere = ("feedback:", "journal:", "conversations:", "plans:", "mentoring:")
    assert set(TABLE) == {name for name, _ in ADDRESSES if not name.startswith(elsewhere)}


@pytest.fixture
def world(cast, lamplight):
    for name in ("wicks", "tidewatch"):
        publish(load_pack(ROOT / "tests" / "packs" / name), by=None, at=NOW)
    return make_world(cast, lamplight)


def key_of(world, name: str, line: Line, key: str):
    values = {
        "assessment_id": world.draft.pk if line.keys.get(key) == "draft" else world.finished.pk,
        "share_id": world.share.pk,
        "appointment_id": world.appointment.pk,
        "duty_id": world.duty.pk,
        "unit_id": world.appointment.unit_id,
        "import_id": world.staff_import.pk,
        "draft_id": world.framework_draft.pk,
        "person_id": world.cast.amira.pk,
        "slug": world.bank_pack if name == "frameworks:bank" else "lamplight",
        "framework_slug": "lamplight",
        "pack_slug": "wicks",
        "grade_id": world.grade_id,
        "bank_id": world.bank_id,
        "number": 1,
        "dimension_id": "trimming",
        "colour": "0b5c5c",
        "pk": 1,
        "token": world.feed.secret,
    }
    return values[key]


def test_what_each_person_gets(world, signed_in):
    assert faults(TABLE, lambda name: check(name, world, signed_in)) == {}


def check(name: str, world, signed_in) -> None:
    line = TABLE[name]
    pattern = dict(ADDRESSES)[name].pattern
    keys = {key: key_of(world, name, line, key) for key in pattern.converters}
    address = reverse(name, kwargs=keys) + QUERY.get(name, "").format(world=world)
    expected = {who: line.status if who in line.who else line.others for who in PEOPLE} | {"anonymous": line.anonymous}
    answers = {who: signed_in(world.cast.everyone[who]).get(address) for who in PEOPLE}
    answers["anonymous"] = signed_in(None).get(address)
    assert {who: answer.status_code for who, answer in answers.items()} == expected
    assert name == "ui:brand" or kept_by_a_browser(answers) == set()
    for who, answer in answers.items():
        if who not in {"amira", "tom"} and not answer.streaming:
            assert SECRET.encode() not in answer.content


def test_the_secret_is_there_to_be_found(world, signed_in):
    """Otherwise the test above would find nothing anywhere."""
    report = signed_in(world.cast.amira).get(reverse("assessments:report", args=[world.finished.pk]))
    assert SECRET in report.content.decode()
    shared = signed_in(world.cast.tom).get(reverse("assessments:shared", args=[world.share.pk]))
    assert SECRET in shared.content.decode()


PRIVATE = [
    name
    for name, line in TABLE.items()
    if line.who and len(line.who) < 3 and "_id>" in str(dict(ADDRESSES)[name].pattern)
]


def test_forbidden_and_missing_are_the_same_answer(world, signed_in):
    assert faults(PRIVATE, lambda name: forbidden_is_missing(name, world, signed_in)) == {}


def forbidden_is_missing(name: str, world, signed_in) -> None:
    line = TABLE[name]
    keys = {key: key_of(world, name, line, key) for key in dict(ADDRESSES)[name].pattern.converters}
    missing = {key: wrong(key, value) for key, value in keys.items()}
    client = signed_in(world.cast.olga)
    refused, nowhere = (client.get(reverse(name, kwargs=found)) for found in (keys, missing))
    assert refused.status_code == nowhere.status_code == 404
    assert without_token(refused.content) == without_token(nowhere.content)


def without_token(page: bytes) -> bytes:
    """Each answer has a token of its own in the form that signs out."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page)


def wrong(key: str, value):
    if key in {"appointment_id", "duty_id", "unit_id", "pk", "number"}:
        return 2_000_000_000
    return MISSING if len(str(value)) == 36 else value
