"""Serving: the web server and the worker together, so that one command is a working system."""

import os
import signal
import socket
import subprocess
import sys
import time

CHECK_SECONDS = 0.5
STOP_SECONDS = 20


class PortTaken(Exception):
    """Something else answers there: the web server would share the port with it, and each would get half of the requests."""


def serve(*, host: str, port: int, workers: int, with_worker: bool) -> int:
    """Run until a signal or until one of the processes ends; then stop the others. Returns the exit status."""
    processes = [start(web_command(host, port, workers))]
    if with_worker:
        processes.append(start([sys.executable, "-m", "stepwell.config.cli", "worker"]))
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping and all(process.poll() is None for process in processes):
        time.sleep(CHECK_SECONDS)
    status = 0 if stopping else 1
    end(processes)
    return status


def refuse_taken(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise PortTaken(f"{host}: there is no such address here. Choose another with --host") from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise PortTaken(f"{host}:{port} cannot be used: {error.strerror}. Choose another with --port") from error


def start(command: list[str]) -> subprocess.Popen:
    """In a group of its own: Ctrl+C reaches us alone, and we end what we started in order, its own processes included."""
    return subprocess.Popen(command, process_group=0)


def web_command(host: str, port: int, workers: int) -> list[str]:
    """Granian over WSGI. Threads per worker stay few: SQLite has one writer, PostgreSQL a limit of connections."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", os.environ.get("STEPWELL_THREADS", "4"),
        "--backlog", "1024", "--log-level", "warning", "--no-ws", "stepwell.config.wsgi:application",
    ]  # fmt: skip


def end(processes: list[subprocess.Popen]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
