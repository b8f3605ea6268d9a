"""What names a list stands on the page where the list begins, wherever the page ends."""

from io import BytesIO

import pypdfium2
from docx import Document

from stepwell.ui.paper import Facts, Label, Paper, Text, paper_docx, paper_pdf


def paper(lines: int) -> Paper:
    above = [Text(f"Line {number}") for number in range(lines)]
    return Paper("A plan", [*above, Label("How it went"), Facts([("9 October", "Held the lamp.")])], notices=["Yours."])


def test_a_label_is_never_alone_at_the_end_of_a_page():
    found = set()
    for lines in range(34, 39):
        pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(paper_pdf(paper(lines)))]
        label = next(at for at, text in enumerate(pages) if "How it went" in text)
        assert "Held the lamp." in pages[label]
        found.add(label)
    assert found == {0, 1}, "the page ended somewhere among them"


def test_so_it_is_in_the_document_and_what_is_said_of_the_copy_stands_last():
    made = Document(BytesIO(paper_docx(paper(2))))
    label = next(one for one in made.paragraphs if one.text == "How it went")
    assert label.paragraph_format.keep_with_next
    assert made.paragraphs[-1].text == "Yours."
    assert round(made.sections[0].page_width.mm) == 210
