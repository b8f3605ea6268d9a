"""The stair picture says in words what it shows, and holds any framework."""

import re

import pytest

from stepwell.careers.stairs import Mark, stair_figure

MARKS = [
    Mark("Grade 4", "Aspiring at least, with some at Emerging", 1, some=2, at_least=True),
    Mark("Grade 6", "Established at least", 3, at_least=True),
]
LEVELS = ["Core", "Aspiring", "Emerging", "Established", "Exemplar"]


def test_both_pictures_and_the_table_say_the_same():
    figure = stair_figure(LEVELS, MARKS, title="Suggested level")
    assert figure.table.rows == [[mark.label, mark.words] for mark in MARKS]
    for picture in (figure.wide, figure.narrow):
        for words in [*LEVELS, *(mark.words for mark in MARKS)]:
            assert words in picture
        assert 'role="img"' in picture
        assert "style=" not in picture


def test_the_same_input_gives_the_same_picture():
    assert stair_figure(LEVELS, MARKS, title="A").wide == stair_figure(LEVELS, MARKS, title="A").wide
    ids = [
        re.findall(r'id="([^"]+)"', p)
        for p in (stair_figure(LEVELS, MARKS, title="A").wide, stair_figure(LEVELS, MARKS, title="A").narrow)
    ]
    assert not set(ids[0]) & set(ids[1])


@pytest.mark.parametrize("count", [1, 2, 9, 15])
def test_any_number_of_levels_stays_inside(count):
    levels = [f"Level {'of a very long name ' * (number % 3)}{number}" for number in range(count)]
    mark = Mark("A grade whose name is longer than any column could hold", "words", count - 1)
    for picture in (lambda f: f.wide, lambda f: f.narrow):
        svg = picture(stair_figure(levels, [mark, mark], title="T & <b>"))
        width = float(re.search(r'viewBox="0 0 (\d+)', svg)[1])
        for x, w in re.findall(r'<rect x="([\d.-]+)" y="[\d.-]+" width="([\d.-]+)"', svg):
            assert float(x) >= 0
            assert float(x) + float(w) <= width
        assert "T &amp; &lt;b&gt;" in svg
