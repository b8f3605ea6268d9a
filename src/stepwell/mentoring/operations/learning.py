"""The programme's report: made once of what people chose since the one before, and kept as it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.disclosure.counts import FEWEST_CELLS, LEAST, keeps_apart, release_of_counts
from stepwell.domain.disclosure.organisation import Cell, Limits, Member, divide_members
from stepwell.people.models import Person

from ..models import MentoringProgramme, ProgrammeReport
from ..queries.learning import (
    ANEW,
    BY_NAME,
    BY_ORGANISATION,
    DIVISIONS,
    GROUPS,
    PARTS,
    Chosen,
    chosen_by,
    reported_until,
)
from .refusals import Refused

AXES = ("organisation", *GROUPS)


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
    released = released_of(name, chosen) if len(chosen.people) >= LEAST else None
    until = None if name in ANEW else at if released else since
    return {
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "released": released,
    }


def released_of(name: str, chosen: Chosen) -> dict[str, Any] | None:
    """By the first division of this part that gives nobody away; None if not even all together do."""
    for division in DIVISIONS.get(name, BY_ORGANISATION):
        people = [replace(member, keys=(*keys_on(member, division), member.keys[0])) for member in chosen.people]
        axes = [values_on(people, at) for at in range(len(division))]
        cells = divide_members(people, axes, Limits(subjects=LEAST, respondents=LEAST, largest_share=1.0))
        if is_safe(cells, division, by_name=name in BY_NAME):
            return {**release_of_counts(people, topics=chosen.topics, axes=axes), "axes": list(division)}
    return None


def keys_on(member: Member, division: Sequence[str]) -> list[str]:
    return [member.keys[AXES.index(axis)] for axis in division]


def values_on(people: Sequence[Member], at: int) -> list[str]:
    """In an order that no choice has a part in; numbers by size, and what nobody has told last."""
    found = {member.keys[at] for member in people}
    return sorted(found, key=lambda one: (not one, (0, int(one), "") if one.isdecimal() else (1, 0, one.casefold())))


def is_safe(cells: Sequence[Cell], division: Sequence[str], *, by_name: bool) -> bool:
    """Whether no organisation's numbers can be worked out by another's coordinator, who reads all that is shown to them.

    With `by_name` they know the choices of their own people besides.
    """
    parties = [[member.keys[-1] for member in cell.members] for cell in cells]
    if division[:1] == ("organisation",):
        alone = all(len(set(inside)) == 1 or keeps_apart(inside) for inside in parties)
        groups = len({cell.values[0] for cell in cells})
        return (alone and groups > 1) if by_name else groups >= FEWEST_CELLS
    is_one = len({one for inside in parties for one in inside}) == 1
    if is_one or (not division and not by_name):
        return True
    return all(keeps_apart(inside) for inside in parties)
