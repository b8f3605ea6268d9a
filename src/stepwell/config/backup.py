"""One file with everything: the database, and a note that says what it is. Restoring is all or nothing."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from psycopg.conninfo import make_conninfo

from stepwell.sealing.queries import keys_here, keys_in_use

FORMAT = 1
# What of DATABASE_URL says where the database is and how to reach it.
ADDRESS = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "service", "passfile")


class BackupFault(Exception):
    """The backup or the restore cannot be done; nothing was changed."""


def migrations_here() -> list[str]:
    return sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations)


def known_migrations() -> set[str]:
    return {".".join(key) for key in MigrationLoader(None).graph.nodes}


def digest(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def back_up(target: Path, at: datetime) -> None:
    """Write a consistent copy of the database to `target` while the system runs."""
    if str(target) == "-":
        raise BackupFault("-: a backup needs a file of its own; name one")
    if target.exists():
        raise BackupFault(f"{target}: is there already; choose another name or remove it")
    if not target.parent.is_dir():
        raise BackupFault(f"{target.parent}: no such folder")
    try:
        write(target, at)
    except (OSError, sqlite3.Error) as error:
        raise BackupFault(f"{target}: cannot be written: {getattr(error, 'strerror', None) or error}") from error


def write(target: Path, at: datetime) -> None:
    """Beside the target first, so that it is there whole or not at all."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        data = Path(folder) / "database"
        dump(data)
        note = {
            "format": FORMAT,
            "engine": connection.vendor,
            "at": at.isoformat(),
            "sha256": digest(data),
            "migrations": migrations_here(),
            "sealing_keys": sorted(keys_in_use()),
        }
        (Path(folder) / "note.json").write_text(json.dumps(note, indent=1))
        part = Path(folder) / "backup"
        with tarfile.open(part, "w:gz", compresslevel=3) as archive:
            archive.add(Path(folder) / "note.json", "note.json")
            archive.add(data, "database")
        part.chmod(0o600)
        part.rename(target)


def dump(file: Path) -> None:
    if connection.vendor == "sqlite":
        source = sqlite3.connect(settings.DATABASES["default"]["NAME"])
        copy = sqlite3.connect(file)
        with source, copy:
            source.backup(copy)
        source.close()
        copy.close()
    else:
        run_postgres(["pg_dump", "--format=custom", "--no-owner", f"--file={file}"])


def restore(source: Path, *, replace: bool) -> set[str]:
    """Put a backup in the place of the database. The file is checked whole before anything is touched.

    Returns the fingerprints of keys that sealed something in it and are not here.
    """
    with tempfile.TemporaryDirectory(dir=settings.DATA if settings.DATA.is_dir() else None) as folder:
        data, note = unpack(source, Path(folder))
        if has_people() and not replace:
            raise BackupFault("the database holds people already; add --replace to put the backup in their place")
        if connection.vendor == "sqlite":
            put_sqlite(data)
        else:
            put_postgres(data, Path(folder))
        return set(note.get("sealing_keys", ())) - set(keys_here())


def unpack(source: Path, folder: Path) -> tuple[Path, dict]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            for name in ("note.json", "database"):
                archive.extract(name, folder, filter="data")
        note = json.loads((folder / "note.json").read_text())
        check_shape(note)
        database_digest = digest(folder / "database")
    except FileNotFoundError as error:
        raise BackupFault(f"{source}: no such file") from error
    except PermissionError as error:
        raise BackupFault(f"{source}: cannot be read: {error.strerror}") from error
    except (OSError, tarfile.TarError, zlib.error, KeyError, TypeError, ValueError, EOFError) as error:
        raise BackupFault(f"{source}: is not a Stepwell backup, or is damaged") from error
    check_note(source, note, database_digest)
    return folder / "database", note


def check_shape(note: object) -> None:
    """Whatever somebody put into a file of the right name: ours has these keys, of these kinds."""
    kinds = {"engine": str, "sha256": str, "migrations": list, "sealing_keys": list}
    if not isinstance(note, dict) or not all(isinstance(note[key], kind) for key, kind in kinds.items()):
        raise ValueError
    if not all(isinstance(name, str) for key in ("migrations", "sealing_keys") for name in note[key]):
        raise ValueError


def check_note(source: Path, note: dict, database_digest: str) -> None:
    if note.get("format") != FORMAT or note["sha256"] != database_digest:
        raise BackupFault(f"{source}: is damaged: its content does not match its note")
    if note["engine"] != connection.vendor:
        raise BackupFault(f"{source}: was made from {note['engine']}, this system uses {connection.vendor}")
    newer = set(note["migrations"]) - known_migrations()
    if newer:
        raise BackupFault(f"{source}: was made by a newer Stepwell ({len(newer)} steps unknown here); update first")


def put_sqlite(data: Path) -> None:
    """Copy into the live file page by page, in one SQLite transaction: readers see the old or the new, never a mix."""
    connections.close_all()
    target = Path(settings.DATABASES["default"]["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    source = sqlite3.connect(data)
    if source.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise BackupFault("the database in the backup is damaged")
    live = sqlite3.connect(target, timeout=20)
    source.backup(live)
    live.close()
    source.close()


def put_postgres(data: Path, folder: Path) -> None:
    """In one transaction: what is here goes, what was backed up comes.

    Tables that came after the backup was made go too: they would hold on to those that are to be replaced. As a file,
    not through a pipe: a dump that breaks off in the middle would look to psql like one that ended.
    """
    run_client(["pg_restore", "--clean", "--if-exists", "--no-owner", f"--file={folder / 'in.sql'}", str(data)])
    quote = connection.ops.quote_name
    tables = [MigrationRecorder.Migration._meta.db_table, *connection.introspection.django_table_names()]
    drops = (f"DROP TABLE IF EXISTS {quote(name)} CASCADE;\n" for name in tables)
    (folder / "out.sql").write_text("SET lock_timeout = '20s';\n" + "".join(drops))
    connections.close_all()
    files = [f"--file={folder / name}" for name in ("out.sql", "in.sql")]
    run_postgres(["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", *files])


def has_people() -> bool:
    tables = connection.introspection.table_names()
    if "people_person" not in tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM people_person)")
        return bool(cursor.fetchone()[0])


def run_postgres(command: list[str]) -> None:
    """A client program of PostgreSQL, on our database; the password not where `ps` shows it."""
    values = connection.get_connection_params()
    address = make_conninfo(**{key: values[key] for key in ADDRESS if values.get(key)})
    run_client([command[0], f"--dbname={address}", *command[1:]], password=values.get("password"))


def run_client(command: list[str], *, password: str | None = None) -> None:
    if shutil.which(command[0]) is None:
        raise BackupFault(f"{command[0]} is not installed: it comes with PostgreSQL's client programs")
    environment = {**os.environ, "PGPASSWORD": str(password)} if password else None
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode:
        said = " ".join(done.stderr.split())
        raise BackupFault(f"{command[0]} failed, nothing was changed: {said}")
