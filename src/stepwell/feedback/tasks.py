"""Background work: each task calls one operation, and running it again does no harm."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from .operations import closing, due, inviting
from .queries.rounds import round_by_id


@task(queue_name="mail")
def send_waiting() -> int:
    """Invitations and reminders that are to go. Links are made here, so that the queue never holds one."""
    return inviting.send_waiting(at=timezone.now())


@task()
def close_round(round_id: str) -> None:
    if round := round_by_id(UUID(round_id)):
        closing.close_round(round, by=None, at=timezone.now())


@task()
def do_what_is_due() -> dict[str, int]:
    return due.due_work(at=timezone.now(), today=timezone.localdate())
