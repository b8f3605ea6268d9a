"""One size of programme, in a process and a database of its own: `python -m benchmarks.following_at 10000 4500`.

A run is solved and published in one organisation. Then somebody applies, somebody says no, and a mentor joins; after each
comes one pass over what is not published, as the task makes it. Prints its figures as JSON.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .matching_sizes import memory, since
from .world import ready

PEOPLE, MANAGERS = 200, 750


def main(mentees: int, mentors: int) -> None:
    ready(Path(os.environ["STEPWELL_DATA"]), PEOPLE)
    world, late, joining = made(mentees, mentors)
    found = published(world)
    found["memory of the run"] = memory()
    json.dump(found | changes(world, late, joining), sys.stdout)


def made(mentees: int, mentors: int) -> tuple[Any, Any, Any]:
    """The programme, and two who come later: a mentee, and a mentor."""
    from django.db import transaction

    from stepwell.mentoring.models import MenteeRequest, MentorEnrolment

    from .following_made import World

    with transaction.atomic():
        world = World()
        world.people(MANAGERS, "Manager")
        enrolments = world.mentors(world.people(mentors + 1, "Mentor"))
        names = [one.profile.person.full_name for one in enrolments]
        requests = world.mentees(world.people(mentees + 1, "Mentee"), names)
        late, joining = requests[-1], enrolments[-1]
        MenteeRequest.objects.filter(pk=late.pk).update(state="resting")
        MentorEnrolment.objects.filter(pk=joining.pk).update(state="left")
    return world, late, joining


def published(world: Any) -> dict[str, float]:
    from django.utils import timezone

    from stepwell.mentoring.models import MatchingRun
    from stepwell.mentoring.operations import publishing, running

    today, found = timezone.localdate(), {}
    run = running.start_run(world.programme, by=world.coordinator, at=timezone.now())
    began = time.perf_counter()
    running.work_out(run, at=timezone.now(), today=today)
    found["run"] = since(began)
    run = MatchingRun.objects.get(pk=run.pk)
    if run.state != MatchingRun.State.DONE:
        raise SystemExit(f"the run is {run.state}: {run.faults}")
    began = time.perf_counter()
    parts = {"organisation": world.programme.host, "by": world.coordinator}
    found["pairings"] = publishing.publish(run, at=timezone.now(), today=today, **parts)
    found["publishing"] = since(began)
    return found


def changes(world: Any, late: Any, joining: Any) -> dict[str, float]:
    from django.urls import reverse
    from django.utils import timezone

    from stepwell.mentoring.models import MenteeRequest, MentorEnrolment, ProposedPairing
    from stepwell.mentoring.operations import publishing

    def arrive() -> None:
        MenteeRequest.objects.filter(pk=late.pk).update(state="waiting")

    def decline() -> None:
        offered = ProposedPairing.objects.filter(programme=world.programme, state="offered")
        pairing = offered.select_related("request__person").first()
        publishing.decline(pairing, by=pairing.request.person, at=timezone.now(), today=timezone.localdate())

    def join() -> None:
        MentorEnrolment.objects.filter(pk=joining.pk).update(state="active")

    reverse("home:home")  # reads every address, as the first mail of a worker does
    found = {"pass after publishing": passed(world, lambda: None)}
    for name, change in {"arrival": arrive, "decline": decline, "mentor": join}.items():
        found[f"pass after {name}"] = passed(world, change)
    return found | {"memory": memory()}


def passed(world: Any, change: Callable[[], None]) -> dict[str, float]:
    """Seconds of the pass, those of the processor among them, for how many somebody else was found, and the longest that
    another writer had to wait."""
    from django.utils import timezone

    from stepwell.mentoring.operations import reworking

    change()
    with Meanwhile(world) as meanwhile:
        began, worked = time.perf_counter(), time.process_time()
        moved = reworking.place_again(world.programme.pk, at=timezone.now(), today=timezone.localdate())
        seconds, processor = since(began), round(time.process_time() - worked, 2)
    return {
        "seconds": seconds,
        "processor": processor,
        "moved": moved,
        "waited": round(max(meanwhile.waited, default=0) * 1000),
    }


class Meanwhile(threading.Thread):
    """Somebody else who writes to the programme all the while, on a connection of their own.

    They are in this process, so what they wait for is not the database alone: it is the most that it can be.
    """

    def __init__(self, world: Any) -> None:
        super().__init__()
        self.programme, self.waited, self.over = world.programme.pk, list[float](), threading.Event()

    def run(self) -> None:
        from django.db import connection, transaction

        from stepwell.mentoring.models import MentoringProgramme
        from stepwell.mentoring.operations.programmes import held_by_key

        while not self.over.wait(0.05):
            began = time.perf_counter()
            with transaction.atomic():
                held_by_key(self.programme)
                MentoringProgramme.objects.filter(pk=self.programme).update(accept_days=10)
            self.waited.append(time.perf_counter() - began)
        connection.close()

    def __enter__(self) -> "Meanwhile":
        self.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.over.set()
        self.join()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
