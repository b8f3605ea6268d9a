"""10,000 reminders written down and sent to a mail server of this machine; the worker is killed on the way.

"Twice" counts people who were sent two messages about one thing. A message that was on the wire at the moment of the kill
may come again: it has the same number, so that a mail system shows one. Those are counted beside it, one for each kill.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .figures import Figure
from .mail_sink import Sink

ROOT = Path(__file__).resolve().parents[1]
CONVERSATIONS, KILLS = 5000, 3
CODE = "from benchmarks.reminders_made import {name}; {name}({arguments})"


def measure(folder: Path) -> list[Figure]:
    sink = Sink()
    with tempfile.TemporaryDirectory() as data:
        kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment = kept | {
            "STEPWELL_DATA": data,
            "STEPWELL_DEMONSTRATION": "1",
            "STEPWELL_MAIL_HOST": "127.0.0.1",
            "STEPWELL_MAIL_PORT": str(sink.port),
            "DJANGO_SETTINGS_MODULE": "stepwell.config.settings",
        }
        run(environment, "make", CONVERSATIONS)
        began = time.perf_counter()
        wanted = int(run(environment, "queue"))
        lives = 0
        for life in range(KILLS):
            lives += killed(environment, life, sink, (life + 1) * wanted // (KILLS + 1))
        run(environment, "send", KILLS)
        seconds = time.perf_counter() - began
        left = int(run(environment, "left"))
    came = sink.came
    people_told_twice = len(came) - wanted
    again = sum(count - 1 for count in came.values())
    return [
        Figure(f"{wanted:,} reminders written down and sent", round(seconds / 60, 2), "min", 2),
        Figure(f"the same, the worker killed {lives} times: lost", max(left, wanted - len(came)), "reminders", 0),
        Figure("the same: two messages about one thing", max(people_told_twice, 0), "reminders", 0),
        Figure("the same: one message delivered again, with the number it had", again, "messages", lives),
    ]


def command(name: str, *arguments: int) -> list[str]:
    return [sys.executable, "-c", CODE.format(name=name, arguments=", ".join(map(str, arguments)))]


def run(environment: dict[str, str], name: str, *arguments: int) -> str:
    done = subprocess.run(
        command(name, *arguments), cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def killed(environment: dict[str, str], life: int, sink: Sink, after: int) -> int:
    """A worker that sends until so many have come, and is killed there (signal 9)."""
    worker = subprocess.Popen(command("send", life), cwd=ROOT, env=environment)
    while worker.poll() is None and sink.total() < after:
        time.sleep(0.002)
    if worker.poll() is not None:
        raise SystemExit("the worker ended before it could be killed")
    worker.kill()
    worker.wait()
    return 1
