"""`stepwell check`, `packs`, `pack`, `pack-schema` and `load-packs`. Only the last needs a database."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click
from django.conf import settings
from django.utils import timezone

from stepwell.domain.framework import Pack, pack_schema

from .files import PackFaults, load_pack, load_packs, pack_folders
from .operations import publish
from .presenters import pack_json, pack_line


def register(group: click.Group) -> None:
    for command in (check, packs, pack, schema, load_packs_command):
        group.add_command(command)


def refuse(faults: list[str]) -> NoReturn:
    for fault in faults:
        click.echo(fault, err=True)
    raise SystemExit(2)


@click.command()
@click.argument("paths", metavar="PACK…", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Name every fault of the packs given: folders, single files, or a folder of packs.

    Links may lead to the packs given and to those that are installed. Exit status 2 if there is a fault.
    """
    folders = [folder for path in paths for folder in packs_at(path)]
    try:
        found = load_packs(folders, beside=lambda: installed_beside(folders))
    except PackFaults as error:
        for fault in error.faults:
            click.echo(fault)
        raise SystemExit(2) from error
    click.echo(f"{len(found)} {'pack' if len(found) == 1 else 'packs'} checked, no fault")


def packs_at(path: Path) -> list[Path]:
    """The folders of packs below a folder of packs; anything else is itself taken for a pack."""
    if path.is_dir() and not (path / "framework.yaml").exists():
        return pack_folders(path) or [path]
    return [path]


def installed_beside(folders: list[Path]) -> dict[str, Pack]:
    """Installed packs that links may lead to. Their own faults are not what was asked."""
    given = {folder.resolve() for folder in folders}
    found = {}
    for folder in pack_folders(settings.PACKS):
        if folder.resolve() in given:
            continue
        try:
            known = load_pack(folder)
        except PackFaults:
            continue
        found[known.id] = known
    return found


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def packs(as_json: bool) -> None:
    """List the packs in the packs folder (STEPWELL_PACKS)."""
    found = [pack_line(pack) for pack in installed().values()]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for line in found:
        click.echo(f"{line['id']:<32} {line['kind']:<14} {line['title']} ({line['owner']}, {line['edition']})")


def installed() -> dict[str, Pack]:
    """An empty folder is fine; one that is not there is a slip of the pen."""
    if not settings.PACKS.is_dir():
        refuse([f"STEPWELL_PACKS: {settings.PACKS}: no such folder"])
    try:
        return load_packs(pack_folders(settings.PACKS))
    except PackFaults as error:
        refuse(error.faults)


@click.command()
@click.argument("pack_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def pack(pack_id: str, as_json: bool) -> None:
    """Show everything that one pack of the packs folder (STEPWELL_PACKS) holds."""
    found = installed().get(pack_id)
    if found is None:
        refuse([f"{pack_id}: no such pack in {settings.PACKS}; `stepwell packs` lists them"])
    content = pack_json(found)
    if as_json:
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
        return
    click.echo(f"{found.title}\n{found.owner}, {found.edition}\n{found.summary}\n")
    for name, number in content["counts"].items():
        if number:
            click.echo(f"{number:>5}  {name.replace('_', ' ')}")


@click.command("pack-schema")
def schema() -> None:
    """Print the JSON Schema of the pack format, as it is published in packs/schema.json."""
    click.echo(json.dumps(pack_schema(), ensure_ascii=False, indent=2))


@click.command("load-packs")
def load_packs_command() -> None:
    """Publish every pack of the packs folder (STEPWELL_PACKS). What is published already stays as it is."""
    load_all(click.echo)


def load_all(say: Callable[[str], object]) -> None:
    found = installed()
    now = timezone.now()
    published = [publish(pack, by=None, at=now) for pack in found.values()]
    new = sum(version.published_at == now for version in published)
    say(f"{len(found)} frameworks, {new} of them new or changed")
