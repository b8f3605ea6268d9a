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

from . import making
from .making import SECRET


def words_of_pdf(content: bytes) -> str:
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
    pdf = fetched["amira", "pdf"].content
    assert b"pdfuaid:part>1<" in pdf.replace(b" ", b"")
    assert b"/StructTreeRoot" in pdf or pypdfium2.PdfDocument(pdf).is_tagged()
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
