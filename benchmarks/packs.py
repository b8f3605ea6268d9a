"""Reading, checking and publishing all packs into an empty database."""

import subprocess
import sys
import time
from pathlib import Path

from .figures import Figure


def measure(folder: Path) -> list[Figure]:
    run = [sys.executable, "-m", "stepwell.config.cli"]
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True)
    began = time.perf_counter()
    subprocess.run([*run, "load-packs"], check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - began
    for file in folder.glob("stepwell.sqlite3*"):
        file.unlink()
    return [Figure("all packs loaded, from the command line", round(seconds, 2), "s", 5)]
