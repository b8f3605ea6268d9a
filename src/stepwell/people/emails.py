"""Mail about people's accounts. Plain text; the templates hold the words."""

from django.core.mail import EmailMessage


def deliver(subject: str, body: str, to: list[str]) -> None:
    EmailMessage(subject, body, to=to).send()
