"""Two hundred raters send their answers at once, on SQLite and on PostgreSQL: nothing lost, and how long it takes.

"At once" can be read in two ways, and both are measured, with the same limit.

* Within ten seconds, as after a reminder.
* In one and the same instant. Then each waits for the others: 190 receipts in 500 ms on two cores leave 5 ms of a
  processor to each, the database, the server and the 200 clients of this program included. So the processor time of one
  sending is measured beside it, alone: that is what a change to the code moves, and what says how many cores hold it.
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
        Figure("the same within ten seconds: 95 of 100 have the receipt after", late(taken), "ms", 500),
        Figure("the same in one instant: 95 of 100 have the receipt after", late(instant), "ms", 500),
        Figure("the same in one instant: the last after", round(instant[-1] * 1000), "ms", 5000),
        Figure("processor time of one sending in the application", round(found["processor"] * 1000, 1), "ms", 5),
    ]


def late(taken: list[float]) -> int:
    """Milliseconds after which 95 of 100 were done."""
    return round(taken[int(len(taken) * 0.95)] * 1000)
