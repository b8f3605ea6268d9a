"""Soft bars: over the class they stand for and never a point, withheld in place, and the same in the table."""

import xml.etree.ElementTree as ET

import pytest

from stepwell.ui.bars import Bar, BarRow, BarWords, bars_chart, bars_figure, bars_table
from tests.ui.test_charts import HOSTILE, LEVELS, SVG

ROWS = [
    BarRow("Listening", [Bar("Peers", "Established or above", 2.75, 4), Bar("Reports", "Withheld: too few")], own=1),
    BarRow("Leading", [Bar("Peers", "around Emerging", 1.75, 2.25)], own=3.5, named=[2, 3], expected=3.5),
]


def drawn(rows, **more):
    return bars_chart(LEVELS, rows, title="Title", description="What it shows", **more)


def bars_of(svg) -> list[ET.Element]:
    return [one for one in ET.fromstring(svg).iter(f"{SVG}rect") if one.get("fill-opacity")]


@pytest.mark.parametrize("narrow", [False, True])
def test_well_formed_named_and_the_same_each_time(narrow):
    svg = drawn(ROWS, narrow=narrow)
    tree = ET.fromstring(svg)
    assert [tree.find(f"{SVG}{part}").text for part in ("title", "desc")] == ["Title", "What it shows"]
    assert svg == drawn(ROWS, narrow=narrow) and "style=" not in svg
    assert len(bars_of(svg)) == 2 + 1, "two bars and the one in the legend: nothing is drawn for what is withheld"
    assert "Withheld: too few" in " ".join(text.text or "" for text in tree.iter(f"{SVG}text"))


@pytest.mark.parametrize("narrow", [False, True])
def test_a_bar_is_never_a_point_and_a_wider_class_is_a_longer_bar(narrow):
    widths = [float(bar.get("width")) for bar in bars_of(drawn(ROWS, narrow=narrow))[1:]]
    assert widths[0] > widths[1] > 20


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("narrow", [False, True])
def test_hostile_text_stays_text(hostile, narrow):
    svg = drawn([BarRow(hostile, [Bar(hostile, hostile), Bar(hostile, hostile, 0, 1)], heading=hostile)], narrow=narrow)
    assert ET.fromstring(svg) is not None and "<script" not in svg


def test_the_table_says_it_in_words():
    table = bars_table(LEVELS, ROWS, caption="Caption")
    assert list(table.head) == ["Dimension", "You", "Your manager", "What you expected", "Peers", "Reports"]
    assert table.rows[0] == ["Listening", "Aspiring", "–", "–", "Established or above", "Withheld: too few"]
    assert table.rows[1][1:4] == [
        "between Established and Exemplar",
        "Emerging; Established",
        "between Established and Exemplar",
    ]


def test_headings_are_a_column():
    rows = [BarRow("a", heading="Very important"), BarRow("b"), BarRow("c", heading="Important")]
    figure = bars_figure(LEVELS, rows, title="T", description="D")
    assert [row[1] for row in figure.table.rows] == ["Very important", "Very important", "Important"]


def test_nothing_at_all_is_drawn_too():
    assert ET.fromstring(drawn([])) is not None


@pytest.mark.parametrize("narrow", [False, True])
def test_bars_without_a_label_say_what_differs_and_repeat_nothing(narrow):
    rows = [
        BarRow("Listening", [Bar("", "6 to 12 of 65", 0.4, 0.7)]),
        BarRow("Leading", [Bar("", "9 to 15 of 65", 0.6, 0.9)]),
    ]
    svg = drawn(rows, narrow=narrow)
    assert all(words in svg for words in ("6 to 12 of 65", "9 to 15 of 65"))
    assert ": 6 to 12" not in svg
    table = bars_table(LEVELS, rows, caption="Wishes", words=BarWords(alone="Said yes"))
    assert (table.head, table.rows[0]) == (["Dimension", "Said yes"], ["Listening", "6 to 12 of 65"])
