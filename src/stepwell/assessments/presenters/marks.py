"""Somebody's own marks on the picture of a framework: their latest completed self-assessment, and their role today."""

from datetime import date

from django.urls import reverse

from stepwell.assessments.queries import Sheet, latest_completed, sheet_of
from stepwell.careers.queries import Expected, expectation_for
from stepwell.frameworks.marks import Marks
from stepwell.frameworks.queries import StoredPack
from stepwell.people.models import Appointment, Person

from .words import placement_words


def own_marks(person: Person, appointment: Appointment | None, stored: StoredPack, today: date) -> Marks:
    """Levels that this version does not have are left out: an answer to another scale says nothing about this one."""
    pack, framework = stored.pack, stored.version.framework
    expected = expectation_for(appointment, pack, framework.slug, today) if appointment and pack.levels else {}
    latest = latest_completed(person, framework.pk)
    placed, words = placed_in(sheet_of(latest)) if latest else ({}, {})
    return Marks(
        placed={key: level for key, level in placed.items() if level in pack.level_by_id},
        expected={key: value.shown for key, value in expected.items() if value.shown},
        partly={key: value.some_at for key, value in expected.items() if value.some_at and counts_for(value)},
        words=words,
        url=reverse("assessments:report", args=[latest.pk]) if latest else "",
        completed_at=latest.completed_at if latest else None,
    )


def counts_for(expected: Expected) -> bool:
    """What the grade suggests in part counts while the manager has set nothing for the role."""
    return not expected.role_level


def placed_in(sheet: Sheet) -> tuple[dict[str, str], dict[str, str]]:
    """Levels by dimension id, and the words of placements between two statements."""
    said = [(answer, answer.placement) for answer in sheet.answers if answer.placement]
    levels = {answer.dimension.id: placement.level_id for answer, placement in said if placement.level_id}
    words = {answer.dimension.id: placement_words(answer, sheet.pack) for answer, placement in said if placement.rating}
    return levels, words
