"""What the pages about people show, ready to be laid out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from .models import Appointment, Person


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
