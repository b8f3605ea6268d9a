"""Reads about the way to objectives."""

from uuid import UUID

from ..models import PlannedInitiative, ProgressNote


def note_by_id(note_id: UUID) -> ProgressNote | None:
    return ProgressNote.objects.select_related("objective__plan__person").filter(pk=note_id).first()


def initiative_by_id(initiative_id: UUID) -> PlannedInitiative | None:
    found = PlannedInitiative.objects.select_related("objective__plan__person", "version", "overlay")
    return found.defer("version__content", "version__changes", "overlay__wordings").filter(pk=initiative_id).first()
