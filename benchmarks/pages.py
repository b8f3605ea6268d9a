"""Server time of each page at the median, and its number of queries, on one core."""

import os
import statistics
import time
from pathlib import Path

from .figures import Figure
from .world import PEOPLE, pages, ready

TIMES = 25


def measure(folder: Path) -> list[Figure]:
    ready(folder)
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    os.sched_setaffinity(0, {0})
    rows = []
    for name, path, person in pages():
        client = Client()
        client.force_login(person.account)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        asked = len(queries)  # now: the next request forgets them
        if answer.status_code != 200:
            raise SystemExit(f"{name}: {path} answered {answer.status_code}")
        taken = [timed(client, path) for _ in range(TIMES)]
        rows.append(
            Figure(f"{name}, {PEOPLE:,} people: server time, median", round(statistics.median(taken), 1), "ms", 40)
        )
        rows.append(Figure(f"{name}: queries", asked, "queries", 25))
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    return rows


def timed(client, path: str) -> float:
    began = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - began) * 1000
