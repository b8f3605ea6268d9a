"""No error of the database says what somebody wrote: not in the log, not in a failed task, not in what it came from."""

import traceback

import pytest
from django.db import Error, connection, transaction

from stepwell.people.models import Account

SECRET = "a-quiet-lamp-at-dusk"


def broken_rule() -> None:
    Account.objects.create(email=f"{SECRET}@example.org")


def broken_check() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_organisation SET kind = NULL, name = %s", [SECRET])


def unreadable_value() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(%s AS integer) FROM people_organisation", [SECRET])
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO people_organisation (name) VALUES (%s)", [SECRET])


@pytest.mark.parametrize("fail", [broken_rule, broken_check, unreadable_value])
def test_an_error_says_what_is_wrong_and_quotes_nothing(cast, fail):
    Account.objects.create(email=f"{SECRET}@example.org")
    with pytest.raises(Error) as caught, transaction.atomic():
        fail()
    told = "".join(traceback.format_exception(caught.value))
    assert SECRET not in told and SECRET not in repr(caught.value.__cause__)
    assert any(rule in str(caught.value) for rule in ("account_email", "people_organisation", "22P02"))


def test_a_page_that_fails_on_a_stored_row_writes_no_word_of_it_into_the_log(cast, signed_in, monkeypatch, caplog):
    Account.objects.create(email=f"{SECRET}@example.org")
    client = signed_in(cast.amira)
    client.raise_request_exception = False
    monkeypatch.setattr("stepwell.home.views.pages.queries.own_of", lambda person: broken_rule())
    with transaction.atomic():
        assert client.get("/").status_code == 500
        transaction.set_rollback(True)
    assert "IntegrityError" in caplog.text and SECRET not in caplog.text
