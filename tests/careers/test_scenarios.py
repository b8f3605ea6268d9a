"""Acceptance scenarios 1–5 and 8, from outside, on the packs that ship."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from stepwell.careers.models import ExpectedLevel

PROFILES, FRAMEWORK = "qmul-grade-profiles", "qmul-leading-together"
# Inventory §1.2, in the words of §1.1.3.
SUGGESTED = {
    "1": "Core at least",
    "2": "Core at least, with some at Aspiring",
    "3": "Aspiring at least",
    "4": "Aspiring at least, with some at Emerging",
    "5": "Emerging at least",
    "6": "Established at least",
    "7": "Established at least, with some at Exemplar",
    "8D": "Exemplar",
    "8C": "Exemplar",
    "8B": "Exemplar",
    "8A": "Exemplar",
}
STATEMENTS = {"1": 5, "2": 5, "3": 6, "4": 7, "5": 5, "6": 5, "7": 4, "8D": 3, "8C": 4, "8B": 3, "8A": 4}


@pytest.fixture
def visit(cast, published, signed_in):
    """A function: what somebody sees on a career page, as one line of HTML."""

    def visited(person, name: str, *args, **query) -> str:
        response = signed_in(person).get(reverse(f"careers:{name}", args=args), query)
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return visited


def statements(page: str) -> int:
    return page.count('class="career-statements__item"')


def notices(published, *kinds: str) -> list[str]:
    return [escape(n["text"]) for n in published[PROFILES].content["notices"] if n["kind"] in kinds]


def assert_notices(page: str, published) -> None:
    """The caveat and the limit of purpose; the page sets the first sentence of the limit apart."""
    plain = " ".join(re.sub(r"<[^>]+>", "", page).split())
    for text in notices(published, "caveat", "purpose_limit"):
        assert text in plain


def test_1_grade_5_sees_her_grade_after_her_job_profile(cast, published, visit):
    """Scenario 1: five statements, Emerging at least, the caveat, the job profile first, not for regrading."""
    page = visit(cast.amira, "my_grade")
    assert statements(page) == 5
    assert "Emerging at least" in page
    assert "It may vary with the role or function" in page
    assert_notices(page, published)
    assert "must not be used to inform discussions about regrading" in page
    order = [page.index(text) for text in ("Read the job profile", "Emerging at least", 'class="career-statements"')]
    assert order[0] == min(order)


@pytest.mark.parametrize("grade", SUGGESTED)
def test_2_each_grade_suggests_its_level(cast, published, visit, grade):
    """Scenario 2: the level suggested for each grade, in the words of the source."""
    page = visit(cast.ben, "grade", PROFILES, grade)
    assert f'<p class="career-level">{SUGGESTED[grade]}</p>' in page
    assert ("It may vary with the role" in page) == (not grade.startswith("8"))
    assert statements(page) == STATEMENTS[grade]
    assert_notices(page, published)


def test_3_grades_in_order(cast, published, visit):
    """Scenario 3: 1 to 7, then 8D, 8C, 8B, 8A."""
    page = visit(cast.ben, "grades")
    found = re.findall(rf"/career/grades/{PROFILES}/([^/]+)/", page)
    assert found == ["1", "2", "3", "4", "5", "6", "7", "8D", "8C", "8B", "8A"]
    assert page.index("strategic and functional leadership") < page.index(f"/career/grades/{PROFILES}/8D/")
    assert_notices(page, published)


def test_4_grade_4_compares_with_grade_6(cast, published, visit, signed_in):
    """Scenario 4: both lists, what changes in level, caveat and notice; every export carries the notice."""
    page = visit(cast.ben, "compare", one="4", other="6")
    assert statements(page) == 7 + 5
    for words in (
        "Grade 4: Aspiring at least, with some at Emerging.",
        "Grade 6: Established at least.",
        "Emerging lies between them.",
    ):
        assert words in page
    assert_notices(page, published)
    for verdict in ("not ready", "unsuitable", "you meet", "pass mark", "you qualify", "ready for"):
        assert verdict not in re.sub(r'<ol class="career-statements".*?</ol>', "", page).lower()
    for name in ("compare_text", "compare_csv"):
        response = signed_in(cast.ben).get(reverse(f"careers:{name}"), {"one": "4", "other": "6"})
        text = response.content.decode()
        for notice in published[PROFILES].content["notices"]:
            assert notice["text"] in text


def test_5_no_purpose_is_regrading(cast, published, visit):
    """Scenario 5: the words stand in the notice; no button, choice or field offers them. (Forms: test_no_regrading.)"""
    pages = [visit(cast.amira, name) for name in ("my_grade", "grades", "expected")]
    pages.append(visit(cast.amira, "compare", one="4", other="6"))
    for page in pages:
        assert "regrading" in page
        offered = re.findall(r"<(?:option|button|label|input|legend)[^>]*>[^<]*", page)
        assert not [text for text in offered if "regrad" in text.lower()]


def test_8_a_manager_sets_one_element_and_the_person_sees_it(cast, published, visit, signed_in, job_of):
    """Scenario 8: one element for one role, with a reason; the others stay as the grade suggests."""
    job = job_of(cast.amira)
    said = {"discussed_on-day": "2", "discussed_on-month": "10", "discussed_on-year": "2026"}
    for dimension in published[FRAMEWORK].content["dimensions"]:
        said[f"level-{dimension['id']}"] = "as-the-grade"
    said |= {"level-self-awareness": "established", "reason-self-awareness": "Leads the clearing team"}
    url = reverse("careers:expect_levels", args=[job.pk, FRAMEWORK])
    assert signed_in(cast.tom).post(url, said).status_code == 302
    page = visit(cast.amira, "expected")
    table = page.split('class="govuk-table career-expected"')[1].split("</table>")[0]
    rows = {re.search(r'scope="row"[^>]*>([^<]+)', row)[1]: row for row in table.split("<tr ")[2:]}
    assert set(rows) == {"Inclusive", "Self-Awareness", "Strategic Ambition", "Enabling", "Influencer/Motivator"}
    for name, row in rows.items():
        assert "Emerging at least" in row
        assert ("Established" in row) == (name == "Self-Awareness")
        assert ("As the grade suggests" in row) == (name != "Self-Awareness")
    for words in ("Leads the clearing team", "Tom Okafor", "2 October 2026"):
        assert words in rows["Self-Awareness"]
    assert ExpectedLevel.objects.count() == 1
