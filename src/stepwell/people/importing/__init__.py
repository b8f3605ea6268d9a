"""The staff import: read, plan, and write everything or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localtime

from stepwell.alive import alive
from stepwell.audit.operations import record
from stepwell.domain.staff_list import Fault, Plan, make_plan, read_staff_list
from stepwell.people.models import Organisation, Person

from .snapshot import stored_staff
from .writing import write

# Where nobody learns that a process is gone, because its machine is, it holds its organisation no longer than this:
# less than a lost task waits before it is put back.
FORGOTTEN_AFTER = timedelta(minutes=25)
Progress = Callable[[int], None]


class ImportRunning(Exception):
    """Another import of the same organisation has begun and not ended."""

    def __init__(self, since: datetime):
        self.since = since
        began, free = localtime(since), localtime(since + FORGOTTEN_AFTER)
        super().__init__(
            f"Another import of this organisation began at {began:%H:%M}. Wait until it ends, then try again. "
            f"If the machine it ran on is gone, nothing was changed, and you can try again from {free:%H:%M}"
        )


def plan_import(
    data: bytes,
    *,
    organisation: Organisation,
    today: date,
    keep_missing: bool = False,
    allow_many_leavers: bool = False,
    addresses_at_once: bool = False,
    progress: Progress | None = None,
) -> Plan:
    """What the file would change. Reads only."""
    staff_list = read_staff_list(data, progress)
    if progress:
        progress(data.count(b"\n"))  # all is read; what follows takes as long again
    stored = stored_staff(organisation, today, {row.email for row in staff_list.rows if row.email})
    return make_plan(
        staff_list,
        stored,
        today=today,
        keep_missing=keep_missing,
        allow_many_leavers=allow_many_leavers,
        addresses_at_once=addresses_at_once,
    )


def import_staff(
    data: bytes,
    *,
    organisation: Organisation,
    by: Person | None,
    at: datetime,
    today: date,
    keep_missing: bool = False,
    allow_many_leavers: bool = False,
    addresses_at_once: bool = False,
    progress: Progress | None = None,
) -> Plan:
    """Bring the staff list up to date, in one transaction, or not at all if the plan has faults.

    `addresses_at_once` is for operators alone: a new address then takes effect before the person has confirmed it.

    Raises ImportRunning where another import of the organisation is under way. The file is read and planned before the
    transaction begins, so that others wait as short as can be; nobody else writes these rows meanwhile.
    """
    with claimed(organisation, at):
        plan = plan_import(
            data,
            organisation=organisation,
            today=today,
            keep_missing=keep_missing,
            allow_many_leavers=allow_many_leavers,
            addresses_at_once=addresses_at_once,
            progress=progress,
        )
        if not plan.faults:
            carry_out(plan, organisation, by, at, today)
        return plan


def carry_out(plan: Plan, organisation: Organisation, by: Person | None, at: datetime, today: date) -> None:
    """Two organisations may claim the same e-mail address in the same second: then this one gives way."""
    try:
        with transaction.atomic():
            write(plan, organisation, by=by, at=at, today=today)
            record(
                "staff_list_imported",
                by=by,
                at=at,
                about=organisation,
                organisation_id=organisation.pk,
                count=in_words(plan),
            )
    except IntegrityError:
        plan.faults.append(Fault(0, "", "the same people were changed elsewhere at this moment: import the file again"))


@contextmanager
def claimed(organisation: Organisation, at: datetime) -> Iterator[None]:
    """Until the block ends, or the process does. Whoever is alone need not ask what the last one left behind."""
    stored = Organisation.objects.filter(pk=organisation.pk)
    with alive(f"staff-import-{organisation.pk}") as alone:
        free = Q() if alone else Q(staff_import_since__lt=at - FORGOTTEN_AFTER)
        if not stored.filter(free).update(staff_import_since=at):
            organisation.refresh_from_db(fields=["staff_import_since"])
            raise ImportRunning(organisation.staff_import_since or at)
        try:
            yield
        finally:
            stored.filter(staff_import_since=at).update(staff_import_since=None)


KINDS = {"new": "new", "returned": "returned", "changed": "changed", "ended": "ended", "unchanged": "unchanged"}
UNIT_KINDS = {"unit_new": "new", "unit_changed": "changed"}


def in_words(plan: Plan) -> str:
    """“3 new, 1 ended, 96 unchanged; units: 1 new”, for the audit trail, the page and the command line."""
    if plan.changes_nothing:
        return "nothing changed"
    people, units = (
        ", ".join(f"{plan.counts[kind]:,} {word}" for kind, word in kinds.items() if plan.counts[kind])
        for kinds in (KINDS, UNIT_KINDS)
    )
    return f"{people}; units: {units}" if units else people
