"""A report shows what was expected on the day it was completed; what changed later is said as "now expected"."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stepwell.assessments.models import SelfAssessment
from stepwell.assessments.views.reporting import facts_of
from stepwell.careers.operations import LevelSet, set_expected_levels
from stepwell.frameworks.files import load_pack
from stepwell.frameworks.operations import publish
from tests.assessments.conftest import LATER, begin, finish, place
from tests.assessments.test_report import report_url, shared
from tests.assessments.test_scenarios import text_of
from tests.cast import NOW, TODAY
from tests.conftest import ROOT

WHY = "The lantern room has moved to us."


@pytest.fixture
def job(wicks_job):
    return wicks_job


@pytest.fixture
def completed(cast, job, lamplight) -> SelfAssessment:
    """Amira is placed at Steady, and her grade expects Steady at least."""
    assessment = begin(cast.amira, lamplight)
    place(assessment, "trimming", "steady")
    place(assessment, "carrying", "steady")
    return finish(assessment)


def expect(job, lamplight, level: str, *, at, by):
    set_expected_levels(
        job,
        framework=lamplight.framework,
        levels={"trimming": LevelSet(level, WHY)},
        discussed_on=TODAY,
        by=by,
        at=at,
    )


def test_nothing_changed_so_nothing_is_said(cast, completed, signed_in):
    report = text_of(signed_in(cast.amira).get(report_url(completed)))
    assert "I am at the level expected of my role in Trimming the wick" in report
    assert "Now expected" not in report and "has changed since" not in report


def test_a_later_level_of_the_manager_moves_nothing_on_the_report(cast, completed, job, lamplight, signed_in):
    expect(job, lamplight, "bright", at=LATER + timedelta(days=1), by=cast.tom)
    answer = signed_in(cast.amira).get(report_url(completed))
    report = text_of(answer)
    assert "I am at the level expected of my role in Trimming the wick" in report
    assert "What is expected of my role has changed since in Trimming the wick." in report
    assert "Expected Steady at least, with some at Bright Now expected Bright, agreed for this role" in report
    assert report.count("Now expected") == 1, "the other dimension is expected as before"
    assert WHY not in report, "the reason belongs to the new level; it stands on the page of the role"
    figure = report_of_picture(answer)
    assert figure == [["Trimming the wick", "Steady", "Steady"], ["Carrying the light", "Steady", "Steady"]]


def report_of_picture(answer) -> list[list[str]]:
    return [list(row) for row in answer.context["report"].figures[0].table.rows]


def test_what_the_manager_had_set_by_then_stays_with_its_reason(cast, job, lamplight, signed_in):
    expect(job, lamplight, "bright", at=NOW, by=cast.tom)
    assessment = begin(cast.amira, lamplight)
    place(assessment, "trimming", "steady")
    finish(assessment)
    expect(job, lamplight, "dim", at=LATER + timedelta(days=1), by=cast.tom)
    report = text_of(signed_in(cast.amira).get(report_url(assessment)))
    assert (
        f"Expected Bright, agreed for this role (the grade suggests Steady at least, with some at Bright) “{WHY}”"
        in report
    )
    assert "Now expected Dim, agreed for this role" in report


def test_a_new_version_of_the_grades_moves_nothing_either(cast, completed, job, signed_in, tmp_path):
    content = (
        (ROOT / "tests" / "packs" / "wicks" / "framework.yaml")
        .read_text()
        .replace("      base: steady", "      base: bright")
    )
    assert content != (ROOT / "tests" / "packs" / "wicks" / "framework.yaml").read_text()
    (tmp_path / "wicks").mkdir()
    (tmp_path / "wicks" / "framework.yaml").write_text(content.replace('version: "1"', 'version: "2"'))
    publish(load_pack(tmp_path / "wicks"), by=None, at=LATER)
    report = text_of(signed_in(cast.amira).get(report_url(completed)))
    assert "I am at the level expected of my role in Trimming the wick" in report
    assert report.count("Now expected Bright at least") == 2


def test_once_the_role_is_left_nothing_is_expected_now(cast, completed, job, lamplight, signed_in):
    expect(job, lamplight, "bright", at=LATER + timedelta(days=1), by=cast.tom)
    job.end_date = TODAY
    job.save()
    facts = facts_of(SelfAssessment.objects.get(pk=completed.pk), TODAY + timedelta(days=30))
    assert facts.expectations["trimming"].shown == "steady"
    assert facts.expected_now == {}


def test_the_paper_and_a_shared_report_say_the_same_without_the_reason(
    cast, job, lamplight, signed_in, monkeypatch, today
):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: today)
    expect(job, lamplight, "bright", at=NOW, by=cast.tom)
    assessment = begin(cast.amira, lamplight)
    place(assessment, "trimming", "steady")
    finish(assessment)
    expect(job, lamplight, "dim", at=LATER, by=cast.tom)
    amira = signed_in(cast.amira)
    assert WHY in text_of(amira.get(report_url(assessment)))
    shared(amira, assessment, cast.ben, q="ben")
    share = assessment.shares.get().share
    read = text_of(signed_in(cast.ben).get(reverse("assessments:shared", args=[share.pk])))
    assert "Now expected Dim" in read and "Expected Bright" in read
    assert WHY not in read


def test_a_draft_shows_what_is_expected_today(cast, job, lamplight, signed_in):
    assessment = begin(cast.amira, lamplight)
    place(assessment, "trimming", "steady")
    assert SelfAssessment.objects.get(pk=assessment.pk).expected_then is None
    expect(job, lamplight, "bright", at=LATER, by=cast.tom)
    page = text_of(signed_in(cast.amira).get(reverse("assessments:dimension", args=[assessment.pk, 1])))
    assert "Bright, agreed for this role" in page


def test_completed_by_an_earlier_release_it_shows_what_is_expected_today(cast, completed, job, lamplight, signed_in):
    SelfAssessment.objects.filter(pk=completed.pk).update(expected_then=None)
    expect(job, lamplight, "bright", at=LATER, by=cast.tom)
    report = text_of(signed_in(cast.amira).get(report_url(completed)))
    assert "Expected Bright, agreed for this role" in report and "Now expected" not in report
