"""Mentoring between two runs, for real: one pass over what is not published, whole, with 10,000 applications.

Read everybody, go on from the pass before, write what is otherwise. It has a process and a database of its own
(`following_at.py`). The limits are for a machine that does nothing else.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from .figures import Figure

MENTEES, MENTORS = 10_000, 4_500
PASSES = {"publishing": 30, "arrival": 12, "decline": 12, "mentor": 12}


def measure(folder: Path) -> list[Figure]:
    command = [sys.executable, "-m", "benchmarks.following_at", str(MENTEES), str(MENTORS)]
    own = {**os.environ, "STEPWELL_DATA": str(folder / "following")}
    found = json.loads(
        subprocess.run(command, check=True, capture_output=True, env=own, cwd=Path(__file__).parents[1]).stdout
    )
    size = f"mentoring {MENTEES:,} × {MENTORS:,}"
    rows = [
        Figure(f"{size}: a run as a coordinator starts it, read and written", found["run"], "s", 60),
        Figure(f"{size}: publishing {found['pairings']:,} of its pairs", found["publishing"], "s", 10),
    ]
    for name, limit in PASSES.items():
        one = found[f"pass after {name}"]
        lead = f"{size}: a pass after {WORDS[name]}"
        rows.append(Figure(f"{lead}, {one['moved']:,} moved", one["seconds"], "s", limit))
        rows.append(Figure(f"{lead}: time of the processor, without the solver", one["processor"], "s", limit))
        rows.append(Figure(f"{lead}: longest that another writer waited", one["waited"], "ms", 1000))
    return [*rows, Figure(f"{size}: memory of run and passes, solver included", found["memory"], "MB", 1500)]


WORDS = {
    "publishing": "one organisation has published",
    "arrival": "somebody has joined",
    "decline": "somebody has said no",
    "mentor": "a mentor has joined",
}
