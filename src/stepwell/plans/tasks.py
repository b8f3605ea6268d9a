"""Background work: each task calls one operation, and running it again does no harm."""

from django.utils import timezone
from django_tasks import task

from .operations import reminding


@task(queue_name="mail")
def send_review_reminders() -> int:
    return reminding.send_review_reminders(at=timezone.now(), today=timezone.localdate())
