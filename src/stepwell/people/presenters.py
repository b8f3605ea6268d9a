"""What the pages about people show, ready to be laid out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from .models import Appointment, Person, StaffImport


@dataclass(frozen=True)
class Report:
    """One line of "my team": a job that reports to you, and where to set what is expected of it."""

    appointment: Appointment
    expect_url: str


def me(person: Person, jobs: list[Appointment], today: date) -> dict[str, Any]:
    return {
        "current": [job for job in jobs if is_current(job, today)],
        "later": [job for job in jobs if job.start_date > today],
        "earlier": [job for job in jobs if job.end_date and job.end_date < today],
        "aspiring": person.aspiring_manager_since is not None,
    }


def is_current(job: Appointment, today: date) -> bool:
    return job.start_date <= today and (job.end_date is None or job.end_date >= today)


def team(appointments: list[Appointment]) -> list[Report]:
    return [Report(appointment, expect_url(appointment)) for appointment in appointments]


def expect_url(appointment: Appointment) -> str:
    """Careers stands above people, so its page is known by name only, and may be absent."""
    try:
        return reverse("careers:expect", args=[appointment.pk])
    except NoReverseMatch:
        return ""


SHOWN = 50
KINDS = {"new": "New", "returned": "Back again", "changed": "Changed", "ended": "Ending", "unchanged": "As before"}
WAITING = {StaffImport.State.CHECKING, StaffImport.State.QUEUED, StaffImport.State.RUNNING}


def staff_import(kept: StaffImport) -> dict[str, Any]:
    counts = kept.summary.get("counts", {})
    changes = kept.summary.get("changes", [])
    return {
        "kept": kept,
        "is_waiting": kept.state in WAITING,
        "percent": min(100, round(100 * kept.rows_done / kept.rows)) if kept.rows else 0,
        "is_saving": kept.state == StaffImport.State.RUNNING and kept.rows_done >= kept.rows,
        "counts": [(str(counts.get(kind, 0)), label) for kind, label in KINDS.items() if kind in counts],
        "faults": kept.faults[:SHOWN],
        "more_faults": max(0, len(kept.faults) - SHOWN),
        "notices": kept.notices[:SHOWN],
        "more_notices": max(0, len(kept.notices) - SHOWN),
        "changes": [(KINDS[kind], *rest) for kind, *rest in changes[:SHOWN]],
        "more_changes": max(0, kept.summary.get("changes_in_all", 0) - SHOWN),
        "changes_kept": len(changes),
        "asks_about_leavers": kept.summary.get("many_leavers", False) and kept.state == StaffImport.State.REFUSED,
        "changes_nothing": kept.summary.get("changes_nothing", False),
    }
