"""From a clean clone to the first page, packages being in the installer's cache."""

import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

from .figures import Figure
from .load import free_port

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 60


def measure(folder: Path) -> list[Figure]:
    target = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(target)], check=True)
    port = free_port()
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("STEPWELL_", "DJANGO_", "VIRTUAL_ENV"))
    }
    began = time.perf_counter()
    run = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=target,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        seconds = until_answered(port, began)
    finally:
        os.killpg(run.pid, signal.SIGTERM)
        run.wait(30)
    return [Figure("clean clone to the first page", round(seconds, 1), "s", LIMIT)]


def until_answered(port: int, began: float) -> float:
    while time.perf_counter() - began < 5 * LIMIT:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                if answer.status == 200:
                    return time.perf_counter() - began
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the clone never answered")
