"""What happens by itself: `stepwell tick`, run every minute by the worker, or by a timer where no worker runs."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count as counted

from django.contrib.sessions.models import Session
from django.db import close_old_connections, connections, transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from stepwell.alive import alive
from stepwell.conversations.operations.overdue import count_overdue
from stepwell.conversations.operations.reminding import queue_reminders, waiting
from stepwell.conversations.tasks import send_reminders
from stepwell.feedback.operations.due import due_work
from stepwell.feedback.queries.inviting import first_to_send
from stepwell.feedback.tasks import send_waiting
from stepwell.mentoring.operations import due as mentoring_due
from stepwell.mentoring.queries.following import not_since, saved_since
from stepwell.mentoring.tasks import queue_passes
from stepwell.people.addresses import apply_due
from stepwell.people.kept_forms import remove_old
from stepwell.people.models import StaffImport
from stepwell.plans.operations.reminding import reviews_to_recall
from stepwell.plans.tasks import send_review_reminders

logger = logging.getLogger(__name__)
TICK_SECONDS = 60
EMAIL_SECONDS = 12  # a little longer than a mail server is waited for
WORKER = "worker-"
# A task that runs longer than this was lost with its machine: it is put back, up to a number of tries. What a killed
# worker left is known at once.
LOST_AFTER = timedelta(minutes=30)
MAX_TRIES = 5
KEEP_RESULTS = timedelta(days=14)
KEEP_STAFF_FILES = timedelta(days=7)
WAIT_BETWEEN_TRIES = timedelta(minutes=5)


def tick(now: datetime) -> dict[str, int]:
    """Do everything that is due, each in its own transaction; doing it twice changes nothing. Counts of what was done."""
    return {
        "tasks put back": put_back_lost_tasks(now) + put_back_tasks_of_the_killed(now),
        "tasks tried again": retry_failed_tasks(now),
        "old task results removed": remove_old_results(now),
        "kept forms removed": remove_old(at=now),
        "sessions removed": Session.objects.filter(expire_date__lt=now).delete()[0],
        "staff files emptied": empty_staff_files(now),
        "addresses changed": apply_due(at=now, today=timezone.localdate(now)),
        **due_work(at=now, today=timezone.localdate(now)),
        "feedback mail on its way": send_feedback_mail(now),
        **mentoring(now),
        "overdue reviews counted": count_overdue(at=now, today=timezone.localdate(now)),
        "reminders on their way": remind(now),
        "reminders of plan reviews on their way": remind_of_plans(now),
    }


def mentoring(now: datetime) -> dict[str, int]:
    """Whoever waits again after it is placed by a task, because that solves. What a page saved while somebody typed is
    looked at soon; once a day each programme is anyway: pauses begin and end by themselves, and a task that was never
    queued is made up for.
    """
    done = mentoring_due.due_work(at=now, today=timezone.localdate(now))
    frees = (
        "mentoring offers closed", "mentees moved", "mentors moved", "mentors gone", "mentees gone", "mentoring come to its end"
    )  # fmt: skip
    changed = any(done[what] for what in frees)
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    due = [*not_since(None if changed else today), *saved_since(now)]
    return done | {"mentoring matched again": queue_passes(dict.fromkeys(due))}


def remind(now: datetime) -> int:
    """By a task as well. What a killed worker left is found again by the next tick."""
    queue_reminders(at=now, today=timezone.localdate(now))
    count = waiting(now).count()
    if count:
        send_reminders.enqueue()
    return count


def remind_of_plans(now: datetime) -> int:
    count = reviews_to_recall(now, timezone.localdate(now)).count()
    if count:
        send_review_reminders.enqueue()
    return count


def send_feedback_mail(now: datetime) -> int:
    """By a task, so that a slow mail server holds up nothing else."""
    count = len(first_to_send(now))
    if count:
        send_waiting.enqueue()
    return count


@transaction.atomic
def put_back_lost_tasks(now: datetime) -> int:
    lost = DBTaskResult.objects.select_for_update().filter(status="RUNNING", started_at__lt=now - LOST_AFTER)
    return put_back(lost, now)


def put_back_tasks_of_the_killed(now: datetime) -> int:
    running = DBTaskResult.objects.filter(status="RUNNING").values_list("worker_ids", flat=True)
    put = 0
    for name in sorted({ids[-1] for ids in running if ids and ids[-1].startswith(WORKER)}):
        with alive(name) as gone:
            put += put_back_tasks_of(name, now) if gone else 0
    return put


@contextmanager
def working() -> Iterator[str]:
    """A name that no other living worker has. What the killed one before it left is put back at once."""
    for number in counted(1):
        with alive(f"{WORKER}{number}") as mine:
            if mine:
                put_back_tasks_of(f"{WORKER}{number}", timezone.now())
                yield f"{WORKER}{number}"
                return


@transaction.atomic
def put_back_tasks_of(worker: str, now: datetime) -> int:
    """Only whoever holds the name knows that nobody works on them."""
    running = DBTaskResult.objects.select_for_update().filter(status="RUNNING")
    return put_back([task for task in running if task.worker_ids[-1:] == [worker]], now)


@transaction.atomic
def retry_failed_tasks(now: datetime) -> int:
    failed = DBTaskResult.objects.select_for_update().filter(status="FAILED", finished_at__lt=now - WAIT_BETWEEN_TRIES)
    return put_back(failed, now)


def put_back(tasks, now: datetime) -> int:
    """Tasks are idempotent, so running one again is safe; one that has used up its tries stays failed, to be looked at."""
    count = 0
    for task in tasks:
        if len(task.worker_ids) >= MAX_TRIES:
            if task.status == "RUNNING":
                DBTaskResult.objects.filter(pk=task.pk).update(status="FAILED", finished_at=now)
            continue
        DBTaskResult.objects.filter(pk=task.pk).update(status="READY", run_after=now, started_at=None, finished_at=None)
        count += 1
    return count


def remove_old_results(now: datetime) -> int:
    finished = DBTaskResult.objects.filter(status__in=["SUCCESSFUL", "FAILED"], finished_at__lt=now - KEEP_RESULTS)
    return finished.delete()[0]


def empty_staff_files(now: datetime) -> int:
    """Staff files hold everybody's details: file, faults and names are kept only while somebody may ask about them.

    The counts stay, so that it can still be said what an import did.
    """
    old = StaffImport.objects.filter(uploaded_at__lt=now - KEEP_STAFF_FILES).exclude(summary__has_key="emptied")
    count = 0
    for kept in old:
        summary = {**kept.summary, "changes": [], "emptied": True}
        StaffImport.objects.filter(pk=kept.pk).update(content=None, faults=[], notices=[], summary=summary)
        count += 1
    return count


def start_ticking() -> Callable[[], None]:
    """Tick every minute in a thread of this process; returns a function that stops it."""
    stopped = threading.Event()

    def loop() -> None:
        while not stopped.wait(TICK_SECONDS):
            try:
                tick(timezone.now())
            except Exception:
                logger.exception("tick failed; it runs again in a minute")
            finally:
                close_old_connections()

    threading.Thread(target=loop, daemon=True, name="tick").start()
    return stopped.set


def start_mailing(name: str) -> Callable[[], None]:
    """Send what waits in the queue `mail` from a thread of this process; returns a function that stops it.

    So that a code to sign in with does not wait for a matching run, or for a staff file, that has begun before it.
    `name` is that of the process, as `working` gives it.
    """
    sender = Worker(
        queue_names=["mail"], excluded_queue_names=[], interval=1, batch=False, backend_name="default",
        startup_delay=False, max_tasks=None, worker_id=name,
    )  # fmt: skip

    def loop() -> None:
        while sender.running:
            try:
                sender.run()
            except Exception:
                logger.exception("sending mail failed; it goes on in a moment")
                close_old_connections()
                time.sleep(1)
        connections.close_all()

    def stop() -> None:
        sender.running = False
        thread.join(EMAIL_SECONDS)

    thread = threading.Thread(target=loop, daemon=True, name="mail")
    thread.start()
    return stop
