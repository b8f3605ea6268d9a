"""Small rounds: every vector of ratings, whole outputs, every subset of answers, every rater."""

import json
from itertools import combinations_with_replacement, product

import pytest

from tests.domain.disclosing import disclosed

from .literal import literal_breaks, said_by_figures
from .small import story, unanswered, with_a_telling_reason, with_a_total, with_everybody_again
from .test_rounds import THOROUGH

MERGE = {"merge_order": [["others", "peers"]]}

QUICK = {
    "three raters": story(5, {"peers": unanswered(3)}, comments=True),
    "three raters, the subject reads": story(3, {"peers": unanswered(3)}, protect_from="subject"),
    "four raters": story(4, {"peers": unanswered(4)}, minimum_group_size=4),
    "five raters": story(3, {"peers": unanswered(5)}, minimum_group_size=4),
    "two items": story(3, {"peers": unanswered(3, 2)}, items=2, protect_from="subject"),
    "two items, one not seen by one": story(
        3, {"peers": [*unanswered(3, 2), {"i1": 0}]}, items=2, protect_from="subject"
    ),
    "two groups merged": story(4, {"peers": unanswered(3), "others": unanswered(1)}, **MERGE, minimum_group_size=4),
    "one group left out": story(4, {"peers": unanswered(3), "others": unanswered(1)}, protect_from="subject"),
    "a late answer": story(4, {"peers": unanswered(3)}, {"peers": unanswered(1)}, protect_from="subject"),
    "a late answer, three levels": story(3, {"peers": unanswered(4)}, {"peers": unanswered(1)}),
    "a late block": story(3, {"peers": unanswered(3)}, {"peers": unanswered(3)}, protect_from="subject"),
    "eight raters, two levels": story(2, {"peers": unanswered(8)}, protect_from="subject"),
}
SLOW = {
    "five raters, five levels": story(5, {"peers": unanswered(5)}, minimum_group_size=4),
    "five raters, four levels": story(4, {"peers": unanswered(5)}, comments=True),
    "two blocks": story(5, {"peers": unanswered(3), "others": unanswered(3)}),
    "two items, five levels": story(5, {"peers": unanswered(3, 2)}, items=2),
    "two items, four raters": story(3, {"peers": unanswered(4, 2)}, items=2, minimum_group_size=4),
    "a late block, four levels": story(4, {"peers": unanswered(3)}, {"peers": unanswered(3)}, protect_from="subject"),
    "eight raters, three levels": story(3, {"peers": unanswered(8)}),
    "two who wait": story(4, {"peers": unanswered(4)}, {"others": unanswered(1)}, {"peers": unanswered(1)}, **MERGE),
}


@pytest.mark.parametrize("name", QUICK)
def test_every_vector(name):
    assert literal_breaks(QUICK[name]) == []


@pytest.mark.skipif(not THOROUGH, reason="minutes; STEPWELL_ATTACKS=10000 runs it")
@pytest.mark.parametrize("name", SLOW)
def test_every_vector_of_larger_rounds(name):
    assert literal_breaks(SLOW[name]) == []


def test_some_of_them_are_released():
    """Withholding everything would hold as well."""
    released = [name for name, told in QUICK.items() if '"sums"' in said(told)]
    assert len(released) >= 7, released


def said(told):
    figures = []
    for asked in told.asked[:1]:
        responses = [{"group": p.groups[0], "ratings": p.ratings} for p in told.people if p.arrives == 0]
        figures += disclosed({**asked, "responses": responses})["figures"]
    return json.dumps(figures)


@pytest.mark.parametrize(
    ("engine", "name", "said"),
    [
        (with_a_total, "one group left out", "G1: "),
        (with_a_total, "one group left out", "something else is not"),
        (with_a_telling_reason, "one group left out", "something else is not"),
        (with_everybody_again, "a late answer", "G1: "),
    ],
)
def test_it_finds_an_engine_that_leaks(engine, name, said):
    assert any(said in found for found in literal_breaks(QUICK[name], engine))


@pytest.mark.parametrize(
    ("levels", "columns"),
    [
        (5, {("peers", "i0"): 8}),
        (4, {("peers", "i0"): 4, ("others", "i0"): 4}),
        (4, {("peers", "i0"): 4, ("peers", "i1"): 4}),
    ],
)
def test_nothing_but_the_figures_tells_answers_apart(levels, columns):
    """Every multiset in every column: reasons, labels, derived values and certificate say no more than the figures."""
    whole = {}
    for chosen in product(*(combinations_with_replacement(range(levels), n) for n in columns.values())):
        people = {}
        for ((group, item), _), multiset in zip(columns.items(), chosen, strict=True):
            for at, rating in enumerate(multiset):
                people.setdefault((group, at), {})[item] = rating
        output = disclosed(
            {
                "levels": [f"Level {place}" for place in range(levels)],
                "groups": [{"id": group} for group in dict.fromkeys(group for group, _ in columns)],
                "items": [{"id": item, "dimension": "d"} for item in dict.fromkeys(item for _, item in columns)],
                "self": {"i0": 1},
                "responses": [{"group": group, "ratings": ratings} for (group, _), ratings in people.items()],
            }
        )
        figures = said_by_figures([output])
        assert whole.setdefault(figures, json.dumps(output)) == json.dumps(output), chosen
    assert len(whole) > 5
