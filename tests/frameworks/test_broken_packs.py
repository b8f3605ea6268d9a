"""Packs broken in twenty ways: each fault is named by file, place and reason, and nothing is taken for right."""

import click
import pytest
from click.testing import CliRunner

from stepwell.frameworks import commands
from tests.conftest import ROOT

WHOLE = (ROOT / "tests" / "packs" / "lamplight" / "framework.yaml").read_text()
FILE = "framework.yaml"


def without(start: str) -> str:
    return "".join(line for line in WHOLE.splitlines(True) if not line.startswith(start))


def instead(start: str, line: str) -> str:
    assert f"\n{start}" in WHOLE
    return "".join(f"{line}\n" if each.startswith(start) else each for each in WHOLE.splitlines(True))


# What stands in the file, and what has to be said of it, place included.
BROKEN: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", f"{FILE}: must be a list of `key: value` at its top"),
    "a list": ("- a\n- b\n", f"{FILE}: must be a list of `key: value` at its top"),
    "a word": ("hello\n", f"{FILE}: must be a list of `key: value` at its top"),
    "no text": (bytes(range(256)), f"{FILE}: is not UTF-8 text"),
    "Latin-1": (WHOLE.encode().replace(b"title: ", b"title: caf\xe9 ", 1), f"{FILE}: is not UTF-8 text"),
    "a tab": ("id: x\n\ttitle: y\n", f"{FILE}: line 2: found character '\\t'"),
    "an open quote": (WHOLE + 'foo: "bar\n', f"{FILE}: line "),
    "a key twice": (WHOLE + "id: other\n", f'{FILE}: line 114: found duplicate key "id"'),
    "aliases": ("a: &a [x]\nb: [*a,*a]\n", f"{FILE}: line 2: “*a” is an alias: write it out"),
    "two documents": (WHOLE + "---\nid: x\n", f"{FILE}: line 114: but found another document"),
    "a call": ('!!python/object/apply:os.system ["id"]\n', f"{FILE}: line 1: "),
    "too deep": ("a: " + "[" * 3000 + "]" * 3000 + "\n", f"{FILE}: is nested too deeply"),
    "no id": (without("id:"), ": id: is missing"),
    "another id": (instead("id:", 'id: "Lamp Light!"'), f"{FILE}:2: id: “Lamp Light!” is not in the form"),
    "another kind": (instead("kind:", "kind: weird"), f"{FILE}:6: kind: must be 'levelled'"),
    "no title": (instead("title:", "title:"), f"{FILE}:3: title: must be a text"),
    "a number": (instead("title:", "title: 12"), f"{FILE}:3: title: must be a text: put it in quotes"),
    "a day": (instead("edition:", "edition: 2020-01-01"), f"{FILE}:5: edition: must be a text: put it in quotes"),
    "a long title": (instead("title:", f"title: {'x' * 300}"), f"{FILE}:3: title: "),
    "a control character": (instead("title:", 'title: "a\\u0000b"'), f"{FILE}:3: title: holds a control character"),
    "an unknown key": (WHOLE + "verdict: pass\n", f"{FILE}:114: verdict: is not a key of the pack format"),
    "no list": (WHOLE.replace("\nlevels:\n", "\nlevels: 5\nlevelz:\n", 1), f"{FILE}:33: levels: must be a list"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_each_fault_is_named_by_file_place_and_reason(tmp_path, fault):
    content, says = BROKEN[fault]
    (tmp_path / FILE).write_bytes(content if isinstance(content, bytes) else content.encode())
    group = click.Group()
    commands.register(group)
    done = CliRunner().invoke(group, ["check", str(tmp_path)])
    assert done.exit_code == 2
    assert says in done.output
    assert str(tmp_path) in done.output
    assert "Traceback" not in done.output and len(done.output.splitlines()) <= 3
