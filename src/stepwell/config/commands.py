"""Commands for operators. Each capability registers its own; those of the whole system are here."""

from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from stepwell.conversations.commands import check_agendas
from stepwell.feedback import commands as feedback_commands
from stepwell.frameworks import commands as framework_commands
from stepwell.mentoring import commands as mentoring_commands
from stepwell.people import commands as people_commands
from stepwell.sealing import commands as sealing_commands
from stepwell.sealing.keys import KeyFault
from stepwell.sealing.operations import ensure_key_file
from stepwell.sealing.queries import SAMPLE, key_state, missing_words

from . import backup, schedule, serving
from .demonstration import AlreadyThere, make_demonstration
from .demonstration.making import USUAL_PEOPLE
from .demonstration.plans import PLANS


def register(group: click.Group) -> None:
    for command in (prepare, serve, worker, tick, demo, back_up, restore):
        group.add_command(command)
    framework_commands.register(group)
    people_commands.register(group)
    feedback_commands.register(group)
    mentoring_commands.register(group)
    group.add_command(sealing_commands.seal)
    group.add_command(check_agendas)


@click.command()
def prepare() -> None:
    """Bring the database, the static files and the frameworks up to date. Safe to run again."""
    if bring_up_to_date():
        warn_of_keys()
    call_command("collectstatic", interactive=False, verbosity=0)
    framework_commands.load_all(click.echo)


def bring_up_to_date() -> bool:
    """The first key, then the tables. Says whether there is a key: words that wait to be sealed wait for one."""
    has_key = True
    try:
        ensure_key_file()
    except KeyFault as fault:
        has_key = False
        click.echo(f"SEALING KEY: {fault}", err=True)
    try:
        call_command("migrate", verbosity=0)
    except KeyFault as fault:
        click.echo(f"SEALING KEY: {fault}", err=True)
        click.echo("The database is as it was: words in it wait to be sealed with the key", err=True)
        raise SystemExit(2) from fault
    return has_key


def warn_of_keys(sample: int | None = None) -> None:
    """Loudly, and go on: everything that is not sealed works without the key."""
    try:
        warnings = key_state(sample).warnings()
    except DatabaseError:
        return  # not prepared, or not up yet; what needs it says so
    for line in warnings:
        click.echo(line, err=True)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
@click.option(
    "--worker/--no-worker", "with_worker", default=True, show_default=True, help="Run background jobs here too."
)
def serve(host: str, port: int, workers: int, with_worker: bool) -> None:
    """Serve the pages, and run the background jobs."""
    warn_of_keys(SAMPLE)
    try:
        serving.refuse_taken(host, port)
    except serving.PortTaken as fault:
        click.echo(str(fault), err=True)
        raise SystemExit(2) from fault
    click.echo(f"Stepwell is at http://{'localhost' if host == '127.0.0.1' else host}:{port}/ (stop with Ctrl+C)")
    raise SystemExit(serving.serve(host=host, port=port, workers=workers, with_worker=with_worker))


@click.command()
@click.option("--until-empty", is_flag=True, help="Stop when nothing waits.")
def worker(until_empty: bool) -> None:
    """Run background jobs, mail beside the others, and `tick` every minute."""
    with schedule.working() as name:
        if until_empty:
            call_command(
                "db_worker", queue_name="*", worker_id=name, batch=True, interval=0, startup_delay=False, verbosity=0
            )
            return
        stops = [schedule.start_ticking(), schedule.start_mailing(name)]
        others = {"queue_name": "*", "exclude_queues": "mail"}
        try:
            call_command("db_worker", **others, worker_id=name, interval=1, reload=False, verbosity=0)
        finally:
            for stop in stops:
                stop()


@click.command()
def tick() -> None:
    """Do what is due now: lost and failed jobs, old files. Safe to run at any time."""
    for what, count in schedule.tick(timezone.now()).items():
        click.echo(f"{count} {what}")


@click.command()
@click.option(
    "--people", default=USUAL_PEOPLE, show_default=True, type=click.IntRange(90, 1_000_000), help="About how many."
)
@click.option("--if-empty", is_flag=True, help="Do nothing where there are organisations already.")
def demo(people: int, if_empty: bool) -> None:
    """Make three invented organisations with a year of history, in an empty database."""
    try:
        total = make_demonstration(people=people, today=timezone.localdate(), now=timezone.now(), say=click.echo)
    except AlreadyThere:
        if if_empty:
            return
        click.echo(
            "There are organisations in this database already. A demonstration is only made in an empty one.", err=True
        )
        raise SystemExit(2) from None
    click.echo(f"{total} people in {len(PLANS)} organisations")


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def back_up(file: Path) -> None:
    """Write everything to FILE while the system runs."""
    refuse_or(lambda: backup.back_up(file, timezone.now()))
    click.echo(f"Written to {file}. No key is in it: keep {settings.SEALING_KEY_FILE} apart from it")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="The database holds people: replace them.")
def restore(file: Path, replace: bool) -> None:
    """Put the backup in FILE in the place of the database. Stop the server first."""
    missing = refuse_or(lambda: backup.restore(file, replace=replace))
    click.echo(f"Restored from {file}")
    bring_up_to_date()
    if missing:
        click.echo(missing_words(missing), err=True)


def refuse_or(act):
    try:
        return act()
    except backup.BackupFault as fault:
        click.echo(str(fault), err=True)
        raise SystemExit(2) from fault
