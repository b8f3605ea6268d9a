"""Two hundred raters send their answers at once, on SQLite and on PostgreSQL: nothing lost, and how long it takes.

At once is within ten seconds. All of them in one and the same instant wait for each other: a request costs some 9 ms of a
processor, so two of them need about a second for 200. That is measured beside it, with a limit of our own.
"""

from pathlib import Path

from .databases import on_each
from .figures import Figure


def measure(folder: Path) -> list[Figure]:
    return [row for database, found in on_each("benchmarks.sending") for row in figures(database, found)]


def figures(database: str, found: dict) -> list[Figure]:
    taken, instant = sorted(found["seconds"]), sorted(found["instant"])
    return [
        Figure(f"200 raters send at once, {database}: answers lost", found["lost"], "answers", 0),
        Figure("the same in one instant: the last has the receipt after", round(instant[-1] * 1000), "ms", 5000),
        Figure("the same: 95 of 100 within", round(taken[int(len(taken) * 0.95)] * 1000), "ms", 500),
        Figure("the same: median", round(taken[len(taken) // 2] * 1000), "ms", 500),
    ]
