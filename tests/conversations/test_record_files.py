"""Our record as PDF and as a document: for the two, with what is theirs together, and nobody's own notes."""

import io
import re

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from stepwell.conversations.models import PrivateNote
from stepwell.conversations.operations import cedar
from stepwell.conversations.operations.cedar import Seen, Setting
from stepwell.conversations.operations.growth import drafting
from stepwell.conversations.operations.growth.drafting import Drafted
from stepwell.domain.growing import Cell
from tests.cast import NOW, TODAY
from tests.ui.paper_structure import structure_faults

from . import giving, growing, making
from .making import SECRET


def words_of_pdf(content: bytes) -> str:
    assert structure_faults(content) == []
    pages = pypdfium2.PdfDocument(content)
    return re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_range() for page in pages).replace("￾", ""))


def words_of_docx(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


@pytest.fixture
def fetched(ended, cast, signed_in):
    """What each of the two gets, by kind."""
    return {
        (who, kind): signed_in(getattr(cast, who)).get(reverse(f"conversations:record_{kind}", args=[ended.pk]))
        for who in ("amira", "tom")
        for kind in ("pdf", "docx")
    }


def test_both_get_what_is_theirs_together_and_no_notes(ended, fetched):
    assert PrivateNote.objects.filter(conversation=ended).count() == 2
    assert SECRET in PrivateNote.objects.first().text
    for (_, kind), answer in fetched.items():
        assert answer.status_code == 200
        text = words_of_pdf(answer.content) if kind == "pdf" else words_of_docx(answer.content)
        for theirs in (f"{SECRET} Together.", f"{SECRET} Promised.", "Amira Hassan", "Tom Okafor", "Looking again"):
            assert theirs in text
        for own in ("Amira alone.", "Tom alone.", "Prepared."):
            assert own not in text


def test_the_file_is_named_after_nobody_and_is_kept_by_no_cache(ended, fetched):
    for (_, kind), answer in fetched.items():
        assert answer["Content-Disposition"] == f'attachment; filename="record-2026-11-16.{kind}"'
        assert "no-store" in answer["Cache-Control"]


def test_both_are_made_so_that_a_screen_reader_finds_its_way(fetched):
    """Tagged by the standard PDF/UA-1, with its language; real headings in the document."""
    assert structure_faults(fetched["amira", "pdf"].content) == []
    document = Document(io.BytesIO(fetched["amira", "docx"].content))
    headings = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings[0][0] == "Heading 1"
    assert ("Heading 2", "Agreed actions") in headings and ("Heading 2", "Our record") in headings
    assert document.core_properties.author == "Stepwell"


def test_before_they_met_there_is_none(agreed, cast, signed_in):
    for kind in ("pdf", "docx"):
        answer = signed_in(cast.amira).get(reverse(f"conversations:record_{kind}", args=[agreed.pk]))
        assert answer.url == reverse("conversations:conversation", args=[agreed.pk])


def test_markup_stays_text_and_the_queries_stay_few(met, cast, signed_in):
    client, address = signed_in(cast.amira), reverse("conversations:record_docx", args=[met.pk])
    client.get(address)
    counts = []
    for more in (1, 2):
        for number in range(more):
            making.with_action(met, text=f"#set page(<b>{more}{number}</b>) *x* $y$ \x07")
        with CaptureQueriesContext(connection) as asked:
            text = words_of_docx(client.get(address).content)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25
    assert "#set page(<b>10</b>) *x* $y$" in text
    pdf = words_of_pdf(client.get(reverse("conversations:record_pdf", args=[met.pk])).content)
    assert "#set page(<b>10</b>)" in pdf


def docx_of(client, conversation) -> str:
    answer = client.get(reverse("conversations:record_docx", args=[conversation.pk]))
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_feedback_is_in_its_record_as_far_as_both_read_it(cast, signed_in):
    """W17: reflection, context, what went well, example, at most three things to learn, what led to it. Nothing parked,
    and nothing that was not given."""
    conversation = giving.reflected(cast)
    giving.meeting_of(conversation, cast)
    cedar.save_seen(giving.stage(conversation, "example"), Seen(["Not given"]), revision=0, by=cast.tom, at=NOW)
    cedar.park_point(conversation, "For another time", by=cast.tom, at=NOW)
    for person in (cast.amira, cast.tom):
        text = docx_of(signed_in(person), conversation)
        assert giving.REFLECTION_SECRET in text and "Written by Amira Hassan" in text
        assert "Not given" not in text and "For another time" not in text
    stages = [giving.stage(conversation, key) for key in ("context", "example")]
    cedar.save_setting(
        stages[0], Setting("The open day.", {"name": "Values: Respect"}), revision=0, by=cast.tom, at=NOW
    )
    seen = Seen(["Calm."], "She asked the quiet ones.", ["Say no sooner."])
    cedar.save_seen(stages[1], seen, revision=1, by=cast.tom, at=NOW)
    cedar.give_observation(*stages, by=cast.tom, at=NOW)
    discuss = giving.stage(conversation, "discuss")
    cedar.save_discussion(discuss, "The rota.\n\nThe rain.", base="", revision=0, by=cast.amira, at=NOW)
    for person in (cast.amira, cast.tom):
        text = docx_of(signed_in(person), conversation)
        for words in ("The open day.", "Values: Respect", "Calm.", "quiet ones", "Say no sooner.", "The rain."):
            assert words in text
    pdf = words_of_pdf(signed_in(cast.amira).get(reverse("conversations:record_pdf", args=[conversation.pk])).content)
    assert "Say no sooner." in pdf and "The rain." in pdf


@pytest.mark.usefixtures("published")
def test_growth_is_in_its_record_and_adjustments_never_are(cast, signed_in):
    conversation = growing.settled(cast)
    growing.asked(conversation, "yes", growing.ADJUSTMENT_SECRET)
    two_years = TODAY.replace(year=TODAY.year + 2)
    known = {"by": cast.amira, "at": NOW, "today": TODAY}
    drafting.draft_future(conversation, Cell("depth", 2), on=two_years, words="To teach it.", revision=0, **known)
    drafting.draft_objective(conversation, Drafted("Lead the round", "later", own="With Ben"), **known)
    for person in (cast.amira, cast.tom):
        text = docx_of(signed_in(person), conversation)
        for words in ("Agreed", "Depth", "What she did in March.", "To teach it.", "Lead the round", "With Ben"):
            assert words in text
        assert "wagtail" not in text and "djustment" not in text
