"""The first key, a key that is missing, and what whoever runs the installation is told about it."""

import logging

import pytest
from click.testing import CliRunner
from django.urls import reverse

from stepwell.config.commands import prepare, warn_of_keys
from stepwell.journal.models import JournalPage
from stepwell.sealing import keys, queries
from stepwell.sealing.commands import seal
from stepwell.sealing.keys import KeyFault
from stepwell.sealing.operations import ensure_key_file
from tests.journal.conftest import SECRET, answer, begin_guided, write_note
from tests.journal.test_files import attach
from tests.journal.test_sharing import show
from tests.sealing.losing import forget, lose, swap


def test_a_new_installation_gets_its_first_key_for_its_owner_only(key_file, db):
    lose(key_file)
    ensure_key_file()
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert list(key_file.parent.iterdir()) == [key_file]
    first = key_file.read_bytes()
    ensure_key_file()
    assert key_file.read_bytes() == first


def test_where_something_is_sealed_no_second_key_is_made(key_file, note):
    lose(key_file)
    with pytest.raises(KeyFault, match="Put it back"):
        ensure_key_file()
    assert not key_file.exists()


def test_who_sealed_what_is_known_without_a_key(key_file, note):
    name = keys.fingerprint(keys.keyring().newest)
    attach(note)
    found = queries.keys_in_use()
    assert found == {name: 3}, "the page, the name of the file and the file"
    swap(key_file)
    assert queries.keys_in_use() == found
    assert set(queries.keys_in_use(1)) == {name}
    assert queries.key_state().missing == [name]


def test_the_check_names_the_key_that_is_missing_and_fails(key_file, note):
    name = keys.fingerprint(keys.keyring().newest)
    good = CliRunner().invoke(seal, ["check"])
    assert (good.exit_code, good.output) == (0, f"{name}: 1 values, and seals what is written now\n")
    old = swap(key_file)
    bad = CliRunner().invoke(seal, ["check"])
    assert bad.exit_code == 1
    assert "SEALING KEY" in bad.output and name in bad.output and str(key_file) in bad.output
    key_file.write_bytes(key_file.read_bytes() + old)
    forget()
    assert CliRunner().invoke(seal, ["check"]).exit_code == 0


@pytest.mark.parametrize("act", [lose, swap])
def test_starting_says_it_loudly(key_file, note, act, capsys):
    warn_of_keys(queries.SAMPLE)
    assert capsys.readouterr().err == ""
    act(key_file)
    warn_of_keys(queries.SAMPLE)
    assert "SEALING KEY" in capsys.readouterr().err


def test_preparing_says_it_loudly_and_goes_on(key_file, note, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    lose(key_file)
    done = CliRunner().invoke(prepare)
    assert done.exit_code == 0
    assert "SEALING KEY" in done.output and not key_file.exists()


def test_a_new_key_is_refused_without_the_old_file_unless_it_is_lost(key_file, note):
    lose(key_file)
    refused = CliRunner().invoke(seal, ["new-key"])
    assert refused.exit_code == 2 and "Put it back" in refused.output and not key_file.exists()
    done = CliRunner().invoke(seal, ["new-key", "--lost"])
    assert done.exit_code == 0 and key_file.stat().st_mode & 0o777 == 0o600
    forget()
    assert len(keys.keyring().keys) == 1


def test_lost_takes_no_key_away_that_is_there(key_file, db):
    assert CliRunner().invoke(seal, ["new-key", "--lost"]).exit_code == 0
    forget()
    assert len(keys.keyring().keys) == 2


# What people see


@pytest.mark.parametrize("name", ["list", "entry", "page", "search", "archive", "take", "delete"])
def test_without_the_key_file_there_is_a_clear_page_and_never_a_bare_error(
    key_file, cast, note, signed_in, name, caplog
):
    keys_of = {"entry": [note.pk], "page": [note.pk, 1], "delete": [note.pk]}
    url = reverse(f"journal:{name}", args=keys_of.get(name, []))
    amira = signed_in(cast.amira)
    method = amira.post if name == "search" else amira.get
    assert method(url, {"q": "linen"}).status_code == 200
    lose(key_file)
    with caplog.at_level(logging.CRITICAL):
        answer_ = method(url, {"q": "linen"})
    if name in ("take",):
        assert answer_.status_code == 200
        return
    assert answer_.status_code == 503
    assert "nothing is lost" in answer_.content.decode()
    assert any("SEALING KEY" in line.message for line in caplog.records)
    assert SECRET not in caplog.text and "linen" not in caplog.text
    assert reverse("home:home") and amira.get(reverse("home:home")).status_code == 200


def test_one_key_too_few_closes_only_what_it_sealed(key_file, cast, signed_in, orchard):
    """An older key was taken out too early: today's entries open, the older ones say what is the matter."""
    older = write_note(cast.amira, "Written under the old key")
    attach(older, "old.txt", b"x")
    share = show(older.pages.get(), cast.tom)
    old = swap(key_file)
    newer = write_note(cast.amira, "Written under the new key")
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    listed = amira.get(reverse("journal:list")).content.decode()
    assert "Written under the new key" in listed and "This cannot be opened now" in listed
    assert "Written under the new key" in amira.get(reverse("journal:entry", args=[newer.pk])).content.decode()
    shown = amira.get(reverse("journal:entry", args=[older.pk]))
    assert shown.status_code == 200 and "nothing is lost" in shown.content.decode()
    assert "new key" in amira.post(reverse("journal:search"), {"q": "written key"}).content.decode()
    assert b"".join(amira.get(reverse("journal:archive")).streaming_content)
    assert amira.get(reverse("journal:year", args=[2026])).status_code == 200
    page = reverse("journal:page", args=[older.pk, 1])
    for answer_ in (
        amira.get(page),
        amira.post(page, {"q-": "Over it", "revision": "1"}),
        tom.get(reverse("journal:shared", args=[share.pk])),
    ):
        assert answer_.status_code == 503
    assert (
        amira.post(reverse("journal:autosave", args=[older.pk, 1]), {"q-": "Over it", "revision": "1"}).status_code
        == 503
    )
    key_file.write_bytes(key_file.read_bytes() + old)
    forget()
    assert "Written under the old key" in amira.get(reverse("journal:entry", args=[older.pk])).content.decode()


def test_what_cannot_be_opened_can_still_be_deleted(key_file, cast, note, signed_in):
    swap(key_file)
    amira = signed_in(cast.amira)
    assert amira.get(reverse("journal:delete", args=[note.pk])).status_code == 200
    assert amira.post(reverse("journal:delete", args=[note.pk])).status_code == 302
    assert not JournalPage.objects.exists()


def test_a_guided_entry_under_a_missing_key(key_file, cast, orchard, signed_in):
    entry = begin_guided(cast.amira, orchard)
    answer(entry, "winter", winter__1="The old pear.")
    swap(key_file)
    amira = signed_in(cast.amira)
    assert amira.get(reverse("journal:page", args=[entry.pk, 1])).status_code == 503
    assert amira.get(reverse("journal:page", args=[entry.pk, 2])).status_code == 200, "nothing was written there yet"
    assert amira.get(reverse("home:home")).status_code == 200
    assert amira.get(reverse("journal:list")).status_code == 200
