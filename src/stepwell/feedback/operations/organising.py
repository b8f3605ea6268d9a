"""The organisation's report on a closed cycle: taken once, and kept as it is."""

from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.disclosure.organisation import Limits, release_of_members
from stepwell.domain.disclosure.reliability import reliability_of
from stepwell.people.models import Person

from ..models import Cycle, CycleReport
from ..queries.asking import asked_of
from ..queries.organisation import members_of, reports_in, requests_in, response_to
from .cycles import locked
from .refusals import Refused


class NotClosed(Refused):
    sentence = "The cycle is not closed yet."


class AlreadyTaken(Refused):
    sentence = (
        "The organisation’s report on this cycle was made. It is made once: a second one could be subtracted from it."
    )


@transaction.atomic
def take_cycle_report(cycle: Cycle, *, division: str, by: Person, at: datetime, today: date) -> CycleReport:
    """Divide those whose reports are released by now, once and for good. Whoever opens theirs later is never added."""
    stored = locked(cycle)
    if stored.state != Cycle.State.CLOSED or stored.kind != Cycle.Kind.ORGANISATION:
        raise NotClosed
    if CycleReport.objects.filter(cycle=stored).exists():
        raise AlreadyTaken
    asked = asked_of(stored)
    members, axes = members_of(stored, division, today)
    dimensions = [dimension.id for dimension in asked.dimensions]
    content = release_of_members(members, levels=asked.levels, dimensions=dimensions, axes=axes) | {
        "reliability": reliability_of(reports_in(stored), dimensions),
        "response": response_to(stored, Limits()),
        "requests": requests_in(stored),
    }
    report = CycleReport.objects.create(cycle=stored, division=division, content=content, taken_at=at, taken_by=by)
    record("feedback_cycle_report_taken", by=by, at=at, about=stored, organisation_id=stored.organisation_id)
    return report
