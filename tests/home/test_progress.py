"""My way so far: over time and then and now, for the person alone."""

from datetime import timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stepwell.assessments import operations as assessments
from stepwell.home.queries.progress import way_of
from stepwell.plans.operations import objectives, plans
from tests.cast import NOW, TODAY
from tests.conversations import making
from tests.ui.paper_structure import structure_faults

TITLE = "I want to run the admissions office one day."
LET_GO = "Learn to juggle at long meetings."


def placed(person, version, level: str, at):
    """A finished self-assessment with one placement."""
    assessment = assessments.start_assessment(
        person=person, version=version, overlay=None, appointment=None, purpose="conversation", at=at
    )
    assessments.acknowledge_notices(assessment, by=person, at=at)
    answers = {"state": "placed", "level_id": level}
    assessments.save_answers(assessment, "trimming", answers, revision=0, by=person, at=at)
    assessments.complete_assessment(assessment, by=person, at=at)


@pytest.fixture
def way(cast, lamplight):
    """Of Amira: two self-assessments, two objectives, one that she let go, two conversations; one of Tom's with her."""
    by = {"by": cast.amira, "at": NOW, "today": TODAY}
    placed(cast.amira, lamplight, "dim", NOW - timedelta(days=200))
    placed(cast.amira, lamplight, "steady", NOW - timedelta(days=10))
    plan = plans.open_plan(person=cast.amira, by=cast.amira, at=NOW)
    objectives.add_objective(plan, values={"title": TITLE}, **by)
    done = objectives.add_objective(plan, values={"title": "Chair the meeting"}, **by)
    objectives.set_status(done, status="achieved", on=TODAY, **by)
    gone = objectives.add_objective(plan, values={"title": LET_GO}, **by)
    objectives.set_status(gone, status="let_go", on=TODAY, **by)
    making.ended(cast.amira, cast.tom, cast.ashdown)
    making.ended(cast.tom, cast.amira, cast.ashdown, other_role="coach")
    return plan


def test_everything_of_ones_own_stands_in_it_as_picture_and_table(cast, way, signed_in):
    page = signed_in(cast.amira).get(reverse("home:progress"), {"years": "all"}).content.decode()
    for words in (f"{TITLE} (on the way)", "Chair the meeting (achieved)", "with Tom Okafor", "Self-assessment, "):
        assert words in page
    assert page.count("<svg") >= 4  # each picture wide and narrow
    assert "The first time" in page and "Now" in page
    assert LET_GO not in page
    assert making.SECRET not in page


def test_a_conversation_of_somebody_else_is_not_part_of_my_way(cast, way):
    assert [one.person_id for one in way_of(cast.amira, None).conversations] == [cast.amira.pk]


@pytest.mark.parametrize("who", ["tom", "ruth", "pat", "dan", "olga"])
def test_nobody_else_sees_anything_of_it(cast, way, signed_in, who):
    page = signed_in(cast.everyone[who]).get(reverse("home:progress"), {"years": "all"}).content.decode()
    assert TITLE not in page
    assert "Amira" not in page or who == "tom"  # his own conversation was with her


def test_how_far_back(cast, way, signed_in):
    since = TODAY - timedelta(days=100)
    assert [len(way_of(cast.amira, day).assessments) for day in (None, since)] == [2, 1]
    assert [len(way_of(cast.amira, day).pairs) for day in (None, since)] == [1, 0]
    for years in ("1", "3", "all", "x", "\x00", "9" * 50):
        assert signed_in(cast.amira).get(reverse("home:progress"), {"years": years}).status_code in (200, 400)


def test_an_empty_way_says_what_will_be_here(cast, signed_in):
    assert "Nothing yet" in signed_in(cast.ben).get(reverse("home:progress"), {"years": "all"}).content.decode()


def test_the_same_as_a_file(cast, way, signed_in):
    answer = signed_in(cast.amira).get(reverse("home:progress_pdf"), {"years": "all"})
    assert structure_faults(answer.content) == []
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content))
    assert "Chair the meeting" in text and "Amira Hassan" in text
    assert "juggle" not in text


def test_the_queries_stay_few(cast, way, signed_in):
    client, address = signed_in(cast.amira), reverse("home:progress") + "?years=all"
    client.get(address)
    counts = []
    for more in (1, 2):
        for number in range(more):
            objectives.add_objective(way, values={"title": f"{more} {number}"}, by=cast.amira, at=NOW, today=TODAY)
            making.ended(cast.amira, cast.fran, cast.ashdown, other_role="coach")
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
