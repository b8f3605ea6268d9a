"""Background work for staff files on their way through the pages; running a task again does no harm."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from . import uploads


@task()
def check_staff_file(import_id: str) -> None:
    uploads.check(UUID(import_id), today=timezone.localdate())


@task()
def import_staff_file(import_id: str) -> None:
    uploads.run(UUID(import_id), at=timezone.now(), today=timezone.localdate())
