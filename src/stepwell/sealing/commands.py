"""`stepwell seal …`: keys of the sealed content."""

from pathlib import Path

import click
from django.conf import settings

from . import operations, queries
from .keys import KeyFault, keyring, lines_of, new_key_line


@click.group()
def seal() -> None:
    """Keys of the sealed content: whatever people write freely."""


@seal.command("new-key")
@click.option(
    "--lost", is_flag=True, help="The key file is lost for good: begin a new one. What it sealed stays closed."
)
def new_key(lost: bool) -> None:
    """Put a new key first in the key file. What older keys sealed can still be opened."""
    file = Path(settings.SEALING_KEY_FILE)
    try:
        older = "" if lost and not file.exists() else "".join(f"{line}\n" for line in lines_of(file))
        if older:
            keyring()  # says what is wrong with the file before anything is written
    except KeyFault as fault:
        click.echo(str(fault), err=True)
        raise SystemExit(2) from fault
    part = file.with_name(f"{file.name}.part")
    part.touch(mode=0o600)
    part.write_text(new_key_line() + older)
    part.rename(file)
    keyring.cache_clear()
    click.echo(
        f"{len(keyring().keys)} keys. Restart Stepwell, keep a copy of {file.name}, then run: stepwell seal again"
    )


@seal.command()
def check() -> None:
    """Say which keys there are, how much each sealed, and whether everything can be opened. Exits 1 if not."""
    state = queries.key_state()
    for number, name in enumerate(state.here):
        click.echo(f"{name}: {state.in_use[name]} values{', and seals what is written now' if number == 0 else ''}")
    for line in state.warnings():
        click.echo(line, err=True)
    raise SystemExit(1 if state.warnings() else 0)


@seal.command()
def again() -> None:
    """Seal everything with the newest key; afterwards older keys may be removed from the file."""
    click.echo(f"{operations.reseal()} rows sealed again.")
