"""The commands about packs, as an operator runs them."""

import json
import shutil

import click
import pytest
from click.testing import CliRunner

from stepwell.frameworks import commands
from stepwell.frameworks.models import FrameworkVersion
from tests.conftest import ROOT


@pytest.fixture
def run(settings):
    settings.PACKS = ROOT / "packs"
    group = click.Group()
    commands.register(group)
    return lambda *args: CliRunner().invoke(group, [str(arg) for arg in args])


def test_check_all_that_ship(run):
    result = run("check", ROOT / "packs")
    assert (result.exit_code, result.output) == (0, "11 packs checked, no fault\n")


def test_check_one_whose_links_lead_to_installed_packs(run):
    assert run("check", ROOT / "packs" / "crosswalk").exit_code == 0


def test_check_names_every_fault_of_every_pack(run, tmp_path):
    for name in ("one", "two"):
        folder = tmp_path / name
        shutil.copytree(ROOT / "tests" / "packs" / "lamplight", folder)
        text = (folder / "framework.yaml").read_text()
        (folder / "framework.yaml").write_text(text.replace("owner: ", "owners: ").replace("trimming.dim.1", "x y"))
    result = run("check", tmp_path)
    lines = result.stdout.splitlines()
    assert result.exit_code == 2 and len(lines) == 6
    for name in ("one", "two"):
        file = f"{tmp_path / name / 'framework.yaml'}"
        assert any(line.startswith(f"{file}:") and "owners: is not a key" in line for line in lines)
        assert any("indicators[0].id: “x y”" in line and line.startswith(f"{file}:") for line in lines)
        assert f"{tmp_path / name}: owner: is missing" in lines


def test_check_finds_faults_between_packs(run, tmp_path):
    folder = tmp_path / "crosswalk"
    shutil.copytree(ROOT / "packs" / "crosswalk", folder)
    text = (folder / "framework.yaml").read_text()
    (folder / "framework.yaml").write_text(text.replace("a: nhs-hlm/holding-to-account\n", "a: nhs-hlm/no-such\n", 1))
    result = run("check", folder)
    assert result.exit_code == 2
    assert result.stdout.strip().endswith("links[0].a: “nhs-hlm/no-such” is not in any pack")
    assert result.stdout.startswith(f"{folder / 'framework.yaml'}:64: ")


@pytest.mark.parametrize("args", [("check", "/nowhere/at/all"), ("pack", "nothing"), ("pack", "a/b\x01", "--json")])
def test_a_bad_input_exits_2_with_a_line(run, args):
    result = run(*args)
    assert result.exit_code == 2 and result.output.strip() and "Traceback" not in result.output


def test_packs_as_json(run, real_packs):
    found = json.loads(run("packs", "--json").stdout)
    assert {line["id"] for line in found} == set(real_packs)
    assert all(list(line) == ["id", "title", "owner", "edition", "kind", "wording", "version"] for line in found)


def test_pack_as_json_keeps_the_contract(run):
    pack = json.loads(run("pack", "nhs-hlm", "--json").stdout)
    keys = "id title owner edition rights wording levels dimensions question_banks cards roles stages grades initiatives links counts"
    assert set(keys.split()) <= set(pack)
    assert pack["levels"][0] | {"below_scale": True, "id": "insufficient"} == pack["levels"][0]
    dimension = next(d for d in pack["dimensions"] if d["id"] == "holding-to-account")
    assert all(
        isinstance(text, str) for text in [*dimension["what_it_is"], *dimension["what_it_is_not"], dimension["why"]]
    )
    assert (len(dimension["what_it_is"]), len(dimension["what_it_is_not"])) == (3, 5)
    essential = next(level for level in dimension["levels"] if level["level"] == "essential")
    assert essential["heading"] == "Setting clear expectations" and len(essential["indicators"]) == 4
    assert set(essential["indicators"][0]) == {"id", "self", "observer", "source"}
    assert essential["indicators"][0]["source"].startswith("004:L")
    assert (dimension["cluster"], dimension["bipolar"], dimension["maps"], dimension["missing"]) == (None,) * 4
    counts = pack["counts"]
    assert (counts["dimensions"], counts["indicators"], counts["what_it_is"], counts["what_it_is_not"]) == (
        9,
        114,
        21,
        41,
    )
    assert (counts["grades"], pack["grades"], pack["links"]) == (0, [], [])


def test_bipolar_maps_and_gaps_as_json(run):
    pack = json.loads(run("pack", "nhs-lqf", "--json").stdout)
    found = {dimension["id"]: dimension for dimension in pack["dimensions"]}
    item = found["self-belief"]["bipolar"]
    assert (item["points"], item["positive_end"], item["wish"]) == (4, 1, ["yes", "maybe", "no"])
    assert set(item["positive"]) == {"self"} and item["source"] == "002:L78-79"
    assert (
        set(found["self-belief"]["maps"]) == {"mentee", "mentor"}
        and found["self-belief"]["cluster"] == "Personal Qualities"
    )
    assert isinstance(found["broad-scanning"]["maps"]["mentee"], str)
    assert set(found["broad-scanning"]["maps_incomplete"]) == {"mentee", "mentor"}
    behaviours = json.loads(run("pack", "bristol-leadership-behaviours", "--json").stdout)
    assert next(d for d in behaviours["dimensions"] if d["id"] == "supporting-others")["missing"]


def test_grades_and_links_as_json(run):
    grades = json.loads(run("pack", "qmul-grade-profiles", "--json").stdout)["grades"]
    assert [grade["id"] for grade in grades][-4:] == ["8D", "8C", "8B", "8A"]
    keys = ("base", "at_least", "some_at", "may_vary")
    assert [grades[1]["expectation"][key] for key in keys] == ["core", True, "aspiring", True]
    links = json.loads(run("pack", "crosswalk", "--json").stdout)["links"]
    assert len(links) == 145 and set(links[0]) == {"a", "b", "strength", "reason"}


def test_load_packs_publishes_once(run, db):
    assert run("load-packs").stdout == "11 frameworks, 11 of them new or changed\n"
    assert run("load-packs").stdout == "11 frameworks, 0 of them new or changed\n"
    assert FrameworkVersion.objects.count() == 11


def test_load_packs_with_a_fault_loads_nothing(run, db, settings, tmp_path):
    settings.PACKS = tmp_path
    for name in ("lamplight", "tidewatch"):
        shutil.copytree(ROOT / "tests" / "packs" / name, tmp_path / name)
    (tmp_path / "tidewatch" / "more.yaml").write_text("verdict: pass\n")
    result = run("load-packs")
    assert result.exit_code == 2 and "verdict" in result.stderr
    assert not FrameworkVersion.objects.exists()


def test_the_schema_is_printed(run):
    assert json.loads(run("pack-schema").stdout) == json.loads((ROOT / "packs" / "schema.json").read_text())
