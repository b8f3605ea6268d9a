"""Two processes that write at once, on SQLite: nothing is lost, and nobody is told that the database is locked."""

import subprocess
import sys
import time
from pathlib import Path

from .figures import Figure
from .world import ready

EACH = 500
CODE = """
import django, sys
django.setup()
from django.db import transaction
from stepwell.people.models import Person
person = Person.objects.order_by("pk")[0]
for _ in range({each}):
    with transaction.atomic():
        now = Person.objects.get(pk=person.pk)
        now.preferred_name = str(int(now.preferred_name or 0) + 1)
        now.save()
"""


def measure(folder: Path) -> list[Figure]:
    ready(folder)
    from stepwell.people.models import Person

    first = Person.objects.order_by("pk")[0]
    Person.objects.filter(pk=first.pk).update(preferred_name="")
    began = time.perf_counter()
    writers = [
        subprocess.Popen([sys.executable, "-c", CODE.format(each=EACH)], stderr=subprocess.PIPE) for _ in range(2)
    ]
    faults = sum(b"locked" in (writer.communicate()[1] or b"") or writer.returncode != 0 for writer in writers)
    seconds = time.perf_counter() - began
    counted = int(Person.objects.get(pk=first.pk).preferred_name)
    Person.objects.filter(pk=first.pk).update(preferred_name="")
    return [
        Figure(f"two writers × {EACH} read-then-write: lost", 2 * EACH - counted, "writes", 0),
        Figure("the same: writers that met “locked” or failed", faults, "writers", 0),
        Figure("the same: time", round(seconds, 1), "s", 60),
    ]
