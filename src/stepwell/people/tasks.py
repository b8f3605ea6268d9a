"""Background work: each task calls one function, and running it again does no harm."""

from django_tasks import task

from . import emails


@task(queue_name="mail")
def send_mail(subject: str, body: str, to: list[str]) -> None:
    emails.deliver(subject, body, to)
