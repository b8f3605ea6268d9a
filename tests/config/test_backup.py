"""Backup and restore: everything or nothing, and a damaged or foreign file is refused in words."""

import json
import shutil
import sqlite3
import tarfile
from pathlib import Path

import pytest

from tests.installation import stepwell, stepwell_each

pytestmark = pytest.mark.once  # each makes a SQLite installation of its own
DAMAGES = ("missing", "text", "cut", "changed", "newer", "foreign", "bits", "list", "folder", "empty note")
SAYS = {
    "missing": "no such file",
    "text": "is not a Stepwell backup",
    "cut": "is not a Stepwell backup, or is damaged",
    "bits": "is damaged",
    "list": "is not a Stepwell backup, or is damaged",
    "folder": "is not a Stepwell backup, or is damaged",
    "empty note": "is not a Stepwell backup, or is damaged",
    "changed": "its content does not match its note",
    "newer": "was made by a newer Stepwell",
    "foreign": "was made from postgresql, this system uses sqlite",
}


@pytest.fixture(scope="module")
def home(demonstration, tmp_path_factory) -> Path:
    """An installation of its own, made by the commands themselves, and a backup of it."""
    folder = tmp_path_factory.mktemp("installation") / "data"
    shutil.copytree(demonstration, folder)
    done = stepwell(folder, "backup", str(folder.parent / "made.backup"))
    assert done.status == 0, done.stderr
    assert f"keep {folder / 'sealing-key'} apart" in done.stdout
    return folder


@pytest.fixture
def made(home) -> Path:
    return home.parent / "made.backup"


def people(folder: Path) -> int:
    database = sqlite3.connect(folder / "stepwell.sqlite3")
    count = database.execute("SELECT count(*) FROM people_person").fetchone()[0]
    database.close()
    return count


def test_what_was_backed_up_comes_back_on_another_machine(home, made, tmp_path):
    assert made.stat().st_mode & 0o077 == 0
    other = tmp_path / "other"
    other.mkdir()
    done = stepwell(other, "restore", str(made))
    assert done.status == 0, done.stderr
    assert people(other) == people(home) > 0


def test_nothing_is_overwritten_unasked(home, made, tmp_path):
    there = tmp_path / "there"
    there.write_text("mine")
    with sqlite3.connect(home / "stepwell.sqlite3") as database:
        database.execute("UPDATE people_person SET full_name = 'Since the backup'")
    written, kept, replaced = stepwell_each(
        home, ["backup", str(there)], ["restore", str(made)], ["restore", str(made), "--replace"]
    )
    assert written.status == kept.status == 2
    assert "is there already" in written.stderr
    assert "--replace" in kept.stderr
    assert there.read_text() == "mine"
    assert replaced.status == 0, replaced.stderr
    with sqlite3.connect(home / "stepwell.sqlite3") as database:
        names = database.execute("SELECT count(DISTINCT full_name) FROM people_person").fetchone()[0]
    assert names > 1


@pytest.fixture(scope="module")
def answers(home, tmp_path_factory) -> dict[str, tuple[Path, object, int]]:
    """For each damage: the file, what the command answered, and how many people there were before."""
    folder = tmp_path_factory.mktemp("damaged")
    files = {damage: spoilt(home.parent / "made.backup", damage, folder / damage) for damage in DAMAGES}
    before = people(home)
    done = stepwell_each(home, *(["restore", str(file), "--replace"] for file in files.values()))
    return {damage: (files[damage], answer, before) for damage, answer in zip(DAMAGES, done, strict=True)}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_bad_file_changes_nothing(home, answers, damage):
    file, done, before = answers[damage]
    assert done.status == 2
    assert str(file) in done.stderr
    assert SAYS[damage] in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert people(home) == before > 0


def spoilt(made: Path, damage: str, folder: Path) -> Path:
    """A copy of the backup that something happened to."""
    folder.mkdir()
    file = folder / "stepwell.backup"
    if damage == "text":
        file.write_text("not a backup")
    elif damage == "cut":
        file.write_bytes(made.read_bytes()[:5000])
    elif damage == "bits":
        whole = bytearray(made.read_bytes())
        for place in range(len(whole) // 2, len(whole) // 2 + 400):
            whole[place] ^= 0xFF
        file.write_bytes(whole)
    elif damage != "missing":
        with tarfile.open(made) as archive:
            archive.extractall(folder, filter="data")
        note = json.loads((folder / "note.json").read_text())
        if damage == "changed":
            with (folder / "database").open("ab") as handle:
                handle.write(b"x")
        elif damage == "list":
            note = [note]
        elif damage == "empty note":
            note = {"format": 1}
        elif damage == "folder":
            (folder / "database").unlink()
            (folder / "database").mkdir()
        elif damage == "newer":
            note["migrations"].append("people.9999_tomorrow")
        else:
            note["engine"] = "postgresql"
        (folder / "note.json").write_text(json.dumps(note))
        with tarfile.open(file, "w:gz", compresslevel=1) as archive:
            archive.add(folder / "note.json", "note.json")
            archive.add(folder / "database", "database")
    return file


def test_an_unprepared_database_is_said_in_one_line(tmp_path):
    done = stepwell(tmp_path, "demo")
    assert done.status == 2
    assert "stepwell prepare" in done.stderr
    assert "Traceback" not in done.stderr
