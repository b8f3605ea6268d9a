"""The program behind `senders`: an installation of its own, and 200 raters who have answered everything and send it.

Half of the rounds send in one instant, the others within some seconds, as people do after a reminder. Some more send
beforehand, one after another in this process: what one sending asks of a processor, whatever else the machine does.
Prints {"processor": seconds, "instant": [seconds of each], "seconds": [the same], "lost": n}, on whatever database
DATABASE_URL says.
"""

import http.client
import json
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from statistics import median
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from .load import free_port, wait_for
from .world import stepwell

ROUNDS, RATERS = 42, 10
ALONE = 20
SECONDS = 10


def main() -> None:
    stepwell("prepare")
    stepwell("demo", "--people", "120")
    import django

    django.setup()
    tokens = answered_and_not_sent()
    alone = [processor_time(token) for token in tokens[:ALONE]]
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "stepwell.config.cli",
        "serve",
        "--port",
        str(port),
        "--workers",
        "2",
        "--no-worker",
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        for token in tokens[ALONE : 2 * ALONE]:  # each web process reads its frameworks once
            ask(port, "GET", f"/feedback/answer/{token}/check/")
        middle = (ALONE + len(tokens)) // 2
        instant, seconds = send_all(port, tokens[ALONE:middle], 0), send_all(port, tokens[middle:], SECONDS)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    found = {"processor": median(alone), "instant": instant, "seconds": seconds, "lost": lost(tokens)}
    print(json.dumps(found))


def answered_and_not_sent() -> list[str]:
    """Links of raters in rounds on the framework with most parts; their drafts hold an answer to each, and a comment."""
    from django.utils import timezone

    from stepwell.feedback.operations import answering, cycles, inviting, nominating, rounds
    from stepwell.feedback.queries.asking import asked_of, item_kinds
    from stepwell.feedback.queries.inviting import visit_of
    from stepwell.frameworks.queries import latest_versions, pack_of
    from stepwell.people.models import Appointment, DemonstrationRole
    from stepwell.people.queries import main_appointment

    at, today = timezone.now(), timezone.localdate()
    first = DemonstrationRole.objects.order_by("order")[0].person
    organisation = main_appointment(first, today).organisation
    levelled = [one for one in latest_versions() if "dimensions" in item_kinds(pack_of(one))]
    cycle = cycles.create_cycle(
        organisation=organisation, version=max(levelled, key=lambda one: len(pack_of(one).dimensions)), overlay=None,
        title="Measured", opens_on=today, closes_on=today + timedelta(days=21), repeat_months=0, by=first, at=at,
    )  # fmt: skip
    cycles.open_cycle(cycle, by=first, at=at)
    found = []
    staff = Appointment.objects.current(today).filter(organisation=organisation).select_related("person")
    for number, job in enumerate(staff.order_by("person__email")[:ROUNDS]):
        who = {"by": job.person, "at": at, "today": today}
        round = rounds.join_cycle(cycle, subject=job.person, **who)
        for rater in range(RATERS):
            address = f"rater{number}-{rater}@measured.example"
            nominating.nominate(round, group=cycle.groups.get(key="peers"), name="A rater", email=address, **who)
        nominating.submit_nominations(round, **who)
        for nomination in round.nominations.all():
            visit = visit_of(inviting.issue_link(nomination.invitation, at), at)
            asked = asked_of(cycle)
            answering.save_draft(
                visit, ratings=dict.fromkeys(asked.item_ids, 2), comments={"question_1": "They ask first."},
                importance=dict.fromkeys(asked.dimension_ids, 1), revision=0, at=at,
            )  # fmt: skip
            found.append(visit.token)
    return found


def processor_time(token: str) -> float:
    """Of one sending, through the whole application but for the server's own part."""
    from django.core.wsgi import get_wsgi_application

    body = urlencode({"group": "peers"}).encode()
    asked = {
        "REQUEST_METHOD": "POST", "PATH_INFO": f"/feedback/answer/{token}/check/", "HTTP_HOST": "localhost",
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body),
    }  # fmt: skip
    setup_testing_defaults(asked)
    application = get_wsgi_application()
    began = time.process_time()
    answer = application(asked, lambda status, headers, error=None: None)
    taken = time.process_time() - began
    answer.close()  # type: ignore[attr-defined]  # as a server does
    return taken


def send_all(port: int, tokens: list[str], within: float) -> list[float]:
    """All 200 at work at the same time, each with a connection of their own."""
    taken: list[float] = []
    together, chance = threading.Barrier(len(tokens)), Random(7)

    def send(token: str, after: float) -> None:
        together.wait()
        time.sleep(after)
        taken.append(ask(port, "POST", f"/feedback/answer/{token}/check/", {"group": "peers"}))

    threads = [threading.Thread(target=send, args=(token, chance.uniform(0, within))) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def ask(port: int, method: str, path: str, data: dict[str, str] | None = None) -> float:
    """How long the answer took; whatever it was, `lost` says whether it was kept."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Host": "localhost", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, urlencode(data) if data else None, headers)
    connection.getresponse().read()
    connection.close()
    return time.perf_counter() - began


def lost(tokens: list[str]) -> int:
    """Raters whose answers did not arrive whole, once."""
    from stepwell.feedback.models import Draft, Invitation
    from stepwell.feedback.models.ratings import Rating, Response
    from stepwell.feedback.queries.asking import asked_of

    rounds = Invitation.objects.filter(nomination__round__cycle__title="Measured")
    responses = Response.objects.filter(round__cycle__title="Measured")
    cycle = rounds[0].nomination.round.cycle
    whole = Rating.objects.filter(response__in=responses).count() == len(tokens) * len(asked_of(cycle).items)
    sent = rounds.filter(state="answered").count()
    drafts = Draft.objects.filter(invitation__in=rounds).count()
    return max(len(tokens) - sent, len(tokens) - responses.count(), drafts, 0 if whole else 1)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main()
