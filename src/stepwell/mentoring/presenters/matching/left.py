"""One's own people who found nobody in a run, and what would help them."""

from collections.abc import Iterable
from dataclasses import dataclass

from stepwell.people.models import Organisation

from ...queries import runs
from ...queries.left import Left


@dataclass(frozen=True)
class LeftLine:
    name: str
    reason: str
    helps: list[str]
    next_time: str


def left_lines(told: Iterable[Left], organisation: Organisation) -> list[LeftLine]:
    """Whoever has moved to another organisation since the run is nobody's to see here any more."""
    told = list(told)
    names = runs.names_of_requests([one.request for one in told], organisation)
    return [LeftLine(names[one.request], one.reason, one.helps, one.next_time) for one in told if one.request in names]
