"""Every address of the journal × everybody. Amira writes; nobody else opens anything of it."""

import pytest
from django.urls import reverse

from tests.architecture.test_permissions import ADDRESSES
from tests.journal.conftest import SECRET, note, orchard, orchard_pack  # noqa: F401
from tests.journal.test_files import attach
from tests.journal.test_sharing import show

from .asking import faults, kept_by_a_browser
from .test_table import BY_BUTTON_ONLY, MISSING, PEOPLE, Everyone, Line, Only, without_token

AMIRA = Only("amira")

TABLE = {
    "journal:list": Everyone(),
    "journal:new": BY_BUTTON_ONLY,
    "journal:search": Everyone(),
    "journal:take": Everyone(),
    "journal:archive": Line(frozenset(PEOPLE) - {"amira"}, status=302, others=200),
    "journal:year": Everyone(),
    "journal:choose": Everyone(),
    "journal:start": Everyone(),
    "journal:start_values": Everyone(),
    "journal:entry": AMIRA,
    "journal:tags": AMIRA,
    "journal:ready": BY_BUTTON_ONLY,
    "journal:delete": AMIRA,
    "journal:files": AMIRA,
    "journal:file": AMIRA,
    "journal:remove_file": AMIRA,
    "journal:share": AMIRA,
    "journal:given": AMIRA,
    "journal:shared": Only("tom"),
    "journal:shared_file": Only("tom"),
    "journal:page": AMIRA,
    "journal:autosave": BY_BUTTON_ONLY,
}
READERS = {"amira", "tom"}


def test_no_address_of_the_journal_is_forgotten():
    assert set(TABLE) == {name for name, _ in ADDRESSES if name.startswith("journal:")}


def address_of(name: str, values: dict) -> str:
    return reverse(name, kwargs={key: values[key] for key in dict(ADDRESSES)[name].pattern.converters})


@pytest.fixture
def values(cast, note, orchard) -> dict:  # noqa: F811
    file = attach(note, "letter.txt", SECRET.encode())
    return {
        "entry_id": note.pk,
        "number": 1,
        "year": 2026,
        "slug": "orchard",
        "bank_id": "almanac",
        "file_id": file.pk,
        "share_id": show(note.pages.get(), cast.tom, message=SECRET).pk,
    }


def test_what_each_person_gets(values, cast, signed_in):
    assert faults(TABLE, lambda name: check(name, values, cast, signed_in)) == {}


def check(name: str, values: dict, cast, signed_in) -> None:
    address, line = address_of(name, values), TABLE[name]
    expected = {who: line.status if who in line.who else line.others for who in PEOPLE} | {"anonymous": line.anonymous}
    answers = {who: signed_in(cast.everyone[who]).get(address) for who in PEOPLE}
    answers["anonymous"] = signed_in(None).get(address)
    assert {who: answer.status_code for who, answer in answers.items()} == expected
    assert kept_by_a_browser(answers) == set()
    for who, answer in answers.items():
        if who not in READERS and not answer.streaming:
            assert SECRET.encode() not in answer.content


def test_the_secret_is_there_to_be_found(values, cast, signed_in):
    for name, who in [("entry", "amira"), ("shared", "tom"), ("file", "amira"), ("shared_file", "tom")]:
        answer = signed_in(cast.everyone[who]).get(address_of(f"journal:{name}", values))
        assert SECRET in answer.content.decode()


def test_tom_reads_nothing_but_what_he_was_shown(values, cast, signed_in):
    tom = signed_in(cast.tom)
    for name, line in TABLE.items():
        if "tom" not in line.who or line.status != 200:
            answer = tom.get(address_of(name, values))
            assert not answer.streaming and SECRET.encode() not in answer.content


def test_forbidden_and_missing_are_the_same_answer(values, cast, signed_in):
    missing = values | dict.fromkeys(("entry_id", "file_id", "share_id"), MISSING)

    def ask(name: str) -> None:
        olga = signed_in(cast.olga)
        refused, nowhere = olga.get(address_of(name, values)), olga.get(address_of(name, missing))
        assert refused.status_code == nowhere.status_code == 404
        assert without_token(refused.content) == without_token(nowhere.content)

    assert faults([name for name, line in TABLE.items() if line.who and len(line.who) < 3], ask) == {}
