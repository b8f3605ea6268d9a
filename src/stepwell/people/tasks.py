"""Background work: each task calls one function, and running it again does no harm."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from . import emails, uploads


@task(queue_name="mail")
def send_mail(subject: str, body: str, to: list[str]) -> None:
    emails.deliver(subject, body, to)


@task()
def check_staff_file(import_id: str) -> None:
    uploads.check(UUID(import_id), today=timezone.localdate())


@task()
def import_staff_file(import_id: str) -> None:
    uploads.run(UUID(import_id), at=timezone.now(), today=timezone.localdate())
