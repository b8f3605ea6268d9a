"""The import contracts hold, and would notice if they did not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess:
    command = "import sys; sys.path.insert(0, 'src'); from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
    return subprocess.run(
        [sys.executable, "-c", command],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": "src", "PATH": ""},
    )


@pytest.fixture
def copy(tmp_path) -> Path:
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("static", "templates", "__pycache__", "fonts")
    )
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_contracts_hold(copy):
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("people/queries.py", "from stepwell.assessments import models\n"),
        ("domain/framework/pack.py", "import django\n"),
        ("feedback/presenters/words.py", "from stepwell.feedback.models.ratings import Rating\n"),
        ("feedback/access.py", "from stepwell.feedback.models.ratings import Response\n"),
        ("sharing/models.py", "from stepwell.sharing import operations\n"),
    ],
)
def test_a_planted_violation_is_found(copy, file, line):
    target = copy / "src" / "stepwell" / file
    target.write_text(target.read_text() + line)
    assert lint(copy).returncode != 0


def test_a_capability_without_a_place_is_found(copy):
    (copy / "src" / "stepwell" / "surprises").mkdir()
    (copy / "src" / "stepwell" / "surprises" / "__init__.py").touch()
    assert lint(copy).returncode != 0
