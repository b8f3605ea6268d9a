"""`stepwell staff …`: what operators do about people: bring in a staff list, found an organisation, give a first duty."""

import csv
import sys
from datetime import date, datetime
from typing import IO, NoReturn

import click
from django.conf import settings
from django.utils import timezone

from stepwell.domain.staff_list import COLUMNS, Plan

from . import importing, operations, queries, second_step
from .models import Duty, Organisation

FAULT = 2


@click.group()
def staff() -> None:
    """People: staff lists, organisations and duties."""


def register(group: click.Group) -> None:
    group.add_command(staff)


@staff.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--organisation", "slug", help="Its short name; may be left out where there is only one.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day on which changes take effect.")
@click.option("--keep-missing", is_flag=True, help="Leave people who are not in the file as they are.")
@click.option("--allow-many-leavers", is_flag=True, help="Accept that more than a fifth of the staff has left.")
@click.option(
    "--addresses-at-once",
    is_flag=True,
    help="Let new addresses take effect before people have confirmed them, as when the whole domain changes.",
)
def import_file(
    file: IO[bytes],
    slug: str | None,
    dry_run: bool,
    today: datetime | None,
    keep_missing: bool,
    allow_many_leavers: bool,
    addresses_at_once: bool,
) -> None:
    """Bring the staff list FILE (CSV, `-` for standard input) up to date: everything, or nothing if there is a fault."""
    organisation = chosen_organisation(slug)
    data = file.read(settings.STAFF_FILE_MAX_BYTES + 1)
    if len(data) > settings.STAFF_FILE_MAX_BYTES:
        fail([f"file: larger than {settings.STAFF_FILE_MAX_BYTES // 1_000_000} MB"])
    options = {
        "today": day_of(today),
        "keep_missing": keep_missing,
        "allow_many_leavers": allow_many_leavers,
        "addresses_at_once": addresses_at_once,
    }
    plan = with_progress_bar(data, organisation, dry_run, options)
    for notice in plan.notices:
        click.echo(f"note: {notice}", err=True)
    if plan.faults:
        fail([str(fault) for fault in plan.faults])
    click.echo(f"{organisation.name}: {said(plan, dry_run)}")


def said(plan: Plan, dry_run: bool) -> str:
    if not dry_run:
        return importing.in_words(plan)
    return "nothing would change" if plan.changes_nothing else f"would be {importing.in_words(plan)}"


def with_progress_bar(data: bytes, organisation: Organisation, dry_run: bool, options: dict) -> Plan:
    rows = data.count(b"\n")
    with click.progressbar(length=rows, label="Reading rows", file=sys.stderr) as bar:

        def progress(row: int) -> None:
            bar.update(row - bar.pos)

        try:
            if dry_run:
                plan = importing.plan_import(data, organisation=organisation, progress=progress, **options)
            else:
                plan = importing.import_staff(
                    data, organisation=organisation, by=None, at=timezone.now(), progress=progress, **options
                )
        except importing.ImportRunning as fault:
            fail([str(fault)])
        bar.update(max(0, rows - bar.pos))
    return plan


@staff.command("template")
def template() -> None:
    """Print the heading row of a staff list."""
    csv.writer(sys.stdout, lineterminator="\n").writerow(COLUMNS)


@staff.command("add-organisation")
@click.argument("slug")
@click.argument("name")
@click.option(
    "--kind", type=click.Choice(Organisation.Kind.values), default=Organisation.Kind.OTHER.value, show_default=True
)
@click.option("--mark", help="One to four letters shown in a square; the first letters of the name if left out.")
@click.option("--colour", default="#0b5c5c", show_default=True, help="Brand colour.")
def add_organisation(slug: str, name: str, kind: str, mark: str | None, colour: str) -> None:
    """Found an organisation, so that a staff list can be brought in."""
    try:
        organisation = operations.found_organisation(
            slug=slug, name=name, kind=kind, mark=mark or initials(name), brand_colour=colour, at=timezone.now()
        )
    except operations.BadOrganisation as faults:
        fail(faults.lines)
    click.echo(f"{organisation.name} is ready for its staff list (--organisation {organisation.slug})")


@staff.command("give-duty")
@click.argument("email")
@click.argument("duty", type=click.Choice(Duty.Name.values))
@click.option("--organisation", "slug", help="Its short name; may be left out where there is only one.")
def give_duty(email: str, duty: str, slug: str | None) -> None:
    """Give the person with address EMAIL a DUTY: the first people administrator gives all others, on the pages."""
    organisation = chosen_organisation(slug)
    person = queries.colleague_by_email(organisation, email, timezone.localdate())
    if person is None:
        fail([f"{email}: nobody with this address works at {organisation.name} today"])
    operations.grant_duty(person=person, organisation=organisation, name=duty, by=None, at=timezone.now())
    click.echo(f"{person.full_name}: {Duty.Name(duty).label} of {organisation.name}")


@staff.command("reset-second-step")
@click.argument("email")
def reset_second_step(email: str) -> None:
    """Take off the second step of the account EMAIL: passkeys, app and recovery codes, for somebody who lost them.

    Make sure first that it is they who ask. They are told by mail, and the audit trail says that it was done.
    """
    person = queries.person_by_email(email)
    if person is None or person.account is None:
        fail([f"{email}: nobody here signs in with this address"])
    job = queries.main_appointment(person, timezone.localdate())
    organisation = job.organisation if job else None
    removed = second_step.remove_second_step(person, organisation=organisation, at=timezone.now())
    if not removed:
        fail([f"{email}: has no second step, so there is nothing to take off"])
    click.echo(f"{person.full_name} now signs in without a second step; taken off: {', '.join(removed)}")


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split())[:4].upper() or "?"


def day_of(given: datetime | None) -> date:
    return given.date() if given else timezone.localdate()


def chosen_organisation(slug: str | None) -> Organisation:
    if slug is None:
        organisations = queries.organisations()
        if len(organisations) == 1:
            return organisations[0]
        known = ", ".join(organisation.slug for organisation in organisations)
        fail([f"--organisation: say which one of: {known}" if known else "there is no organisation: add one first"])
    organisation = queries.organisation_by_slug(slug)
    if organisation is None:
        fail([f"--organisation: there is no organisation “{slug}”"])
    return organisation


def fail(lines: list[str]) -> NoReturn:
    """One line a fault, and the exit status that says that nothing was changed."""
    for line in lines:
        click.echo(line, err=True)
    raise SystemExit(FAULT)
