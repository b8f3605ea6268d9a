"""What sign-in tests share: fresh rate limits, mail that arrives, codes read from it."""

import re

from django.core import mail
from django.test import Client

from tests.cast import PASSWORD

CODE = re.compile(r"\b[B-Z]{4}-[B-Z]{4}\b")


def give_password(person) -> None:
    person.account.set_password(PASSWORD)
    person.account.save()


def code_in_mail(number: int = -1) -> str:
    return CODE.search(mail.outbox[number].body).group()


def ask_for_code(client: Client, email: str, capture):
    with capture(execute=True):
        return client.post("/sign-in/code/", {"email": email}, follow=True)


def is_signed_in(client: Client) -> bool:
    return client.get("/people/me/").status_code == 200
