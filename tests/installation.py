"""Installations of their own, used as an operator would: by the `stepwell` command, each in a process beside the tests."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.schema import ROOT, made_once, prepared_home

PEOPLE = "120"  # with so many, chance makes the person whose year is told a newcomer: that must not matter
# Several commands in one process: starting costs more than most of them do.
EACH = """
import json, sys
from click.testing import CliRunner
from stepwell.config.cli import build
group, runner = build(), CliRunner()
for arguments in json.loads(sys.argv[1]):
    done = runner.invoke(group, arguments)
    fault = "" if done.exception is None or isinstance(done.exception, SystemExit) else repr(done.exception)
    print(json.dumps([done.exit_code, done.stdout, done.stderr, fault]))
"""


@dataclass(frozen=True)
class Done:
    status: int
    stdout: str
    stderr: str


def environment_of(folder: Path, **more: str) -> dict[str, str]:
    """Everything in `folder`, on SQLite, whatever the tests run on."""
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return kept | {"STEPWELL_DATA": str(folder)} | more


def python(folder: Path, *command: str, **environment: str) -> Done:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment_of(folder, **environment),
        capture_output=True,
        text=True,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def stepwell(folder: Path, *arguments: str, **environment: str) -> Done:
    return python(folder, "-m", "stepwell.config.cli", *arguments, **environment)


def stepwell_each(folder: Path, *commands: list[str], **environment: str) -> list[Done]:
    """What each command answered, run one after the other in one process."""
    done = python(folder, "-c", EACH, json.dumps(commands), **environment)
    assert done.status == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
    assert [fault for *_, fault in answers if fault] == []
    return [Done(status, out, said) for status, out, said, _ in answers]


def demonstration_in(folder: Path) -> Path:
    """An installation with its demonstration below `folder`, made once for all processes of a test run. Copy it to use it."""
    prepared = prepared_home(folder)

    def make(home: Path) -> None:
        shutil.copytree(prepared, home)
        for answer in stepwell_each(home, ["prepare"], ["demo", "--people", PEOPLE], STEPWELL_DEMONSTRATION="1"):
            assert answer.status == 0, answer.stderr

    return made_once(folder, "demonstration", make)
