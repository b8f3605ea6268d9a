"""A comparison to take away: what is in it, and that the notices are in every copy."""

import csv
import io

import pypdfium2
import pytest
from django.urls import reverse

from stepwell.careers.downloads import inert
from tests.ui.paper_structure import structure_faults

NOTICES = ["Nobody is paid by the rung.", "A rung is a hint, and lamps differ."]
CONTENT = [
    "Carries the oil.",
    "Keeps the hours.",
    "Minds a street of lamps.",
    "Dim at least",
    "I light the whole path.",
]


@pytest.fixture
def fetch(cast, wicks, signed_in):
    def fetched(name: str, one="apprentice", other="keeper"):
        response = signed_in(cast.ben).get(reverse(f"careers:{name}"), {"one": one, "other": other})
        assert response.status_code == 200
        return response

    return fetched


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def test_pdf(fetch):
    response = fetch("compare_pdf")
    assert response["Content-Type"] == "application/pdf"
    assert structure_faults(response.content) == []
    assert response["Content-Disposition"] == 'attachment; filename="apprentice-and-keeper.pdf"'
    text = text_of(response.content)
    for words in [*NOTICES, *CONTENT, "Ashdown University", "The wick ladder"]:
        assert words in text
    assert text.index(NOTICES[0]) < text.index("Carries the oil.")


def test_pdf_of_grades_alike(fetch):
    """No figure to climb and no levels ahead, still a page."""
    assert NOTICES[0] in text_of(fetch("compare_pdf", "warden", "keeper").content)


def test_plain_text(fetch):
    text = fetch("compare_text").content.decode()
    for words in [*NOTICES, *CONTENT, "Both, word for word"]:
        assert words in text
    assert text.index(NOTICES[0]) < text.index("Carries the oil.")


def test_csv(fetch):
    rows = list(csv.reader(io.StringIO(fetch("compare_csv").content.decode("utf-8-sig"))))
    assert rows[0] == ["What", "Of", "Text"]
    assert rows[1] == ["Not for", "Apprentice and Keeper", NOTICES[0]]
    assert ["Statement", "Both, word for word", "Keeps the hours."] in rows
    assert ["Statement", "Only Keeper", "Minds a street of lamps."] in rows
    assert {len(row) for row in rows} == {3}


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_starts_a_formula(cell):
    assert inert(cell) == f"'{cell}"
    assert inert("Carries") == "Carries"
