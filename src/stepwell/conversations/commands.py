"""`stepwell check-agendas`: faults of agendas, before anybody has to use them. Needs no database."""

from pathlib import Path

import click

from .queries.agendas import read_file


@click.command("check-agendas")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
def check_agendas(files: tuple[Path, ...]) -> None:
    """Name every fault of agendas of conversations."""
    found = [f"{file.name}: {fault}" for file in files for fault in read_file(file)[1]]
    for line in found:
        click.echo(line)
    if found:
        raise SystemExit(2)
    click.echo(f"{len(files)} agenda{'' if len(files) == 1 else 's'}, no fault.")
