"""Background work: each task calls one operation, and running it again does no harm."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from .models import MentoringProgramme, MentorProfile
from .operations import reworking, running
from .operations.programmes import held_by_key
from .queries import following
from .queries.runs import run_by_id


@task()
def work_out(run_id: str) -> None:
    if run := run_by_id(UUID(run_id)):
        running.work_out(run, at=timezone.now(), today=timezone.localdate())


@task()
def place_again(programme_id: str) -> int:
    return reworking.place_again(UUID(programme_id), at=timezone.now(), today=timezone.localdate())


def follow(programme: MentoringProgramme) -> None:
    """Something has changed in a programme, and is committed: what is not published is matched again."""
    queue_passes(following.with_mentors_of(programme))


def follow_mentor(profile: MentorProfile) -> None:
    """The same where it is a mentor who has changed."""
    queue_passes(following.with_mentor(profile))


def queue_passes(programmes: Iterable[UUID]) -> int:
    """A pass over each, unless one waits to be begun: that one will read whatever is committed by now.

    One that has begun may have read before the change, and does not count. The row of the programme is held between
    looking and queueing, so that of two changes in one instant only one queues.
    """
    queued = 0
    for programme in programmes:
        with transaction.atomic():
            held_by_key(programme)
            if not waiting(programme):
                place_again.enqueue(str(programme))
                queued += 1
    return queued


def waiting(programme: UUID) -> bool:
    ready = DBTaskResult.objects.filter(status="READY", task_path=place_again.module_path)
    return ready.filter(args_kwargs__args=[str(programme)]).exists()
