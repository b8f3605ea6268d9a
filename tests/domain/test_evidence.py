"""A file is what is in it."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain import evidence, reflecting
from stepwell.domain.evidence import Refused, examine, kind_of, safe_name
from tests.journal import files


@pytest.mark.parametrize("module", [evidence, reflecting])
def test_the_examples_hold(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", files.PDF, evidence.PDF),
        ("a.PNG", files.PNG, evidence.PNG),
        ("a.jpeg", files.JPEG, evidence.JPEG),
        ("a.jpg", files.JPEG, evidence.JPEG),
        ("a.txt", b"\xef\xbb\xbf" + "Ŵyn\r\n\tŷ".encode(), evidence.TEXT),
        ("a.docx", files.DOCX, evidence.WORD),
        ("a.xlsx", files.XLSX, evidence.EXCEL),
    ],
)
def test_what_is_taken(name, data, kind):
    assert examine(name, data) is kind


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", files.PROGRAM, "is not a PDF"),
        ("a.pdf", files.PNG, "is not a PDF"),
        ("a.png", files.JPEG, "is not a PNG picture"),
        ("a.txt", files.PROGRAM, "is not a text file"),
        ("a.txt", files.PDF, "is not a text file"),
        ("a.docx", files.XLSX, "is not a Word document"),
        ("a.docx", files.MACROS, "is not a Word document"),
        ("a.docx", files.MACRO_TYPE, "is not a Word document"),
        ("a.docx", files.PLAIN_ZIP, "is not a Word document"),
        ("a.docx", files.BROKEN_ZIP, "is not a Word document"),
        ("a.docx", files.BOMB, "is not a Word document"),
        ("a.xlsx", b"PK\x03\x04", "is not an Excel workbook"),
        ("a.docm", files.MACROS, "Choose a PDF"),
        ("a.html", files.HTML, "Choose a PDF"),
        ("a.svg", b"<svg/>", "Choose a PDF"),
        ("a.exe", files.PROGRAM, "Choose a PDF"),
        ("a", b"x", "Choose a PDF"),
        ("", b"x", "Choose a PDF"),
        ("a.pdf", b"", "The file is empty"),
    ],
)
def test_what_is_refused_and_what_is_said(name, data, said):
    with pytest.raises(Refused, match=said):
        examine(name, data)


@given(st.binary(max_size=400))
def test_anything_can_be_looked_at(data):
    kind_of(data)
    kind_of(b"PK\x03\x04" + data)


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_can_be_given_back(name):
    safe = safe_name(name)
    assert 0 < len(safe) <= evidence.LONGEST_NAME
    assert not set('/\\<>:"|?*\x00\r\n\u202e') & set(safe)
    assert safe not in (".", "..")
