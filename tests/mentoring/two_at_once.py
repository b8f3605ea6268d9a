"""Coordinators who publish in the same instant, click the same offer, write during a pass, and a pair who both say yes.

A program of its own: the tests' database is in memory, where connections do not wait for each other as they do in a file
or on a server. Each act has a thread and a connection of its own, and all begin together.
Prints what each was told and what stands in the database afterwards.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.utils import timezone

from stepwell.sealing.keys import make_key_file

TOGETHER = 6


def main() -> None:
    django.setup()
    from django.test.utils import setup_test_environment  # noqa: PLC0415  needs Django to have started

    setup_test_environment()
    make_key_file(Path(settings.SEALING_KEY_FILE))
    cast, run = reviewed()
    found = {"published": at_once([partial(publish, run, cast) for _ in range(TOGETHER)])}
    late = placed(cast, run)
    found["offers"] = at_once([partial(offer, late, cast) for _ in range(TOGETHER)])
    found["answers"] = at_once(
        [partial(say_yes, pairing, side) for pairing in offered() for side in ("mentee", "mentor")]
    )
    found["mail"] = mailed()
    print(json.dumps(found | counts()))  # noqa: T201  the answer of a program


def reviewed() -> tuple[Any, Any]:
    """Five wait for a mentor, six have room; a run is done and nobody has published it."""
    from stepwell.frameworks.files import load_pack  # noqa: PLC0415
    from stepwell.frameworks.operations import publish as publish_pack  # noqa: PLC0415
    from tests.cast import NOW, make_cast, make_person  # noqa: PLC0415
    from tests.mentoring import making  # noqa: PLC0415
    from tests.mentoring.test_runs import run_now  # noqa: PLC0415

    cast = make_cast()
    version = publish_pack(load_pack(Path(__file__).resolve().parents[1] / "packs" / "kiln"), by=None, at=NOW)
    programme = making.make_programme(cast, version, acceptable_from=0)
    for number in range(5):
        making.ask(programme, make_person(f"Mentee{number} Potter"), cast.ashdown)
    for number in range(6):
        making.offer(make_person(f"Mentor{number} Turner"), programme, cast.marlow)
    return cast, run_now(programme)


def at_once(acts: list[Callable[[], str]]) -> dict[str, int]:
    """How often each was answered."""
    gate = threading.Barrier(len(acts))
    with ThreadPoolExecutor(len(acts)) as pool:
        return dict(Counter(pool.map(lambda act: alone(gate, act), acts)))


def alone(gate: threading.Barrier, act: Callable[[], str]) -> str:
    from stepwell.mentoring.operations.refusals import Refused  # noqa: PLC0415

    gate.wait()
    try:
        return act()
    except Refused as refusal:
        return type(refusal).__name__
    except Exception as fault:
        return repr(fault)
    finally:
        connection.close()


def publish(run: Any, cast: Any) -> str:
    from stepwell.mentoring.operations import publishing  # noqa: PLC0415
    from tests.cast import NOW, TODAY  # noqa: PLC0415

    return str(publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY))


def placed(cast: Any, run: Any) -> Any:
    """Somebody comes later, and is found a mentor; while that is worked out, somebody else changes the programme."""
    from stepwell.mentoring.models import MenteeRequest  # noqa: PLC0415
    from stepwell.mentoring.operations import programmes, reworking  # noqa: PLC0415
    from tests.cast import NOW, make_person  # noqa: PLC0415
    from tests.mentoring import making  # noqa: PLC0415

    late = making.ask(run.programme, make_person("Late Potter"), cast.ashdown)
    MenteeRequest.objects.filter(pk=late.pk).update(sent_at=NOW + timedelta(hours=1))
    real, solved, written = reworking.next_for, threading.Event(), threading.Event()

    def slow(*rest: Any, **more: Any) -> Any:
        found = real(*rest, **more)
        solved.set()
        if not written.wait(30):
            raise TimeoutError("somebody else had to wait for a pass that was still working it out")
        return found

    def a_pass() -> None:
        try:
            making.match_again()
        finally:
            connection.close()

    reworking.next_for = slow
    with ThreadPoolExecutor(1) as pool:
        passing = pool.submit(a_pass)
        solved.wait(60)
        programmes.change_programme(run.programme, accept_days=11, by=cast.cora, at=NOW)
        written.set()
        passing.result()
    return late.pairings.get()


def offer(pairing: Any, cast: Any) -> str:
    from stepwell.mentoring.operations import placing  # noqa: PLC0415
    from tests.cast import NOW, TODAY  # noqa: PLC0415

    return str(placing.offer_placed(pairing, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY))


def offered() -> list[Any]:
    from stepwell.mentoring.models import ProposedPairing  # noqa: PLC0415

    found = ProposedPairing.objects.filter(state="offered").order_by("id")
    return list(found.select_related("programme", "request__person", "enrolment__profile__person"))


def say_yes(pairing: Any, side: str) -> str:
    from stepwell.mentoring.operations import publishing  # noqa: PLC0415
    from tests.cast import NOW, TODAY  # noqa: PLC0415

    person = pairing.request.person if side == "mentee" else pairing.enrolment.profile.person
    return "began" if publishing.accept(pairing, by=person, at=NOW, today=TODAY) else "waits"


def mailed() -> dict[str, bool]:
    """What waits to be sent goes out, and whatever else waits is left to the worker itself."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    from stepwell.config.schedule import start_mailing  # noqa: PLC0415

    parts = {"task_path": "a long one", "args_kwargs": {"args": [], "kwargs": {}}, "run_after": timezone.now()}
    long = DBTaskResult.objects.create(queue_name="default", backend_name="default", **parts)
    mail = DBTaskResult.objects.filter(queue_name="mail")
    waited, stop, until = mail.filter(status="READY").exists(), start_mailing("worker-1"), time.monotonic() + 30
    while mail.exclude(status="SUCCESSFUL").exists() and time.monotonic() < until:
        time.sleep(0.05)
    stop()
    long.refresh_from_db()
    return {"waited": waited, "sent": not mail.exclude(status="SUCCESSFUL").exists(), "left": long.status == "READY"}


def counts() -> dict[str, Any]:
    from stepwell.audit.models import AuditEvent  # noqa: PLC0415
    from stepwell.mentoring.models import MentoringRelationship, ProposedPairing, RunPublication  # noqa: PLC0415

    return {
        "publications": RunPublication.objects.count(),
        "events": AuditEvent.objects.filter(action="matching_published").count(),
        "pairings": dict(Counter(ProposedPairing.objects.values_list("state", flat=True))),
        "relationships": MentoringRelationship.objects.count(),
    }


if __name__ == "__main__":
    main()
