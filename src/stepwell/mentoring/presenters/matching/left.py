"""One's own people who found nobody in a run, and what would help them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...models import MatchingRun, ProgrammeOrganisation
from ...queries import runs


@dataclass(frozen=True)
class LeftLine:
    name: str
    reason: str
    helps: list[str]
    next_time: str


def left_of(run: MatchingRun, part: ProgrammeOrganisation) -> list[dict[str, Any]]:
    """One's own people who found nobody, as the run keeps them."""
    return list((run.left or {}).get(str(part.organisation_id), []))


def left_lines(told: Sequence[Mapping[str, Any]]) -> list[LeftLine]:
    names = runs.names_of_requests([line["request"] for line in told])
    return [
        LeftLine(names[line["request"]], line["reason"], line["helps"], line["next_time"])
        for line in told
        if line["request"] in names
    ]
