"""The programme's report on paper: its first page says something, long things break over pages, what waits is said once."""

from types import SimpleNamespace

import pypdfium2

from stepwell.mentoring.presenters.learning import WAITS, Count, LearningPage, Section
from stepwell.mentoring.presenters.learning_files import on_paper, report_pdf
from stepwell.ui.components import Table
from tests.ui.paper_structure import structure_faults

LONG = "Calderbrook, Upper Saltmarsh and Fen Mental Health and Community Services NHS Foundation Trust"
PART = SimpleNamespace(
    organisation=SimpleNamespace(name=LONG, mark="CU", brand_colour="#7a1f5c"), programme=SimpleNamespace(title=LONG)
)


def pages_of(*sections: Section, numbers=(("65", "mentees"),)) -> list[str]:
    page = LearningPage(list(sections), ["Glazing: 9 to 12 mentees say yes."], 2, "Until today", ["A rule."], numbers)
    content = report_pdf(None, PART, page, "en")
    assert structure_faults(content) == []
    return [" ".join(one.get_textpage().get_text_range().split()) for one in pypdfium2.PdfDocument(content)]


def wishes(rows: int, people: str = "65") -> Table:
    counts = [Count(0, 2, 65), Count(3, 5, 65), Count(60, 65, 65)]
    return Table(
        "Wishes", ["Quality", "Yes", "Maybe", "No", "People"], [[f"Quality {n}", *counts, people] for n in range(rows)]
    )


def test_the_first_page_holds_the_first_table():
    assert "Quality 14 at most 2 3 to 5 60 or more" in pages_of(Section("Needs", "Lead.", [wishes(15)]))[0]


def test_a_table_longer_than_a_page_goes_on_under_its_headings():
    pages = pages_of(Section("Needs", "Lead.", [wishes(90)]))
    assert "Quality 89" in pages[-1] and all("Yes Maybe No" in page for page in pages)


def test_what_waits_is_named_with_its_reason_once():
    pages = pages_of(Section("Needs", "Lead.", [], WAITS), Section("Offers", "Lead.", [], WAITS), numbers=[])
    assert len(pages) == 1
    assert pages[0].count("It waits for the next report") == 1 and "Needs" in pages[0] and "Offers" in pages[0]


def test_two_small_tables_and_a_wide_one_with_long_names_fit():
    small = Table("Mentees", ["Answer", LONG], [["Well", Count(3, 5, 65)], ["People", "65"]])
    wide = Table("By profession", ["Group", "A", "B", "C", "D", "People"], [[LONG, *[Count(0, 2, 33)] * 4, "33"]])
    assert "By profession" in pages_of(Section("How", "Lead.", [small, small, wide]))[-1]


def test_one_number_of_people_is_said_in_the_caption():
    assert on_paper(wishes(3))["of"] == "65 people"
    mixed = Table("Wishes", ["Quality", "People"], [["Throwing", "65"], ["Glazing", "12"]])
    assert on_paper(mixed)["head"] == ["Quality", "People"]
