"""Two web processes and four clients: requests a second, and the time within which 95 of 100 are answered.

Requests a second depend on what else the machine does; the processor time that one request costs hardly does, so it is
measured beside them. Two cores that do nothing else give 2,000 ms a second.
"""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from .figures import Figure
from .world import pages, ready, session_of

CLIENTS = 4
SECONDS = 8
NAMES = ["home", "framework", "assessment page", "report"]


def measure(folder: Path) -> list[Figure]:
    ready(folder)
    chosen = [(path, session_of(person)) for name, path, person in pages() if name in NAMES]
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "stepwell.config.cli", "serve", "--port", str(port), "--workers", "2", "--no-worker"],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(port)
        for path, session in chosen * 20:
            ask(http.client.HTTPConnection("127.0.0.1", port), path, session)
        before = processor_seconds(server.pid)
        taken = hammer(port, chosen)
        spent = processor_seconds(server.pid) - before
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    ordered = sorted(taken)
    return [
        Figure(
            "home, framework, assessment and report, 2 workers, 4 clients",
            round(len(taken) / SECONDS),
            "requests/s",
            100,
            at_least=True,
        ),
        Figure("the same: 95 of 100 answered within", round(ordered[int(len(ordered) * 0.95)] * 1000, 1), "ms", 100),
        Figure("the same: processor time of a request", round(spent / len(taken) * 1000, 1), "ms", 15),
        Figure("the same: median", round(statistics.median(taken) * 1000, 1), "ms", 100),
    ]


def processor_seconds(session: int) -> float:
    """What all processes of the session have used so far, in their own code and in the system's."""
    found = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if int(fields[3]) == session:
            found += int(fields[11]) + int(fields[12])
    return found / os.sysconf("SC_CLK_TCK")


def hammer(port: int, chosen: list[tuple[str, str]]) -> list[float]:
    taken: list[float] = []
    end = time.perf_counter() + SECONDS

    def client(start: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        number = start
        while time.perf_counter() < end:
            taken.append(ask(connection, *chosen[number % len(chosen)]))
            number += 1

    threads = [threading.Thread(target=client, args=(start,)) for start in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def ask(connection: http.client.HTTPConnection, path: str, session: str) -> float:
    began = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": f"sessionid={session}", "Host": "localhost"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return time.perf_counter() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"nothing answers on port {port} (pid {os.getpid()})")
