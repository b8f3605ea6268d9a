"""What a self-assessment asks about one dimension: worked out from the dimension's own data, never from a pack's name."""

from __future__ import annotations

from dataclasses import dataclass

from .framework import Dimension, Pack
from .framework.parts import DimensionLevel
from .scoring import Against, compare, place_of_rating

# Names of importance, from the least to the most; which of them are used depends on the number of points.
LADDER = (
    "Not important",
    "Hardly important",
    "Slightly important",
    "Somewhat important",
    "Fairly important",
    "Important",
    "Very important",
    "Highly important",
    "Most important",
)
RUNGS = {
    2: (2, 6),
    3: (2, 4, 6),
    4: (2, 4, 6, 8),
    5: (0, 2, 4, 6, 8),
    6: (0, 2, 3, 4, 6, 8),
    7: (0, 2, 3, 4, 5, 6, 8),
    8: (0, 1, 2, 3, 4, 5, 6, 8),
    9: tuple(range(9)),
}


@dataclass(frozen=True)
class Offer:
    """What can be answered about one dimension.

    `level` and `rating` place somebody and never come together; without either, the dimension asks for a reflection.
    `counts` is False where the source lacks what one would place oneself on: answering is welcome and nothing is open.
    """

    level: bool
    rating: bool
    wishes: tuple[str, ...]
    statements: bool
    importance: tuple[str, ...]
    counts: bool

    @property
    def places(self) -> bool:
        return self.level or self.rating

    @property
    def reflection(self) -> bool:
        return not self.places

    @property
    def states(self) -> tuple[str, ...]:
        """Answers that place nobody. A quality of a person cannot be "not part of my role"; a step of a role can."""
        if self.level:
            return ("not_sure", "not_my_role")
        return ("not_sure",) if self.rating else ()


def offer_of(pack: Pack, dimension: Dimension) -> Offer:
    """What `dimension` offers. A dimension that the pack declares `missing` is read and written about, never placed."""
    gap = dimension.missing is not None
    rating = dimension.bipolar is not None and not gap
    level = bool(dimension.levels) and not rating and not gap
    return Offer(
        level=level,
        rating=rating,
        wishes=tuple(dimension.bipolar.wish) if dimension.bipolar else (),
        statements=bool(dimension.statements),
        importance=importance_names(pack) if level else (),
        counts=not gap,
    )


def importance_names(pack: Pack) -> tuple[str, ...]:
    """As many points as the scale has levels, least important first; the pack's own names if it gives them.

    With fewer than two levels there is nothing to tell apart, and the question is not asked.
    """
    if pack.importance is not None:
        return tuple(pack.importance)
    return names_of_points(sum(not level.below_scale for level in pack.levels))


def names_of_points(points: int) -> tuple[str, ...]:
    """
    >>> names_of_points(3)
    ('Slightly important', 'Fairly important', 'Very important')
    >>> names_of_points(1)
    ()
    >>> names_of_points(12)[0], names_of_points(12)[-1]
    ('1 of 12 (least important)', '12 of 12 (most important)')
    """
    if points < 2:
        return ()
    if points in RUNGS:
        return tuple(LADDER[rung] for rung in RUNGS[points])
    ends = {1: " (least important)", points: " (most important)"}
    return tuple(f"{point} of {points}{ends.get(point, '')}" for point in range(1, points + 1))


def assessable(pack: Pack) -> bool:
    """Anything with dimensions can be used to look at oneself."""
    return bool(pack.dimensions)


def rating_words(rating: int, points: int, positive_end: int) -> str:
    """Where a bipolar rating lies, in words: the number alone does not say which end is the strong one.

    >>> [rating_words(rating, 4, 1) for rating in (1, 2, 3, 4)]
    ['At the strong end', 'Nearer the strong end', 'Nearer the other end', 'At the other end']
    >>> rating_words(2, 3, 3)
    'In the middle'
    """
    place = place_of_rating(rating, points, positive_end)
    if place == points - 1:
        return "At the strong end"
    if place == 0:
        return "At the other end"
    if compare(2 * place, points - 1) is Against.AT:
        return "In the middle"
    return "Nearer the strong end" if 2 * place > points - 1 else "Nearer the other end"


def level_of(dimension: Dimension, level_id: str) -> DimensionLevel | None:
    """What one level means in one dimension, or None where the source has nothing there."""
    return next((level for level in dimension.levels if level.level == level_id), None)


def next_level(pack: Pack, dimension: Dimension, level_id: str) -> DimensionLevel | None:
    """The level after `level_id`; the lowest of the scale for somebody who has not placed themselves.

    None at the top, and where the dimension has no levels.
    """
    scale = [level.id for level in pack.levels]
    if level_id in scale:
        following = scale[scale.index(level_id) + 1 :]
    else:
        following = [level.id for level in pack.levels if not level.below_scale]
    return level_of(dimension, following[0]) if following else None
