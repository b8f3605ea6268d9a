"""The `stepwell` command: for operators, and for open inspection of the engines."""

import os
import signal
import sys
from io import TextIOWrapper
from typing import NoReturn

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
    speak_utf8()
    signal.signal(signal.SIGTERM, stop)
    try:
        group = build()
    except OSError as error:
        refuse(f"STEPWELL_DATA: {in_words(error)}", error)
    except ImproperlyConfigured as error:
        refuse(str(error), error)
    except (UnknownSchemeError, ParseError) as error:
        refuse("DATABASE_URL: must be like postgresql://user:password@host/name, or left out", error)
    try:
        group()
    except (OperationalError, ProgrammingError) as error:
        what = str(error).splitlines()[0]
        refuse(f"The database cannot be used: {what}. Is it there, and has `stepwell prepare` been run?", error)
    except OSError as error:
        refuse(in_words(error), error)


def stop(*_: object) -> None:
    """Told to end: what is under way is taken back and let go, as after Ctrl+C. Servers and workers end in their own way."""
    raise SystemExit(128 + signal.SIGTERM)


def speak_utf8() -> None:
    """What we print is text and JSON in UTF-8, whatever the locale of a service or a cron job makes of it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def in_words(error: OSError) -> str:
    """“/nowhere/file: No space left on device”; what has no name is what we print to."""
    return f"{error.filename or 'output'}: {error.strerror or error}"


def refuse(line: str, error: Exception) -> NoReturn:
    click.echo(line, err=True)
    raise SystemExit(2) from error


if __name__ == "__main__":
    run()
