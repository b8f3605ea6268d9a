"""`stepwell match` and `stepwell audit-match`: the matching of mentors open to inspection. Neither needs a database."""

from dataclasses import asdict
from typing import Any

import click

from stepwell.domain.matching import InvalidInput, Result, SolverFault, audit, restore, solve
from stepwell.domain.matching import why_not as ask_why_not
from stepwell.feedback.commands import BROKEN, WHOLE, NotJson, one_line, read_json, refuse, say


def register(group: click.Group) -> None:
    for command in (match_command, audit_match):
        group.add_command(command)


@click.command("match")
@click.argument("file", metavar="COHORT.json")
@click.option("--seconds", default=600, show_default=True, type=click.IntRange(1, 86_400), help="Longest for one step.")
@click.option(
    "--why-not",
    nargs=2,
    metavar="MENTEE MENTOR",
    help="Print instead what everybody together would lose if these two were a pair.",
)
def match_command(file: str, seconds: int, why_not: tuple[str, str] | None) -> None:
    """Print the best matching of the cohort in COHORT.json (`-` is standard input), with its certificate.

    Every fault of the input is named on a line of its own, with exit status 2; then nothing is matched.
    """
    try:
        data = read_json(file)
        found = solve(data, seconds)
        if why_not:
            say(price_of(data, found, why_not, seconds))
            return
    except NotJson as error:
        refuse([f"{WHOLE}: {error}"])
    except InvalidInput as error:
        refuse([f"{fault.path}: {fault.reason}" for fault in error.faults])
    except SolverFault as error:
        refuse([str(error)])
    click.echo(found.model_dump_json(indent=2))


def price_of(data: Any, found: Result, two: tuple[str, str], seconds: int) -> dict[str, Any]:
    """Everybody is matched again with the two as a pair: the price is what that loses."""
    try:
        answer = ask_why_not(restore(data, found.model_dump(mode="json")), *two, seconds)
    except KeyError as error:
        refuse([f"--why-not: “{error.args[0]}” is not in this cohort, on that side"])
    price = asdict(answer.price) if answer.price else None
    return {"mentee": two[0], "mentor": two[1], "words": answer.words, "price": price}


@click.command("audit-match")
@click.argument("cohort", metavar="COHORT.json")
@click.argument("result", metavar="RESULT.json")
def audit_match(cohort: str, result: str) -> None:
    """Check a result of `match` against its cohort, without a solver: that it is allowed, and that none is better.

    Exit status 1 if something does not hold, 2 if a file is not what it should be.
    """
    read: dict[str, Any] = {}
    for file in (cohort, result):
        try:
            read[file] = read_json(file)
        except NotJson as error:
            refuse([f"{file}: {error}"])
    try:
        faults = audit(read[cohort], read[result])
    except InvalidInput as error:
        refuse([f"{fault.path}: {fault.reason}" for fault in error.faults])
    say({"holds": not faults, "faults": [one_line(f"{fault.path}: {fault.reason}") for fault in faults]})
    if faults:
        raise SystemExit(BROKEN)
