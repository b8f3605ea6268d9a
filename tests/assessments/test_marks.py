"""The picture of a framework marks where its reader placed themselves, and what is expected of their role: by shape
and word, for their eyes alone."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from stepwell.careers.operations import LevelSet, set_expected_levels
from stepwell.frameworks.files import load_pack
from stepwell.frameworks.operations import publish
from tests.assessments.conftest import LATER, answer, begin, finish, place
from tests.assessments.test_scenarios import text_of
from tests.cast import NOW, TODAY

WICKS = Path(__file__).resolve().parents[1] / "packs" / "wicks"


@pytest.fixture
def job(cast, lamplight):
    """Amira is a keeper: Steady at least, with some at Bright."""
    publish(load_pack(WICKS), by=None, at=NOW)
    job = cast.amira.appointments.get()
    job.grade = "keeper"
    job.save()
    return job


def marks_on(page, slug="lamplight") -> dict[tuple[str, str], list[str]]:
    """The words of the marks in each field of the picture, by dimension and level."""
    found = {}
    for cell in re.findall(r'<a class="fw-cell.*?</a>', page.content.decode(), re.S):
        dimension, level = re.search(rf"/{slug}/dimensions/([\w.-]+)/\?(?:[^\"#]*;)?level=([\w.-]+)", cell).groups()
        for shape, more, word in re.findall(r"<(circle|rect)([^>]*)/></svg> ([\w ]+)</span>", cell):
            broken = " broken" if "dasharray" in more else ""
            found.setdefault((dimension, level), []).append(f"{shape}{broken} {word}")
    return found


def picture(client, slug="lamplight", **query):
    return client.get(reverse("frameworks:framework", args=[slug]), query)


def test_nobody_without_answers_or_role_has_marks(cast, lamplight, signed_in):
    page = picture(signed_in(cast.ben))
    assert marks_on(page) == {}
    assert "Only you see these marks" not in text_of(page)


def test_what_is_expected_is_a_square_and_what_is_expected_of_some_a_broken_one(cast, job, signed_in):
    found = marks_on(picture(signed_in(cast.amira)))
    assert found == {
        (dimension, level): [mark]
        for dimension in ("trimming", "carrying")
        for level, mark in (("steady", "rect Expected"), ("bright", "rect broken Expected of some"))
    }


def test_where_i_am_is_a_dot_with_a_word_and_the_way_to_the_report(cast, job, lamplight, signed_in):
    assessment = begin(cast.amira, lamplight)
    place(assessment, "trimming", "steady")
    place(assessment, "carrying", "dim")
    assert not any("You" in " ".join(marks) for marks in marks_on(picture(signed_in(cast.amira))).values()), "a draft"
    finish(assessment)
    page = picture(signed_in(cast.amira))
    found = marks_on(page)
    assert found["trimming", "steady"] == ["circle You", "rect Expected"]
    assert found["carrying", "dim"] == ["circle You"]
    assert found["carrying", "steady"] == ["rect Expected"]
    assert "You in November 2026 ( your report )" in text_of(page)
    assert reverse("assessments:report", args=[assessment.pk]) in page.content.decode()


def test_they_are_of_the_latest_and_of_today(cast, job, lamplight, signed_in):
    for level, day in (("dim", 0), ("bright", 1)):
        assessment = begin(cast.amira, lamplight, at=NOW + timedelta(days=day))
        place(assessment, "trimming", level)
        finish(assessment, at=LATER + timedelta(days=day))
    set_expected_levels(
        job,
        framework=lamplight.framework,
        levels={"trimming": LevelSet("dim", "Quieter now")},
        discussed_on=TODAY,
        by=cast.tom,
        at=LATER,
    )
    found = marks_on(picture(signed_in(cast.amira)))
    assert found["trimming", "bright"] == ["circle You"]
    assert found["trimming", "dim"] == ["rect Expected"]
    assert ("trimming", "steady") not in found


def test_nobody_else_sees_them(cast, job, lamplight, signed_in):
    assessment = begin(cast.amira, lamplight)
    place(assessment, "trimming", "dim")
    finish(assessment)
    assert marks_on(picture(signed_in(cast.amira)))["trimming", "dim"] == ["circle You"]
    for person in (cast.tom, cast.ben, cast.pat, cast.fran, cast.dan, cast.olga):
        page = picture(signed_in(person))
        assert "circle You" not in str(marks_on(page)), person
        assert str(assessment.pk) not in page.content.decode()


def test_an_older_version_has_none_and_a_newer_has_them(cast, job, lamplight, lamplight_pack, signed_in):
    assessment = begin(cast.amira, lamplight)
    place(assessment, "trimming", "steady")
    finish(assessment)
    amira = signed_in(cast.amira)
    assert marks_on(picture(amira))
    newer = lamplight_pack.model_copy(update={"version": "2", "summary": "Lamps, told anew."})
    publish(newer, by=None, at=LATER)
    assert marks_on(picture(amira)), "the same levels in a newer text"
    assert marks_on(picture(amira, version=1)) == {}


def test_a_pair_of_statements_says_it_in_words(cast, published, signed_in):
    version = published["nhs-lqf"]
    assessment = begin(cast.amira, version, purpose="mentoring")
    first = version.content["dimensions"][0]["id"]
    answer(assessment, first, state="placed", rating=2)
    finish(assessment)
    assert "You : 2 · Nearer the strong end" in text_of(picture(signed_in(cast.amira), "nhs-lqf"))
    assert "Nearer the strong end" not in text_of(picture(signed_in(cast.ben), "nhs-lqf"))


def test_without_the_setting_there_are_none(cast, job, lamplight, signed_in, settings):
    settings.FRAMEWORK_MARKS = ""
    assert marks_on(picture(signed_in(cast.amira))) == {}


def test_it_takes_as_many_queries_with_one_as_with_three(cast, job, lamplight, signed_in, django_assert_num_queries):
    amira = signed_in(cast.amira)
    for day in range(3):
        assessment = begin(cast.amira, lamplight, at=NOW + timedelta(days=day))
        place(assessment, "trimming", "dim")
        finish(assessment, at=LATER + timedelta(days=day))
        picture(amira)
        with django_assert_num_queries(11):
            picture(amira)


def test_the_page_of_a_dimension_has_the_marks_too_and_an_old_version_has_none(
    cast, job, lamplight, lamplight_pack, signed_in
):
    """Where one reads what a level means, one sees whether it is one's own; another reader sees nothing."""
    assessment = begin(cast.amira, lamplight)
    place(assessment, "trimming", "dim")
    finish(assessment, at=LATER)
    url = reverse("frameworks:dimension", args=["lamplight", "trimming"])

    def marked(person, **query):
        html = signed_in(person).get(url, query).content.decode()
        levels = re.findall(r'id="t--level-(\w+)">(.*?)</section>', html, re.S)
        return {level: re.findall(r"</svg> ([\w ]+)</span>", part) for level, part in levels}, html

    mine, html = marked(cast.amira)
    assert mine == {"dim": ["You"], "steady": ["Expected"], "bright": ["Expected of some"]}
    assert "Only you see these marks" in html
    publish(lamplight_pack.model_copy(update={"version": "2", "summary": "Lamps, told anew."}), by=None, at=LATER)
    for person, query in ((cast.amira, {"version": "1"}), (cast.olga, {})):
        others, html = marked(person, **query)
        assert set(map(tuple, others.values())) == {()} and "Only you see these marks" not in html
