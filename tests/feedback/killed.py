"""Raters send, a cycle closes, reports are prepared and opened, by processes that are killed (SIGKILL) again and again.

A program of its own, on a database of its own. Each attempt is a process that does what is left to do, in the order of
the real tasks; its parent kills it after a random moment and looks at what lies in the database. Prints
{"kills": {work: n}, "faults": […], "responses": n, "ratings": n, "reports": n, "released": n, "mails": n, "events": {…}}.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from typing import NoReturn

import django
from django.db import connections

RATERS = 40


def main() -> None:
    django.setup()
    from django.test.utils import setup_test_environment  # noqa: PLC0415  needs Django to have started

    from tests.feedback.many_senders import invited  # noqa: PLC0415

    setup_test_environment()
    tokens = invited(RATERS)
    rate_themselves()
    kills, faults = {}, []
    for name, work in (("send", lambda: send_all(tokens)), ("close", close_all), ("release", release_all)):
        kills[name] = attempt(work, faults, random.Random(name))
    print(json.dumps({"kills": kills, "faults": faults, **counts()}))  # noqa: T201  the answer of a program


def attempt(work, faults: list[str], chance: random.Random) -> int:
    """Let processes work until one of them has finished; all before it are killed. How many were."""
    killed, longest = 0, 0.012
    while True:
        connections.close_all()
        child = os.fork()
        if child == 0:
            run(work)
        time.sleep(chance.uniform(0.002, longest))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        faults += broken()
        if os.WIFEXITED(status):
            faults += ["a process ended with a fault"] * bool(os.WEXITSTATUS(status))
            return killed
        killed += 1
        longest *= 1.04


def run(work) -> NoReturn:
    """In the child, which never returns to what its parent was doing."""
    status = 1
    try:
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def rate_themselves() -> None:
    """This also reads the framework into memory, so that no process spends its life on it."""
    from stepwell.feedback.models import FeedbackRound  # noqa: PLC0415
    from tests.feedback import making  # noqa: PLC0415

    for round in FeedbackRound.objects.select_related("subject", "cycle"):
        making.rate_self(round)


def send_all(tokens: list[str]) -> None:
    """Each rater as their browser would: the draft, then sending. Whoever has sent sees the receipt."""
    from tests.feedback import making  # noqa: PLC0415

    for number, token in enumerate(tokens):
        if making.visit(token).standing == "open":
            making.answer(token, level=number % 3, text=f"Comment {number}")


def close_all() -> None:
    from stepwell.feedback.models import Cycle  # noqa: PLC0415
    from stepwell.feedback.operations import closing, cycles, due  # noqa: PLC0415
    from tests.feedback import making  # noqa: PLC0415

    cycles.close_cycle(Cycle.objects.get(), by=None, at=making.LATER)
    for round in due.to_close(making.AFTER):
        closing.close_round(round, by=None, at=making.LATER)


def release_all() -> None:
    from stepwell.feedback.models import FeedbackRound  # noqa: PLC0415
    from stepwell.feedback.operations import due, releasing  # noqa: PLC0415
    from tests.feedback import making  # noqa: PLC0415

    for round in due.to_prepare():
        releasing.prepare_report(round, by=None, at=making.LATER)
    for round in FeedbackRound.objects.filter(state="prepared").select_related("subject"):
        releasing.release_report(round, by=round.subject, at=making.LATER, today=making.AFTER)


def broken() -> list[str]:
    """What may never be seen, at whatever moment a process died: half of anything."""
    from stepwell.feedback.models import Draft, FeedbackReport, FeedbackRound, Invitation  # noqa: PLC0415
    from stepwell.feedback.models.ratings import Rating, Response, ResponseComment  # noqa: PLC0415

    found = []
    answered = Invitation.objects.filter(state="answered")
    rows = (answered.count(), Response.objects.count(), Rating.objects.count(), ResponseComment.objects.count())
    if rows != (rows[0], rows[0], 2 * rows[0], rows[0]):
        found.append(f"answered, responses, ratings, comments: {rows}")
    if Draft.objects.filter(invitation__state="answered").exists():
        found.append("a draft of somebody who has sent")
    for round in FeedbackRound.objects.all():
        taken, reports = round.snapshots.count(), FeedbackReport.objects.filter(snapshot__round=round)
        opened = reports.filter(released_at__isnull=False).count()
        shown = Response.objects.filter(round=round, snapshot__isnull=False).count()
        here = Response.objects.filter(round=round).count()
        fits = {
            "collecting": (0, 0, 0, 0), "closing": (0, 0, 0, 0), "closed": (1, 0, 0, 0), "prepared": (1, 1, 0, here),
            "released": (1, 1, 1, here),
        }  # fmt: skip
        if (taken, reports.count(), opened, shown) != fits[round.state]:
            found.append(f"{round.state}: {(taken, reports.count(), opened, shown)}")
        waiting = Invitation.objects.filter(nomination__round=round, state="open").exists()
        if waiting and round.state in ("closed", "prepared", "released"):
            found.append(f"{round.state} with an open invitation")
    return found


def counts() -> dict:
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    from stepwell.audit.models import AuditEvent  # noqa: PLC0415
    from stepwell.domain.disclosure import audit_releases  # noqa: PLC0415
    from stepwell.feedback.models import FeedbackReport  # noqa: PLC0415
    from stepwell.feedback.models.ratings import Rating, Response  # noqa: PLC0415

    once = ["feedback_cycle_closed", "feedback_round_closed", "feedback_report_prepared", "feedback_report_released"]
    actions = AuditEvent.objects.filter(action__in=once).values_list("action", flat=True)
    return {
        "responses": Response.objects.count(),
        "ratings": Rating.objects.count(),
        "reports": FeedbackReport.objects.count(),
        "released": FeedbackReport.objects.filter(released_at__isnull=False).count(),
        "holding": sum(audit_releases([one.content])["holds"] for one in FeedbackReport.objects.all()),
        "mails": DBTaskResult.objects.filter(task_path__endswith="send_mail").count(),
        "events": dict(sorted(Counter(actions).items())),
    }


if __name__ == "__main__":
    sys.exit(main())
