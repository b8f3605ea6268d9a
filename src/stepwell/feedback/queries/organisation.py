"""What the organisation's report on a cycle is made from: released reports and jobs. No answer is read here."""

import re
from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count

from stepwell.domain.disclosure.organisation import Limits, Member, member_of
from stepwell.domain.disclosure.reliability import Reported, reported_in
from stepwell.people.models import Appointment

from ..models import Cycle, CycleReport, FeedbackReport, Invitation, Nomination

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
    return cycle.rounds.filter(state__in=["closing", "closed", "prepared"]).exclude(pk__in=done).count()


def members_of(cycle: Cycle, division: str, on: date) -> tuple[list[Member], list[list[str]]]:
    """Everybody with a released report, by their job on the day, and the axes in the order in which cells are merged."""
    reports = first_releases(cycle)
    jobs = jobs_of(cycle, [report.snapshot.round.subject_id for report in reports], on)
    keys = [keys_of(jobs.get(report.snapshot.round.subject_id), division) for report in reports]
    members = [member_of(key, report.content) for key, report in zip(keys, reports, strict=True)]
    axes = [sorted({key[at] for key in keys}, key=natural) for at in range(len(keys_of(None, division)))]
    return members, axes


def reports_in(cycle: Cycle) -> list[Reported]:
    """The same reports, block by block: for how dependable they are together."""
    return [reported_in(report.content) for report in first_releases(cycle)]


def response_to(cycle: Cycle, limits: Limits) -> dict[str, Any] | None:
    """How many were asked and answered in all rounds together; None where so few rounds would show a single one.

    By group in tenths, and not at all where few were asked: "all ten of ten" would say who answered.
    """
    asked = Invitation.objects.filter(nomination__round__cycle=cycle).exclude(nomination__round__state="ended")
    rows = asked.values_list("nomination__group__name", "nomination__group__position", "state", "nomination__round_id")
    found = [(name, position, state == Invitation.State.ANSWERED) for name, position, state, _ in rows]
    rounds = len({round_id for *_, round_id in rows})
    if rounds < limits.subjects or len(found) < limits.respondents:
        return None
    groups = sorted({(position, name) for name, position, _ in found})
    return {
        "rounds": rounds,
        "asked": len(found),
        "answered": sum(answered for *_, answered in found),
        "groups": [group_response(name, [did for n, _, did in found if n == name], limits) for _, name in groups],
    }


def group_response(name: str, answered: list[bool], limits: Limits) -> dict[str, Any]:
    tenths = round(10 * sum(answered) / len(answered)) if len(answered) >= limits.respondents else None
    return {"group": name, "tenths": tenths}


def requests_in(cycle: Cycle) -> list[list[int]]:
    """How many people were asked how often in this cycle: pairs (times, people), without a name."""
    asked = Nomination.objects.filter(round__cycle=cycle, invitation__isnull=False).exclude(round__state="ended")
    times = Counter(asked.values("email").annotate(times=Count("pk")).values_list("times", flat=True))
    return [[many, times[many]] for many in sorted(times)]


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
