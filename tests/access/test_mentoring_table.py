"""Every address of mentoring × everybody, while a pairing waits and once it has become a relationship.

Amira would like a mentor, Oscar of Marlow Council is to be hers; Cora coordinates at Ashdown, which hosts the programme.
Ben would like a mentor, too: everybody in the programme is there to be refused what is not theirs.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from stepwell.mentoring.models import CheckIn, ProposedPairing
from stepwell.mentoring.operations import check_ins, goals, offering, programmes, publishing, relationships
from stepwell.mentoring.queries.learning import PARTS
from tests.architecture.test_permissions import ADDRESSES
from tests.cast import NOW, TODAY
from tests.mentoring import making
from tests.mentoring.conftest import kiln, kiln_pack, oscar_offers, programme, request_of_amira  # noqa: F401
from tests.mentoring.making import SECRET

from .asking import faults, kept_by_a_browser
from .test_table import ANYBODY, BY_BUTTON_ONLY, PEOPLE, Everyone, Line, Only, without_token

MENTEE, TWO, ASKED = Only("amira"), Only("amira", "oscar"), Only("amira")
COORDINATOR = Only("cora")
HAS_A_PROFILE = Only("oscar")
WORKING = [who for who in PEOPLE if who != "lena"]

WHILE_IT_WAITS = {
    "mentoring:list": Everyone(),
    "mentoring:public": ANYBODY,
    "mentoring:acknowledge_codes": BY_BUTTON_ONLY,
    "mentoring:start_request": BY_BUTTON_ONLY,
    "mentoring:request": MENTEE,
    "mentoring:request_codes": MENTEE,
    "mentoring:request_section": MENTEE,
    "mentoring:request_save": BY_BUTTON_ONLY,
    "mentoring:send_request": BY_BUTTON_ONLY,
    "mentoring:rest": BY_BUTTON_ONLY,
    "mentoring:resume_request": BY_BUTTON_ONLY,
    "mentoring:renew_request": BY_BUTTON_ONLY,
    "mentoring:withdraw": MENTEE,
    "mentoring:mentor": Everyone(),
    "mentoring:start_profile": BY_BUTTON_ONLY,
    "mentoring:mentor_section": HAS_A_PROFILE,
    "mentoring:mentor_save": BY_BUTTON_ONLY,
    "mentoring:records": HAS_A_PROFILE,
    "mentoring:remove_record": BY_BUTTON_ONLY,
    "mentoring:pauses": HAS_A_PROFILE,
    "mentoring:end_pause": BY_BUTTON_ONLY,
    "mentoring:log": HAS_A_PROFILE,
    "mentoring:log_csv": HAS_A_PROFILE,
    "mentoring:remove_time": BY_BUTTON_ONLY,
    "mentoring:offers": HAS_A_PROFILE,
    "mentoring:join_as_mentor": Line(frozenset(WORKING)),
    "mentoring:leave": HAS_A_PROFILE,
    "mentoring:pairing": TWO,
    "mentoring:accept": BY_BUTTON_ONLY,
    "mentoring:decline": BY_BUTTON_ONLY,
    "mentoring:programmes": COORDINATOR,
    "mentoring:choose_for_programme": COORDINATOR,
    "mentoring:new_programme": COORDINATOR,
    "mentoring:programme": COORDINATOR,
    "mentoring:change_programme": COORDINATOR,
    "mentoring:decide": BY_BUTTON_ONLY,
    "mentoring:people": COORDINATOR,
    "mentoring:ask_organisation": COORDINATOR,
    "mentoring:open_programme": COORDINATOR,
    "mentoring:close_programme": COORDINATOR,
    "mentoring:matching": COORDINATOR,
    "mentoring:start_run": BY_BUTTON_ONLY,
    "mentoring:limits": COORDINATOR,
    "mentoring:remove_limit": BY_BUTTON_ONLY,
    "mentoring:drop_rule": BY_BUTTON_ONLY,
    "mentoring:run": COORDINATOR,
    "mentoring:run_left": COORDINATOR,
    "mentoring:run_stand": COORDINATOR,
    "mentoring:publish_run": COORDINATOR,
    "mentoring:certificate": COORDINATOR,
    "mentoring:pair_rule": BY_BUTTON_ONLY,
    "mentoring:offer_placed": BY_BUTTON_ONLY,
    "mentoring:reports": COORDINATOR,
    "mentoring:make_report": COORDINATOR,
    "mentoring:report": COORDINATOR,
    "mentoring:report_xlsx": COORDINATOR,
    "mentoring:report_pdf": COORDINATOR,
}
ONCE_IT_RUNS = {
    "mentoring:relationship": TWO,
    "mentoring:agreement": TWO,
    "mentoring:sign": BY_BUTTON_ONLY,
    "mentoring:pause": TWO,
    "mentoring:resume": BY_BUTTON_ONLY,
    "mentoring:end": TWO,
    "mentoring:map": TWO,
    "mentoring:plan_session": MENTEE,
    "mentoring:goals": MENTEE,
    "mentoring:close_goal": BY_BUTTON_ONLY,
    "mentoring:look_again": BY_BUTTON_ONLY,
    "mentoring:help_given": BY_BUTTON_ONLY,
    "mentoring:note_session": BY_BUTTON_ONLY,
    "mentoring:question": ASKED,
}
# Pages on which the words of the application or the agreement may stand.
READERS = {"amira", "oscar"}


def test_no_address_of_mentoring_is_forgotten():
    named = {name for name, _ in ADDRESSES if name.startswith("mentoring:")}
    assert set(WHILE_IT_WAITS) | set(ONCE_IT_RUNS) == named


@pytest.fixture
def waiting(cast, programme, request_of_amira, oscar_offers):  # noqa: F811
    making.ask(programme, cast.ben, cast.ashdown)
    profile = oscar_offers.profile
    offering.add_record(profile, kind="training", title=SECRET, on_date=TODAY, expires_on=None, by=cast.oscar, at=NOW)
    offering.pause(profile, from_date=TODAY, until_date=TODAY, by=cast.oscar, at=NOW)
    offering.log_time(profile, kind="session", on_date=TODAY, minutes=60, note=SECRET, by=cast.oscar, at=NOW)
    profile.pauses.all().update(from_date="2020-01-01", until_date="2020-01-02")
    run = making.found(programme, (request_of_amira, oscar_offers, 700))
    publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    kept = {"side": "mentees", "organisation": cast.marlow, "profession": "", "at_least": 0, "at_most": 5}
    quota = programmes.add_quota(programme, kept, by=cast.cora, at=NOW)
    ben = programme.requests.get(person=cast.ben)
    rule = {"kind": "excluded", "organisation": cast.ashdown, "by": cast.cora, "at": NOW}
    publishing.set_rule(programme, ben, oscar_offers, **rule)
    return {
        "programme_id": programme.pk,
        "request_id": request_of_amira.pk,
        "enrolment_id": oscar_offers.pk,
        "pairing_id": run.pairings.get().pk,
        "run_id": run.pk,
        "record_id": profile.records.get().pk,
        "hour_id": profile.hours.get().pk,
        "pk": profile.pauses.get().pk,
        "quota_id": quota.pk,
        "rule_id": programme.rules.get().pk,
        "section": "about",
        "slug": programme.slug,
        "number": report_with_nothing(programme, cast).number,
    }


def report_with_nothing(programme, cast):  # noqa: F811
    parts = {part: {"since": None, "until": None, "released": None} for part in PARTS}
    return programme.reports.create(
        number=1, until_date=TODAY, released={"parts": parts}, made_at=NOW, made_by=cast.cora
    )


@pytest.fixture
def running(cast, programme, request_of_amira, oscar_offers):  # noqa: F811
    making.ask(programme, cast.ben, cast.ashdown)
    relationship = making.pair_up(cast, programme, request_of_amira, oscar_offers)
    terms = {"purpose": SECRET, "how_often": "Monthly", "how_long": "", "notes": ""}
    relationships.write_agreement(relationship, terms, by=cast.amira, at=NOW)
    session = relationships.plan_session(relationship, on_date=TODAY, by=cast.amira, at=NOW)
    relationships.note_session(session, held_on=TODAY, by=cast.amira, at=NOW, today=TODAY)
    check_ins.ask_what_is_due(relationship, at=NOW, today=making.after(1).date())
    question = CheckIn.objects.get(person=cast.amira)
    said = {"how": "good", "words": SECRET, "help": True}
    check_ins.answer(question, said, by=cast.amira, at=NOW, today=TODAY)
    goal = goals.set_goal(relationship, words=SECRET, dimension_id="selling", by=cast.amira, at=NOW)
    return {
        "programme_id": programme.pk,
        "goal_id": goal.pk,
        "relationship_id": relationship.pk,
        "check_in_id": question.pk,
        "dimension_id": "throwing",
        "session_id": session.pk,
    }


def address_of(name: str, values: dict) -> str:
    keys = {key: values[key] for key in dict(ADDRESSES)[name].pattern.converters}
    if name == "mentoring:new_programme":
        keys = {"slug": "kiln"}
    return reverse(name, kwargs=keys)


def check(name: str, line: Line, values: dict, cast, signed_in) -> None:
    address = address_of(name, values)
    expected = {who: line.status if who in line.who else line.others for who in PEOPLE} | {"anonymous": line.anonymous}
    answers = {who: signed_in(cast.everyone[who]).get(address) for who in PEOPLE}
    answers["anonymous"] = signed_in(None).get(address)
    assert {who: answer.status_code for who, answer in answers.items()} == expected
    assert kept_by_a_browser(answers) == set()
    for who, answer in answers.items():
        if who not in READERS:
            assert SECRET.encode() not in answer.content


def test_while_it_waits(waiting, cast, signed_in):
    ask = lambda name: check(name, WHILE_IT_WAITS[name], waiting, cast, signed_in)  # noqa: E731
    assert faults(WHILE_IT_WAITS, ask) == {}


def test_once_it_runs(running, cast, signed_in):
    assert faults(ONCE_IT_RUNS, lambda name: check(name, ONCE_IT_RUNS[name], running, cast, signed_in)) == {}


def test_the_words_are_there_to_be_found(running, cast, signed_in):
    """Otherwise the tests above would find nothing anywhere."""
    for who in ("amira", "oscar"):
        page = signed_in(cast.everyone[who]).get(address_of("mentoring:relationship", running)).content.decode()
        assert SECRET in page
    assert SECRET in signed_in(cast.amira).get(address_of("mentoring:question", running)).content.decode()


def test_a_mentor_sees_what_the_mentee_shows_and_nothing_else(waiting, cast, signed_in, request_of_amira):  # noqa: F811
    """Scenario 41, while there is still time to answer."""
    ProposedPairing.objects.update(answer_by=timezone.localdate())
    page = lambda: signed_in(cast.oscar).get(address_of("mentoring:pairing", waiting)).content.decode()  # noqa: E731
    assert SECRET in page()
    assert "Throwing" in page()
    assert "Firing" not in page()
    request_of_amira.refresh_from_db()
    request_of_amira.shows = []
    request_of_amira.save()
    assert SECRET not in page()
    assert "Throwing" not in page()


def test_forbidden_and_missing_are_the_same_answer(waiting, cast, signed_in):
    client = signed_in(cast.ben)
    missing = client.get(reverse("mentoring:pairing", args=["00000000-0000-4000-8000-000000000000"]))
    refused = client.get(address_of("mentoring:pairing", waiting))
    assert missing.status_code == refused.status_code == 404
    assert without_token(missing.content) == without_token(refused.content)


def test_a_draft_has_no_public_page(cast, kiln, signed_in):  # noqa: F811
    draft = making.make_programme(cast, kiln, is_open=False, title="Not yet")
    for client in (signed_in(None), signed_in(cast.amira), signed_in(cast.cora)):
        assert client.get(reverse("mentoring:public", args=[draft.slug])).status_code == 404
    assert signed_in(cast.cora).get(reverse("mentoring:programme", args=[draft.pk])).status_code == 200


def test_somebody_of_an_organisation_outside_cannot_join(cast, kiln, signed_in):  # noqa: F811
    offered = making.make_programme(cast, kiln)
    offered.organisations.filter(organisation=cast.marlow).update(state="left")
    client = signed_in(cast.olga)
    assert client.post(reverse("mentoring:start_request", args=[offered.pk])).status_code == 404
    assert (
        "Your organisation does not take part"
        in client.get(reverse("mentoring:public", args=[offered.slug])).content.decode()
    )
