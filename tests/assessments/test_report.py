"""The report: what it says, its focuses, its paper, sharing it, and how many queries it takes."""

import io
import re
from datetime import timedelta

import pypdfium2
import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stepwell.assessments import operations
from stepwell.assessments.models import Focus, SelfAssessment, SharedAssessment
from stepwell.sharing.models import Share
from tests.assessments.conftest import LATER, SECRET, begin, finish, place
from tests.assessments.test_scenarios import text_of
from tests.cast import NOW


def report_url(assessment, name="report"):
    return reverse(f"assessments:{name}", args=[assessment.pk])


def test_it_names_strengths_first_and_says_what_it_shows(cast, completed, signed_in):
    report = text_of(signed_in(cast.amira).get(report_url(completed)))
    order = [report.index(words) for words in ("My strengths", "What I want to work on", "In detail")]
    assert order == sorted(order)
    assert "Where I place myself highest. Trimming the wick Steady" in report
    assert "Very important" in report and SECRET in report
    assert "I have not placed myself" not in report, "a gap of the framework is no gap of the person"


def test_a_report_exists_only_when_complete(cast, draft, signed_in):
    amira = signed_in(cast.amira)
    check = reverse("assessments:check", args=[draft.pk])
    assert [amira.get(report_url(draft, name)).url for name in ("report", "report_pdf", "share")] == [check] * 3


def test_three_focuses_and_no_fourth(cast, published, signed_in):
    amira = signed_in(cast.amira)
    assessment = begin(cast.amira, published["qmul-leading-together"])
    place(assessment, "inclusive", "core")
    finish(assessment)
    ids = [dimension["id"] for dimension in published["qmul-leading-together"].content["dimensions"]]
    url = report_url(assessment, "focuses")
    refused = amira.post(url, {"focuses": ids[:4]})
    assert refused.status_code == 422
    assert "Choose no more than three" in text_of(refused)
    assert refused.content.decode().count(" checked") == 4, "what was ticked stays ticked"
    assert not assessment.focuses.exists()
    amira.post(url, {"focuses": ids[1:4]})
    assert [focus.dimension_id for focus in assessment.focuses.all()] == ids[1:4]
    assert amira.post(url, {"focuses": ["no-such-dimension"]}).status_code == 422
    amira.post(url, {})
    assert not assessment.focuses.exists()


def test_the_database_holds_three_focuses_at_most(completed):
    with pytest.raises(operations.TooManyFocuses):
        operations.choose_focuses(completed, ["a", "b", "c", "d"], by=completed.person, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Focus.objects.create(assessment=completed, dimension_id="a", position=4, chosen_at=LATER)


def pages_of(response) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(response.content))
    return [page.get_textpage().get_text_range() for page in document]


def test_the_paper_says_the_same_with_source_rights_and_page_numbers(cast, completed, signed_in):
    response = signed_in(cast.amira).get(report_url(completed, "report_pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="lamplight-2026-11-16.pdf"'
    pages = pages_of(response)
    paper = re.sub(r"\s+", " ", " ".join(pages))
    for words in ("Ashdown University", "Amira Hassan", SECRET, "Trimming the wick", "My strengths", "The Lamplight Guild",
                  "Made for Stepwell's tests.", f"Page 1 of {len(pages)}"):  # fmt: skip
        assert words in paper, words
    assert b"pdfuaid" in response.content


@pytest.mark.parametrize("slug", ["lamplight", "nhs-lqf", "qmul-leading-together", "bristol-values", "nhs-hlm"])
def test_every_framework_has_a_report_on_paper_and_a_blank_copy(cast, published, lamplight, signed_in, slug):
    version = lamplight if slug == "lamplight" else published[slug]
    amira = signed_in(cast.amira)
    for name in ("blank", "blank_pdf"):
        assert amira.get(reverse(f"assessments:{name}", args=[slug])).status_code == 200
    assessment = begin(cast.amira, version)
    for number in range(1, len(version.content["dimensions"]) + 1):
        amira.post(
            reverse("assessments:dimension", args=[assessment.pk, number]),
            {"example": "#let x = [*bold*]", "wish": "yes"},
        )
    finish(assessment)
    ids = [dimension["id"] for dimension in version.content["dimensions"]][:3]
    amira.post(report_url(assessment, "focuses"), {"focuses": ids})
    paper = amira.get(report_url(assessment, "report_pdf"))
    assert paper.status_code == 200
    assert "#let x = [*bold*]" in re.sub(r"\s+", " ", " ".join(pages_of(paper)))


def test_the_blank_copy_has_every_level_and_item(cast, published, signed_in):
    amira = signed_in(cast.amira)
    hlm = text_of(amira.get(reverse("assessments:blank", args=["nhs-hlm"])))
    behaviours = [
        i["self"] for d in published["nhs-hlm"].content["dimensions"] for s in d["levels"] for i in s["indicators"]
    ]
    assert len(behaviours) == 114
    assert all(text in hlm for text in behaviours)
    lqf = pages_of(amira.get(reverse("assessments:blank_pdf", args=["nhs-lqf"])))
    assert "strong end" in " ".join(lqf) and "Maybe" in " ".join(lqf)


def shared(client, assessment, to, **more):
    data = {
        "recipient": str(to.pk),
        "purpose": "conversation",
        "until-day": "1",
        "until-month": "3",
        "until-year": "2027",
    }
    return client.post(report_url(assessment, "share"), data | more)


@pytest.fixture
def fixed_day(monkeypatch, today):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: today)


def test_sharing_with_a_colleague_for_a_purpose_until_a_day(
    cast, completed, signed_in, fixed_day, django_capture_on_commit_callbacks
):
    amira = signed_in(cast.amira)
    offered = text_of(amira.get(report_url(completed, "share")))
    assert "Tom Okafor" in offered and "Your line manager" in offered and "Ben Carter" not in offered
    assert "Ben Carter" in text_of(amira.get(report_url(completed, "share"), {"q": "ben"}))
    assert "Oscar" not in text_of(amira.get(report_url(completed, "share"), {"q": "oscar"})).split("Nobody at")[0]

    with django_capture_on_commit_callbacks(execute=True):
        done = shared(amira, completed, cast.ben, q="ben", message="Before Thursday")
    assert done.url == reverse("sharing:given")
    share = Share.objects.get()
    assert (share.recipient, share.kind, share.title) == (cast.ben, "assessments", "Lamplight, November 2026")
    assert SharedAssessment.objects.get(share=share).assessment == completed
    [message] = mail.outbox
    assert message.to == [cast.ben.email]
    assert "Lamplight" not in message.subject + message.body and "Before Thursday" not in message.body

    read = text_of(signed_in(cast.ben).get(reverse("assessments:shared", args=[share.pk])))
    assert "Before Thursday" in read and SECRET in read
    assert share.openings.count() == 1
    signed_in(cast.ben).get(reverse("assessments:shared_pdf", args=[share.pk]))
    assert "Opened" in text_of(amira.get(reverse("sharing:given")))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"recipient": ""}, "Choose who may read it"),
        ({"recipient": "not-a-person"}, "Choose one of the answers"),
        ({"purpose": "regrading"}, "Choose one of the answers"),
        ({"until-year": "2020"}, "The last day must be today or later"),
        ({"until-year": "2099"}, "The last day must be within a year"),
        ({"until-month": "13"}, "must be between 1 and 12"),
        ({"message": "x" * 1001}, "must be 1000 characters or fewer"),
    ],
)
def test_wrong_sharing_is_said_and_shares_nothing(cast, completed, signed_in, fixed_day, wrong, words):
    response = shared(signed_in(cast.amira), completed, cast.tom, **{"message": "Hello Tom", **wrong})
    assert response.status_code == 422
    assert words in text_of(response) and "There is a problem" in text_of(response)
    assert not Share.objects.exists()


def test_nobody_of_another_organisation_can_be_chosen(cast, completed, signed_in, fixed_day):
    for person in (cast.olga, cast.lena, cast.amira):
        assert shared(signed_in(cast.amira), completed, person, q=person.full_name).status_code == 422
    assert not Share.objects.exists()


def queries(client, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_pages_take_few_queries_and_no_more_with_more_rows(cast, published, lamplight, signed_in):
    amira = signed_in(cast.amira)
    first = begin(cast.amira, published["qmul-leading-together"])
    place(first, "inclusive", "core")
    finish(first)
    urls = [reverse("assessments:list"), reverse("assessments:choose"), report_url(first), report_url(first, "share")]
    amira.get(urls[0])
    one = [queries(amira, url) for url in urls]
    for year in (2027, 2028):
        more = begin(cast.amira, published["qmul-leading-together"], at=NOW.replace(year=year))
        for dimension_id in ("inclusive", "ethical", "enabling"):
            if dimension_id in {d["id"] for d in published["qmul-leading-together"].content["dimensions"]}:
                place(more, dimension_id, "core")
        finish(more, at=NOW.replace(year=year))
    assert [queries(amira, url) for url in urls] == one
    assert max(one) <= 25, one
    draft = begin(cast.amira, published["qmul-leading-together"])
    place(draft, "inclusive", "core")
    for url in (reverse("assessments:dimension", args=[draft.pk, 1]), reverse("assessments:check", args=[draft.pk])):
        assert queries(amira, url) <= 25


def test_my_list_has_drafts_first_and_then_the_latest(cast, lamplight, signed_in):
    """A query that counts shares has no order of itself: the page gives it one."""
    days = [3, 1, 2]
    for day in days:
        one = begin(cast.amira, lamplight, at=NOW + timedelta(days=day))
        place(one, "trimming", "dim")
        finish(one, at=LATER + timedelta(days=day))
    draft = begin(cast.amira, lamplight, at=NOW - timedelta(days=40))
    listed = signed_in(cast.amira).get(reverse("assessments:list")).content.decode()
    found = re.findall(r'href="/assessments/([0-9a-f-]{36})/(?:report/)?"', listed)
    completed = SelfAssessment.objects.filter(completed_at__isnull=False).order_by("-completed_at")
    assert list(dict.fromkeys(found)) == [str(draft.pk), *(str(one.pk) for one in completed)]


def test_strengths_come_before_what_limits_and_what_lacks(cast, lamplight, wicks_job, signed_in):
    assessment = begin(cast.amira, lamplight)
    place(assessment, "trimming", "bright")
    place(assessment, "carrying", "dim")
    finish(assessment)
    report = text_of(signed_in(cast.amira).get(report_url(assessment)))
    order = [
        "Show as a table",
        "I go beyond the level expected",
        "is further on in",
        "My strengths",
        "A rung is a hint",
        "What I want to work on",
    ]
    places = [report.index(words) for words in order]
    assert places == sorted(places)
