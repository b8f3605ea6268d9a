"""Our markup is GOV.UK Frontend's own, for every fixture whose options we have."""

import json
from collections import Counter
from pathlib import Path

import pytest

from .official import SUPPORTED, paths, tree

FIXTURES = Path(__file__).parent / "fixtures"

# What we always give, so that a fixture without it is not ours.
ALWAYS = {
    "character-count": "maxlength",  # we count only against a limit
    "checkboxes": "fieldset",  # a group of answers always has its question as a legend
    "date-input": "fieldset",
    "radios": "fieldset",
    "table": "firstCellIsHeader",  # a row's first cell is what the row is about
}
# Fixtures whose options we have and whose meaning we do not, each with the reason.
LEFT_OUT = {
    ("character-count", "with textarea maxlength attribute"): "a browser would cut what is pasted",
    ("date-input", "with errors only"): "our boxes are marked wrong only together with a message",
    (
        "date-input",
        "with error on single field by omission",
    ): "our faults name the parts that are wrong, not the right ones",
    ("pagination", "with prev and next only"): "our links to a neighbour always carry its name",
    ("pagination", "with previous only"): "our links to a neighbour always carry its name",
    ("pagination", "with next only"): "our links to a neighbour always carry its name",
    ("select", "without values"): "our options always have a value",
    ("select", "without values with selected value"): "our options always have a value",
    ("select", "with falsy values"): "Django selects the empty option where there is no value",
    ("select", "item selected overrides value"): "an option cannot refuse to be selected",
    ("tabs", "empty item list"): "tabs without a tab are a mistake of the page",
    ("task-list", "with empty values"): "empty tasks count in the official ids",
}
COUNTS = {
    "back-link": 3,
    "breadcrumbs": 6,
    "button": 28,
    "character-count": 16,
    "checkboxes": 21,
    "date-input": 11,
    "details": 8,
    "error-summary": 6,
    "file-upload": 14,
    "input": 38,
    "inset-text": 3,
    "notification-banner": 10,
    "pagination": 4,
    "panel": 5,
    "password-input": 11,
    "radios": 25,
    "select": 9,
    "summary-list": 11,
    "table": 3,
    "tabs": 6,
    "tag": 10,
    "task-list": 2,
    "textarea": 18,
    "warning-text": 3,
}


def cases():
    for component in SUPPORTED:
        fixtures = json.loads((FIXTURES / f"{component}.json").read_text())["fixtures"]
        for fixture in fixtures:
            yield component, fixture


def comparable(component, fixture) -> bool:
    options = fixture["options"]
    known = set(paths(options)) <= SUPPORTED[component][1]
    return known and ALWAYS.get(component, "") in {"", *options} and (component, fixture["name"]) not in LEFT_OUT


COMPARED = [(component, fixture) for component, fixture in cases() if comparable(component, fixture)]


@pytest.mark.parametrize(
    ("component", "fixture"), COMPARED, ids=lambda value: value if isinstance(value, str) else value["name"]
)
def test_markup_is_the_official_one(component, fixture):
    ours = SUPPORTED[component][0](fixture["options"])
    assert tree(ours) == tree(fixture["html"])


def test_as_many_fixtures_are_compared_as_before():
    """A component that quietly loses an option would only be compared less."""
    counted = Counter(component for component, _ in COMPARED)
    assert counted == COUNTS


def test_a_reason_is_given_only_for_what_exists():
    names = {(component, fixture["name"]) for component, fixture in cases()}
    assert set(LEFT_OUT) <= names
