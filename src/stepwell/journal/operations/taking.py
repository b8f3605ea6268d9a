"""Somebody saved their whole journal."""

from datetime import datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.people.models import Person


@transaction.atomic
def record_taking(*, by: Person, at: datetime) -> None:
    """So that somebody whose account was used by another can see that, and when."""
    record("journal_saved_as_file", by=by, at=at, about=by)
