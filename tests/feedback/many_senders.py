"""Two hundred raters send at once, each in a thread with a connection of its own, as the server has them.

A program of its own: the tests' database is in memory, where connections do not wait for each other as they do in a file.
With "closing" as its argument, their rounds are closed meanwhile: then some come too late.
Prints {"faults": […], "too_late": n, "responses": n, "ratings": n, "drafts": n, "states": {state: n}}.
"""

import json
import random
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django
from django.db import connection


def main(closes: bool, senders: int = 200, at_once: int = 24) -> None:
    django.setup()
    from django.test.utils import setup_test_environment  # noqa: PLC0415  needs Django to have started

    setup_test_environment()
    tokens = invited(senders)
    with ThreadPoolExecutor(at_once) as pool:
        closed = [pool.submit(close, place) for place in range(5)] if closes else []
        sent = [pool.submit(send, token) for token in tokens]
        found = [one.result() for one in [*sent, *closed]]
    faults = [fault for fault in found if fault and "NotOpenAnyMore" not in fault]
    too_late = len([fault for fault in found if "NotOpenAnyMore" in fault])
    print(json.dumps({"faults": faults, "too_late": too_late, **counts()}))  # noqa: T201  the answer of a program


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
    tokens = list(making.send().values())
    random.Random(5).shuffle(tokens)
    return tokens


def send(token: str) -> str:
    from tests.feedback import making  # noqa: PLC0415

    try:
        making.answer(token)
    except Exception as fault:
        return repr(fault)
    finally:
        connection.close()
    return ""


def close(place: int) -> str:
    """One of the rounds, in the middle of it all: closing waits its turn like everybody else."""
    from stepwell.feedback.models import FeedbackRound, Invitation  # noqa: PLC0415
    from stepwell.feedback.operations.closing import close_round  # noqa: PLC0415
    from tests.cast import NOW  # noqa: PLC0415

    try:
        while Invitation.objects.filter(state="answered").count() < 10 * place:
            time.sleep(0.01)
        close_round(FeedbackRound.objects.order_by("id")[place], by=None, at=NOW)
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
        "states": dict(sorted(Counter(Invitation.objects.values_list("state", flat=True)).items())),
    }


if __name__ == "__main__":
    main(closes=sys.argv[1:] == ["closing"])
