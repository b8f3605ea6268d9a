"""Mail about people's accounts. Plain text; the templates hold the words."""

from collections.abc import Iterable
from email.mime.text import MIMEText
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string

from stepwell.ui.links import link

from .models import AddressChange


def deliver(subject: str, body: str, to: list[str], calendar: str = "", method: str = "") -> None:
    """`calendar` is a calendar file to go with it, and `method` what it asks of the program that gets it."""
    message = EmailMessage(subject, body, to=to)
    if calendar:
        part = MIMEText(calendar, "calendar", "utf-8")
        part.set_param("method", method)
        part.add_header("Content-Disposition", "attachment", filename="conversation.ics")
        message.attach(part)
    message.send()


def tell_of_coming_addresses(change_ids: list[int]) -> None:
    """Both addresses: the old one can still say no, and whoever has the new one learns what to expect.

    The new one is told without a name, since it may belong to somebody else.
    """
    waiting = AddressChange.objects.filter(pk__in=change_ids, state=AddressChange.State.WAITING)
    mails = []
    for change in waiting.select_related("person"):
        context = {"change": change, "page": link("people:address")}
        if change.person.email:
            mails.append(mail("Is this your new address?", "address_coming", change.person.email, context))
        mails.append(mail("Stepwell will use this address", "address_new", change.address, context))
    send(mails)


def tell_old_addresses(addresses: list[str]) -> None:
    """Whoever read mail at the old address learns that it no longer signs anybody in."""
    subject = "Your address for signing in has changed"
    send(mail(subject, "address_changed", address, {}) for address in addresses)


def tell_of_refused_address(officers: list[str]) -> None:
    context = {"page": link("people:audit")}
    send(mail("Somebody refused a new address", "address_refused", address, context) for address in officers)


def tell_of_lost_second_step(address: str) -> None:
    context = {"page": link("mfa_index")}
    send([mail("Your second step was taken off", "second_step_removed", address, context)])


def mail(subject: str, template: str, to: str, context: dict[str, Any]) -> EmailMessage:
    return EmailMessage(subject, render_to_string(f"people/email/{template}.txt", context), to=[to])


def send(mails: Iterable[EmailMessage]) -> None:
    get_connection().send_messages(list(mails))
