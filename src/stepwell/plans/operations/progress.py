"""Writes about the way to an objective: steps taken, notes, initiatives."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.frameworks.models import FrameworkVersion, Overlay
from stepwell.people.models import Person

from ..models import Objective, PlannedInitiative, ProgressNote
from .objectives import Named, saved
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
def plan_own_initiative(objective: Objective, *, text: str, by: Person, at: datetime) -> PlannedInitiative:
    """Something to do towards it, in the person's own words."""
    held(objective.plan, by)
    if not text.strip():
        raise BadValue([("text", "Write what you want to do")])
    planned = PlannedInitiative.objects.create(objective=objective, text=text, added_at=at)
    record("initiative_planned", by=by, at=at, about=objective, count=1)
    return planned


@transaction.atomic
def plan_initiatives(
    objective: Objective, *, initiatives: Sequence[Named], by: Person, at: datetime
) -> list[PlannedInitiative]:
    """What frameworks name, put beside an objective. One that is there already stays as it is, and is not returned."""
    held(objective.plan, by)
    if not initiatives or not all(one.text for one in initiatives):
        raise BadValue([("initiatives", "Choose one of the initiatives")])
    known = set(objective.initiatives.exclude(version=None).values_list("version__framework", "initiative_id"))
    new = {(one.version.framework_id, one.id): one for one in initiatives}
    planned = [
        PlannedInitiative(
            objective=objective, version=one.version, overlay=one.overlay, initiative_id=one.id, added_at=at
        )
        for key, one in new.items()
        if key not in known
    ]
    PlannedInitiative.objects.bulk_create(planned)
    record("initiative_planned", by=by, at=at, about=objective, count=len(planned))
    return planned


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
) -> None:
    """One of either kind: named by a framework, or in the person's own words."""
    if version is None:
        plan_own_initiative(objective, text=text, by=by, at=at)
    else:
        plan_initiatives(objective, initiatives=[Named(version, overlay, initiative_id)], by=by, at=at)


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
