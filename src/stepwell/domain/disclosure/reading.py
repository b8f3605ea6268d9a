"""Where a release places things, read from the release alone: for pictures and sentences, which must not say more than it.

Places are worked out again from the released classes of sums, exactly as the derived values were.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .contracts import Asked, Figure, read
from .derived import dimension_spots, item_spots, totals
from .partition import Place

Key = tuple[str, str | None]


def places_in(release: Mapping[str, Any]) -> dict[Key, Place]:
    """By (item or dimension, block): the half-levels that the figure may stand for. The block is None for a total.

    What has no figure has no place. A release without `asked` gives none.

    >>> from .release import disclose
    >>> released = disclose({
    ...     "levels": ["Insufficient", "Essential", "Proficient", "Strong", "Exemplary"],
    ...     "groups": [{"id": "peers"}, {"id": "reports"}],
    ...     "items": [{"id": "listening"}],
    ...     "responses": [{"group": g, "ratings": {"listening": 3}} for g in ["peers"] * 5 + ["reports"] * 3],
    ... }, round=None)
    >>> places_in(released)
    {('listening', 'peers'): Place(low=6, high=8)}
    """
    if not release.get("asked"):
        return {}
    asked = read(Asked, release["asked"])
    figures = [read(Figure, figure) for figure in release["figures"]]
    spots = [*item_spots(asked, figures), *dimension_spots(asked, figures)]
    found: dict[Key, Place] = {(spot.id, spot.block): spot.place for spot in spots}
    return found | {(spot.id, None): spot.place for spot in totals(asked, figures)}


def reach(place: Place, levels: int) -> tuple[float, float]:
    """A place as a stretch of the scale, in levels: each half-level stands for a quarter of a level to either side.

    >>> reach(Place(5, 5), 5), reach(Place(6, 8), 5), reach(Place(0, 2), 5)
    ((2.25, 2.75), (2.75, 4.0), (0.0, 1.25))
    """
    top = levels - 1
    return max(0.0, place.low / 2 - 0.25), min(float(top), place.high / 2 + 0.25)
