"""`make bench`: measures each figure that has a limit, and writes them beside the limit to benchmarks/results.

Usage: python -m benchmarks [NAME …]      names as in ORDER, below
"""

import json
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
ORDER = [
    "packs",
    "pages",
    "mentoring",
    "following",
    "rater",
    "load",
    "pdf",
    "disclosure",
    "matching",
    "senders",
    "rounds",
    "writers",
    "together",
    "history",
    "journal",
    "reminders",
    "staff",
    "clone",
]


def main(names: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="stepwell-bench-") as folder:
        os.environ["STEPWELL_DATA"] = folder
        os.environ.pop("DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.config.settings")
        rows, waiting = [], names or list(ORDER)
        while waiting:
            name, *waiting = waiting
            print(f"== {name}", flush=True)
            found = __import__(f"benchmarks.{name}", fromlist=["measure"]).measure(Path(folder))
            for row in found:
                print("  ", row.line(), flush=True)
            rows += found
            write(rows, names, waiting)
    return 0 if all(row.holds for row in rows) else 1


def write(rows, names: list[str], waiting: list[str]) -> None:
    """After each measurement, so that a run which is stopped leaves what it found, and says what it did not come to."""
    RESULTS.mkdir(exist_ok=True)
    about = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "not_measured": waiting,
    }
    stem = "-".join(names) if names else "latest"
    (RESULTS / f"{stem}.json").write_text(
        json.dumps({**about, "rows": [vars(row) | {"holds": row.holds} for row in rows]}, indent=1) + "\n"
    )
    lines = [
        f"# Measured {about['at']}, Python {about['python']}, {about['cores']} cores",
        "",
        *([f"Not measured in this run: {', '.join(waiting)}.", ""] if waiting else []),
        "| what | measured | limit | holds |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {row.what} | {row.measured:g} {row.unit} | {row.limit_words()} | {'yes' if row.holds else '**no**'} |"
        for row in rows
    ]
    (RESULTS / f"{stem}.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
