"""A database as `stepwell prepare` leaves it where there are no frameworks: made from nothing once in a run, then copied.

All migrations take longer than most files of tests; each process of a run, each program beside it and the demonstration
need what they leave. Of each kind of database there is one original, below the folder that all processes of a run share.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

ROOT = Path(__file__).resolve().parents[1]


def made_once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """What `make` put there, whichever process of the run came first; the others wait for it."""
    home = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = folder / f"{name}.ready"
        if not ready.exists():
            shutil.rmtree(home, ignore_errors=True)
            make(home)
            ready.touch()
    return home


def prepare(home: Path, **environment: str) -> None:
    """`stepwell prepare` from nothing, in a process of its own."""
    home.mkdir(parents=True)
    (home / "no packs").mkdir()
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    given = {"STEPWELL_DATA": str(home), "STEPWELL_PACKS": str(home / "no packs")}
    command = [sys.executable, "-m", "stepwell.config.cli", "prepare"]
    done = subprocess.run(
        command, cwd=ROOT, env=kept | given | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (home / "no packs").rmdir()
    assert not list(home.glob("*-wal")), "everything stands in the database itself"


def prepared_home(folder: Path) -> Path:
    """An installation on SQLite. Copy it to use it."""
    return made_once(folder, "prepared", prepare)


def fill(folder: Path, database: sqlite3.Connection) -> None:
    """A SQLite database that is empty gets all that the original holds.

    Nobody writes to the original. Read as such, it gets no file beside it that another process would find half copied.
    """
    file = prepared_home(folder) / "stepwell.sqlite3"
    original = sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)
    original.backup(database)
    original.close()


def template_in(folder: Path, server: str) -> str:
    """The name of a PostgreSQL database to copy with `CREATE DATABASE … TEMPLATE`, on the server at this address."""

    def make(home: Path) -> None:
        name = f"prepared_{uuid4().hex}"
        create(server, name)
        prepare(home, DATABASE_URL=at(server, name))
        (home / "name").write_text(name)

    return (made_once(folder, "prepared-postgresql", make) / "name").read_text()


def drop_template(folder: Path, server: str) -> None:
    """At the end of a run: a server that goes on keeps nothing of it."""
    note = folder / "prepared-postgresql" / "name"
    if note.exists():
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{note.read_text()}"')
        note.unlink()


def create(server: str, name: str, template: str = "template0") -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def at(server: str, name: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
