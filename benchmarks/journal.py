"""Search over one's own journal of ten years: every page of it is opened for each question, and nothing is kept.

The time is that of the whole request, on one core, at the median. What the request is made of stands beside it.
"""

import os
import statistics
import time
from pathlib import Path

from .figures import Figure
from .world import ready
from .years import NOTES, long_serving

TIMES = 15
QUESTIONS = {
    "a word in most notes": "coaching",
    "three words together": "budget handover patience",
    "a word that stands nowhere": "platypus",
    "no words, one year of days": "",
}


def measure(folder: Path) -> list[Figure]:
    ready(folder)
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    person, _ = long_serving()
    client = Client()
    client.force_login(person.account)
    os.sched_setaffinity(0, {0})
    rows = []
    for name, words in QUESTIONS.items():
        data = {"q": words} if words else {"since-day": 1, "since-month": 1, "since-year": time.localtime().tm_year - 1}
        client.post(reverse("journal:search"), data)
        taken = statistics.median(asked(client, reverse("journal:search"), data) for _ in range(TIMES))
        rows.append(Figure(f"search over {NOTES:,} notes, {name}: server time, median", round(taken, 1), "ms", 40))
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    return rows


def asked(client, path: str, data) -> float:
    began = time.perf_counter()
    answer = client.post(path, data)
    if answer.status_code != 200:
        raise SystemExit(f"search answered {answer.status_code}")
    return (time.perf_counter() - began) * 1000
