"""Mail, sent in the background; a mail that is sent twice does no harm."""

from django_tasks import task

from . import emails


@task(queue_name="mail")
def send_mail(subject: str, body: str, to: list[str], calendar: str = "", method: str = "") -> None:
    emails.deliver(subject, body, to, calendar, method)


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
