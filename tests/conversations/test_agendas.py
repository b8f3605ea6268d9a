"""Agendas are data: those that ship have no fault, and work with any packs and with none."""

import pytest
from click.testing import CliRunner

from stepwell.config.cli import build
from stepwell.conversations.queries import agendas, questions, support
from stepwell.domain.agenda import read_agenda
from stepwell.frameworks.files import load_pack, read_yaml
from stepwell.frameworks.operations import publish
from stepwell.frameworks.queries import stored_packs
from tests.cast import NOW
from tests.conftest import ROOT

FILES = sorted(agendas.SHIPPED.glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_that_ships_has_no_fault(file):
    agenda, faults = agendas.read_file(file)
    assert faults == []
    assert agenda.id == file.stem


def test_there_is_one_for_each_kind():
    assert {agenda.kind for agenda in agendas.agendas_for(None)} == {
        "career", "growth", "one_to_one", "appraisal", "probation", "framework", "feedback", "mentoring",
    }  # fmt: skip


def test_what_no_framework_says_is_marked_as_our_own():
    """U-14: the sources name one-to-ones and probation, and say nothing of what happens in them."""
    suggested = {agenda.id for agenda in agendas.agendas_for(None) if agenda.source == "suggestion"}
    assert suggested == {"one-to-one", "performance", "probation"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_works_with_no_framework_installed(file):
    agenda = agendas.read_file(file)[0]
    for point in agenda.points:
        groups = questions.groups_of(point.questions, [])
        assert not point.questions or any(group.questions for group in groups)


def test_grow_comes_from_whatever_pack_has_it(published):
    """Scenario 15: 5, 5, 5 and 6 prompts under four headline questions."""
    career = agendas.agenda_by_id("career", None)
    point = next(point for point in career.points if point.id == "direction")
    groups = questions.groups_of(point.questions, stored_packs(None))
    assert [(group.name, len(group.questions)) for group in groups] == [
        ("Goal", 5), ("Reality", 5), ("Options", 5), ("Will", 6),
    ]  # fmt: skip
    assert all(group.heading for group in groups)


def test_preparation_has_exactly_the_four_topics(published):
    """R07."""
    career = agendas.agenda_by_id("career", None)
    groups = questions.groups_of(career.prepare["person"].questions, stored_packs(None))
    assert sum(len(group.questions) for group in groups) == 4


def test_any_coaching_question_fits_any_part(published):
    """Scenario 17."""
    about = questions.About("Leading Together", "Influencer/Motivator", "Established")
    groups = questions.coaching_groups(stored_packs(None), about)
    asked = [question for group in groups for question in group.questions]
    assert any("Influencer/Motivator (Established)" in question.text for question in asked)
    assert not any("{" in question.text for question in asked)
    assert any(question.follow_ups for question in asked)


def test_all_ten_conditions_suggest_their_roles(published):
    """W02; scenarios 13 and 14."""
    rows = support.conditions_of(stored_packs(None))
    assert len(rows) == 10
    names = {role.id: role.name for role in support.roles_of(stored_packs(None))}
    stages = {
        row.id.split("/")[1]: [(order, names[role]) for order, role, _ in row.suggests] for row in rows if row.is_stage
    }
    assert stages["unsure-what-they-want"] == [(1, "Analyst"), (2, "Coach")]
    assert stages["knows-what-is-next"] == [(1, "Advisor"), (1, "Connector")]
    assert sorted(names[row.suggests[0][1]] for row in rows if not row.is_stage) == [
        "Advisor", "Advisor", "Analyst", "Analyst", "Coach", "Coach", "Connector", "Connector",
    ]  # fmt: skip
    assert [role.name for role in support.roles_of(stored_packs(None)) if role.follow_up] == ["Coach"]


def test_a_pack_that_nobody_has_seen_brings_its_questions(db):
    publish(load_pack(ROOT / "tests" / "packs" / "tidewatch"), by=None, at=NOW)
    packs = stored_packs(None)
    assert questions.coaching_groups(packs, questions.About("Tidewatch", "Trimming"))


def test_one_of_the_installations_own_takes_the_place_of_ours(tmp_path, settings, cast):
    content = (agendas.SHIPPED / "probation.yaml").read_text()
    (tmp_path / "own.yaml").write_text(content.replace("name: Probation conversation", "name: Settling in"))
    other = content.replace("id: probation", "id: elsewhere").replace(
        "source: suggestion", f"source: suggestion\norganisations: [{cast.marlow.slug}]"
    )
    (tmp_path / "other.yaml").write_text(other)
    (tmp_path / "broken.yaml").write_text("id: broken\n")
    settings.AGENDAS = str(tmp_path)
    assert agendas.agenda_by_id("probation", cast.ashdown).name == "Settling in"
    assert agendas.agenda_by_id("elsewhere", cast.ashdown) is None
    assert agendas.agenda_by_id("elsewhere", cast.marlow) is not None
    assert agendas.agenda_by_id("broken", cast.marlow) is None


def test_faults_are_named_with_their_place(tmp_path):
    data = read_yaml((agendas.SHIPPED / "feedback.yaml").read_bytes())[1]
    data["stages"][1]["opens_after"] = [{"stage": "nowhere"}]
    data["stages"][0]["by"] = "somebody"
    assert [fault.path for fault in read_agenda(data)[1]] == ["stages[0].by"]
    data["stages"][0]["by"] = "person"
    assert "nowhere" in str(read_agenda(data)[1][0])


def test_the_command_names_each_fault(tmp_path):
    (tmp_path / "bad.yaml").write_text("id: bad\nkind: chat\n")
    done = CliRunner().invoke(build(), ["check-agendas", str(tmp_path / "bad.yaml")])
    assert done.exit_code == 2
    assert "bad.yaml: kind: must be" in done.output
    assert CliRunner().invoke(build(), ["check-agendas", *map(str, FILES)]).exit_code == 0
