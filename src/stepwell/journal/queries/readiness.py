"""Whether somebody has got ready with the questions of a bank: all that another person may learn without a share."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from stepwell.journal.models import JournalEntry
from stepwell.people.models import Person


class BankRef(NamedTuple):
    """A question bank by the framework's slug and its own id in it."""

    framework: str
    bank_id: str


class Readiness(StrEnum):
    """It is the person who says that they are ready, whatever they have answered."""

    READY = "ready"
    NOT_READY = "not ready"
    NOT_STARTED = "not started"


def readiness(person: Person, bank: BankRef, *, since: datetime | None = None) -> Readiness:
    """One query. `since` leaves out what was begun earlier, such as the preparation of last year's conversation."""
    return readiness_of_many([person], [bank], since=since)[person.pk, bank]


def readiness_of_many(
    people: Iterable[Person], banks: Iterable[BankRef], *, since: datetime | None = None
) -> dict[tuple[UUID, BankRef], Readiness]:
    """For each person and bank, from their latest entry on it. One query, whatever the number."""
    people, banks = list(people), list(banks)
    found = JournalEntry.objects.filter(
        person__in=people,
        kind=JournalEntry.Kind.QUESTIONS,
        version__framework__slug__in={bank.framework for bank in banks},
        bank_id__in={bank.bank_id for bank in banks},
    )
    if since is not None:
        found = found.filter(started_at__gte=since)
    states = {(person.pk, bank): Readiness.NOT_STARTED for person in people for bank in banks}
    rows = found.order_by("started_at").values_list(
        "person_id", "version__framework__slug", "bank_id", "saved_at", "ready_at"
    )
    for person_id, slug, bank_id, saved_at, ready_at in rows:
        key = (person_id, BankRef(slug, bank_id))
        if key in states and (saved_at or ready_at):
            states[key] = Readiness.READY if ready_at else Readiness.NOT_READY
    return states
