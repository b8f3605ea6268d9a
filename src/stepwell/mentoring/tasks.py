"""Background work: each task calls one operation, and running it again does no harm."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from .operations import reworking, running
from .queries.runs import run_by_id


@task()
def work_out(run_id: str) -> None:
    if run := run_by_id(UUID(run_id)):
        running.work_out(run, at=timezone.now(), today=timezone.localdate())


@task()
def place_again() -> int:
    return reworking.place_again(at=timezone.now(), today=timezone.localdate())
