"""Reports on paper: tagged, titled, inert, and never with a hole where a letter should be."""

import io

import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from stepwell.ui import pdf
from stepwell.ui.charts import PlacementRow, placement_chart, placement_table
from tests.ui.paper_structure import elements_of, faults_of, structure_faults

LEVELS = ["Core", "Emerging", "Exemplar"]
ROWS = [PlacementRow("Inclusive", placed=1, expected=2), PlacementRow("Visionary", state="Not sure yet")]


def report(**changes):
    table = placement_table(LEVELS, ROWS, caption="Where you are")
    data = {
        "organisation": "University of Eastmoor",
        "mark": "UE",
        "brand": "#0b5c5c",
        "caption": "Leading Together",
        "lead": "A first sentence.",
        "source": "A framework, second edition",
        "rights": "Restated.",
        "notices": ["Never for regrading."],
        "note": "Only you can read this.",
        "note_title": "Private",
        "heading": "Where you are",
        "svg": placement_chart(LEVELS, ROWS, title="Where you are", description="Two dimensions"),
        "alt": "You place yourself at Emerging in one dimension.",
        "chart_caption": "A dot shows where you are.",
        "table": {"head": table.head, "rows": table.rows, "caption": table.caption},
        "facts": [["Name", "Siân Ŵynne-Prŷce"]],
        "points": ["A point"],
    }
    return data | changes


def read(document: bytes) -> tuple[pypdfium2.PdfDocument, str]:
    opened = pypdfium2.PdfDocument(document)
    text = "\n".join(page.get_textpage().get_text_range() for page in opened)
    return opened, text.replace("\r\n", "\n").replace("\u200b", "")


def render(title="Where you are, and where next", language="en-GB", **changes):
    return read(pdf.render_pdf("ui/typst/example.typ", report(**changes), title=title, language=language))


def test_a_report_is_tagged_and_titled():
    document, text = render()
    assert document.is_tagged()
    assert document.get_metadata_dict()["Title"] == "Where you are, and where next"
    assert b"pdfuaid" in pdf.render_pdf("ui/typst/example.typ", report(), title="x", language="en")


def test_everything_that_was_given_is_on_paper():
    _, text = render()
    for words in (
        "University of Eastmoor",
        "Where you are, and where next",
        "A first sentence.",
        "Siân Ŵynne-Prŷce",
        "Not sure yet",
        "A framework, second edition",
        "Never for regrading.",
        "Page 1 of ",
    ):
        assert words in text


def test_pages_are_numbered_in_the_reports_language():
    document, text = render(points=["A point"] * 80)
    assert f"Page {len(document)} of {len(document)}" in text
    assert len(document) > 2
    _, welsh = render(language="cy")
    assert "Tudalen 1 o " in welsh


def test_a_language_without_words_of_its_own_gets_english_ones():
    _, text = render(language="mi")
    assert "Page 1 of " in text


@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        "*bold*",
        "$x^2$",
        "`raw`",
        "<label> @ref",
        "= Heading",
        "\\u{41}",
        '"; #import "x.typ"',
        '#include("/etc/passwd")',
    ],
)
def test_markup_in_a_text_is_only_text(text):
    _, shown = render(points=[text], title=f"About {text}", caption=text, organisation=text)
    assert shown.count(text) >= 3


def test_long_words_stay_on_the_paper():
    word = "x" * 400
    document, text = render(
        points=[word], facts=[[word, word]], table={"head": [word, word], "rows": [[word, word]], "caption": word}
    )
    for page in document:
        width = page.get_width()
        letters = page.get_textpage()
        rights = [letters.get_charbox(index)[2] for index in range(letters.count_chars())]
        assert max(rights) <= width - 50


def test_a_letter_without_a_shape_becomes_a_box_and_not_an_error():
    _, text = render(points=["Name 李 and 😀 and عربي", "tab\there\x00\x07\u202e\u200bend", "Ελλάδα Київ → ✓ ŵŷâ"])
    assert "Name □ and □ and □□□□" in text
    assert "tab hereend" in text
    assert "Ελλάδα Київ → ✓ ŵŷâ" in text


def test_letters_given_in_parts_are_put_together():
    _, text = render(points=["caf\u0065\u0301"])
    assert "café" in text


@pytest.mark.parametrize("first, final", pdf.SHOWN)
def test_every_letter_we_let_through_has_a_shape(first, final):
    """With a warning or a missing shape render_pdf would raise."""
    letters = [pdf.shown(chr(code)) for code in range(first, final + 1)]
    pdf.render_pdf("ui/typst/example.typ", report(points=[" ".join(letters)]), title="Letters", language="en")


def test_a_mistake_in_a_template_is_our_fault_and_says_where():
    with pytest.raises(pdf.PdfFault, match="example.typ"):
        pdf.render_pdf("ui/typst/example.typ", {}, title="x", language="en")


def test_a_picture_without_words_is_refused():
    """PDF/UA: so that no report can forget them."""
    with pytest.raises(pdf.PdfFault, match="alt"):
        pdf.render_pdf("ui/typst/example.typ", report(alt=None), title="x", language="en")


def test_the_same_report_is_the_same_file():
    one, two = (pdf.render_pdf("ui/typst/example.typ", report(), title="x", language="en") for _ in range(2))
    assert one == two


@pytest.fixture(scope="module")
def paper() -> bytes:
    return pdf.render_pdf("ui/typst/example.typ", report(), title="Where you are", language="en-GB")


def test_everything_on_paper_has_its_place_in_the_structure(paper):
    """Tags, title, language, headings in order, words for pictures, headings for tables."""
    assert structure_faults(paper) == []
    elements = elements_of(paper)
    assert {"H1", "Figure", "Table", "TH", "TD", "L", "LI"} <= {one.kind for one in elements}
    assert "You place yourself at Emerging in one dimension." in {one.alt for one in elements}


def tags(document: Pdf, kind: str) -> list[Dictionary]:
    return [one for one in document.objects if isinstance(one, Dictionary) and one.get("/S") == f"/{kind}"]


def retagged(old: str, new: str):
    def change(document: Pdf) -> None:
        for one in tags(document, old):
            one.S = Name(f"/{new}")

    return change


def without(kind: str, key: str):
    def change(document: Pdf) -> None:
        for one in tags(document, kind):
            del one[key]

    return change


def rootless(key: str):
    def change(document: Pdf) -> None:
        del document.Root[key]

    return change


def lost_page(document: Pdf) -> None:
    del document.pages[0].StructParents


def busy(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript)


def bare_content(document: Pdf) -> None:
    page = document.pages[0]
    page.contents_add(b"q 0 0 10 10 re f Q")


def bare_link(document: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
    document.pages[0].Annots = Array([note])
    document.pages[0].Tabs = Name.R


def bare_fonts(document: Pdf) -> None:
    for one in document.objects:
        if isinstance(one, Dictionary) and one.get("/Type") == Name.FontDescriptor:
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in one:
                    del one[key]


def nameless(document: Pdf) -> None:
    with document.open_metadata() as about:
        del about["pdfuaid:part"]
        about["dc:title"] = ""


def shorter_row(document: Pdf) -> None:
    row = tags(document, "TR")[-1]
    row.K = row.K[:-1]


FAULTS = {
    "is not tagged": rootless("/StructTreeRoot"),
    "does not say that it is tagged": rootless("/MarkInfo"),
    "says no language": rootless("/Lang"),
    "shows its file name": rootless("/ViewerPreferences"),
    "does not say that it follows PDF/UA": nameless,
    "has no title": nameless,
    "does something by itself": busy,
    "neither in a tag nor decoration": bare_content,
    "belong to no tag": lost_page,
    "a link says nothing": bare_link,
    "a link is in no tag": bare_link,
    "the tab key": bare_link,
    "is not in the file": bare_fonts,
    "begins without a heading": retagged("H1", "P"),
    "a heading 1 is followed by a heading 3": retagged("H2", "H3"),
    "3 headings of the first level": retagged("H2", "H1"),
    "Sentence is no kind of tag": retagged("P", "Sentence"),
    "a picture without words": without("Figure", "/Alt"),
    "an empty P": without("P", "/K"),
    "a LI in a Div": retagged("L", "Div"),
    "something in a list": retagged("LI", "P"),
    "a table without headings": retagged("TH", "TD"),
    "does not say for what": without("TH", "/A"),
    "rows of different lengths": shorter_row,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_structure_is_seen(paper, fault):
    with Pdf.open(io.BytesIO(paper)) as document:
        FAULTS[fault](document)
        assert any(fault in found for found in faults_of(document)), faults_of(document)
