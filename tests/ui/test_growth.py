"""The growth grid and the time line: what they show, in words and in shapes."""

from datetime import date
from xml.etree import ElementTree

import pytest

from stepwell.ui.charts import GrowthMark, Lane, Span, growth_figure, timeline_figure

DIRECTIONS = ["Depth", "Breadth", "Stretch"]
STEPS = ["Step 1", "Step 2", "Step 3"]
MARKS = [
    GrowthMark(0, 0, "now", "Now", "Now, agreed with Fran Rossi"),
    GrowthMark(0, 1, "view", "Your view"),
    GrowthMark(1, 2, "future", "November 2028", "In future, November 2028"),
]


def drawn(picture) -> ElementTree.Element:
    root = ElementTree.fromstring(picture)
    assert root.get("role") == "img"
    assert "style" not in picture
    return root


def texts(root) -> list[str]:
    return [element.text for element in root.iter() if element.text and element.text.strip()]


@pytest.mark.parametrize("which", ["wide", "narrow"])
def test_the_grid_has_each_direction_step_and_mark(which):
    root = drawn(getattr(growth_figure(DIRECTIONS, STEPS, MARKS, title="My growth"), which))
    said = " ".join(texts(root))
    for words in (*DIRECTIONS, "Now", "Your view", "November 2028"):
        assert words in said
    assert sum(text == "Step 1" for text in texts(root)) == 3


def test_shapes_tell_the_marks_apart_without_colour():
    def shapes(kind):
        figure = growth_figure(["One"], ["Step"], [GrowthMark(0, 0, kind, "x")], title="t")
        return figure.wide.count("stroke-dasharray"), figure.wide.count("<circle"), figure.wide.count("<path")

    assert len({shapes("now"), shapes("view"), shapes("future")}) == 3


def test_the_table_says_the_same():
    table = growth_figure(DIRECTIONS, STEPS, MARKS, title="My growth").table
    assert len(table.rows) == 9
    assert ["Depth", "Step 1", "Now, agreed with Fran Rossi"] in table.rows
    assert ["Breadth", "Step 3", "In future, November 2028"] in table.rows
    assert ["Stretch", "Step 2", "–"] in table.rows


@pytest.mark.parametrize("count", [1, 2, 5, 7])
def test_any_number_of_directions_and_steps_stays_inside_the_picture(count):
    figure = growth_figure(
        [f"Direction {n}" for n in range(count)], [f"Level {n}" for n in range(count)], [], title="t"
    )
    for picture in (figure.wide, figure.narrow):
        root = drawn(picture)
        width = float(root.get("viewBox").split()[2])
        for box in root.iter("{http://www.w3.org/2000/svg}rect"):
            assert float(box.get("x")) >= 0
            assert float(box.get("width")) > 60
            assert float(box.get("x")) + float(box.get("width")) <= width + 0.5


def test_hostile_labels_stay_text():
    figure = growth_figure(["<script>"], ["a&b" * 60], [GrowthMark(0, 0, "now", '"><b>')], title="<t>")
    assert "<script>" not in figure.wide
    drawn(figure.wide)
    drawn(figure.narrow)


TODAY = date(2026, 11, 26)
LANES = [
    Lane("I placed myself", [Span("Lamplight", date(2026, 3, 1))]),
    Lane(
        "Objectives", [Span("Chair", date(2026, 1, 1), is_open=True), Span("Read", date(2026, 2, 1), date(2026, 5, 1))]
    ),
    Lane("Reviews", [Span("To come", date(2027, 2, 1))]),
]


def line(lanes=LANES, begins=date(2025, 12, 1)):
    return timeline_figure(lanes, begins=begins, today=TODAY, title="My year")


def test_the_line_tells_what_lasts_and_what_is_to_come():
    root = drawn(line().wide)
    svg = "{http://www.w3.org/2000/svg}"
    assert len(list(root.iter(f"{svg}rect"))) == 2
    hollow = [dot for dot in root.iter(f"{svg}circle") if dot.get("fill") == "#ffffff"]
    assert len(hollow) == 1
    assert {"Today", "Objectives", "Reviews"} <= set(texts(root))


def test_its_table_has_everything_the_latest_first():
    assert line().table.rows == [
        ["1 February 2027", "Reviews", "To come"],
        ["1 March 2026", "I placed myself", "Lamplight"],
        ["1 February 2026 to 1 May 2026", "Objectives", "Read"],
        ["since 1 January 2026", "Objectives", "Chair"],
    ]


@pytest.mark.parametrize("begins", [TODAY, date(2026, 11, 1), date(2016, 1, 1), date(1976, 1, 1)])
def test_any_length_of_time_has_readable_heads(begins):
    for picture in (line(begins=begins).wide, line(begins=begins).narrow, line([], begins).wide):
        root = drawn(picture)
        heads = [
            float(text.get("x")) for text in root.iter("{http://www.w3.org/2000/svg}text") if text.get("y") == "16"
        ]
        assert len(heads) <= 9
        assert all(after - before > 20 for before, after in zip(heads, heads[1:], strict=False))


def test_many_bars_share_the_last_line_and_none_is_lost():
    spans = [Span(f"Objective {n}", date(2026, 1, 1), is_open=True) for n in range(30)]
    figure = line([Lane("Objectives", spans)])
    assert figure.wide.count("<rect") == 30
    assert float(drawn(figure.wide).get("viewBox").split()[3]) < 250
