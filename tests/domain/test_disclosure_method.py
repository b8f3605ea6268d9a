"""The page about the method: its tables are current, and the chances it gives are those of all answers."""

import doctest
import importlib
import pkgutil
import re
from itertools import product
from pathlib import Path

import pytest

from stepwell.domain import disclosure
from stepwell.domain.disclosure import classes, tables
from stepwell.domain.disclosure.tables import ALIKE, TYPICAL, band_table, class_table, guess_table, right_guesses

PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "disclosure.md"
EXPECTED = {f"classes {levels}": class_table(levels, 1) for levels in tables.SCALES} | {
    "bands": band_table(),
    "guesses": guess_table(),
}


def test_every_table_stands_on_the_page_and_is_current():
    found = dict(re.findall(r"<!-- table: ([\w ]+) -->\n(.*?)\n<!-- end -->", PAGE.read_text(), re.S))
    assert found == EXPECTED


@pytest.mark.parametrize("levels", range(3, 8))
def test_protecting_from_the_subject_has_as_many_classes_as_the_page_says(levels):
    assert {len(classes(n, levels, 0)) for n in range(3, 31)} == {2 * (levels - 1) - 1}
    assert [len(classes(n, 2, 0)) for n in (3, 4, 30)] == [0, 3, 3]


@pytest.mark.parametrize("shares", [ALIKE, TYPICAL])
@pytest.mark.parametrize("knows", [0, 1])
def test_guesses_are_counted_over_all_answers(shares, knows):
    """Ratings of the reader (if any), the other and the rest: the chance of what is seen together with each guess."""
    n, chances = 4, {}
    for ratings in product(range(5), repeat=n):
        chance = 1.0
        for rating in ratings:
            chance *= shares[rating]
        shown = next(low for low, high, _ in classes(n, 5, 1) if low <= sum(ratings) <= high)
        case = chances.setdefault((shown, ratings[0] if knows else None), [0.0] * 5)
        case[ratings[1]] += chance
    assert right_guesses(n, shares, knows) == pytest.approx(sum(max(case) for case in chances.values()))


MODULES = [module.name for module in pkgutil.walk_packages(disclosure.__path__, disclosure.__name__ + ".")]


@pytest.mark.parametrize("name", MODULES, ids=lambda name: name.removeprefix("stepwell.domain.disclosure."))
def test_examples_in_the_code_give_what_they_say(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
