"""A report of about fifteen pages as PDF, once the fonts are warm."""

import statistics
import time
from pathlib import Path

from .figures import Figure
from .world import pages, ready


def measure(folder: Path) -> list[Figure]:
    ready(folder)
    import pypdfium2
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from stepwell.frameworks.models import Framework

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    _, path, person = next(page for page in pages() if page[0] == "report")
    client = Client()
    client.force_login(person.account)
    blanks = [
        reverse("assessments:blank_pdf", args=[slug])
        for slug in Framework.objects.exclude(kind="crosswalk").values_list("slug", flat=True)
    ]
    rows = []
    for name, address in [("report of the demonstration", path.rstrip("/") + ".pdf")] + [
        ("blank copy", blank) for blank in blanks
    ]:
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        length = len(pypdfium2.PdfDocument(b"".join(answer) if answer.streaming else answer.content))
        if name == "blank copy" and length < 10:
            continue
        taken = [timed(client, address) for _ in range(9)]
        rows.append(Figure(f"PDF of {length} pages ({name}), median", round(statistics.median(taken)), "ms", 250))
    return rows


def timed(client, address: str) -> float:
    began = time.perf_counter()
    client.get(address)
    return (time.perf_counter() - began) * 1000
