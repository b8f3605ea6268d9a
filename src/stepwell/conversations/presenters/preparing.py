"""What was prepared, question by question."""

from collections.abc import Mapping
from typing import Any

from ..models import Preparation
from ..queries.reading import Preparations

GOALS = {
    "short": "Something for the next months",
    "long": "Something for the years ahead",
    "unsure": "I am not sure yet",
    "none": "No goal for now",
}


def answers_of(preparation: Preparation | None) -> list[tuple[str, str]]:
    """(question, answer), as they were asked then."""
    return lines_of(preparation.answers or {}) if preparation else []


def lines_of(answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    lines = [(question, str(answer)) for question, answer in answers.items() if question != "goals"]
    if answers.get("goals"):
        lines.append(("A goal in mind", ". ".join(GOALS[goal] for goal in answers["goals"] if goal in GOALS)))
    return lines


def prepared_lines(preparations: Preparations, partner: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Afterwards: what each of the two prepared, as far as the reader may see it and anything was written."""
    both = (("You", preparations.own), (partner, preparations.theirs))
    return [(who, lines) for who, one in both if (lines := answers_of(one))]
