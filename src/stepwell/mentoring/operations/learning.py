"""The programme's report: made once of what people chose since the one before, and kept as it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.disclosure.counts import FEWEST_CELLS, LEAST, release_of_counts
from stepwell.domain.disclosure.organisation import Member
from stepwell.people.models import Person

from ..models import MentoringProgramme, ProgrammeReport
from ..queries.learning import ANEW, PARTS, Chosen, chosen_by, reported_until
from .refusals import Refused


class TooFewYet(Refused):
    sentence = "Fewer than ten people have chosen anything new since the latest report. What they chose waits until it is enough."


@transaction.atomic
def take_report(programme: MentoringProgramme, *, by: Person, at: datetime) -> ProgrammeReport:
    """Count everything new, under disclosure control. A part that too few chose on waits for the next report."""
    stored = MentoringProgramme.objects.select_for_update().get(pk=programme.pk)
    since = reported_until(stored)
    chosen = chosen_by(stored, at)
    parts = {part: part_of_report(part, chosen[part], since[part], at) for part in PARTS}
    if not any(part["released"] for name, part in parts.items() if name not in ANEW):
        raise TooFewYet
    report = ProgrammeReport.objects.create(
        programme=stored,
        number=stored.reports.count() + 1,
        until_date=at.date(),
        released={"parts": parts},
        made_at=at,
        made_by=by,
    )
    record("mentoring_report_made", by=by, at=at, about=report, organisation_id=stored.host_id)
    return report


def part_of_report(name: str, chosen: Chosen, since: datetime | None, at: datetime) -> dict[str, Any]:
    released = released_of(chosen) if len(chosen.people) >= LEAST else None
    until = None if name in ANEW else at if released else since
    return {
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "released": released,
    }


def released_of(chosen: Chosen) -> Mapping[str, Any]:
    """By organisation, where at least three groups of them are large enough; else all together."""
    organisations = sorted({member.keys[0] for member in chosen.people}, key=int)
    divided = release_of_counts(chosen.people, topics=chosen.topics, axes=[organisations])
    if len(divided["cells"]) >= FEWEST_CELLS:
        return divided
    together: list[Member] = [replace(member, keys=()) for member in chosen.people]
    return release_of_counts(together, topics=chosen.topics, axes=[])
