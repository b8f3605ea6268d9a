"""Two people type in one record at once, each in a process of their own, on SQLite and on PostgreSQL: no word is lost.

Each writes 150 words, one a save, from the text as they read it a moment ago: first each in a paragraph of their own, then
both in the same one. Where a merge cannot tell, somebody is asked, and keeps both: as the page offers it.
"""

from pathlib import Path

from .databases import on_each
from .figures import Figure


def measure(folder: Path) -> list[Figure]:
    return [row for database, found in on_each("benchmarks.typing_together") for row in figures(database, found)]


def figures(database: str, found: dict) -> list[Figure]:
    return [
        Figure(f"both type in our record, {database}, own paragraphs: words lost", found["apart"], "words", 0),
        Figure("the same, in one paragraph: words lost", found["same"], "words", 0),
        Figure("the same: saves refused with a fault instead of a choice", found["faults"], "saves", 0),
        Figure("the same: 95 of 100 saves within", found["milliseconds"], "ms", 500),
    ]
