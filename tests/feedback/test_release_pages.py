"""The report for its subject and for the facilitator: what it says, what it keeps to itself, and where it comes from."""

import csv
import io
import json
import re
from datetime import timedelta
from html import unescape

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stepwell.domain.disclosure import audit_releases
from stepwell.domain.disclosure.partition import Place
from stepwell.feedback.models import FeedbackReport, Invitation, Prediction, ReportFocus, SelfRating
from stepwell.feedback.models.ratings import Rating, Response, ResponseComment
from stepwell.feedback.operations import closing, cycles, plans, releasing
from stepwell.feedback.operations.rounds import join_cycle
from stepwell.feedback.presenters import report_words
from stepwell.feedback.presenters.report_lines import Line, Said
from tests.cast import NOW, TODAY
from tests.ui.paper_structure import structure_faults

SOON = TODAY + timedelta(days=14)
LATER = NOW + timedelta(days=15)
SECRET = "They let others finish <b>their</b> sentences."
PROTECTED = ("feedback_response", "feedback_rating", "feedback_responseimportance", "feedback_responsecomment")
DIMENSIONS = ["inspiring-shared-purpose", "leading-with-care"]


def text_of(response) -> str:
    """What is read on the page: without markup, without the drawing."""
    body = re.sub(r"(?s)<(svg|head|script)\b.*?</\1>", " ", response.content.decode())
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def url(name, round) -> str:
    return reverse(f"feedback:{name}", args=[round.pk])


def a_cycle(cast, version, **more):
    given = {
        "organisation": cast.ashdown, "version": version, "overlay": None, "title": "Spring 2027", "item_kind": "dimensions",
        "scale": [], "asks_importance": True, "opens_on": TODAY, "closes_on": SOON, "minimum_group_size": 4,
        "comment_threshold": 5, "protect_from": "rater", "approval": "none", "request_cap": 8, "repeat_months": 12,
        "groups": plans.STANDARD_GROUPS, "questions": plans.STANDARD_QUESTIONS, "facilitators": [cast.fran],
    }  # fmt: skip
    cycle = cycles.create_cycle(**given | more, by=cast.cora, at=NOW)
    cycles.open_cycle(cycle, by=cast.cora, at=NOW)
    cycle.refresh_from_db()
    return cycle


def answer(round, group, ratings, comments=()):
    """As submitting leaves it: no rater, no time."""
    response = Response.objects.create(round=round, group_key=group)
    for item, level in ratings.items():
        Rating.objects.create(response=response, item_id=item, level=level)
    for about, text in comments:
        ResponseComment.objects.create(response=response, about=about, text=text)


def collecting(cycle, subject, facilitator=None, own=None, importance=None):
    round = join_cycle(cycle, subject=subject, by=subject, at=NOW, today=TODAY)
    round.state, round.facilitator, round.self_rated_at = "collecting", facilitator, NOW
    round.save()
    for item, level in (own or {}).items():
        SelfRating.objects.create(round=round, item_id=item, level=level, importance=(importance or {}).get(item))
    return round


def prepare(round, facilitator=None):
    closing.close_round(round, by=None, at=LATER)
    report = releasing.prepare_report(round, by=facilitator, at=LATER)
    round.refresh_from_db()
    return report


def release(round):
    releasing.release_report(round, by=round.facilitator or round.subject, at=LATER, today=TODAY)
    round.refresh_from_db()
    return round


@pytest.fixture
def prepared(cast, hlm, ids):
    """Amira's: a hidden strength, something to look at, a group of two that is merged, one dimension seldom observed."""
    hidden, look, plain, seldom = ids
    own = {hidden: 1, look: 4, plain: 2, seldom: 2}
    round = collecting(a_cycle(cast, hlm), cast.amira, cast.fran, own, {hidden: 4, look: 3})
    for index in range(5):
        seen = {seldom: 2} if index < 2 else {}
        comments = [("question_1", SECRET)] if index == 0 else []
        answer(round, "peers", {hidden: 4, look: 1, plain: 2, **seen}, comments)
    for _ in range(2):
        answer(round, "direct_reports", {hidden: 4, look: 1, plain: 3})
    answer(round, "line_manager", {hidden: 3, look: 3, plain: 2, seldom: 1}, [("question_2", "More of the same.")])
    prepare(round, cast.fran)
    return round


@pytest.fixture
def released(prepared):
    return release(prepared)


def test_scenario_57_the_report_shows_oneself_against_groups_and_hides_what_is_too_small(released, cast, signed_in):
    """Scenario 57, W34."""
    page = text_of(signed_in(cast.amira).get(url("report", released)))
    assert "Peers and Direct reports Seven answered. Shown together because a group was too small on its own." in page
    assert "Line manager Shown by name, as they were told." in page
    assert "Withheld: fewer than four of them could answer this." in page
    assert "Others" not in page.split("Who answered")[1].split("How you see yourself")[0], "nobody was asked there"


def test_a_group_that_cannot_be_shown_says_so_in_its_place(cast, hlm, ids, signed_in):
    """Two direct reports answered and nobody is merged with them: nothing of what they said is anywhere."""
    alone = [plans.GroupPlan("line_manager", "Line manager", is_identifiable=True), plans.GroupPlan("peers", "Peers"),
             plans.GroupPlan("direct_reports", "Direct reports")]  # fmt: skip
    round = collecting(a_cycle(cast, hlm, groups=alone), cast.amira, cast.fran, {ids[0]: 2})
    for _ in range(5):
        answer(round, "peers", {ids[0]: 3})
    for _ in range(2):
        answer(round, "direct_reports", {ids[0]: 0}, [("question_1", "Nobody may read this.")])
    prepare(round, cast.fran)
    release(round)
    assert [one.text for one in ResponseComment.objects.all()].count("Nobody may read this.") == 2
    amira = signed_in(cast.amira)
    page = amira.get(url("report", round))
    said = text_of(page)
    assert "Direct reports Withheld: fewer than four answered, with no group to be shown with." in said
    assert said.count("Withheld: fewer than four answered") > 2, "in the place of each figure"
    assert "What was written from Direct reports is withheld: too few answered." in said
    for name in ("report", "report_csv", "report_json", "release_json", "certificate"):
        assert "Nobody may read this" not in amira.get(url(name, round)).content.decode()


def test_scenario_58_levels_in_words_without_a_grade_or_a_decimal(released, cast, signed_in):
    """Scenario 58, R100, R101."""
    page = text_of(signed_in(cast.amira).get(url("report", released)))
    assert "Exemplary" in page and "above Strong" in page
    assert not re.search(
        r"\d\.\d", page.split("Who answered")[1].split("Take it along")[0].split("NHS Leadership Academy")[0]
    )
    assert not re.search(r"\bgrade [0-9]|band [0-9]|average|mean\b", page, re.I)
    assert "not tied to grades" in page


def test_it_begins_with_strengths_and_tells_hidden_ones_from_what_to_look_at(released, cast, hlm, signed_in):
    names = [dimension["name"] for dimension in hlm.content["dimensions"]]
    page = text_of(signed_in(cast.amira).get(url("report", released)))
    order = [
        page.index(word) for word in ("What is strong", "Hidden strengths", "Where views differ", "What to look at")
    ]
    assert order == sorted(order)
    hidden = page[order[1] : order[2]]
    assert names[0] in hidden and names[1] not in hidden
    assert "You: Essential. Peers and Direct reports: above Strong." in hidden
    assert "hardly chance alone" in hidden
    look = page[order[3] : page.index("How much it matters")]
    assert names[1] in look and names[0] not in look
    assert names[1] in page[order[2] : order[3]], "manager and groups are two levels apart"


def test_what_matters_most_stands_first(released, cast, hlm, signed_in):
    names = [dimension["name"] for dimension in hlm.content["dimensions"]]
    page = text_of(signed_in(cast.amira).get(url("report", released)))
    table = page.split("How much it matters to your role, and where you are placed")[2].split("One by one")[0]
    assert table.index(names[0]) < table.index(names[1])
    assert "Very important" in table and names[2] not in table


def test_comments_are_text_wherever_they_stand(released, cast, signed_in):
    amira = signed_in(cast.amira)
    assert "finish &lt;b&gt;their&lt;/b&gt; sentences" in amira.get(url("report", released)).content.decode()
    pages = pdf_text(amira.get(url("report_pdf", released)))
    assert SECRET in pages
    assert SECRET in amira.get(url("report_csv", released)).content.decode("utf-8-sig").replace('""', '"')
    assert SECRET in json.dumps(amira.get(url("report_json", released)).json())


def pdf_text(response) -> str:
    assert structure_faults(response.content) == []
    document = pypdfium2.PdfDocument(io.BytesIO(response.content))
    return re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_range() for page in document))


def test_paper_and_files_say_what_the_page_says_and_no_more(released, cast, signed_in):
    amira = signed_in(cast.amira)
    page = text_of(amira.get(url("report", released)))
    response = amira.get(url("report_pdf", released))
    assert response["Content-Type"] == "application/pdf" and b"pdfuaid" in response.content
    paper = pdf_text(response)
    rows = list(csv.reader(io.StringIO(amira.get(url("report_csv", released)).content.decode("utf-8-sig"))))
    data = amira.get(url("report_json", released)).json()
    assert [list(line.values()) for line in data["lines"]] == rows[1:]
    assert len(rows) > 20
    for part, about, who, what in rows[1:]:
        for words in (about.split(": ")[-1], who, what.removeprefix("'")):
            assert words in page, (part, words)
            assert words in paper, (part, words)


def pieces(page: str) -> set[str]:
    """Each sentence, name and comment that the report itself says on the page: without pictures, headings and buttons."""
    start, end = page.index("How to read this"), page.index('id="focuses"')
    body = re.sub(r"(?s)<(svg|figure|form)\b.*?</\1>", " ", page[start:end])
    leaf = r"(?s)<(li|p|dt|dd|blockquote|span)\b[^>]*>((?:(?!<(?:li|p|dt|dd|blockquote|span)\b).)*?)</\1>"
    lines = [part for _, inside in re.findall(leaf, body) for part in inside.split("<br>")]
    return {" ".join(unescape(re.sub(r"<[^>]+>", "\n", line)).split()) for line in lines} - {""}


def test_the_page_says_nothing_that_the_files_leave_out(released, cast, signed_in):
    amira = signed_in(cast.amira)
    page = amira.get(url("report", released)).content.decode()
    data = amira.get(url("report_json", released)).json()
    told = " ".join(" ".join(" ".join(line.values()).split()) for line in data["lines"])
    found = pieces(page)
    assert len(found) > 30
    assert {one for one in found if one not in told} == set()


def test_no_rating_is_read_for_any_page_of_the_report(released, cast, signed_in):
    """First prove that the answers are still there, and that the capture would see them."""
    assert Response.objects.filter(round=released).count() == 8
    with CaptureQueriesContext(connection) as seen:
        list(Rating.objects.all())
    assert any(table in query["sql"] for query in seen for table in PROTECTED)
    amira, fran = signed_in(cast.amira), signed_in(cast.fran)
    names = ("report", "report_pdf", "report_csv", "report_json", "certificate", "release_json", "thanks", "pulse")
    with CaptureQueriesContext(connection) as seen:
        assert [amira.get(url(name, released)).status_code for name in names] == [200] * len(names)
        assert fran.get(url("facilitate", released)).status_code == 200
    assert not [query["sql"] for query in seen for table in PROTECTED if f'"{table}"' in query["sql"]]


def test_the_facilitator_sees_what_the_subject_will_see_and_hints(prepared, cast, signed_in):
    releasing.predict(prepared, places={}, by=cast.amira, at=NOW)
    fran, amira = signed_in(cast.fran), signed_in(cast.amira)
    response = fran.get(url("facilitate", prepared))
    body = text_of(response)
    assert "May be a surprise that hurts" in body and "May be a pleasant surprise" in body
    assert "Groups are shown together" in body and "Seldom observed" in body
    assert "gets an e-mail and can read the report at once" in body
    assert amira.get(url("report", prepared)).status_code == 404, "not before it is released"
    assert fran.post(url("release", prepared)).status_code == 302
    assert "can read it since" in text_of(fran.get(url("facilitate", prepared)))
    seen = main_part(amira.get(url("report", prepared)))
    theirs = main_part(fran.get(url("facilitate", prepared)))
    start, end = "Who answered", "More of the same. Line manager"
    assert part(seen, start, end) == part(theirs, start, end) and len(part(seen, start, end)) > 800


def main_part(response) -> str:
    return text_of(response)


def part(page: str, start: str, end: str) -> str:
    return page[page.index(start) : page.index(end) + len(end)]


def test_what_somebody_expects_is_theirs_alone_and_stands_beside_the_report(prepared, cast, ids, signed_in):
    amira, fran = signed_in(cast.amira), signed_in(cast.fran)
    page = text_of(amira.get(url("before_report", prepared)))
    assert "Your report is ready. Fran Rossi has read what you will read" in page
    form = {f"place_{index}": "0" if index == 0 else "" for index in range(9)}
    assert amira.post(url("predict", prepared), form).status_code == 302
    assert Prediction.objects.get(round=prepared).places == {ids[0]: 0}
    assert amira.post(url("predict", prepared), {"place_0": "77"}).status_code == 422
    release(prepared)
    assert amira.post(url("predict", prepared), form).status_code == 302
    assert "Placed higher than you expected." in text_of(amira.get(url("report", prepared)))
    theirs = text_of(fran.get(url("facilitate", prepared)))
    assert "expected" not in theirs.split("To notice")[0]


def test_a_day_on_which_it_opens_by_itself(prepared, cast, signed_in):
    amira = signed_in(cast.amira)
    past = {"opens_on-day": "1", "opens_on-month": "1", "opens_on-year": "2020"}
    refused = amira.post(url("opening_date", prepared), past)
    assert refused.status_code == 422 and "The day must be today or later" in text_of(refused)
    assert amira.post(url("opening_date", prepared), {}).status_code == 422
    prepared.opens_on = TODAY
    prepared.save()
    assert "opens by itself on 16 November 2026" in text_of(signed_in(cast.fran).get(url("facilitate", prepared)))


def test_who_facilitates_nothing_sees_nothing(released, cast, signed_in):
    for name, person in cast.everyone.items():
        client = signed_in(person)
        got = {page: client.get(url(page, released)).status_code for page in ("report", "report_pdf", "release_json")}
        assert set(got.values()) == ({200} if name == "amira" else {404}), name
        assert client.get(url("facilitate", released)).status_code == (200 if name == "fran" else 404), name
        if name not in ("amira", "fran"):
            assert client.post(url("release", released)).status_code == 404
            assert client.post(url("thanks", released), {"text": "x"}).status_code == 404


def test_nobody_but_the_facilitator_releases(prepared, cast, signed_in):
    assert signed_in(cast.amira).post(url("release", prepared)).status_code == 404
    signed_in(cast.amira).post(url("open_own", prepared))
    prepared.refresh_from_db()
    assert prepared.state == "prepared"
    assert not FeedbackReport.objects.get().released_at


def test_without_a_facilitator_the_person_opens_it(cast, hlm, ids, signed_in):
    round = collecting(a_cycle(cast, hlm), cast.amira, None, {ids[0]: 2})
    for _ in range(4):
        answer(round, "peers", {ids[0]: 3})
    amira = signed_in(cast.amira)
    prepare(round)
    assert "You open it yourself." in text_of(amira.get(url("before_report", round)))
    assert amira.post(url("open_own", round)).url == url("report", round)
    page = text_of(amira.get(url("report", round)))
    assert "Four answered" in page


def test_at_most_three_focuses(released, cast, ids, signed_in):
    """R56."""
    amira = signed_in(cast.amira)
    refused = amira.post(url("report_focuses", released), {"focuses": ids})
    assert refused.status_code == 422 and "Choose no more than three" in text_of(refused)
    assert amira.post(url("report_focuses", released), {"focuses": ["nothing"]}).status_code == 422
    assert not ReportFocus.objects.exists()
    assert amira.post(url("report_focuses", released), {"focuses": ids[:3]}).status_code == 302
    assert [focus.dimension_id for focus in released.focuses.all()] == ids[:3]
    assert "What I want to work on" in text_of(amira.get(url("report", released)))


def test_thanks_go_once(released, cast, signed_in):
    amira = signed_in(cast.amira)
    assert amira.post(url("thanks", released), {"text": "  "}).status_code == 422
    assert amira.post(url("thanks", released), {"text": "Thank you. I will <i>listen</i> longer."}).status_code == 302
    assert "listen&lt;/i" in amira.get(url("report", released)).content.decode().replace("&lt;i&gt;", "")
    again = amira.post(url("thanks", released), {"text": "Once more."})
    assert again.status_code == 422 and "was sent" in text_of(again)


def test_a_pulse_asks_three_things_at_most(released, cast, ids, signed_in):
    amira = signed_in(cast.amira)
    assert "under the same promise" in text_of(amira.get(url("pulse", released)))
    far = {"closes_on-day": "1", "closes_on-month": "12", "closes_on-year": "2099"}
    assert amira.post(url("pulse", released), {"items": ids, **far}).status_code == 422
    assert amira.post(url("pulse", released), {}).status_code == 422


def test_the_certificate_can_be_checked_from_what_is_downloaded(released, cast, signed_in):
    amira = signed_in(cast.amira)
    page = text_of(amira.get(url("certificate", released)))
    assert "The check holds" in page
    assert "No answer is shown with fewer than three others." in page
    content = amira.get(url("release_json", released)).json()
    assert audit_releases([content])["holds"]
    content["figures"][0]["sums"] = [0, 0]
    assert not audit_releases([content])["holds"]


def test_late_answers_have_a_report_of_their_own(released, cast, ids, signed_in):
    closing.reopen_round(released, closes_on=SOON + timedelta(days=30), by=cast.amira, at=LATER, today=TODAY)
    amira = signed_in(cast.amira)
    first = text_of(amira.get(url("report", released)))
    for _ in range(4):
        answer(released, "peers", {ids[0]: 0})
    released.refresh_from_db()
    prepare(released, cast.fran)
    assert text_of(amira.get(url("report", released))) == first, "the first report does not change"
    assert amira.get(url("report", released) + "?report=2").status_code == 404
    release(released)
    second = text_of(amira.get(url("report", released) + "?report=2"))
    assert "Late answers, report 2" in second and "Four answered" in second
    assert amira.get(url("report", released) + "?report=9").status_code == 404
    assert amira.get(url("report", released) + "?report=%00").status_code == 400


def test_comments_only_makes_a_report_of_words(cast, hlm, signed_in):
    round = collecting(a_cycle(cast, hlm, item_kind="comments_only"), cast.amira, cast.fran)
    for index in range(5):
        answer(round, "peers", {}, [("question_1", f"Word number {index}.")])
    prepare(round, cast.fran)
    release(round)
    amira = signed_in(cast.amira)
    page = text_of(amira.get(url("report", round)))
    assert "Word number 3." in page and "One by one" not in page
    assert "Word number 3." in pdf_text(amira.get(url("report_pdf", round)))
    assert amira.get(url("pulse", round)).status_code == 302


def test_each_behaviour_has_its_words(cast, hlm, signed_in):
    cycle = a_cycle(cast, hlm, item_kind="indicators", scale=["Rarely", "Sometimes", "Often", "Nearly always"])
    dimension = hlm.content["dimensions"][0]
    items = [text["id"] for level in dimension["levels"] for text in level["indicators"]][:5]
    round = collecting(cycle, cast.amira, cast.fran, dict.fromkeys(items, 1))
    for _ in range(6):
        answer(round, "peers", dict.fromkeys(items, 3))
    prepare(round, cast.fran)
    release(round)
    amira = signed_in(cast.amira)
    page = text_of(amira.get(url("report", round)))
    assert page.count("above Often") > 5 and dimension["name"] in page
    assert "above Often" in pdf_text(amira.get(url("report_pdf", round)))


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(rounds, cast, hlm, signed_in):
    cycle = a_cycle(cast, hlm)
    for person in [cast.amira, cast.ben, cast.tom][:rounds]:
        collecting(cycle, person, cast.fran)
    fran = signed_in(cast.fran)
    with CaptureQueriesContext(connection) as seen:
        page = text_of(fran.get(reverse("feedback:facilitating")))
    assert "Amira Hassan" in page
    assert len(seen) == LIST_QUERIES


LIST_QUERIES = 5


def test_a_change_is_told_only_where_the_release_tells_it(cast, hlm, ids, signed_in):
    """A year later: one dimension two levels higher, one the same."""
    risen, same = ids[:2]
    rounds = []
    for year, level in ((0, 0), (1, 3)):
        at, day = NOW + timedelta(days=400 * year), TODAY + timedelta(days=400 * year)
        cycle = a_cycle(cast, hlm, title=f"Round {year}", opens_on=day, closes_on=day + timedelta(days=14))
        round = join_cycle(cycle, subject=cast.amira, by=cast.amira, at=at, today=day)
        round.state, round.facilitator, round.self_rated_at = "collecting", cast.fran, at
        round.save()
        for _ in range(6):
            answer(round, "peers", {risen: level, same: 2})
        closing.close_round(round, by=None, at=at)
        releasing.prepare_report(round, by=cast.fran, at=at)
        releasing.release_report(round, by=cast.fran, at=at, today=day)
        rounds.append(round)
    amira = signed_in(cast.amira)
    names = [dimension["name"] for dimension in hlm.content["dimensions"]]
    assert "changed" not in text_of(amira.get(url("report", rounds[0])))
    page = text_of(amira.get(url("report", rounds[1])))
    told = page.split("What has changed since last time")[1].split("One by one")[0]
    assert names[0] in told and "Peers: higher than before." in told and names[1] not in told
    assert "Against your earlier report: no clear change." in page


def test_a_pulse_goes_to_the_same_people(released, cast, ids, signed_in):
    amira = signed_in(cast.amira)
    peers = released.cycle.groups.get(key="peers")
    asked = released.nominations.create(
        subject=cast.amira, person=cast.ben, name="Ben", email=cast.ben.email, group=peers, nominated_at=NOW
    )
    Invitation.objects.create(nomination=asked, state="answered", created_at=NOW, expires_at=LATER)
    good = {"items": ids[:2], "closes_on-day": "1", "closes_on-month": "3", "closes_on-year": "2099"}
    assert amira.post(url("pulse", released), good).status_code == 302
    pulse = released.pulse.pulse_round
    assert [one.person for one in pulse.nominations.all()] == [cast.ben]
    assert pulse.cycle.item_ids == sorted(ids[:2]) and pulse.subject == cast.amira
    assert "You asked the same people again" in text_of(amira.get(url("report", released)))
    assert amira.get(url("pulse", released)).status_code == 302


def test_nothing_is_called_strong_and_placed_lowest():
    """Long bars share their ends: what is among the highest is then no lowest."""

    def line(name: str, low: int, high: int) -> Line:
        return Line(name, name, None, "", [], [Said("peers", "Peers", "words", Place(low, high))])

    lines = [line("a", 3, 4), line("b", 4, 5), line("c", 2, 4), line("d", 4, 6), line("e", 4, 4)]
    strong = {finding.id for finding in report_words.strong(lines)}
    lowest = {finding.id for finding in report_words.to_look_at(lines)}
    assert "e" in strong and lowest == {"a", "c"}


def test_where_views_differ_few_are_named_and_those_between_groups_first():
    """A named person is one view: beside it a group's says less than two groups that stand apart."""

    def line(name: str, manager: int, *groups: int) -> Line:
        said = [Said(f"g{at}", f"Group {at}", "words", Place(low, low)) for at, low in enumerate(groups)]
        return Line(name, name, None, "", [("Line manager", Place(manager, manager), "words")], said)

    near, alone, apart, far = (
        line("near", 4, 4, 5),
        line("alone", 8, 4, 4),
        line("apart", 4, 4, 6),
        line("far", 4, 8, 3),
    )
    found = report_words.differing([near, alone, apart, far])
    assert [one.id for one in found] == ["far", "apart", "alone"]
    assert found[1].why == "Line manager: words; Group 0: words; Group 1: words."
    assert len(report_words.differing([line(str(number), 2, 2, 6) for number in range(9)])) == report_words.MOST
