"""Counting overdue reviews, a quarter at a time: once, so that two looks have nothing to subtract."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.disclosure.counts import FEWEST_CELLS, LEAST, release_of_counts
from stepwell.people.models import Organisation

from ..models import OverdueCount
from ..queries.overdue import TOPICS, Chosen, chosen_in, quarter_to_count


def count_overdue(*, at: datetime, today: date) -> int:
    """Count the latest whole quarter for each organisation that has not counted it. Doing it twice changes nothing."""
    begins, ends = quarter_to_count(today)
    counted = OverdueCount.objects.filter(quarter_ends=ends).values("organisation")
    waiting = Organisation.objects.exclude(pk__in=counted)
    return sum(count_quarter(one, begins=begins, ends=ends, at=at, today=today) for one in waiting)


@transaction.atomic
def count_quarter(organisation: Organisation, *, begins: date, ends: date, at: datetime, today: date) -> bool:
    """Each day to look again lies in one quarter, so each is in one count, and a count is never made anew."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if OverdueCount.objects.filter(organisation=organisation, quarter_ends=ends).exists():
        return False
    released = released_of(chosen_in(organisation, begins, ends, today))
    made = OverdueCount.objects.create(organisation=organisation, quarter_ends=ends, released=released, counted_at=at)
    record("overdue_reviews_counted", by=None, at=at, about=made, organisation_id=organisation.pk)
    return True


def released_of(chosen: Chosen) -> Mapping[str, Any]:
    """By unit, where at least three groups of them are large enough; else all together; of fewer than ten nothing,
    not even how many."""
    if len(chosen.people) < LEAST:
        return {"left_out": True}
    divided = release_of_counts(chosen.people, topics=TOPICS, axes=[chosen.units])
    if len(divided["cells"]) >= FEWEST_CELLS:
        return divided
    together = [replace(member, keys=()) for member in chosen.people]
    return release_of_counts(together, topics=TOPICS, axes=[])
