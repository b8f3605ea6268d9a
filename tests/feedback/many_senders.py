"""Two hundred raters send at once, each in a thread with a connection of its own, as the server has them.

A program of its own: the tests' database is in memory, where connections do not wait for each other as they do in a file.
Prints {"faults": […], "responses": n, "ratings": n, "drafts": n, "states": […]}.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection


def main(senders: int = 200, at_once: int = 24) -> None:
    django.setup()
    from django.test.utils import setup_test_environment  # noqa: PLC0415  needs Django to have started

    setup_test_environment()
    call_command("migrate", verbosity=0)
    tokens = invited(senders)
    with ThreadPoolExecutor(at_once) as pool:
        faults = [fault for fault in pool.map(send, tokens) if fault]
    print(json.dumps({"faults": faults, **counts()}))  # noqa: T201  the answer of a program


def invited(count: int) -> list[str]:
    """Forty raters in each of five rounds."""
    from stepwell.frameworks.files import load_pack  # noqa: PLC0415
    from stepwell.frameworks.operations import publish  # noqa: PLC0415
    from tests.cast import NOW, make_cast  # noqa: PLC0415
    from tests.feedback import making  # noqa: PLC0415

    cast = make_cast()
    version = publish(load_pack(Path(__file__).resolve().parents[1] / "packs" / "lamplight"), by=None, at=NOW)
    cycle = making.make_cycle(cast, version)
    subjects = [cast.amira, cast.ben, cast.tom, cast.ruth, cast.pat]
    for number, subject in enumerate(subjects):
        round = making.join(cycle, subject)
        for rater in range(count // len(subjects)):
            making.nominate(round, "peers", email=f"r{number}-{rater}@elsewhere.example")
        making.submit(round)
    return list(making.send().values())


def send(token: str) -> str:
    from tests.feedback import making  # noqa: PLC0415

    try:
        making.answer(token)
    except Exception as fault:
        return repr(fault)
    finally:
        connection.close()
    return ""


def counts() -> dict:
    from stepwell.feedback.models import Draft, Invitation  # noqa: PLC0415
    from stepwell.feedback.models.ratings import Rating, Response  # noqa: PLC0415

    return {
        "responses": Response.objects.count(),
        "ratings": Rating.objects.count(),
        "drafts": Draft.objects.count(),
        "states": sorted(set(Invitation.objects.values_list("state", flat=True))),
    }


if __name__ == "__main__":
    main()
