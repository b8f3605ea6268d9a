"""Who may never be paired."""

import pytest

from stepwell.domain.matching import solve


def pair(mentee, mentor, **cohort):
    return solve(
        {"mentees": [{"id": "t", **mentee}], "mentors": [{"id": "m", "capacity": 1, **mentor}], **cohort}
    ).totals.matched


def test_two_strangers_are_paired():
    assert pair({}, {}) == 1
    assert pair({"manager": "a"}, {"manager": "b"}) == 1


@pytest.mark.parametrize(
    ("mentee", "mentor", "cohort"),
    [
        ({"id": "m"}, {}, {}),
        ({"manager": "m"}, {}, {}),
        ({}, {"manager": "t"}, {}),
        ({"manager": "x"}, {}, {"managers": {"x": ["y"], "y": ["m"]}}),
        ({}, {"manager": "x"}, {"managers": {"x": ["t"]}}),
        ({"manager": "x"}, {"manager": "x"}, {}),
        ({"manager": "x", "acting_managers": ["m"]}, {}, {}),
        ({"acting_managers": ["x"]}, {}, {"managers": {"x": ["m"]}}),
        ({"acting_managers": ["x"]}, {"manager": "y", "acting_managers": ["x"]}, {}),
        ({"appraiser": "m"}, {}, {}),
        ({"previous": ["m"]}, {}, {}),
        ({"avoid": ["m"]}, {}, {}),
        ({}, {"avoid": ["t"]}, {}),
        ({"conflicts": ["m"]}, {}, {}),
        ({}, {"conflicts": ["t"]}, {}),
        ({}, {}, {"excluded": [["t", "m"]]}),
        ({}, {}, {"scores": []}),
        ({}, {}, {"scores": [["t", "m", 99]], "acceptable_from": 100}),
        ({"manager": "m"}, {}, {"scores": [["t", "m", 1000]]}),
        ({"manager": "x"}, {"manager": "y"}, {"managers": {"x": ["y"], "y": ["x", "m"]}}),
    ],
    ids=[
        "oneself", "manager", "report", "two above", "two below", "same manager", "acting manager", "above an acting one",
        "same acting manager", "appraiser", "earlier pair", "avoids", "is avoided", "conflict", "conflict of the mentor",
        "excluded", "no score", "not acceptable", "manager with a score", "a circle of managers",
    ],
)  # fmt: skip
def test_these_two_are_never_paired(mentee, mentor, cohort):
    assert pair(mentee, mentor, **cohort) == 0


def test_nothing_written_tells_one_exclusion_from_another():
    """Whom somebody avoids, a conflict and a misfit give the same words."""
    mentee, mentor = {"id": "t", "need": {"x": 1.0}}, {"id": "m", "capacity": 1}
    ways = [
        ({"avoid": ["m"]}, {}, {}),
        ({}, {"avoid": ["t"]}, {}),
        ({"conflicts": ["m"]}, {}, {}),
        ({"previous": ["m"]}, {}, {}),
        ({}, {}, {"excluded": [["t", "m"]]}),
    ]
    written = {
        solve({"mentees": [mentee | a], "mentors": [mentor | b], **more}).model_dump_json() for a, b, more in ways
    }
    assert len(written) == 1
    low = solve({"mentees": [mentee], "mentors": [mentor], "acceptable_from": 900})
    assert low.unmatched[0].reason in next(iter(written))
