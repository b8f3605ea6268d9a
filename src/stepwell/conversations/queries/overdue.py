"""Who of an organisation had a day to look again in a quarter, and whether they did: for counting, and for nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from stepwell.domain.disclosure.counts import chooser
from stepwell.domain.disclosure.organisation import Member
from stepwell.people.models import Appointment, Organisation

from ..models import Conversation, OverdueCount

HELD, OVERDUE = "held", "overdue"
TOPICS = {"review": [HELD, OVERDUE]}
# A review may be late by this much before it counts: the count is of what was forgotten, not of what moved a little.
GRACE = timedelta(days=30)


@dataclass(frozen=True)
class Chosen:
    """One member for each person, and the units in their order."""

    people: Sequence[Member]
    units: Sequence[str]


def quarter_to_count(today: date) -> tuple[date, date]:
    """The latest whole quarter that ended 30 days ago or more: its first and its last day.

    >>> [day.isoformat() for day in quarter_to_count(date(2026, 11, 16))]
    ['2026-07-01', '2026-09-30']
    >>> [day.isoformat() for day in quarter_to_count(date(2026, 10, 29))]
    ['2026-04-01', '2026-06-30']
    """
    latest = today - GRACE + timedelta(days=1)
    first_after = latest.replace(month=3 * ((latest.month - 1) // 3) + 1, day=1)
    ends = first_after - timedelta(days=1)
    return ends.replace(month=ends.month - 2, day=1), ends


def chosen_in(organisation: Organisation, begins: date, ends: date, today: date) -> Chosen:
    """A person is overdue if any of their reviews of these days was neither held, nor moved, nor followed by a talk.

    Mentoring crosses organisations, so it is no employer's to count. Two queries.
    """
    later = Conversation.objects.filter(follows=OuterRef("pk"), started_at__isnull=False)
    due = Conversation.objects.filter(
        organisation=organisation,
        state=Conversation.State.ENDED,
        review_date__gte=begins,
        review_date__lte=ends,
    ).exclude(kind=Conversation.Kind.MENTORING)
    is_overdue: dict[UUID, bool] = {}
    rows = due.annotate(is_followed=Exists(later)).values_list("person", "reviewed_at", "is_followed")
    for person, reviewed_at, is_followed in rows:
        is_overdue[person] = is_overdue.get(person, False) or not (reviewed_at or is_followed)
    jobs = Appointment.objects.current(today).filter(organisation=organisation, person__in=list(is_overdue))
    units = {person: str(unit) for person, unit in jobs.order_by("-pk").values_list("person", "unit__name")}
    members = [
        chooser((units[person],), {"review": OVERDUE if overdue else HELD}, TOPICS)
        for person, overdue in is_overdue.items()
        if person in units
    ]
    return Chosen(members, sorted(set(units.values())))


def overdue_counts_of(organisation: Organisation) -> list[OverdueCount]:
    """The latest first. One query."""
    return list(OverdueCount.objects.filter(organisation=organisation)[:12])
