"""A staff file on its way through the pages: uploaded, checked, confirmed, run."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.staff_list import Fault, Plan

from . import importing
from .models import Organisation, Person, StaffImport

S = StaffImport.State
KEPT = 1000
LATER_LIST = "this run was stopped halfway, and a later list was imported since: upload it again if it is the right one"
# What somebody has to look at before they confirm comes first: a list that was cut off ends people's jobs.
FIRST = ["ended", "unit_changed", "unit_new", "changed", "returned", "new"]


@transaction.atomic
def upload(
    *, organisation: Organisation, file_name: str, data: bytes, keep_missing: bool, allow_many_leavers: bool,
    by: Person, at: datetime,
) -> StaffImport:  # fmt: skip
    """Keep the file until it has been checked and confirmed. The caller has it checked in the background."""
    kept = StaffImport.objects.create(
        organisation=organisation,
        file_name=file_name[:200],
        content=data,
        state=S.CHECKING,
        rows=max(0, data.count(b"\n") - 1),
        keep_missing=keep_missing,
        allow_many_leavers=allow_many_leavers,
        uploaded_at=at,
        uploaded_by=by,
    )
    record("staff_list_uploaded", by=by, at=at, about=kept, organisation_id=organisation.pk)
    return kept


def check(import_id: UUID, *, today: date) -> None:
    """Work out the preview. Nothing of the organisation changes."""
    kept = waiting(import_id, S.CHECKING)
    if kept is None:
        return
    plan = importing.plan_import(
        bytes(kept.content or b""),
        organisation=kept.organisation,
        today=today,
        keep_missing=kept.keep_missing,
        allow_many_leavers=kept.allow_many_leavers,
        progress=progress_of(kept),
    )
    note(kept, plan)
    kept.state = S.REFUSED if plan.faults else S.PREVIEW
    if kept.state == S.REFUSED and not kept.summary["many_leavers"]:
        kept.content = None
    kept.save()


@transaction.atomic
def confirm(kept: StaffImport, *, allow_many_leavers: bool = False) -> bool:
    """Queue what was checked. Only the first of two clicks counts; True if this was it."""
    ready = StaffImport.objects.filter(pk=kept.pk, content__isnull=False)
    ready = ready.filter(state=S.PREVIEW) | ready.filter(state=S.REFUSED, summary__many_leavers=True)
    fields = {"allow_many_leavers": True} if allow_many_leavers else {}
    return bool(ready.update(state=S.QUEUED, rows_done=0, **fields))


def run(import_id: UUID, *, at: datetime, today: date) -> None:
    """Carry out what was confirmed. A run that was cut off wrote nothing and is begun anew, if it is not out of date."""
    kept = waiting(import_id, S.QUEUED, S.RUNNING)
    if kept is None:
        return
    if kept.state == S.RUNNING and later_list_came_in(kept):
        finish(kept, Plan(faults=[Fault(0, "", LATER_LIST)]), at)
        return
    StaffImport.objects.filter(pk=kept.pk).update(state=S.RUNNING)
    try:
        plan = importing.import_staff(
            bytes(kept.content or b""),
            organisation=kept.organisation,
            by=kept.uploaded_by,
            at=at,
            today=today,
            keep_missing=kept.keep_missing,
            allow_many_leavers=kept.allow_many_leavers,
            progress=progress_of(kept),
        )
    except importing.ImportRunning as running:
        plan = Plan(faults=[Fault(0, "", str(running))])
    finish(kept, plan, at)


def later_list_came_in(kept: StaffImport) -> bool:
    """While a run that was cut off waited to be begun anew: what it would bring is out of date."""
    others = StaffImport.objects.filter(organisation=kept.organisation, state=S.DONE)
    return others.filter(uploaded_at__gt=kept.uploaded_at).exists()


def finish(kept: StaffImport, plan: Plan, at: datetime) -> None:
    note(kept, plan)
    kept.state = S.REFUSED if plan.faults else S.DONE
    kept.content = None
    kept.finished_at = at
    kept.save()


def waiting(import_id: UUID, *states: str) -> StaffImport | None:
    found = StaffImport.objects.filter(pk=import_id, state__in=states, content__isnull=False)
    return found.select_related("organisation", "uploaded_by").first()


def progress_of(kept: StaffImport) -> Callable[[int], None]:
    def progress(row: int) -> None:
        StaffImport.objects.filter(pk=kept.pk).update(rows_done=row)

    return progress


def note(kept: StaffImport, plan: Plan) -> None:
    kept.rows_done = kept.rows
    kept.faults = [{"row": fault.row, "column": fault.column, "message": fault.message} for fault in plan.faults]
    kept.notices = plan.notices
    kept.summary = {
        "words": importing.in_words(plan),
        "counts": dict(plan.counts),
        "many_leavers": plan.many_leavers and len(plan.faults) == 1,
        "changes_nothing": plan.changes_nothing,
        "changes": [
            [change.kind, change.staff_number, change.full_name, change.what]
            for change in sorted(plan.changes, key=lambda change: FIRST.index(change.kind))[:KEPT]
        ],
        "changes_in_all": len(plan.changes),
    }
