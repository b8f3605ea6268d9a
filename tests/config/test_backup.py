"""Backup and restore: everything or nothing, and a damaged or foreign file is refused in words."""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.once  # each makes a SQLite installation of its own
ROOT = Path(__file__).resolve().parents[2]
PEOPLE = "from stepwell.people.models import Person; print('PEOPLE', Person.objects.count())"


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """An installation of its own, on SQLite, made by the commands themselves."""
    folder = tmp_path_factory.mktemp("installation")
    for command in (["prepare"], ["demo", "--people", "100"]):
        done = stepwell(folder, *command)
        assert done.returncode == 0, done.stderr
    return folder


def stepwell(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {
        "STEPWELL_DATA": str(folder)
    }
    return subprocess.run(
        [sys.executable, "-m", "stepwell.config.cli", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )


def people(folder: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {
        "STEPWELL_DATA": str(folder)
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", PEOPLE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip().splitlines()[-1]


def test_what_was_backed_up_comes_back(home, tmp_path):
    file = tmp_path / "stepwell.backup"
    assert stepwell(home, "backup", str(file)).returncode == 0
    assert file.stat().st_mode & 0o077 == 0
    other = tmp_path / "other"
    other.mkdir()
    done = stepwell(other, "restore", str(file))
    assert done.returncode == 0, done.stderr
    assert people(other) == people(home) != "PEOPLE 0"


def test_an_existing_file_is_not_overwritten(home, tmp_path):
    file = tmp_path / "there"
    file.write_text("mine")
    done = stepwell(home, "backup", str(file))
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert file.read_text() == "mine"


def test_people_are_not_replaced_unasked(home, tmp_path):
    file = tmp_path / "stepwell.backup"
    stepwell(home, "backup", str(file))
    done = stepwell(home, "restore", str(file))
    assert done.returncode == 2
    assert "--replace" in done.stderr
    assert stepwell(home, "restore", str(file), "--replace").returncode == 0


@pytest.mark.parametrize("damage", ["missing", "text", "cut", "changed", "newer"])
def test_a_bad_file_changes_nothing(home, tmp_path, damage):
    file = tmp_path / "stepwell.backup"
    stepwell(home, "backup", str(file))
    spoil(file, damage, tmp_path)
    before = people(home)
    done = stepwell(home, "restore", str(file), "--replace")
    assert done.returncode == 2
    assert str(file) in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert people(home) == before


def spoil(file: Path, damage: str, folder: Path) -> None:
    if damage == "missing":
        file.unlink()
    elif damage == "text":
        file.write_text("not a backup")
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:5000])
    else:
        with tarfile.open(file) as archive:
            archive.extractall(folder / "in", filter="data")
        if damage == "changed":
            with (folder / "in" / "database").open("ab") as handle:
                handle.write(b"x")
        else:
            note = json.loads((folder / "in" / "note.json").read_text())
            note["migrations"].append("people.9999_tomorrow")
            (folder / "in" / "note.json").write_text(json.dumps(note))
        with tarfile.open(file, "w:gz") as archive:
            archive.add(folder / "in" / "note.json", "note.json")
            archive.add(folder / "in" / "database", "database")


def test_an_unprepared_database_is_said_in_one_line(tmp_path):
    done = stepwell(tmp_path, "demo")
    assert done.returncode == 2
    assert "stepwell prepare" in done.stderr
    assert "Traceback" not in done.stderr
