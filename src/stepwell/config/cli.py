"""The `stepwell` command: for operators, and for open inspection of the engines."""

import os

import click
import django
from dj_database_url import ParseError, UnknownSchemeError
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError, ProgrammingError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Stepwell: people's growth at work."""


def build() -> click.Group:
    """Each capability brings its own commands; they may import models, so Django starts first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.config.settings")
    django.setup()
    from stepwell.config import commands  # noqa: PLC0415  needs Django to have started

    commands.register(main)
    return main


def run() -> None:
    """The faults that an operator can mend are one line, not a traceback."""
    try:
        group = build()
    except ImproperlyConfigured as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from error
    except (UnknownSchemeError, ParseError) as error:
        click.echo("DATABASE_URL: must be like postgresql://user:password@host/name, or left out", err=True)
        raise SystemExit(2) from error
    try:
        group()
    except (OperationalError, ProgrammingError) as error:
        click.echo(
            f"The database cannot be used: {str(error).splitlines()[0]}. Is it there, and has `stepwell prepare` been run?",
            err=True,
        )
        raise SystemExit(2) from error


if __name__ == "__main__":
    run()
