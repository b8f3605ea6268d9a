"""Packs as files: whatever is wrong with them is said with its file and line, and nothing hurts the reader."""

import pytest

from stepwell.frameworks.files import MAX_BYTES, PackFaults, load_pack, load_packs, read_files
from tests.conftest import ROOT


def faults_of(tmp_path, content: bytes | str, name: str = "framework.yaml") -> list[str]:
    data = content if isinstance(content, bytes) else content.encode()
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PackFaults) as caught:
        load_pack(tmp_path)
    return [fault.replace(str(tmp_path) + "/", "") for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "is not UTF-8 text"),
        ("a: &x [1]\nb: *x\n", "line 2: “*x” is an alias: write it out"),
        ("a: 1\na: 2\n", "duplicate key"),
        ("a: 1\n---\nb: 2\n", "another document"),
        ("just words", "must be a list of `key: value`"),
        ("", "must be a list of `key: value`"),
        ("x: !!python/object:os.system 1", "could not determine a constructor"),
        ("x: 2026-99-99", "is not YAML that can be read"),
        ("n: " + "1" * 9000, "is not YAML that can be read"),
        ("\x00", "is not YAML that can be read"),
        ("[" * 5000, "is nested too deeply"),
        ("- " * 5000, "is nested too deeply"),
        ("a: " + "{b: " * 200, "is nested too deeply"),
        ("x: 'unclosed", "line"),
        ("? {x: 1}\n: d\n", "unhashable key"),
    ],
)
def test_what_cannot_be_read(tmp_path, content, words):
    faults = faults_of(tmp_path, content)
    assert len(faults) == 1 and faults[0].startswith("framework.yaml: ") and words in faults[0]


def test_brackets_by_the_megabyte_are_refused_before_they_are_parsed(tmp_path):
    """The parser alone would take hours over them: a test that hangs here has found that it was asked."""
    assert "nested too deeply" in faults_of(tmp_path, "[" * 3_000_000)[0]


def test_a_file_over_the_limit(tmp_path):
    assert "larger than 5 MB" in faults_of(tmp_path, b"x" * (MAX_BYTES + 1))[0]


def test_each_fault_with_its_line(tmp_path):
    text = "id: a\nkind: levelled\nlevels:\n  - id: x\n  - id: y\n    name: 3\n"
    faults = faults_of(tmp_path, text)
    assert "framework.yaml:4: levels[0].name: is missing" in faults
    assert "framework.yaml:6: levels[1].name: must be a text: put it in quotes" in faults
    assert "framework.yaml:6" not in " ".join(fault for fault in faults if "owner" in fault)
    assert any(fault.endswith(": owner: is missing") for fault in faults)


def test_a_key_in_two_files_of_one_pack(tmp_path):
    (tmp_path / "a.yaml").write_text("title: A\n")
    faults = faults_of(tmp_path, "title: B\n")
    assert faults == ["framework.yaml: title: stands in a.yaml already"]


def test_an_empty_folder_and_one_that_is_not_there(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(PackFaults, match=r"no \.yaml file here"):
            load_pack(folder)


def test_two_packs_of_one_name(tmp_path):

    folder = ROOT / "tests" / "packs" / "lamplight"
    with pytest.raises(PackFaults, match="another pack's already"):
        load_packs([folder, folder])


def test_uploaded_files_are_named_as_they_were_uploaded():
    found = read_files("upload", [("mine.yaml", b"id: [")])
    assert found.faults[0].startswith("mine.yaml: ")
