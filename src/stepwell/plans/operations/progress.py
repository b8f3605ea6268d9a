"""Writes about the way to an objective: steps taken, notes, initiatives."""

from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.frameworks.models import FrameworkVersion, Overlay
from stepwell.frameworks.queries import pack_of
from stepwell.people.models import Person

from ..models import Objective, PlannedInitiative, ProgressNote
from .objectives import saved
from .plans import held
from .refusals import BadValue


@transaction.atomic
def take_step(objective: Objective, *, on: date, by: Person, at: datetime, today: date) -> ProgressNote | None:
    """The next step is done: it becomes a note of progress, and there is room for another. None if there was none."""
    held(objective.plan, by)
    refuse_future(on, today)
    stored = Objective.objects.get(pk=objective.pk)
    if not stored.next_step:
        return None
    note = ProgressNote.objects.create(
        objective=stored, kind=ProgressNote.Kind.STEP, text=stored.next_step, happened_on=on, written_at=at
    )
    stored.next_step, stored.next_step_date = "", None
    saved(stored, at)
    record("objective_step_taken", by=by, at=at, about=stored)
    return note


@transaction.atomic
def note_progress(
    objective: Objective, *, text: str, happened_on: date, by: Person, at: datetime, today: date
) -> ProgressNote:
    held(objective.plan, by)
    if not text.strip():
        raise BadValue([("text", "Write what happened")])
    refuse_future(happened_on, today)
    note = ProgressNote.objects.create(objective=objective, text=text, happened_on=happened_on, written_at=at)
    record("objective_progress_noted", by=by, at=at, about=objective)
    return note


def refuse_future(day: date, today: date) -> None:
    if day > today:
        raise BadValue([("happened_on", "The day must be today or earlier: it is when it happened")])


@transaction.atomic
def remove_note(note: ProgressNote, *, by: Person, at: datetime) -> None:
    held(note.objective.plan, by)
    record("objective_progress_removed", by=by, at=at, about=note.objective)
    ProgressNote.objects.filter(pk=note.pk).delete()


@transaction.atomic
def plan_initiative(
    objective: Objective,
    *,
    version: FrameworkVersion | None = None,
    overlay: Overlay | None = None,
    initiative_id: str = "",
    text: str = "",
    by: Person,
    at: datetime,
) -> PlannedInitiative:
    """One that a framework names, or the person's own words. Planning the same one twice gives the one that is there."""
    held(objective.plan, by)
    if version is None:
        if not text.strip():
            raise BadValue([("text", "Write what you want to do")])
        planned = PlannedInitiative.objects.create(objective=objective, text=text, added_at=at)
    else:
        if initiative_id not in {one.id for one in pack_of(version, overlay).initiatives}:
            raise BadValue([("initiative", "Choose one of the initiatives")])
        known = objective.initiatives.filter(version=version, initiative_id=initiative_id).first()
        if known:
            return known
        planned = PlannedInitiative.objects.create(
            objective=objective, version=version, overlay=overlay, initiative_id=initiative_id, added_at=at
        )
    record("initiative_planned", by=by, at=at, about=objective)
    return planned


@transaction.atomic
def set_initiative_done(
    initiative: PlannedInitiative, *, on: date | None, by: Person, at: datetime, today: date
) -> None:
    """Done on a day, or, with None, not done yet after all."""
    held(initiative.objective.plan, by)
    if on is not None:
        refuse_future(on, today)
    PlannedInitiative.objects.filter(pk=initiative.pk).update(done_on=on)
    record("initiative_done" if on else "initiative_not_done", by=by, at=at, about=initiative.objective)


@transaction.atomic
def remove_initiative(initiative: PlannedInitiative, *, by: Person, at: datetime) -> None:
    held(initiative.objective.plan, by)
    record("initiative_removed", by=by, at=at, about=initiative.objective)
    PlannedInitiative.objects.filter(pk=initiative.pk).delete()
