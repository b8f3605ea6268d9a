"""Every command answers what it cannot use with one line that says what is wrong, status 2, and changes nothing."""

import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner

from stepwell.config.cli import build
from tests.installation import environment_of, stepwell

OF_THE_CONTRACT = {
    "serve", "worker", "tick", "check", "packs", "pack", "disclose", "audit-release", "match", "audit-match", "staff",
    "backup", "restore", "demo",
}  # fmt: skip
BAD = {
    "serve --port 99999": "not in the range",
    "serve --port many": "not a valid integer",
    "serve --workers 0": "not in the range",
    "serve --host no.such.invalid": "there is no such address here",
    "demo --people few": "not a valid integer",
    "demo --people 3": "not in the range",
    "backup /nowhere/file": "/nowhere: no such folder",
    "backup -": "a backup needs a file of its own",
    "backup /proc/file": "/proc/file: cannot be written",
    "check-agendas /nowhere": "nowhere: cannot be read: No such file",
    "restore /nowhere": "/nowhere: no such file",
    "check /nowhere": "no .yaml file here",
    "pack nothing --json": "no such pack",
    "disclose /nowhere": "cannot be read",
    "audit-release /nowhere": "cannot be read",
    "match /nowhere": "cannot be read",
    "audit-match /nowhere /nowhere": "cannot be read",
    "staff import /nowhere": "No such file",
    "staff nothing": "No such command",
    "tick now": "unexpected extra argument",
}


@pytest.fixture(scope="module")
def group():
    return build()


def test_every_command_of_the_contract_is_there_and_explains_itself(group):
    assert set(group.commands) >= OF_THE_CONTRACT
    for name, command in group.commands.items():
        assert command.help, f"{name} says nothing about itself"


@pytest.mark.parametrize("line", BAD)
def test_a_bad_input_is_said_in_words(group, db, line):
    done = CliRunner().invoke(group, line.split())
    assert done.exit_code == 2, done.output
    assert BAD[line] in done.output
    assert "Traceback" not in done.output


def test_a_port_that_is_taken_is_not_shared(group, db):
    """The web server would share it, and each of the two would get half of the requests."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = CliRunner().invoke(group, ["serve", "--port", str(taken.getsockname()[1])])
    assert done.exit_code == 2
    assert "Choose another with --port" in done.output


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("STEPWELL_PROXIES", "one", "STEPWELL_PROXIES: “one” must be a whole number"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL: must be like postgresql://"),
        ("STEPWELL_DATA", "/dev/null/here", "STEPWELL_DATA: /dev/null/here: Not a directory"),
        ("STEPWELL_PACKS", "/nowhere", "STEPWELL_PACKS: /nowhere: no such folder"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, name, value, says):
    done = stepwell(tmp_path, "packs", **{name: value})
    assert done.status == 2
    assert done.stderr.startswith(says)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.once
def test_what_is_printed_is_utf8_whatever_the_locale_and_a_full_disk_is_said(tmp_path):
    """As in a cron job: no locale, and an output that cannot be written."""
    bare = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    done = stepwell(tmp_path, "check", "/nowhere/ŵ", **bare)
    assert (done.status, done.stdout) == (2, "/nowhere/ŵ: no .yaml file here\n")
    command = [sys.executable, "-m", "stepwell.config.cli", "packs"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=environment_of(tmp_path))
    assert (done.returncode, done.stderr) == (2, "output: No space left on device\n")
