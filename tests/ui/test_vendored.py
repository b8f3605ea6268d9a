"""The front-end files are what vendored.toml says, and hold nothing that we may not serve."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

import stepwell.ui

UI = Path(stepwell.ui.__file__).parent
VENDOR = UI / "static/ui/vendor"
MANIFEST = tomllib.loads((VENDOR / "vendored.toml").read_text())
FILES = {name: digest for package in MANIFEST["package"] for name, digest in package["files"].items()}


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_unchanged(name):
    assert hashlib.sha256((UI / name).read_bytes()).hexdigest() == FILES[name]


def test_no_file_is_undeclared():
    folders = [VENDOR / "govuk-frontend", VENDOR / "atkinson-hyperlegible-next", UI / "typst/fonts"]
    present = {path.relative_to(UI).as_posix() for folder in folders for path in folder.iterdir()}
    assert present == set(FILES)


def test_each_package_names_version_and_licence_and_keeps_the_licence():
    for package in MANIFEST["package"]:
        assert package["version"]
        assert package["licence"] in {"MIT", "OFL-1.1"}
        assert any(name.endswith("LICENCE.txt") for name in package["files"])


def test_nothing_is_kept_that_only_gov_uk_may_use():
    css = (VENDOR / "govuk-frontend/govuk-frontend.min.css").read_text()
    for forbidden in ("Transport", "@font-face", "sourceMappingURL", "url("):
        assert forbidden not in css


def test_stylesheets_and_scripts_load_nothing_from_elsewhere():
    ours = (UI / "static/ui/stepwell.css").read_text()
    assert all((UI / "static/ui" / target).exists() for target in re.findall(r'url\("([^"]+)"\)', ours))
    for path in (UI / "static/ui").rglob("*.[cj]s*"):
        assert not re.search(r"(?:url\(|@import|import\s)[\"'(]*(?:https?:)?//", path.read_text()), path
        assert "sourceMappingURL" not in path.read_text()
