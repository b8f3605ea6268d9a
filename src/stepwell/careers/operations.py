"""Writes about careers: expected levels of a role, and where its job profile is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.frameworks.models import Framework
from stepwell.people.models import Appointment, Person

from .emails import tell_expectations_changed
from .models import ExpectationNotice, ExpectedLevel, JobProfileNote


@dataclass(frozen=True)
class LevelSet:
    """The level a manager expects in one dimension, and why."""

    level_id: str
    reason: str


class AppointmentOver(Exception):
    """The role has ended or has another manager by now: nothing was changed."""


@transaction.atomic
def set_expected_levels(
    appointment: Appointment,
    *,
    framework: Framework,
    levels: Mapping[str, LevelSet | None],
    discussed_on: date,
    by: Person,
    at: datetime,
) -> int:
    """Make these the levels expected of the role; None leaves a dimension to the grade. Returns how many changed.

    Dimensions that are not named stay as they are. An old value is ended, never overwritten. Only whoever manages
    the role may do it; the holder is told, on their page and by a mail that says nothing of the content.
    """
    appointment = locked(appointment)
    if appointment.manager_id != by.pk:
        raise AppointmentOver
    held = ExpectedLevel.objects.filter(appointment=appointment, framework=framework, ended_at__isnull=True)
    open_rows = {row.dimension_id: row for row in held}
    changes = {d: new for d, new in levels.items() if differs(open_rows.get(d), new, discussed_on)}
    if not changes:
        return 0
    ended = [open_rows[dimension_id].pk for dimension_id in changes if dimension_id in open_rows]
    ExpectedLevel.objects.filter(pk__in=ended).update(ended_at=at, ended_by=by)
    ExpectedLevel.objects.bulk_create(
        ExpectedLevel(
            appointment=appointment,
            framework=framework,
            dimension_id=dimension_id,
            level_id=new.level_id,
            reason=new.reason,
            discussed_on=discussed_on,
            set_at=at,
            set_by=by,
        )
        for dimension_id, new in changes.items()
        if new
    )
    record(
        "expected_levels_set",
        by=by,
        at=at,
        about=appointment,
        organisation_id=appointment.organisation_id,
        framework=framework.slug,
        count=len(changes),
    )
    leave_notice(appointment, framework, by=by, at=at)
    return len(changes)


def differs(row: ExpectedLevel | None, new: LevelSet | None, discussed_on: date) -> bool:
    before = (row.level_id, row.reason, row.discussed_on) if row else None
    return before != ((new.level_id, new.reason, discussed_on) if new else None)


def leave_notice(appointment: Appointment, framework: Framework, *, by: Person, at: datetime) -> None:
    """One notice for each framework until it is read, however often the manager saves."""
    _, is_new = ExpectationNotice.objects.update_or_create(
        appointment=appointment, framework=framework, read_at=None, defaults={"changed_at": at, "changed_by": by}
    )
    if is_new:
        transaction.on_commit(partial(tell_expectations_changed, appointment, by=by))


@transaction.atomic
def mark_expectations_read(appointment: Appointment, *, by: Person, at: datetime) -> None:
    """The holder has read what changed. Once read, reading it again changes nothing."""
    waiting = ExpectationNotice.objects.filter(appointment=appointment, read_at__isnull=True, changed_at__lte=at)
    count = waiting.update(read_at=at)
    if count:
        record("expectations_read", by=by, at=at, about=appointment, count=count)


@transaction.atomic
def record_job_profile(appointment: Appointment, *, url: str, by: Person, at: datetime) -> None:
    """Say where the role's job profile is. A new link also settles a note that the old one was out of date."""
    appointment = locked(appointment)
    if appointment.job_profile_url != url:
        Appointment.objects.filter(pk=appointment.pk).update(job_profile_url=url)
        record_on(appointment, "job_profile_recorded", by=by, at=at)
    settle_notes(appointment, by=by, at=at)


@transaction.atomic
def mark_job_profile_out_of_date(appointment: Appointment, *, note: str, by: Person, at: datetime) -> None:
    """Note that the job profile needs updating. A second note takes the place of the first."""
    appointment = locked(appointment)
    settle_notes(appointment, by=by, at=at)
    JobProfileNote.objects.create(appointment=appointment, note=note, noted_at=at, noted_by=by)
    record_on(appointment, "job_profile_out_of_date", by=by, at=at)


@transaction.atomic
def mark_job_profile_up_to_date(appointment: Appointment, *, by: Person, at: datetime) -> None:
    """The job profile behind the link describes the job again. Without a note this changes nothing."""
    if settle_notes(locked(appointment), by=by, at=at):
        record_on(appointment, "job_profile_up_to_date", by=by, at=at)


def settle_notes(appointment: Appointment, *, by: Person, at: datetime) -> int:
    waiting = JobProfileNote.objects.filter(appointment=appointment, resolved_at__isnull=True)
    return waiting.update(resolved_at=at, resolved_by=by)


def locked(appointment: Appointment) -> Appointment:
    """The appointment as it is now; whoever else writes about it waits."""
    return Appointment.objects.select_for_update(of=("self",)).select_related("person").get(pk=appointment.pk)


def record_on(appointment: Appointment, action: str, *, by: Person, at: datetime) -> None:
    record(action, by=by, at=at, about=appointment, organisation_id=appointment.organisation_id)
