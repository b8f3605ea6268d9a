"""Whatever a browser or a fuzzer sends, no page breaks: every address of the product, filled with rubbish.

One test for each moment in the life of a thing, because most addresses are there at some moments only. Its pages are read
first: their forms are what is sent, whole and field by field.
"""

import pytest
from django.urls import reverse

from tests.architecture.test_permissions import ADDRESSES
from tests.feedback import making as feedback_making
from tests.feedback.conftest import answered, choosing, collecting, cycle, prepared, released  # noqa: F401
from tests.journal.conftest import note, orchard, orchard_pack  # noqa: F401
from tests.mentoring.conftest import kiln, kiln_pack, oscar_offers, programme, request_of_amira  # noqa: F401
from tests.plans.conftest import everything, growth, objective, plan, record  # noqa: F401

from . import (
    test_conversations_table,
    test_feedback_table,
    test_journal_table,
    test_mentoring_table,
    test_plans_table,
    test_stages_table,
    test_table,
)
from .fuzzing import RUBBISH, Fuzzer
from .test_conversations_table import ended, preparing, talking  # noqa: F401
from .test_journal_table import values  # noqa: F401
from .test_mentoring_table import running, waiting  # noqa: F401
from .test_stages_table import getting_ready, given, settled  # noqa: F401
from .test_table import key_of, world  # noqa: F401

# Which address is tried at which moment: where most of it is there to be broken.
PREPARING = {
    "conversations:agree", "conversations:terms", "conversations:not_now", "conversations:call_off",
    "conversations:add_point", "conversations:prepare", "conversations:prepare_save", "conversations:come_in",
}  # fmt: skip
SETTLED = set(test_stages_table.SETTLED) | {"conversations:growth_words"}
COLLECTING = {name for name, line in test_feedback_table.WHILE_COLLECTING.items() if line.who or line.others == 405}
RELEASED = set(test_feedback_table.AFTER_RELEASE) - COLLECTING | {"feedback:report_focuses", "feedback:facilitate"}
REST_OF_FEEDBACK = set(test_feedback_table.WHILE_COLLECTING) - COLLECTING - RELEASED
NAMES = {
    "core": set(test_table.TABLE),
    "plans": set(test_plans_table.TABLE),
    "journal": set(test_journal_table.TABLE),
    "preparing": PREPARING,
    "talking": set(test_conversations_table.WHILE_PREPARING) - PREPARING,
    "getting ready": set(test_stages_table.GETTING_READY) - SETTLED,
    "settled": SETTLED,
    "given": set(test_stages_table.FEEDBACK),
    "waiting": set(test_mentoring_table.WHILE_IT_WAITS),
    "running": set(test_mentoring_table.ONCE_IT_RUNS),
    "collecting": COLLECTING | REST_OF_FEEDBACK,
    "released": RELEASED,
}  # fmt: skip


def test_every_address_is_tried():
    assert set.union(*NAMES.values()) == {name for name, _ in ADDRESSES}


def keys_of(name: str) -> dict:
    return dict(ADDRESSES)[name].pattern.converters


def check(moment: str, cast, address_of) -> None:
    addresses = {name: address_of(name) for name in sorted(NAMES[moment])}
    fuzzer = Fuzzer(cast.everyone, addresses)
    assert fuzzer.run() == []
    assert fuzzer.asked > 40 * len(addresses)


def test_home_people_frameworks_careers_assessments(world, cast):  # noqa: F811
    def address_of(name: str) -> str:
        line = test_table.TABLE[name]
        return reverse(name, kwargs={key: key_of(world, name, line, key) for key in keys_of(name)})

    check("core", cast, address_of)


def test_plans(everything, cast):  # noqa: F811
    check(
        "plans",
        cast,
        lambda name: test_plans_table.address_of(name, test_plans_table.values_of(everything, name)),
    )


def test_journal(values, cast):  # noqa: F811
    check("journal", cast, lambda name: test_journal_table.address_of(name, values))


def test_conversations_before_they_meet(preparing, cast):  # noqa: F811
    check("preparing", cast, lambda name: test_conversations_table.address_of(name, preparing))


def test_conversations_while_they_talk(talking, cast):  # noqa: F811
    check("talking", cast, lambda name: test_conversations_table.address_of(name, talking))


def test_growth_while_they_get_ready(published, getting_ready, cast):  # noqa: F811
    check("getting ready", cast, lambda name: test_stages_table.address_of(name, getting_ready))


def test_growth_once_the_position_is_settled(published, settled, cast):  # noqa: F811
    check("settled", cast, lambda name: test_stages_table.address_of(name, settled))


def test_feedback_between_two(published, given, cast):  # noqa: F811
    stage = test_stages_table.giving.stage(given, "example").pk
    point = given.parked_points.get().pk
    check("given", cast, lambda name: reverse(name, args=[point if name.endswith("parked") else stage]))


def test_mentoring_while_a_pairing_waits(waiting, cast):  # noqa: F811
    check("waiting", cast, lambda name: test_mentoring_table.address_of(name, waiting))


def test_mentoring_once_it_runs(running, cast):  # noqa: F811
    check("running", cast, lambda name: test_mentoring_table.address_of(name, running))


def test_feedback_while_raters_answer(collecting, cast):  # noqa: F811
    assert feedback_making.links()
    check("collecting", cast, lambda name: test_feedback_table.address_of(name, collecting))


def test_feedback_after_the_release(released, cast):  # noqa: F811
    check("released", cast, lambda name: test_feedback_table.address_of(name, released))


@pytest.mark.parametrize(
    "path",
    [
        "/%FF%FE/",
        "/frameworks/..%2f..%2f/",
        "/people/person/not-an-id/",
        "/assessments/" + "9" * 5000 + "/",
        "/brand/zzzzzz.css",
        "/\u202e/",
        "/feedback/answer/" + "x" * 3000 + "/",
        "/journal/9999999999999999999999/",
    ],
)
def test_strange_addresses_are_not_found(cast, signed_in, path):
    assert signed_in(cast.amira).get(path).status_code in {301, 302, 400, 404, 410}


def test_the_fuzzer_finds_what_breaks(cast, monkeypatch):
    """Otherwise the tests above would find nothing anywhere."""
    fuzzer = Fuzzer(cast.everyone, {"people:name": reverse("people:name")})
    monkeypatch.setattr("stepwell.people.operations.change_preferred_name", lambda *_, **__: 1 / 0)
    assert any("ZeroDivisionError" in fault for fault in fuzzer.run())
    assert len(RUBBISH) == len(set(RUBBISH))
