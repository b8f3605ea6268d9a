"""A thousand rounds closed, their reports prepared and opened by two workers, and then made into PDFs by two processes."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from .figures import Figure

ROUNDS = 1000
CODE = "from benchmarks.rounds_made import {name}; {name}({arguments})"
WORKER = [sys.executable, "-m", "stepwell.config.cli", "worker", "--until-empty"]
ROOT = Path(__file__).resolve().parents[1]


def measure(folder: Path) -> list[Figure]:
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "STEPWELL_DATA": data, "STEPWELL_DEMONSTRATION": "1"}
        environment["DJANGO_SETTINGS_MODULE"] = "stepwell.config.settings"
        environment.pop("DATABASE_URL", None)
        run(environment, python("make", ROUNDS))
        began = time.perf_counter()
        run(environment, python("close"))
        closing = watched(environment, [WORKER, WORKER])
        printing = watched(environment, [python("print_papers", place, 2) for place in range(2)])
        minutes = (time.perf_counter() - began) / 60
        left = int(run(environment, python("left")))
    return [
        Figure(f"{ROUNDS} rounds closed, released and made into PDFs by two workers", round(minutes, 2), "min", 4),
        Figure("the same: rounds that were left out", left, "rounds", 0),
        Figure(
            "the same: memory gained from the second quarter of the work to the last, closing", round(closing), "MB", 40
        ),
        Figure("the same: memory gained, PDFs", round(printing), "MB", 40),
    ]


def python(name: str, *arguments: int) -> list[str]:
    return [sys.executable, "-c", CODE.format(name=name, arguments=", ".join(map(str, arguments)))]


def run(environment: dict[str, str], command: list[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def watched(environment: dict[str, str], commands: list[list[str]]) -> float:
    """Run these together; the most that one of them gained in memory from its second quarter to its last, in the middle."""
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) for command in commands
    ]
    sizes: dict[int, list[float]] = {process.pid: [] for process in processes}
    while any(process.poll() is None for process in processes):
        for process in processes:
            if process.poll() is None and (size := megabytes(process.pid)):
                sizes[process.pid].append(size)
        time.sleep(0.2)
    if any(process.returncode for process in processes):
        raise SystemExit("a worker ended with a fault")
    return max(median(quarter(found, 3)) - median(quarter(found, 1)) for found in sizes.values())


def quarter(found: list[float], place: int) -> list[float]:
    return found[len(found) * place // 4 : len(found) * (place + 1) // 4]


def megabytes(process: int) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:  # it has just ended
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmRSS")), "")
    return int(line.split()[1]) / 1024 if line else 0.0
