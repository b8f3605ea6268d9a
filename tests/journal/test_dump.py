"""A whole dump of the database, and everything else that lies on the disk, hold no word of a journal, of what two people
said to each other, nor of a round or a self-assessment: for whoever runs the system, in a dump, a backup, the mail, the log."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from stepwell.config.backup import run_postgres
from stepwell.frameworks.operations import publish
from stepwell.sealing.keys import fingerprint, name_of
from tests.cast import NOW, TODAY
from tests.conftest import ROOT
from tests.feedback.wording import write_everything, write_to_be_sent
from tests.journal.conftest import SECRET, write_note
from tests.journal.dumping import EVERYTHING
from tests.journal.test_files import attach
from tests.journal.test_sharing import show
from tests.sealing.writing import WORDS, write_own


def run(folder: Path, *command: str) -> subprocess.CompletedProcess:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {
        "STEPWELL_DATA": str(folder),
        "STEPWELL_LOG_LEVEL": "DEBUG",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return done


@pytest.fixture(scope="module")
def used(demonstration, tmp_path_factory) -> tuple[Path, str]:
    """An installation in which somebody wrote, and all that it printed and logged meanwhile."""
    folder = shutil.copytree(demonstration, tmp_path_factory.mktemp("installation") / "data")
    cli = ("-m", "stepwell.config.cli")
    done = run(folder, "manage.py", "shell", "-v", "0", "-c", "from tests.journal.dumping import main; main()")
    assert "SHOWN True" in done.stdout, done.stdout[-500:]
    printed = done.stdout.replace("SHOWN True", "") + done.stderr
    worked = run(folder, *cli, "worker", "--until-empty")
    run(folder, *cli, "backup", str(folder / "all.backup"))
    return folder, printed + worked.stdout + worked.stderr


TABLES = ("journal_journalpage", "conversations_sharednote", "feedback_responsecomment", "assessments_placement")


def words_in(data: bytes) -> list[str]:
    small = data.lower()
    return [name for name, words in EVERYTHING.items() if words.lower().encode() in small]


def test_the_dump_of_the_database_holds_no_word(used):
    folder, _ = used
    database = sqlite3.connect(folder / "stepwell.sqlite3")
    dump = "\n".join(database.iterdump())
    database.close()
    assert all(f'INSERT INTO "{table}"' in dump for table in TABLES)
    assert words_in(dump.encode()) == []
    hexadecimal = {name for name, words in EVERYTHING.items() if words.encode().hex().upper() in dump}
    assert hexadecimal == set(), "a dump writes bytes as numbers"


def test_no_file_on_the_disk_holds_a_word(used):
    """The database with its journal, the mail that was sent, static files; the key lies beside them and opens it."""
    folder, _ = used
    found = [file for file in folder.rglob("*") if file.is_file()]
    assert {"stepwell.sqlite3", "sealing-key"} <= {file.name for file in found}
    assert any("mail" in file.parts for file in found), "somebody was told that something is shared"
    holding = {file: words_in(file.read_bytes()) for file in found}
    sent = [file for file, words in holding.items() if words and "mail" in file.parts]
    assert {name for file in sent for name in holding.pop(file)} == {"thanks"}, "the one mail that carries words"
    assert {file.name: words for file, words in holding.items() if words} == {}


def test_what_was_logged_holds_no_word(used):
    _, printed = used
    assert "SELECT" in printed or "/journal/" in printed, "the log was on"
    assert words_in(printed.encode()) == []


def test_a_backup_holds_no_word_and_no_key(used):
    folder, _ = used
    key = (folder / "sealing-key").read_text().strip()
    with tarfile.open(folder / "all.backup") as archive:
        parts = {member.name: archive.extractfile(member).read() for member in archive.getmembers()}
    assert set(parts) == {"note.json", "database"}
    for data in parts.values():
        assert words_in(data) == []
        assert key.encode() not in data


def test_a_restore_says_loudly_which_key_it_needs(used, tmp_path):
    folder, _ = used
    name = fingerprint(name_of(urlsafe_b64decode((folder / "sealing-key").read_text().strip())))
    restore = ("-m", "stepwell.config.cli", "restore", str(folder / "all.backup"))
    without = tmp_path / "without"
    without.mkdir()
    said = run(without, *restore).stderr
    assert "SEALING KEY" in said and name in said and str(without / "sealing-key") in said
    said = run(without, "-m", "stepwell.config.cli", "prepare").stderr
    assert "SEALING KEY" in said and not (without / "sealing-key").exists(), "no second key is made beside sealed words"
    shutil.copy(folder / "sealing-key", without)
    assert "SEALING KEY" not in run(without, *restore, "--replace").stderr
    assert name in run(without, "-m", "stepwell.config.cli", "seal", "check").stdout


@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="no pg_dump here")
def test_a_dump_of_postgresql_holds_no_word(transactional_db, signed_in, lamplight_pack, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("this run is on another database")
    from tests.cast import make_cast  # noqa: PLC0415  only where there is something to dump

    cast, lamplight = make_cast(), publish(lamplight_pack, by=None, at=NOW)
    note = write_note(cast.amira, title="Quintessential Wednesday")
    attach(note, "pomology.txt", b"certificate of pomology")
    show(note.pages.get(), cast.tom, message="between us and the lamp post")
    write_everything(cast.amira, cast.tom, cast.ashdown, lamplight, at=NOW, today=TODAY)
    write_to_be_sent(cast.amira, cast.tom, cast.ashdown, lamplight, at=NOW, today=TODAY)
    write_own(cast.amira, cast.tom, lamplight, at=NOW, today=TODAY)
    content = signed_in(cast.amira).get(reverse("journal:entry", args=[note.pk])).content.decode()
    assert SECRET in content and "Quintessential" in content and "pomology.txt" in content
    file = tmp_path / "dump.sql"
    run_postgres(["pg_dump", "--inserts", f"--file={file}"])
    dump = file.read_text()
    assert "journal_journalpage" in dump and str(note.pk) in dump
    for words in (SECRET, "Quintessential", "pomology", "lamp post", *WORDS.values()):
        assert words not in dump and words.encode().hex() not in dump
