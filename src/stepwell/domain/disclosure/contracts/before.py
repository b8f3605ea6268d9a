"""Which of the earlier releases about a person are snapshots of the same round."""

from __future__ import annotations

from collections.abc import Sequence

from .release import Release


def snapshots_before(before: Sequence[Release], name: str | None, left_out: int) -> list[int]:
    """Their positions in `before`, oldest first: by the name of the round.

    Without a name, a release that leaves out no earlier answers begins a round, and those after it that do are its later
    snapshots. A caller who forgets to mark answers looks as if a new round began: see `again.py`.

    Args:
        left_out: how many anonymous answers are marked as released.
    """
    if name is not None:
        return [at for at, one in enumerate(before) if one.asked and one.asked.round == name]
    at = len(before)
    while left_out and at:
        at -= 1
        left_out = before[at].certificate.earlier
    return list(range(at, len(before)))


def held_by(before: Sequence[Release], positions: Sequence[int]) -> int:
    """How many anonymous answers these releases hold."""
    return sum(block.n for at in positions for block in before[at].blocks)
