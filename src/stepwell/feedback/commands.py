"""`stepwell disclose` and `stepwell audit-release`: disclosure control open to inspection. Neither needs a database."""

import json
import re
from typing import Any, NoReturn

import click

from stepwell.domain.disclosure import InvalidInput, audit_releases, disclose

BROKEN, FAULT = 1, 2
WHOLE = "(the whole input)"


class NotJson(ValueError):
    """The text is not JSON, or not in only one way; the message says why."""


def register(group: click.Group) -> None:
    for command in (disclose_command, audit_release):
        group.add_command(command)


@click.command("disclose")
@click.argument("file", metavar="ROUND.json")
def disclose_command(file: str) -> None:
    """Print what may be released of the round in ROUND.json (`-` is standard input), with its certificate.

    Every fault of the input is named on a line of its own, with exit status 2; then nothing is released.
    """
    try:
        given = read_json(file)
        # A file need not name its round: what then cannot be told is examined, and said by the audit.
        released = disclose(given, round=given.get("round") if isinstance(given, dict) else None)
    except NotJson as error:
        refuse([f"{WHOLE}: {error}"])
    except InvalidInput as error:
        refuse([f"{fault.path}: {fault.reason}" for fault in error.faults])
    say(released)


@click.command("audit-release")
@click.argument("files", metavar="RELEASE.json…", nargs=-1, required=True)
def audit_release(files: tuple[str, ...]) -> None:
    """Check again, without the answers, what was released about one person: outputs of `disclose`, oldest first.

    Exit status 1 if something does not hold, 2 if a file is not a release.
    """
    releases = []
    faults = []
    for file in files:
        try:
            releases.append(read_json(file))
        except NotJson as error:
            faults.append(f"{file}: {error}")
    if faults:
        refuse(faults)
    try:
        found = audit_releases(releases)
    except InvalidInput as error:
        refuse([f"{in_file(fault.path, files)}: {fault.reason}" for fault in error.faults])
    say(found)
    if not found["holds"]:
        raise SystemExit(BROKEN)


def read_json(file: str) -> Any:
    """
    Raises:
        NotJson: also for a repeated key or NaN, which JSON leaves open, and for a file that cannot be read.
    """
    try:
        with click.open_file(file, "rb") as stream:
            text = stream.read().decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=without_repeats, parse_constant=no_number)
    except OSError as error:
        raise NotJson(f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise NotJson("is not text in UTF-8") from error
    except RecursionError as error:
        raise NotJson("is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise NotJson(f"is not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except NotJson:
        raise
    except ValueError as error:  # a name of a file, or a number, of a kind that Python does not take
        raise NotJson(f"cannot be read: {error}") from error


def without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        repeated = next(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at]))
        raise NotJson(f"holds the key “{repeated}” twice in one place")
    return found


def no_number(word: str) -> NoReturn:
    raise NotJson(f"is not JSON: {word} is not a number")


def in_file(path: str, files: tuple[str, ...]) -> str:
    """`[1].blocks` is blocks in the second file."""
    return re.sub(r"^\[(\d+)\]\.?", lambda at: f"{files[int(at[1])]}: ", path).removesuffix(": ")


def say(content: dict[str, Any]) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def refuse(faults: list[str]) -> NoReturn:
    for fault in faults:
        click.echo(one_line(fault), err=True)
    raise SystemExit(FAULT)


def one_line(text: str) -> str:
    """What was typed may hold anything; each fault stays one line that a terminal can show."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
