"""Several ways of dividing the same people, beside one another."""

from xml.etree import ElementTree

import pytest

from stepwell.ui.components import Table
from stepwell.ui.spread import Spread, spread_chart, spread_figure

BANDS = [(0, "Distant"), (500, "Close")]
ROWS = [
    Spread("Fairness first (this run)", "Weakest: close", [0, 0, 0, 0, 0, 4, 0, 0, 0, 0], holds=True),
    Spread("Total fit first", "Weakest: distant", [2, 0, 0, 0, 0, 0, 0, 0, 0, 2]),
]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("narrow", [False, True])
def test_all_rows_have_one_scale_and_the_one_that_holds_is_filled(narrow):
    root = ElementTree.fromstring(spread_chart(ROWS, bands=BANDS, title="Fit", narrow=narrow))
    first, *others = root.iter(f"{SVG}rect")
    assert [float(one.get("height")) for one in (first, *others)] == [44, 22, 22]
    assert first.get("fill") == first.get("stroke")
    assert {one.get("fill") for one in others} == {"#ffffff"}


def test_the_words_are_in_the_picture_and_its_description():
    figure = spread_figure(ROWS, bands=BANDS, title="Fit", table=Table("Fit", ["Stand"], [["A"]]))
    for svg in (figure.wide, figure.narrow):
        root = ElementTree.fromstring(svg)
        assert root.find(f"{SVG}desc").text == (
            "Fairness first (this run): Weakest: close. Total fit first: Weakest: distant."
        )
        assert "Total fit first" in [text for one in root.iter(f"{SVG}text") for text in one.itertext()]


def test_nothing_counted_still_draws():
    assert "<rect" not in spread_chart([Spread("A", "B", [0] * 10)], bands=BANDS, title="Fit")
