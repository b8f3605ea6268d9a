"""Names that only a living process holds.

    with alive("worker-1") as mine:
        ...                             # `mine` is False where another process, or thread, holds the name

The operating system lets go of a name when its process ends, however it ends; on PostgreSQL, the server does, when the
connection closes. So whoever was killed is known at once, and nobody waits for a time to pass. docs/adr/0021.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def alive(name: str) -> Iterator[bool]:
    """Hold the name until the end of the block, if nobody else does. It is a word of ours and fit for a file."""
    on_server = connections[DEFAULT_DB_ALIAS].vendor == "postgresql"
    with held_on_server(name) if on_server else held_in_file(name) as mine:
        yield mine


@contextmanager
def held_on_server(name: str) -> Iterator[bool]:
    """By a connection that does nothing else, so that no transaction and no error of the caller's lets go of it."""
    own = connections[DEFAULT_DB_ALIAS].copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [number_of(name)])
            mine: bool = cursor.fetchone()[0]
        yield mine
    finally:
        own.close()


@contextmanager
def held_in_file(name: str) -> Iterator[bool]:
    """SQLite is on this machine, and so is everybody who uses it. The file stays: removing it could free a held name."""
    folder = Path(settings.DATA) / "alive"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            mine = False
        else:
            mine = True
        yield mine


def number_of(name: str) -> int:
    """
    >>> number_of("worker-1") == number_of("worker-1") != number_of("worker-2")
    True
    """
    return int.from_bytes(sha256(f"stepwell {name}".encode()).digest()[:8], "big", signed=True)
