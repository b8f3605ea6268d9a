"""Rules of the house that a linter does not know."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "stepwell"
FILES = [file for file in sorted(SOURCE.rglob("*.py")) if "migrations" not in file.parts]
CLOCKS = re.compile(r"timezone\.(now|localdate|localtime)\(|date\.today\(|datetime\.(now|utcnow|today)\(|time\.time\(")
MAY_READ_THE_CLOCK = {
    "access.py",
    "views.py",
    "tasks.py",
    "staff_file_tasks.py",
    "commands.py",
    "middleware.py",
    "sessions.py",
    "schedule.py",
    "serving.py",
    "urls.py",
}


def functions(file: Path):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node) -> int:
    docstring = ast.get_docstring(node, clean=False)
    return node.end_lineno - node.lineno + 1 - (docstring.count("\n") + 1 if docstring else 0)


def test_functions_and_files_stay_short():
    long_functions = [
        f"{file.name}:{node.name} {length(node)}" for file in FILES for node in functions(file) if length(node) > 50
    ]
    long_files = [file.name for file in FILES if len(file.read_text().splitlines()) > 400]
    assert not long_functions
    assert not long_files


def test_each_exception_from_a_check_has_its_reason_beside_it():
    bare = re.compile(r"# (?:type: ignore(?:\[[\w-]+\])?|noqa(?:: [A-Z]+\d+(?:, ?[A-Z]+\d+)*)?) *$", re.M)
    assert {file.name: bare.findall(file.read_text()) for file in FILES if bare.search(file.read_text())} == {}
    assert bare.search("at = now()  # noqa: DTZ005") and not bare.search("at = now()  # noqa: DTZ005  a clock")


def test_no_import_inside_a_function():
    """The one exception: the command starts Django before it can import anything that has tables."""
    inside = {
        f"{file.relative_to(SOURCE)}:{function.name}"
        for file in FILES
        for function in functions(file)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert inside <= {"config/cli.py:build"}


def test_no_clock_below_views_tasks_and_commands():
    readers = {
        str(file.relative_to(SOURCE))
        for file in FILES
        if CLOCKS.search(file.read_text())
        and file.name not in MAY_READ_THE_CLOCK
        and "views" not in file.parts
        and "commands" not in file.parts
    }
    assert not readers


def test_no_signals_no_admin_no_generic_keys():
    text = "\n".join(file.read_text() for file in FILES)
    assert "@receiver" not in text
    assert ".connect(" not in re.sub(r"sqlite3\.connect\(", "", text)
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    fields = [field for model in apps.get_models() for field in model._meta.private_fields]
    assert not [field for field in fields if isinstance(field, GenericForeignKey)]


def test_no_framework_is_known_by_name():
    """The engine runs on any pack: no code names one. The demonstration says which ones its organisations use."""
    ids = [folder.name for folder in (ROOT / "packs").iterdir() if folder.is_dir()]
    assert len(ids) == 11
    named = {
        f"{file.relative_to(SOURCE)}: {pack_id}"
        for file in [*FILES, *SOURCE.rglob("*.html"), *SOURCE.rglob("*.js"), *SOURCE.rglob("*.typ")]
        if "demonstration" not in file.parts
        for pack_id in ids
        if pack_id != "crosswalk" and pack_id in file.read_text()
    }
    assert not named


OURS = [config.label for config in apps.get_app_configs() if config.name.startswith("stepwell.")]
WITH_TABLES = [label for label in OURS if any(model._meta.managed for model in apps.get_app_config(label).get_models())]


@pytest.mark.parametrize("app", WITH_TABLES)
def test_migrations_are_linear(app):
    loader = MigrationLoader(None)
    assert len(loader.graph.leaf_nodes(app)) == 1


def test_each_dependency_has_its_reason():
    project = (ROOT / "pyproject.toml").read_text()
    parsed = tomllib.loads(project)
    for requirement in [*parsed["project"]["dependencies"], *parsed["dependency-groups"]["dev"]]:
        line = next(line for line in project.splitlines() if f'"{requirement}"' in line)
        assert "# " in line, f"{requirement} has no reason beside it"


def test_the_lock_names_only_the_public_index():
    hosts = set(re.findall(r'https?://([^/"]+)', (ROOT / "uv.lock").read_text()))
    assert len(hosts) == 2
    assert all(host in {"pypi" + ".org", "files.pythonhosted" + ".org"} for host in hosts)


def test_no_page_loads_from_another_host_or_inlines_code():
    faults = []
    for file in SOURCE.rglob("*.html"):
        text = file.read_text()
        if (
            re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)
            or re.search(r"\sstyle=", text)
            or re.search(r"\son[a-z]+=", text)
        ):
            faults.append(f"{file.name}: inline code or style")
        if re.search(r"""(?:src|href|action)=["']https?://""", text):
            faults.append(f"{file.name}: another host")
    assert not faults


def test_who_can_read_a_page_is_said_under_its_heading():
    """Heard, printed and seen on a phone in that order: the heading, who can read it, then what it is about."""
    says = re.compile(r"who_can_read|parts/who\.html")
    pages = {
        file: file.read_text() for file in sorted(SOURCE.rglob("templates/**/*.html")) if "components" not in file.parts
    }
    said = {file: text for file, text in pages.items() if says.search(text) and "block content" in text}
    misplaced = [
        file.name
        for file, text in said.items()
        if not re.search(r"page_heading|<h1", text[: says.search(text).start()])
        or re.search(r"<h2|<form|block aside", text[text.index("block content") : says.search(text).start()])
    ]
    assert len(said) > 60
    assert not misplaced
