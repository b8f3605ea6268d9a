"""Two hundred raters send their answers at once, on SQLite and on PostgreSQL: nothing lost, and how long it takes.

At once is within ten seconds. All of them in one and the same instant wait for each other: a request costs some 9 ms of a
processor, so two of them need about a second for 200. That is measured beside it, with a limit of our own.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .figures import Figure

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = [sys.executable, "-m", "benchmarks.sending"]
NO_POSTGRES = 77


def measure(folder: Path) -> list[Figure]:
    rows = figures("SQLite", PROGRAM)
    with_postgres = [str(ROOT / "scripts" / "with_postgres.sh"), *PROGRAM]
    return rows + figures("PostgreSQL", with_postgres)


def figures(database: str, command: list[str]) -> list[Figure]:
    """None where the machine has no such database; the run says so."""
    with tempfile.TemporaryDirectory() as data:
        kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment = kept | {"STEPWELL_DATA": data, "STEPWELL_DEMONSTRATION": "1"}
        environment["DJANGO_SETTINGS_MODULE"] = "stepwell.config.settings"
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == NO_POSTGRES:
        print("   left out: there is no PostgreSQL on this machine")  # noqa: T201
        return []
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    found = json.loads(done.stdout.splitlines()[-1])
    taken, instant = sorted(found["seconds"]), sorted(found["instant"])
    return [
        Figure(f"200 raters send at once, {database}: answers lost", found["lost"], "answers", 0),
        Figure("the same in one instant: the last has the receipt after", round(instant[-1] * 1000), "ms", 5000),
        Figure("the same: 95 of 100 within", round(taken[int(len(taken) * 0.95)] * 1000), "ms", 500),
        Figure("the same: median", round(taken[len(taken) // 2] * 1000), "ms", 500),
    ]
