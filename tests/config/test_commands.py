"""Every command answers what it cannot use with one line that says what is wrong, status 2, and changes nothing."""

import socket

import pytest
from click.testing import CliRunner

from stepwell.config.cli import build
from tests.installation import stepwell

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
    ],
)
def test_a_wrong_setting_is_named(tmp_path, name, value, says):
    done = stepwell(tmp_path, "tick", **{name: value})
    assert done.status == 2
    assert done.stderr.startswith(says)
    assert len(done.stderr.splitlines()) == 1
