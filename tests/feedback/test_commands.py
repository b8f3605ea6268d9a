"""`stepwell disclose` and `stepwell audit-release`, as an operator or an auditor runs them."""

import json

import click
import pytest
from click.testing import CliRunner

from stepwell.feedback import commands

ROUND = {
    "policy": {"minimum_group_size": 4, "protect_from": "rater"},
    "levels": ["Insufficient", "Essential", "Proficient", "Strong", "Exemplary"],
    "groups": [{"id": "line_manager", "identifiable": True}, {"id": "peers"}],
    "items": [{"id": "listening", "dimension": "people"}],
    "self": {"listening": 1},
    "responses": [
        {"group": "peers", "ratings": {"listening": rating}, "comments": [{"item": None, "text": f"“{rating}” ✓"}]}
        for rating in (2, 2, 3, 3, 2)
    ],
}
CONTRACT = "blocks figures identified withheld derived comments certificate"


@pytest.fixture
def run():
    group = click.Group()
    commands.register(group)
    return lambda *args, **kwargs: CliRunner().invoke(group, [str(arg) for arg in args], **kwargs)


@pytest.fixture
def write(tmp_path):
    def write(content, name="round.json"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return file

    return write


@pytest.fixture
def release(run, write):
    """The output of a round, as a file holds it."""
    return json.loads(run("disclose", write(ROUND)).stdout)


def test_disclose_keeps_the_contract(run, write):
    result = run("disclose", write(ROUND))
    released = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert set(CONTRACT.split()) <= set(released)
    assert released["blocks"] == [{"id": "peers", "groups": ["peers"], "n": 5, "reason": None}]
    figure = released["figures"][0]
    assert (figure["sums"], figure["label"], figure["value"]) == ([12, 13], "between Proficient and Strong", 2.5)
    assert released["certificate"]["holds"] is True
    assert "“2” ✓" in result.stdout, "comments as they were written"


def test_disclose_reads_standard_input(run, write):
    from_file = run("disclose", write(ROUND)).stdout
    assert run("disclose", "-", input=json.dumps(ROUND)).stdout == from_file
    assert run("disclose", "-", input=b"\xef\xbb\xbf" + json.dumps(ROUND).encode()).stdout == from_file


def test_disclose_names_every_fault_and_releases_nothing(run, write):
    faulty = {**ROUND, "rounds": 1, "levels": ["one"], "policy": {"minimum_group_size": 2, "protect_from": "nobody"}}
    result = run("disclose", write(faulty))
    assert (result.exit_code, result.stdout) == (2, "")
    assert {line.split(": ")[0] for line in result.stderr.splitlines()} == {
        "rounds",
        "levels",
        "policy.minimum_group_size",
        "policy.protect_from",
    }


def test_a_fault_is_one_line_whatever_was_typed(run, write):
    result = run("disclose", write({**ROUND, "a\nb\x1b[2J": 1}))
    assert result.exit_code == 2
    assert result.stderr.splitlines() == ["a\\nb\\x1b[2J: is not a key of this contract"]


BAD = {
    "nothing": (b"", "is not JSON: line 1, column 1"),
    "half": (b'{"levels": [', "is not JSON: line 1, column 13"),
    "a list": (b"[]", "must be a set of keys and values"),
    "nothing at all": (b"null", "must be a set of keys and values"),
    "NUL bytes": (b"\x00\x00", "is not JSON"),
    "another encoding": ("é".encode("latin-1"), "is not text in UTF-8"),
    "no number": (b'{"levels": NaN}', "NaN is not a number"),
    "a key twice": (b'{"self": {}, "self": {}}', "holds the key “self” twice"),
    "half a character": (json.dumps({**ROUND, "\ud800": 1}).encode(), "cannot be stored"),
    "deeply nested": (b"[" * 200_000, "is nested too deeply"),
    "a very long number": (b'{"levels": ' + b"9" * 5_000 + b"}", "cannot be read"),
}


@pytest.mark.parametrize("name", BAD)
def test_disclose_refuses_what_is_no_round(run, write, name):
    content, said = BAD[name]
    result = run("disclose", write(content))
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert len(lines) == 1 and lines[0].startswith("(the whole input): ") and said in lines[0]


@pytest.mark.parametrize("file", ["/nowhere/at/all.json", "/", "a\x00b"])
@pytest.mark.parametrize("command", ["disclose", "audit-release"])
def test_a_file_that_cannot_be_read(run, command, file):
    result = run(command, file)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert "cannot be read" in result.stderr


def test_audit_of_releases_in_order(run, write, release):
    responses = [{**response, "released": True} for response in ROUND["responses"]] + ROUND["responses"]
    later = json.loads(run("disclose", write({**ROUND, "responses": responses, "released_before": [release]})).stdout)
    result = run("audit-release", write(release, "first.json"), write(later, "second.json"))
    found = json.loads(result.stdout)
    assert (result.exit_code, found["holds"], found["releases"], found["faults"]) == (0, True, 2, [])
    assert run("audit-release", "-", input=json.dumps(release)).exit_code == 0


def test_audit_finds_a_release_that_was_changed(run, write, release):
    assert release["figures"][0]["sums"] == [12, 13]
    release["figures"][0]["sums"] = [12, 12]
    result = run("audit-release", write(release))
    found = json.loads(result.stdout)
    assert (result.exit_code, found["holds"]) == (1, False) and found["faults"]


def test_audit_names_the_file_of_each_fault(run, write, release):
    good = write(release, "good.json")
    bad = write({key: value for key, value in release.items() if key not in ("blocks", "figures")}, "bad.json")
    result = run("audit-release", good, bad, write([], "list.json"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert set(result.stderr.splitlines()) == {
        f"{bad}: blocks: is missing",
        f"{bad}: figures: is missing",
        f"{bad.with_name('list.json')}: must be a set of keys and values",
    }
    unread = run("audit-release", write(b"{", "half.json"), good, write(b"", "empty.json"))
    assert (unread.exit_code, unread.stdout, len(unread.stderr.splitlines())) == (2, "", 2)


def test_audit_needs_a_file(run):
    assert run("audit-release").exit_code == 2
