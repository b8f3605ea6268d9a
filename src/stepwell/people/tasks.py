"""Mail, sent in the background; a mail that is sent twice does no harm."""

from base64 import b64decode, b64encode

from django_tasks import task

from stepwell.sealing.keys import seal, unseal

from . import emails


@task(queue_name="mail")
def send_mail(subject: str, body: str, to: list[str], calendar: str = "", method: str = "") -> None:
    emails.deliver(subject, body, to, calendar, method)


@task(queue_name="mail")
def send_sealed(subject: str, sealed: str, to: list[str]) -> None:
    emails.deliver(subject, unseal(b64decode(sealed), place_of(to)).decode(), to)


def queue_sealed(subject: str, body: str, to: list[str]) -> None:
    """For a mail that carries somebody's words: the queue keeps what it sent for days, and must not show them."""
    send_sealed.enqueue(subject, b64encode(seal(body.encode(), place_of(to))).decode(), to)


def place_of(to: list[str]) -> str:
    return f"mail to {' '.join(to)}"


@task(queue_name="mail")
def tell_of_coming_addresses(change_ids: list[int]) -> None:
    emails.tell_of_coming_addresses(change_ids)


@task(queue_name="mail")
def tell_old_addresses(addresses: list[str]) -> None:
    emails.tell_old_addresses(addresses)


@task(queue_name="mail")
def tell_of_refused_address(officers: list[str]) -> None:
    emails.tell_of_refused_address(officers)


@task(queue_name="mail")
def tell_of_lost_second_step(address: str) -> None:
    emails.tell_of_lost_second_step(address)
