"""Backup and restore on PostgreSQL: into a new place, over newer tables, and never by halves."""

import io
import json
import tarfile
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from stepwell.config import backup
from stepwell.sealing.queries import keys_in_use
from tests.cast import NOW
from tests.feedback.programs import database_of_its_own
from tests.installation import stepwell, stepwell_each
from tests.journal.conftest import write_note

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite: test_backup"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def made(cast, tmp_path) -> Path:
    """A backup of what the tests' own database holds: the cast, and a sealed page of a journal."""
    write_note(cast.amira)
    assert keys_in_use()
    backup.back_up(tmp_path / "made.backup", NOW)
    return tmp_path / "made.backup"


def names(address: str) -> list[str]:
    with psycopg.connect(address) as database:
        return [name for (name,) in database.execute("SELECT full_name FROM people_person ORDER BY full_name")]


def changed(made: Path, target: Path, *, database: bytes | None = None, **note) -> Path:
    """A copy of the backup with other contents, its digest right."""
    with tarfile.open(made) as archive:
        kept = {name: archive.extractfile(name).read() for name in ("note.json", "database")}
    kept["database"] = kept["database"] if database is None else database
    said = json.loads(kept["note.json"]) | {"sha256": sha256(kept["database"]).hexdigest()} | note
    kept["note.json"] = json.dumps(said).encode()
    with tarfile.open(target, "w:gz") as archive:
        for name, content in kept.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return target


def test_it_comes_back_in_a_new_place_and_over_what_came_later(cast, made, run_folder, tmp_path):
    everyone = sorted(person.full_name for person in cast.everyone.values())
    address, new = database_of_its_own(run_folder, tmp_path), tmp_path / "new"
    done = stepwell(new, "restore", str(made), DATABASE_URL=address)
    assert done.status == 0, done.stderr
    assert names(address) == everyone
    assert "SEALING KEY" in done.stderr, "what is sealed needs the key, which is not in the backup"
    with psycopg.connect(address) as database:
        # As a newer Stepwell might have it: a table that holds on to one of the backup's, and a change since.
        database.execute("CREATE TABLE later (person uuid REFERENCES people_person (id))")
        database.execute("UPDATE people_person SET full_name = 'Since the backup'")
    asked, half, cut, foreign, replaced = stepwell_each(
        new,
        ["restore", str(made)],
        ["restore", str(changed(made, tmp_path / "half", database=b"half of a dump")), "--replace"],
        ["restore", str(cut_short(made, tmp_path)), "--replace"],
        ["restore", str(changed(made, tmp_path / "foreign", engine="sqlite")), "--replace"],
        ["restore", str(made), "--replace"],
        DATABASE_URL=address,
    )
    assert [done.status for done in (asked, half, cut, foreign)] == [2, 2, 2, 2]
    assert "--replace" in asked.stderr
    for failed in (half, cut):
        assert "failed, nothing was changed" in failed.stderr
    assert "was made from sqlite, this system uses postgresql" in foreign.stderr
    assert all(len(done.stderr.strip().splitlines()) == 1 for done in (asked, half, cut, foreign))
    assert replaced.status == 0, replaced.stderr
    assert names(address) == everyone


def cut_short(made: Path, folder: Path) -> Path:
    """Its last third is missing, and its digest is right all the same: the dump begins well and breaks off."""
    with tarfile.open(made) as archive:
        whole = archive.extractfile("database").read()
    return changed(made, folder / "cut", database=whole[: len(whole) * 2 // 3])


def test_a_restore_that_breaks_off_changes_nothing(cast, made, run_folder, tmp_path):
    """Something of somebody else stands where a function of ours has to: psql has dropped our tables by then."""
    address = database_of_its_own(run_folder, tmp_path)
    assert stepwell(tmp_path / "new", "restore", str(made), DATABASE_URL=address).status == 0
    with psycopg.connect(address) as database:
        database.execute("UPDATE people_person SET full_name = 'Since the backup'")
        database.execute("CREATE VIEW feedback_cycle_theirs AS SELECT 1 AS one")
        database.execute("CREATE TABLE theirs (one int)")
        database.execute(
            "CREATE TRIGGER theirs BEFORE UPDATE ON theirs FOR EACH ROW EXECUTE FUNCTION frameworks_refuse_change()"
        )
    done = stepwell(tmp_path / "new", "restore", str(made), "--replace", DATABASE_URL=address)
    assert done.status == 2
    assert "psql failed, nothing was changed" in done.stderr
    assert set(names(address)) == {"Since the backup"}
