"""What the documents say is true: each setting, command, permission, model and word has its place, and nothing else does."""

import ast
import doctest
import re
import runpy
from pathlib import Path

import click
import pytest
from django.apps import apps

from stepwell.access.permissions import Permission
from stepwell.access.roles import Role
from stepwell.config.cli import build
from stepwell.domain.framework import Pack, read_pack
from stepwell.domain.framework.overlay import REWORDABLE, overlay_faults
from stepwell.frameworks.files import read_yaml

from . import rules

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "stepwell"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
README, ARCHITECTURE, GLOSSARY = (ROOT / f"{name}.md" for name in ("README", "ARCHITECTURE", "GLOSSARY"))
OPERATING, PACKS = ROOT / "docs" / "operating.md", ROOT / "docs" / "packs.md"
SETTING = re.compile(r"\bSTEPWELL_[A-Z_]+\b|\bDATABASE_URL\b")


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)


def headings(document: Path) -> list[str]:
    return re.findall(r"^#{1,6} (.+)$", without_code(document.read_text()), re.M)


def section(document: Path, heading: str) -> str:
    """The text below a heading, as far as the next one of any depth."""
    found = re.search(rf"^#+ {re.escape(heading)}$(.*?)(?=^#+ |\Z)", document.read_text(), re.M | re.S)
    assert found, f"{document.name} has no heading “{heading}”"
    return found[1]


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_each_link_leads_somewhere(document):
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(document.read_text())):
        if target.startswith(("https://", "mailto:")):
            continue
        path, _, part = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        if not file.exists() or (part and part not in {anchor(heading) for heading in headings(file)}):
            broken.append(target)
    assert not broken


@pytest.mark.parametrize(
    "document",
    [README, ARCHITECTURE, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("methods/*.md"))],
    ids=lambda d: d.name,
)
def test_each_file_and_function_named_is_there(document):
    """`assessments/access.py` is below src/stepwell or the root; `assessments/access.py:load_shared` is defined in it."""
    missing = []
    for path, name in re.findall(
        r"`([\w./-]+\.(?:py|sh|html|typ|js|toml))(?::(\w+))?`", without_code(document.read_text())
    ):
        places = (SOURCE, ROOT, SOURCE / path.partition("/")[0] / "templates")
        file = next((base / path for base in places if (base / path).is_file()), None)
        if file is None or (
            name and not re.search(rf"^\s*(?:def|class) {name}\b|^{name}\b.*=", file.read_text(), re.M)
        ):
            missing.append(f"{path}:{name}" if name else path)
    assert not missing


def test_the_readme_names_each_make_target():
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.M)
    assert len(targets) > 5
    assert [target for target in targets if f"`make {target}`" not in README.read_text()] == []


def test_the_map_names_each_package():
    packages = {file.parent.name for file in SOURCE.glob("*/__init__.py")}
    assert len(packages) > 8
    assert {name for name in packages if f"`{name}/`" not in ARCHITECTURE.read_text()} == set()


def defined() -> set[str]:
    """The terms that the glossary's tables define: what stands in bold in a row's first cell."""
    cells = re.findall(r"^\| (\*\*.+?\*\*) \|", GLOSSARY.read_text(), re.M)
    return {term for cell in cells for term in re.findall(r"\*\*(.+?)\*\*", cell)}


def test_the_glossary_defines_each_model_and_no_other():
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("stepwell.")}
    assert models - defined() == set()
    classes = {term for term in defined() if re.fullmatch(r"(?:[A-Z][a-z]+){2,}", term)}
    written = "\n".join(file.read_text() for file in SOURCE.rglob("*.py"))
    assert {term for term in classes if f"class {term}" not in written} == set()


def test_the_glossary_defines_each_role():
    assert {role.replace("_", " ") for role in Role} - {term.lower() for term in defined()} == set()


def test_the_page_of_permissions_is_current():
    made = runpy.run_path(str(ROOT / "scripts" / "write_permissions.py"))["document"]()
    assert (ROOT / "docs" / "permissions.md").read_text() == made, "run python scripts/write_permissions.py"
    assert all(f"`{permission.name}`" in made for permission in Permission)


def refused_words() -> list[str]:
    words = re.findall(r"^\| ([\w, -]+) \|", section(GLOSSARY, "Words that stand on no screen"), re.M)[1:]
    return [word.strip() for cell in words for word in cell.split(",")]


def refused_in(text: str) -> set[str]:
    return {word for word in refused_words() if re.search(rf"\b{re.escape(word)}\b", text, re.I)}


def seen(template: str) -> str:
    """What of a template a person reads: no comments, no tags of either kind but the texts given to them."""
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", " ", template, flags=re.S)
    given = [
        text for tag in re.findall(r"\{%.*?%\}", text, re.S) for text in re.findall(r'"([^"]*)"', tag) if " " in text
    ]
    return " ".join([re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", text, flags=re.S), *given])


def said(source: str) -> str:
    """The texts in a module: strings with a space in them that are no docstrings."""
    tree = ast.parse(source)
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in notes)
    return "\n".join(node.value for node in strings if isinstance(node.value, str) and " " in node.value)


def test_refused_words_are_found_where_they_stand():
    assert len(refused_words()) > 10
    assert refused_in(seen('<p class="please">Saved.</p>{# please #}')) == set()
    assert refused_in(seen("<p>Please wait.</p>")) == {"please"}
    assert refused_in(seen('{% button "Please go on" %}')) == {"please"}
    assert refused_in(said('"""Please."""\nmessage = "Saved successfully"')) == {"successfully"}


def test_no_refused_word_stands_on_a_screen_or_in_a_mail():
    found = (file for kind in ("html", "txt", "typ") for file in SOURCE.rglob(f"*.{kind}"))
    templates = [file for file in found if not {"static", "fonts"} & set(file.parts)]
    speaking = [
        file
        for file in SOURCE.rglob("*.py")
        if file.stem in {"forms", "emails", "sign_in", "sign_in_forms", "commands"}
    ]
    speaking += [
        file
        for part in ("views", "presenters")
        for file in [*SOURCE.rglob(f"{part}/*.py"), *SOURCE.rglob(f"{part}.py")]
    ]
    assert len(templates) > 50
    assert len(speaking) > 10
    faults = {str(file.relative_to(SOURCE)): refused_in(seen(file.read_text())) for file in templates}
    faults |= {str(file.relative_to(SOURCE)): refused_in(said(file.read_text())) for file in speaking}
    assert {file: words for file, words in faults.items() if words} == {}


def test_each_setting_has_its_heading_and_no_heading_is_without_one():
    read = {name for file in SOURCE.rglob("*.py") for name in SETTING.findall(strings_of(file))}
    assert "STEPWELL_DATA" in read
    if "dj_database_url.config(" in (SOURCE / "config" / "settings.py").read_text():
        read.add("DATABASE_URL")
    assert {heading for heading in headings(OPERATING) if SETTING.fullmatch(heading)} == read


def strings_of(file: Path) -> str:
    nodes = ast.walk(ast.parse(file.read_text()))
    return "\n".join(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def commands(group: click.Group, name: str = "stepwell"):
    for command in group.commands.values():
        here = f"{name} {command.name}"
        if isinstance(command, click.Group):
            yield from commands(command, here)
        else:
            yield here, command


COMMANDS = dict(commands(build()))


def test_each_command_has_its_heading_and_no_heading_is_without_one():
    assert "stepwell serve" in COMMANDS
    assert {heading for heading in headings(OPERATING) if heading.startswith("stepwell ")} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_of_a_command_stands_in_its_section(name):
    text = section(OPERATING, name)
    for parameter in COMMANDS[name].params:
        word = (
            parameter.opts[0]
            if isinstance(parameter, click.Option)
            else (parameter.metavar or parameter.human_readable_name)
        )
        assert word in text, f"{name}: {word}"
    assert len(text.split()) > 8


def yaml_blocks() -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```", PACKS.read_text(), re.M | re.S)


def example(first_key: str) -> dict:
    block = next(block for block in yaml_blocks() if block.startswith(f"{first_key}:"))
    return read_yaml(block.encode())[1]


def test_the_example_of_a_pack_has_no_fault():
    pack, faults = read_pack(example("id"))
    assert faults == []
    assert pack is not None
    assert (len(pack.levels), len(pack.dimensions), len(pack.question_banks), len(pack.initiatives)) == (3, 3, 1, 2)
    assert [dimension.id for dimension in pack.dimensions if dimension.missing] == ["mending"]
    assert (
        pack.in_language("cy").dimensions[0].levels[0].indicators[0].self
        != pack.dimensions[0].levels[0].indicators[0].self
    )


def test_the_example_of_an_overlay_fits_the_example_of_a_pack():
    wordings = example("listening.new.1")
    pack, _ = read_pack(example("id"))
    assert overlay_faults(pack.model_dump(mode="json"), wordings) == []
    assert {key for wording in wordings.values() for key in wording} <= REWORDABLE


def test_each_key_and_kind_of_a_pack_is_explained():
    text = PACKS.read_text()
    kinds = Pack.model_fields["kind"].annotation.__args__
    assert [word for word in [*Pack.model_fields, *kinds, *REWORDABLE] if f"`{word}`" not in text] == []


@pytest.mark.parametrize("document", sorted((ROOT / "docs").rglob("*.md")), ids=lambda d: d.name)
def test_examples_give_what_they_say(document):
    result = doctest.testfile(str(document), module_relative=False)
    assert result.failed == 0


def test_each_rule_has_its_place_and_its_tests():
    assert list(rules.faults_in(rules.PAGE.read_text())) == []


def test_what_is_wrong_on_the_page_of_rules_is_found():
    page, faults_in = rules.PAGE.read_text(), rules.faults_in
    assert list(faults_in(page.replace("| R47 |", "| R48 |"))) == ["R47 is there 0 times", "R48 is there 2 times"]
    assert list(faults_in(page.replace("stages.py:is_open_for`", "stages.py:was_open`", 1)))[0].endswith(":was_open")
    assert any(
        fault.startswith("R47: ") for fault in faults_in(page.replace("_before_the_persons_reflection", "_late"))
    )


def test_every_number_of_a_rule_in_the_code_is_on_the_page():
    used = rules.numbers_used()
    assert len(used) > 80
    assert used - {row[0] for row in rules.rows_in(rules.PAGE.read_text())} == set()
