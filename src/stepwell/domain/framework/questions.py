"""Coaching questions with their blanks filled: any question fits any part of any framework (R33)."""

from __future__ import annotations

import re

BLANK = re.compile(r"\{(framework|dimension|level)\}")
UNFILLED = {"framework": "the framework", "dimension": "this part of it", "level": "this level"}


def filled(text: str, *, framework: str = "", dimension: str = "", level: str = "") -> str:
    """The question about one dimension, or about one level of it.

    A question without a blank for the level names it beside the dimension. Nothing else in the text is touched, braces
    included.

    >>> filled("Where in {dimension} do your strengths lie?", dimension="Ethical")
    'Where in Ethical do your strengths lie?'
    >>> filled("Where could you use {dimension} more?", dimension="Influencer/Motivator", level="Established")
    'Where could you use Influencer/Motivator (Established) more?'
    >>> filled("Where in {dimension} do your strengths lie?")
    'Where in this part of it do your strengths lie?'
    """
    names = {"framework": framework, "dimension": dimension, "level": level}
    if level and dimension and "{level}" not in text:
        names["dimension"] = f"{dimension} ({level})"
    return BLANK.sub(lambda blank: names[blank[1]] or UNFILLED[blank[1]], text)


def has_blank(text: str) -> bool:
    return BLANK.search(text) is not None
