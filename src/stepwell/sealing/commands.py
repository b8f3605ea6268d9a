"""`stepwell seal …`: keys of the sealed content."""

from pathlib import Path

import click
from django.conf import settings

from . import operations
from .keys import keyring, new_key_line


@click.group()
def seal() -> None:
    """Keys of the sealed content: journals, notes, plans."""


@seal.command("new-key")
def new_key() -> None:
    """Put a new key first in the key file. What older keys sealed can still be opened."""
    file = Path(settings.SEALING_KEY_FILE)
    keyring()  # makes the first one, and says what is wrong with the file before anything is written
    part = file.with_name(f"{file.name}.part")
    part.touch(mode=0o600)
    part.write_text(new_key_line() + file.read_text())
    part.rename(file)
    keyring.cache_clear()
    click.echo(
        f"{len(keyring().keys)} keys. Restart Stepwell, keep a copy of {file.name}, then run: stepwell seal again"
    )


@seal.command()
def again() -> None:
    """Seal everything with the newest key; afterwards older keys may be removed from the file."""
    click.echo(f"{operations.reseal()} rows sealed again.")
