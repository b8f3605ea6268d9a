"""What the pages about people show, ready to be laid out."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from .kept_forms import Kept
from .models import Appointment, Person, StaffImport
from .units import UnitsPage


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


def trail_of(page: UnitsPage) -> list[tuple[str, str | None]]:
    """The way to a unit: where it begins, and the four units above it that are nearest."""
    above = [(unit.name, reverse("people:unit", args=[unit.pk])) for unit in page.above]
    between = [*above[:1], ("…", above[-5][1]), *above[-4:]] if len(above) > 6 else above
    return [("Units", reverse("people:units")), *between, (page.unit.name if page.unit else "", None)]


SHOWN = 50
FEW, EXAMPLES = 10, 3
UNIT_KINDS = {"unit_new": "New unit", "unit_changed": "Unit changed"}
KINDS = {"new": "New", "returned": "Back again", "changed": "Changed", "ended": "Ending", "unchanged": "As before"}
WAITING = {StaffImport.State.CHECKING, StaffImport.State.QUEUED, StaffImport.State.RUNNING}


@dataclass(frozen=True)
class FaultColumn:
    """How often something is wrong in one column, and in which rows it begins."""

    column: str
    count: int
    rows: list[int]
    more: int


def fault_columns(faults: list[dict[str, Any]]) -> list[FaultColumn]:
    """The column with the most faults first: one wrong setting of a spreadsheet spoils a whole column."""
    rows: dict[str, list[int]] = {}
    for fault in faults:
        rows.setdefault(fault["column"], []).append(fault["row"])
    columns = [
        FaultColumn(
            name or "the file as a whole", len(found), [row for row in found[:EXAMPLES] if row], len(found) - EXAMPLES
        )
        for name, found in rows.items()
    ]
    return sorted(columns, key=lambda one: -one.count)


def units_in_words(counts: dict[str, int]) -> str:
    """“Units: 1 new, 2 changed.”, or nothing."""
    said = [
        f"{counts[kind]:,} {word}"
        for kind, word in (("unit_new", "new"), ("unit_changed", "changed"))
        if counts.get(kind)
    ]
    return f"Units: {', '.join(said)}." if said else ""


def staff_import(kept: StaffImport) -> dict[str, Any]:
    counts = kept.summary.get("counts", {})
    changes = kept.summary.get("changes", [])
    return {
        "kept": kept,
        "is_waiting": kept.state in WAITING,
        "percent": min(100, round(100 * kept.rows_done / kept.rows)) if kept.rows else 0,
        "is_saving": kept.state == StaffImport.State.RUNNING and kept.rows_done >= kept.rows,
        "is_comparing": kept.state == StaffImport.State.CHECKING and 0 < kept.rows <= kept.rows_done,
        "counts": [(f"{counts[kind]:,}", label) for kind, label in KINDS.items() if counts.get(kind)],
        "units_in_words": units_in_words(counts),
        "fault_columns": fault_columns(kept.faults) if len(kept.faults) > FEW else [],
        "faults": kept.faults[:SHOWN],
        "more_faults": max(0, len(kept.faults) - SHOWN),
        "notices": kept.notices[:SHOWN],
        "more_notices": max(0, len(kept.notices) - SHOWN),
        "changes": [((KINDS | UNIT_KINDS)[kind], *rest) for kind, *rest in changes[:SHOWN]],
        "more_changes": max(0, kept.summary.get("changes_in_all", 0) - SHOWN),
        "changes_kept": len(changes),
        "asks_about_leavers": kept.summary.get("many_leavers", False) and kept.state == StaffImport.State.REFUSED,
        "changes_nothing": kept.summary.get("changes_nothing", False),
    }


MOST_ROWS, CHARACTERS_A_ROW = 16, 60
CHOSEN = re.compile(r"[^\W\d]{2,30}|\d{1,4}(?!\d)")  # a word, or a number such as the parts of a date


@dataclass(frozen=True)
class KeptField:
    """What was typed is shown, to be read and corrected; what was chosen from a list goes along unseen."""

    name: str
    value: str

    @property
    def is_text(self) -> bool:
        return len(self.value.split()) > 1

    @property
    def is_choice(self) -> bool:
        """A word that tells its reader something; keys and numbers of pages do not.

        >>> [KeptField("horizon", value).is_choice for value in ("next", "0f8fad5b-d9cb-469f-a165-70867728950e", "")]
        [True, False, False]
        >>> KeptField("revision", "12").is_choice
        False
        """
        return not self.is_text and bool(CHOSEN.fullmatch(self.value)) and self.name not in ("revision", "seen")

    @property
    def label(self) -> str:
        """From the field's name, where that has a word in it: the page that has its label is somewhere else.

        >>> KeptField("how_often", "").label, KeptField("code_1_text", "").label, KeptField("q", "").label
        ('How often', 'Code 1 text', 'What you typed')
        """
        said = re.sub(r"[_-]", " ", self.name).strip().capitalize()
        return said if re.search(r"[a-z]{3}", said) else "What you typed"

    @property
    def rows(self) -> int:
        lines = sum(1 + len(line) // CHARACTERS_A_ROW for line in self.value.splitlines())
        return min(MOST_ROWS, max(2, lines + 1))


def kept_fields(kept: Kept) -> list[KeptField]:
    return [KeptField(name, value) for name, values in kept.fields for value in values]
