"""What the organisation's report on a cycle is made from: released reports and jobs. No answer is read here."""

import re
from datetime import date
from typing import Any

from stepwell.domain.disclosure.organisation import Member, member_of
from stepwell.people.models import Appointment

from ..models import Cycle, CycleReport, FeedbackReport

UNKNOWN = "Not known"
Division = CycleReport.Division


def cycle_report_of(cycle: Cycle) -> CycleReport | None:
    return CycleReport.objects.filter(cycle=cycle).select_related("taken_by").first()


def first_releases(cycle: Cycle) -> list[FeedbackReport]:
    """The first report of each round, where it is released: later ones hold late answers of the same people."""
    found = FeedbackReport.objects.filter(
        snapshot__round__cycle=cycle, snapshot__number=1, released_at__isnull=False
    ).exclude(snapshot__round__state="ended")
    return list(found.select_related("snapshot__round").order_by("snapshot__round__subject"))


def waiting_for_release(cycle: Cycle) -> int:
    """How many rounds have closed and have no released report yet."""
    done = [report.snapshot.round_id for report in first_releases(cycle)]
    return cycle.rounds.filter(state__in=["closed", "prepared"]).exclude(pk__in=done).count()


def members_of(cycle: Cycle, division: str, on: date) -> tuple[list[Member], list[list[str]]]:
    """Everybody with a released report, by their job on the day, and the axes in the order in which cells are merged."""
    reports = first_releases(cycle)
    jobs = jobs_of(cycle, [report.snapshot.round.subject_id for report in reports], on)
    keys = [keys_of(jobs.get(report.snapshot.round.subject_id), division) for report in reports]
    members = [member_of(key, report.content) for key, report in zip(keys, reports, strict=True)]
    axes = [sorted({key[at] for key in keys}, key=natural) for at in range(len(keys_of(None, division)))]
    return members, axes


def jobs_of(cycle: Cycle, subjects: list, on: date) -> dict[Any, Appointment]:
    """One job of each there; of several, the one that they have held longest."""
    found = Appointment.objects.current(on).filter(organisation=cycle.organisation, person__in=subjects)
    return {job.person_id: job for job in found.select_related("unit").order_by("-start_date", "-id")}


def keys_of(job: Appointment | None, division: str) -> tuple[str, ...]:
    unit, grade = (job.unit.name, job.grade or UNKNOWN) if job else (UNKNOWN, UNKNOWN)
    return {
        Division.TOGETHER.value: (),
        Division.UNIT.value: (unit,),
        Division.GRADE.value: (grade,),
        Division.UNIT_GRADE.value: (unit, grade),
    }[division]


def natural(name: str) -> list[Any]:
    """Grade 10 comes after grade 9.

    >>> sorted(["10", "8B", "8A", "9"], key=natural)
    ['8A', '8B', '9', '10']
    """
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|\D+", name)]
