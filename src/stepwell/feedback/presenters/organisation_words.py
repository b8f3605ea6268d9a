"""What stands beside the cells of an organisation's report: how many answered, how often people were asked, and how
dependable the reports are together. Words, where a number would say more than it can."""

from collections.abc import Mapping
from typing import Any

from stepwell.domain.framework import Pack

from .report_lines import number
from .words import count

Pair = tuple[str, str]

DEPENDABLE = {
    "good": "Dependable: groups agree on who stands where.",
    "fair": "Fairly dependable: groups agree roughly.",
    "poor": "Hardly dependable: groups agree little on who stands where.",
    "unclear": "Not clear: one person more or less would change the word.",
    "few": "Too few people were placed by two groups.",
}
ANSWERS = {
    "unclear": "How many answers a place needs is not clear: one person more or less would change it.",
    "few": "Too few people were placed by two groups to say how many answers a place needs.",
}
NO_RESPONSE = "Too few rounds to say how many answered: it would show a single one."


def response_words(content: Mapping[str, Any]) -> list[Pair]:
    found = content.get("response")
    if not found:
        return [("Answers", NO_RESPONSE)]
    all_of_it = (
        f"{found['answered']} of {found['asked']} people asked have answered, in {count(found['rounds'], 'round')}."
    )
    return [("Answers", all_of_it), *((one["group"], tenths_words(one["tenths"])) for one in found["groups"])]


def tenths_words(tenths: int | None) -> str:
    """
    >>> tenths_words(8), tenths_words(10), tenths_words(0), tenths_words(None)
    ('About 8 in 10 answered.', 'Nearly all answered.', 'Hardly anybody answered.', 'Too few were asked to say.')
    """
    if tenths is None:
        return "Too few were asked to say."
    return {0: "Hardly anybody answered.", 10: "Nearly all answered."}.get(tenths, f"About {tenths} in 10 answered.")


def request_words(content: Mapping[str, Any]) -> list[Pair]:
    """How often the same people were asked: the load, without a name."""
    return [
        (f"Asked {count(times, 'time')}", count(people, "person", "people"))
        for times, people in content.get("requests", [])
    ]


def reliability_lead(content: Mapping[str, Any]) -> str:
    found = content.get("reliability")
    if not found:
        return "This report was made before its dependability was worked out."
    if found["people"] < found["least"]:
        return (
            f"How dependable the reports are together cannot be said: it takes {found['least']} people whom two groups "
            f"have placed, and there are {number(found['people'])}."
        )
    return (
        "Would other raters have placed the same people alike? This is worked out from the released reports of "
        f"{found['people']} people and never from answers. A word stands only where it would be the same without any "
        "one of them."
    )


def reliability_words(content: Mapping[str, Any], pack: Pack) -> list[Pair]:
    """Empty where too few people stand behind it."""
    found = content.get("reliability")
    if not found or found["people"] < found["least"]:
        return []
    names = {dimension.id: dimension.name for dimension in pack.dimensions}
    rows = [(names.get(one["dimension"], one["dimension"]), DEPENDABLE[one["word"]]) for one in found["dimensions"]]
    return [*rows, ("Answers needed", answers_words(found["answers"]))]


def answers_words(word: str) -> str:
    """
    >>> answers_words("6 to 10")
    'A person’s place becomes dependable with about 6 to 10 answers.'
    """
    return ANSWERS.get(word) or f"A person’s place becomes dependable with about {word} answers."
