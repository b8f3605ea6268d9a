"""Pictures: well-formed, escaped, the same each time, and in the order of the levels."""

import re
import xml.etree.ElementTree as ET

import pytest

from stepwell.ui.charts import (
    ImportancePoint,
    PlacementRow,
    importance_chart,
    importance_figure,
    importance_table,
    level_name,
    placement_chart,
    placement_figure,
    placement_table,
)
from stepwell.ui.svg import width_of, wrap

SVG = "{http://www.w3.org/2000/svg}"
LEVELS = ["Core", "Aspiring", "Emerging", "Established", "Exemplar"]
IMPORTANCES = ["Low", "Middle", "High"]
ROWS = [
    PlacementRow("Inclusive", placed=2, expected=3, earlier=1),
    PlacementRow("Visionary", placed=3.5, expected=3),
    PlacementRow("Engaging", state="Not sure yet"),
]
POINTS = [
    ImportancePoint("Inclusive", 2, 2),
    ImportancePoint("Visionary", 3.5, 0),
    ImportancePoint("Engaging", None, 1),
]
HOSTILE = [
    "</svg><script>alert(1)</script>",
    "a\x00b\x0bc\ud800\uffff",
    "&amp; \"quotes\" 'too'",
    "W" * 400,
    "😀 中文 " * 20,
    "",
]


def placement(rows=ROWS, levels=LEVELS, **options):
    return placement_chart(levels, rows, title="Where you are", description="Three dimensions", **options)


def importance(points=POINTS, **options):
    return importance_chart(LEVELS, IMPORTANCES, points, title="What matters", description="d", **options)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("draw", [placement, importance])
def test_a_picture_is_xml_with_a_name_and_a_description(draw, narrow):
    root = ET.fromstring(draw(narrow=narrow))
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    named = [ids[key] for key in root.get("aria-labelledby").split()]
    assert [element.tag for element in named] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("role") == "img"
    assert all("style" not in element.attrib for element in root.iter())


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_label_is_only_text(text, narrow):
    row = PlacementRow(text, placed=1, state=text)
    svg = placement_chart([text, text], [row], title=text, description=text, narrow=narrow)
    assert {element.tag for element in ET.fromstring(svg).iter()} <= {
        f"{SVG}{name}" for name in ("svg", "title", "desc", "text", "circle", "rect", "path")
    }
    ET.fromstring(
        importance_chart([text], [text], [ImportancePoint(text, 0, 0)], title=text, description=text, narrow=narrow)
    )


def test_the_same_input_gives_the_same_picture_and_another_gives_another_id():
    assert placement() == placement()
    keys = {re.search('id="(.+?)-title"', str(placement(narrow=flag)))[1] for flag in (False, True)}
    assert len(keys) == 2
    assert 'id="mine-title"' in placement(key="mine")


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("count", [1, 2, 5, 12])
def test_levels_stand_in_order_from_the_left(narrow, count):
    levels = [f"Level {number}" for number in range(count)]
    rows = [PlacementRow("One", placed=position) for position in range(count)]
    root = ET.fromstring(placement(rows, levels, narrow=narrow))
    dots = [float(dot.get("cx")) for dot in root.iter(f"{SVG}circle") if dot.get("class") == "sw-mark-fill"][1:]
    assert len(dots) == count
    assert dots == sorted(set(dots))


@pytest.mark.parametrize("narrow", [False, True])
def test_everything_stays_on_the_paper(narrow):
    rows = [PlacementRow("Wide Words WWW Mmm " * 5, placed=0, expected=4, earlier=4, state="x")] * 3
    root = ET.fromstring(placement(rows, ["Extraordinarily-accomplished"] * 5, narrow=narrow))
    _, _, width, height = map(float, root.get("viewBox").split())
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size"))
        length = width_of(text.text or "", size, text.get("font-weight") == "700")
        left = float(text.get("x")) - {"middle": length / 2, "end": length}.get(text.get("text-anchor"), 0)
        assert left >= -1
        assert left + length <= width + 1
        assert size <= float(text.get("y")) + size
        assert float(text.get("y")) <= height


def test_marks_differ_by_shape():
    root = ET.fromstring(placement([PlacementRow("One", placed=2, expected=2, earlier=2)]))
    body = [(element.tag.removeprefix(SVG), element.get("r") or element.get("width")) for element in root.iter()]
    assert ("rect", "30") in body
    assert ("circle", "11.5") in body
    assert ("circle", "8") in body


def test_the_legend_names_only_what_is_shown():
    plain = placement([PlacementRow("One", placed=1)])
    assert "Expected" not in plain
    assert "Last time" not in plain
    assert "Expected" in placement()


def test_half_a_step_is_said_in_words():
    assert level_name(LEVELS, 3.5) == "between Established and Exemplar"
    assert level_name(LEVELS, 4) == "Exemplar"
    assert level_name(LEVELS, None, "Not sure yet") == "Not sure yet"


def test_the_table_has_the_same_figures():
    table = placement_table(LEVELS, ROWS, caption="Where you are")
    assert table.head == ["Dimension", "You", "Expected", "Last time"]
    assert table.rows == [
        ["Inclusive", "Emerging", "Established", "Aspiring"],
        ["Visionary", "between Established and Exemplar", "Established", "–"],
        ["Engaging", "Not sure yet", "–", "–"],
    ]
    assert placement_table(LEVELS, [PlacementRow("One", placed=1)], caption="").head == ["Dimension", "You"]


def test_importance_is_listed_from_the_most():
    table = importance_table(LEVELS, IMPORTANCES, POINTS, caption="What matters")
    assert [row[0] for row in table.rows] == ["Inclusive", "Engaging", "Visionary"]
    assert table.rows[1] == ["Engaging", "Middle", "–"]


def test_a_figure_holds_both_pictures_and_the_table():
    for figure in (
        placement_figure(LEVELS, ROWS, title="t", description="d"),
        importance_figure(LEVELS, IMPORTANCES, POINTS, title="t", description="d"),
    ):
        assert figure.wide != figure.narrow
        assert figure.table.caption == figure.title


@pytest.mark.parametrize("text", [*HOSTILE, "a-b/c " * 30, "supercalifragilistic" * 5])
def test_lines_fit_and_nothing_but_spaces_is_lost(text):
    for width in (60, 200):
        lines = wrap(text, width, 14)
        assert all(width_of(line, 14) <= width for line in lines)
        letters = "".join(text.split())
        kept = re.sub(r"[\s-]", "", "".join(lines))
        assert len(kept) == len(re.sub(r"[\s\x00-\x1f\ud800-\udfff\ufffe\uffff-]", "", letters))


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("draw", [placement, importance])
def test_every_mark_in_the_brand_takes_the_pages_brand(draw, narrow):
    """On screen a class sets the organisation's colour; on paper the attribute does."""
    root = ET.fromstring(draw(narrow=narrow, colour="#7a1f5c"))
    coloured = [element for element in root.iter() if "#7a1f5c" in {element.get("fill"), element.get("stroke")}]
    assert coloured
    assert {element.get("class") for element in coloured} <= {"sw-mark-fill", "sw-mark-line"}
    neutral = {"#16191b", "#4a5256", "#d8dddf", "#9aa5a9", "#ffffff", "#7a1f5c", None}
    assert {element.get(name) for element in root.iter() for name in ("fill", "stroke")} <= neutral


def test_letters_of_another_alphabet_have_room_in_any_typeface():
    """A usual stand-in in bold takes 0.69 of its size for a Greek letter."""
    assert width_of("προσεκτικά", 17, True) >= 10 * 0.69 * 17
    assert width_of("Сходы", 10) > width_of("Steps", 10) > width_of("illi.", 10)
