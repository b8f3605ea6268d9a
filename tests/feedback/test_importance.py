"""How much a part matters in somebody's role: asked of raters, and shown under the same control as everything else."""

import doctest
import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from stepwell.domain.disclosure import audit_releases
from stepwell.feedback.models import Draft
from stepwell.feedback.models.ratings import ResponseImportance
from stepwell.feedback.operations import answering, closing, refusals
from stepwell.feedback.presenters import report as presenting
from stepwell.feedback.presenters import report_importance
from stepwell.feedback.queries.asking import asked_of
from stepwell.feedback.views.reporting import facts_of
from tests.cast import NOW

from . import making

QUESTION = "matter in Amira’s role?"
PEER = "peers0@elsewhere.example"


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def token(collecting) -> str:
    return making.links()[PEER]


def address(token: str, rest: str = "1/") -> str:
    return f"/feedback/answer/{token}/{rest}"


def words(page) -> str:
    body = re.sub(r"(?s)<(svg|head|script)\b.*?</\1>", " ", page.text)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def weigh(token: str, level: int, at=NOW, **points: int | None) -> None:
    """Answer everything with one level, weigh what is named, and send."""
    here = making.visit(token, at)
    ratings = dict.fromkeys(asked_of(here.cycle).item_ids, level)
    answering.save_draft(here, ratings=ratings, comments={}, importance=points, revision=0, at=at)
    answering.submit_answers(here, group_key=here.group.key, at=at)


@pytest.fixture
def weighed(collecting):
    """Six peers, a report and Tom: to all of them trimming matters much and carrying little."""
    for token in making.links().values():
        weigh(token, 1, trimming=2, carrying=0)
    making.close(collecting)
    making.prepare(collecting)
    return collecting


# Asking


def test_a_rater_is_asked_once_a_page_and_may_leave_it_out(token):
    page = Client().get(address(token))
    assert page.text.count(QUESTION) == 1
    assert "Cannot say" in page.text
    assert QUESTION not in Client().get(address(token, "3/")).text  # the questions in words
    here = making.visit(token)
    ratings = dict.fromkeys(asked_of(here.cycle).item_ids, 1)
    answering.save_draft(here, ratings=ratings, comments={}, revision=0, at=NOW)
    assert "Not answered" not in Client().get(address(token, "check/")).text


def test_what_was_chosen_is_kept_shown_before_sending_and_sent(token):
    client, name = Client(), asked_of(making.visit(token).cycle).importance[2]
    client.post(address(token), {"item-0": "1", "importance": "2", "revision": "0"})
    assert Draft.objects.get().answers["importance"] == {"trimming": 2}
    assert re.search(
        r'name="importance"[^>]*value="2"[^>]*checked|checked[^>]*name="importance"', client.get(address(token)).text
    )
    assert name in client.get(address(token, "check/")).text
    client.post(address(token), {"item-0": "1", "importance": "none", "revision": "1"})
    client.post(address(token, "check/"), {"group": "peers"})
    assert list(ResponseImportance.objects.values_list("dimension_id", "point")) == [("trimming", None)]


@pytest.mark.parametrize("point", ["3", "-1", "x", "1.5", ""])
def test_a_point_that_is_not_on_the_scale_is_not_kept(token, point):
    page = Client().post(address(token), {"item-0": "1", "importance": point, "revision": "0"})
    assert page.status_code == (302 if point == "" else 422)
    assert Draft.objects.get().answers["importance"] == {}


@pytest.mark.parametrize("given", [{"trimming": 9}, {"trimming": True}, {"somewhere": 1}])
def test_only_what_is_asked_is_kept(collecting, token, given):
    with pytest.raises(refusals.BadAnswer):
        answering.save_draft(making.visit(token), ratings={}, comments={}, importance=given, revision=0, at=NOW)
    collecting.cycle.asks_importance = False
    collecting.cycle.save()
    with pytest.raises(refusals.BadAnswer):
        answering.save_draft(
            making.visit(token), ratings={}, comments={}, importance={"trimming": 1}, revision=0, at=NOW
        )
    assert QUESTION not in Client().get(address(token)).text


# Releasing


def test_it_is_a_release_of_its_own_with_a_certificate(weighed):
    report = weighed.snapshots.get().report
    assert [block["n"] for block in report.importance["blocks"]] == [block["n"] for block in report.content["blocks"]]
    assert [(f["item"], f["n"], f["label"]) for f in report.importance["figures"]] == [
        ("trimming", 7, "above Fairly important"),
        ("carrying", 7, "below Fairly important"),
    ]
    assert [one["what"] for one in report.importance["derived"]] == []
    assert audit_releases([report.importance])["holds"] and report.holds
    assert not report.importance["comments"]


def test_the_report_shows_who_weighs_what_and_begins_with_what_matters_most(weighed, cast, signed_in):
    making.release(weighed)
    page = words(signed_in(cast.amira).get(reverse("feedback:report", args=[weighed.pk])))
    asked = asked_of(weighed.cycle)
    assert "What matters most" in page
    names = {dimension.id: dimension.name for dimension in asked.dimensions}
    picture = page.split("How much it matters to your role, and where you are placed")[2]
    assert picture.index(names["trimming"]) < picture.index(names["carrying"])
    assert f"Line manager {asked.importance[2]}" in page
    for file in ("report_csv", "report_json"):
        text = signed_in(cast.amira).get(reverse(f"feedback:{file}", args=[weighed.pk])).content.decode()
        assert "How much it matters in this role" in text and asked.importance[2] in text
    pdf = signed_in(cast.amira).get(reverse("feedback:report_pdf", args=[weighed.pk]))
    assert pdf.status_code == 200


def test_the_facilitator_sees_it_too_and_nobody_else_does(weighed, cast, signed_in):
    address = reverse("feedback:facilitate", args=[weighed.pk])
    assert "What matters most" in words(signed_in(cast.fran).get(address))
    for person in (cast.cora, cast.tom, cast.olga):
        assert signed_in(person).get(address).status_code == 404


def test_the_release_of_importance_can_be_saved_and_checked(weighed, cast, signed_in):
    making.release(weighed)
    client = signed_in(cast.amira)
    assert (
        reverse("feedback:importance_json", args=[weighed.pk])
        in client.get(reverse("feedback:certificate", args=[weighed.pk])).text
    )
    released = client.get(reverse("feedback:importance_json", args=[weighed.pk])).json()
    assert audit_releases([released])["holds"]


def test_a_group_too_small_shows_nothing_of_it(collecting, cast):
    """Two peers weigh it: no figure, whatever they said, and the page says why."""
    points = [2, 0, None, None, None, None, None, None]
    for token, point in zip(making.links().values(), points, strict=True):
        weigh(token, 1, **({"trimming": point} if point is not None else {}))
    making.close(collecting)
    report = making.prepare(collecting)
    assert report.importance["figures"] == []
    made = presenting.report_of(facts_of(collecting, report))
    assert "Withheld: fewer than four of them could answer this." in dict(made.importances["trimming"].lines).values()
    assert "most" not in [section.key for section in made.sections]


def test_late_answers_weigh_in_a_release_of_their_own(weighed, cast):
    """Nobody is weighed twice: what the first release holds enters no later one."""
    making.release(weighed)
    more = {"by": cast.amira, "at": making.LATER, "today": making.AFTER}
    closing.reopen_round(weighed, closes_on=making.AFTER + timedelta(days=9), **more)
    weighed.refresh_from_db()
    for number in range(4):
        making.nominate(weighed, "peers", email=f"late{number}@elsewhere.example")
    for mail, token in making.send(at=making.LATER).items():
        if mail.startswith("late"):
            weigh(token, 1, at=making.LATER, trimming=0)
    making.close(weighed)
    second = making.prepare(weighed)
    assert [(f["item"], f["n"], f["sums"][0]) for f in second.importance["figures"]] == [("trimming", 4, 0)]
    first = weighed.snapshots.first().report
    assert audit_releases([first.importance, second.importance])["holds"]
    assert second.importance["certificate"]["earlier"] == 7


def test_the_examples_in_the_code_hold():
    assert doctest.testmod(report_importance).failed == 0 < doctest.testmod(report_importance).attempted
