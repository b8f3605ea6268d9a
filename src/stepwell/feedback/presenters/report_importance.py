"""How much each dimension matters in the person’s role: to themselves, and to others as it was released."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .report_lines import Line, Said
from .report_words import MOST, Finding, said_in_words

# An end class is worded for levels; what is important is more so, not above.
ENDS = (
    (r"^above ", "more than "),
    (r"^below ", "less than "),
    (r" or above$", " or more"),
    (r" or below$", " or less"),
)


def of_importance(words: str) -> str:
    """
    >>> [of_importance(words) for words in ("Very important or above", "below Fairly important", "around Not important")]
    ['Very important or more', 'less than Fairly important', 'around Not important']
    """
    for pattern, instead in ENDS:
        words = re.sub(pattern, instead, words)
    return words


@dataclass(frozen=True)
class Importance:
    """`own` is the person's word for it, `others` the line of its release; either may be missing."""

    own: str = ""
    own_point: int | None = None
    others: Line | None = None

    @property
    def overall(self) -> Said | None:
        found = self.others.overall if self.others else None
        return found if found and found.place else None

    @property
    def is_of_others(self) -> bool:
        return self.overall is not None

    @property
    def words(self) -> str:
        """What stands over the rows of a picture: others' word for it, else the person's own."""
        return of_importance(self.overall.words) if self.overall else self.own

    @property
    def lines(self) -> list[tuple[str, str]]:
        """(who, what they say), what is withheld with its reason included."""
        found = [("You", self.own)] if self.own else []
        if self.others:
            found += [(name, words) for name, _, words in self.others.named]
            shown = [*self.others.blocks, *([self.others.total] if self.others.total else [])]
            found += [(said.name, of_importance(said.words)) for said in shown]
        return found

    @property
    def order(self) -> float:
        """The highest first, those that others weighed before those that only the person did."""
        if self.overall and self.overall.place:
            return 1000 + (self.overall.place.low + self.overall.place.high) / 4
        return self.own_point or 0


def importances_of(lines: list[Line], own: Mapping[str, int], names: list[str]) -> dict[str, Importance]:
    """By dimension. `own` counts from 1, `names` are the words of the scale, `lines` those of the released importance."""
    others = {line.id: line for line in lines}
    points = {key: point for key, point in own.items() if 1 <= point <= len(names)}
    return {
        key: Importance(names[points[key] - 1] if key in points else "", points.get(key), others.get(key))
        for key in [*others, *(key for key in points if key not in others)]
    }


def by_importance(lines: list[Line], importances: Mapping[str, Importance]) -> list[tuple[Importance, Line]]:
    """What matters most first; what nobody weighed is left out."""
    found = [(importances[line.id], line) for line in lines if line.id in importances and importances[line.id].words]
    return sorted(found, key=lambda pair: -pair[0].order)


def matters_most(lines: list[Line], importances: Mapping[str, Importance]) -> list[Finding]:
    """What others certainly weigh most, and where they place the person there; nothing where it does not stand out."""
    placed = [(one, line) for one, line in by_importance(lines, importances) if one.overall and one.overall.place]
    lows = [one.overall.place.low for one, _ in placed if one.overall and one.overall.place]
    if not lows or max(lows) == min(lows):
        return []
    found = [(one, line) for (one, line), low in zip(placed, lows, strict=True) if low == max(lows)]
    if len(found) > MOST:
        return []
    return [Finding(line.id, line.name, f"It matters: {one.words}. {said_in_words(line)}") for one, line in found]
