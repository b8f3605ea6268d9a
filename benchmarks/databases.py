"""Runs a program of the benchmarks in an installation of its own, on SQLite and, where there is one, on PostgreSQL."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NO_POSTGRES = 77


def on_each(module: str) -> Iterator[tuple[str, dict]]:
    """The database's name, and what the program said on its last line; the run says which database is missing."""
    program = [sys.executable, "-m", module]
    with_postgres = [str(ROOT / "scripts" / "with_postgres.sh"), *program]
    for database, command in (("SQLite", program), ("PostgreSQL", with_postgres)):
        done = run_alone(command)
        if done.returncode == NO_POSTGRES:
            print("   left out: there is no PostgreSQL on this machine")
            continue
        if done.returncode:
            raise SystemExit(done.stderr[-2000:])
        yield database, json.loads(done.stdout.splitlines()[-1])


def run_alone(command: list[str]) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as data:
        kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment = kept | {"STEPWELL_DATA": data, "STEPWELL_DEMONSTRATION": "1"}
        environment["DJANGO_SETTINGS_MODULE"] = "stepwell.config.settings"
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
