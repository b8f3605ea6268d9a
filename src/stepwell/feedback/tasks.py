"""Background work: each task calls one operation, and running it again does no harm."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from .operations import due, inviting
from .queries.cycles import cycle_by_id
from .queries.rounds import round_by_id


@task(queue_name="mail")
def send_waiting() -> int:
    """Invitations and reminders that are to go. Links are made here, so that the queue never holds one."""
    return inviting.send_waiting(at=timezone.now())


@task()
def finish_round(round_id: str) -> None:
    """Close it, prepare its report and open it, as far as each is due."""
    if round := round_by_id(UUID(round_id)):
        due.finish_round(round, at=timezone.now(), today=timezone.localdate())


@task()
def finish_rounds(cycle_id: str) -> int:
    """One task for each round of a cycle that has closed, so that several workers share them."""
    cycle = cycle_by_id(UUID(cycle_id))
    waiting = due.closing_in(cycle) if cycle else []
    for round_id in waiting:
        finish_round.enqueue(str(round_id))
    return len(waiting)
