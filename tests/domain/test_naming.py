"""Somebody with a title is called by their name."""

import doctest

import pytest

from stepwell.domain import naming


def test_the_examples_hold():
    assert doctest.testmod(naming).failed == 0


@pytest.mark.parametrize(
    ("full_name", "called"),
    [
        ("The Revd Canon Ruth Musa", "Ruth"),
        ("Prof. Sir Tom Ford", "Tom"),
        ("Sirius Black", "Sirius"),
        ("Siân", "Siân"),
        ("Miss  Ada   Quill", "Ada"),
        ("", ""),
    ],
)
def test_titles_are_no_names(full_name, called):
    assert naming.called_by(full_name) == called
