"""Who found nobody in a run, as it is kept: thousands are told in a few sentences, so each sentence is kept once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

from stepwell.people.models import Organisation

from ..models import MatchingRun


@dataclass(frozen=True)
class Left:
    """`request` is a key. What stood in the way, what would help (for coordinators), next time, and what to do now."""

    request: str
    reason: str
    helps: list[str]
    next_time: str
    now: str


class LeftPeople(Sequence[Left]):
    """Made when they are looked at: a page shows ten of thousands."""

    def __init__(self, sentences: Sequence[str], rows: Sequence[Sequence[Any]]):
        self._sentences, self._rows = sentences, rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Left: ...
    @overload
    def __getitem__(self, at: slice) -> "LeftPeople": ...
    def __getitem__(self, at: int | slice) -> "Left | LeftPeople":
        if isinstance(at, slice):
            return LeftPeople(self._sentences, self._rows[at])
        request, reason, helps, next_time, now = self._rows[at]
        said = self._sentences
        return Left(request, said[reason], [said[one] for one in helps], said[next_time], said[now])

    def __iter__(self) -> Iterator[Left]:
        return (self[at] for at in range(len(self)))


def written(left: Mapping[str, Sequence[Left]]) -> dict[str, Any]:
    """As JSON, by the key of the organisation.

    >>> written({"7": [Left("a", "No place.", [], "Ahead.", "Ask."), Left("b", "No place.", ["Room"], "Ahead.", "Ask.")]})
    {'sentences': ['No place.', 'Ahead.', 'Ask.', 'Room'], 'of': {'7': [['a', 0, [], 1, 2], ['b', 0, [3], 1, 2]]}}
    """
    numbers: dict[str, int] = {}

    def number(sentence: str) -> int:
        return numbers.setdefault(sentence, len(numbers))

    found = {
        organisation: [
            [
                one.request,
                number(one.reason),
                [number(help_) for help_ in one.helps],
                number(one.next_time),
                number(one.now),
            ]
            for one in people
        ]
        for organisation, people in left.items()
    }
    return {"sentences": list(numbers), "of": found}


def left_in(run: MatchingRun, organisation: Organisation) -> Sequence[Left]:
    """An organisation's own people who found nobody. Runs of an earlier version kept each sentence with each person."""
    kept, own = run.left or {}, str(organisation.pk)
    if "of" not in kept:
        return [Left(**one) for one in kept.get(own, [])]
    return LeftPeople(kept["sentences"], kept["of"].get(own, []))
