"""Looks for words in all that lies in the tables, as whoever has the database alone would."""

from collections.abc import Mapping

from django.db import connection


def words_stored(words: Mapping[str, str], *apps: str) -> set[str]:
    """Which of them stand in the clear in the tables of these capabilities; the trail of events is always looked at."""
    starts = tuple(f"{app}_" for app in ("audit", "django_tasks", *apps))
    everything = b"\0".join(
        cells_of(name) for name in connection.introspection.table_names() if name.startswith(starts)
    )
    return {name for name, text in words.items() if text.lower().encode() in everything}


def cells_of(table: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        cells = [cell for row in cursor.fetchall() for cell in row]
    return b"\0".join(
        bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in cells
    ).lower()
