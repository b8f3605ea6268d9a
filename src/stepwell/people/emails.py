"""Mail about people's accounts. Plain text; the templates hold the words."""

from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string


def deliver(subject: str, body: str, to: list[str]) -> None:
    EmailMessage(subject, body, to=to).send()


def tell_old_addresses(addresses: list[str]) -> None:
    """Whoever read mail at the old address learns that it no longer signs anybody in."""
    body = render_to_string("people/email/address_changed.txt")
    subject = "Your address for signing in has changed"
    get_connection().send_messages([EmailMessage(subject, body, to=[address]) for address in addresses])
