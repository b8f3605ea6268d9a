"""Two people type in one record at once, each in a process of their own, on SQLite and on PostgreSQL: no word is lost.

Each writes 150 words, one a save, from the text as they read it a moment ago: first each in a paragraph of their own, then
both in the same one. Where a merge cannot tell, somebody is asked, and keeps both: as the page offers it.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .figures import Figure

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = [sys.executable, "-m", "benchmarks.typing_together"]
NO_POSTGRES = 77


def measure(folder: Path) -> list[Figure]:
    with_postgres = [str(ROOT / "scripts" / "with_postgres.sh"), *PROGRAM]
    return figures("SQLite", PROGRAM) + figures("PostgreSQL", with_postgres)


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
    return [
        Figure(f"both type in our record, {database}, own paragraphs: words lost", found["apart"], "words", 0),
        Figure("the same, in one paragraph: words lost", found["same"], "words", 0),
        Figure("the same: saves refused with a fault instead of a choice", found["faults"], "saves", 0),
        Figure("the same: 95 of 100 saves within", found["milliseconds"], "ms", 500),
    ]
