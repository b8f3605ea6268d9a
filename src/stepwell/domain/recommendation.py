"""Suggested development for one dimension: initiatives that share its topics, for the role one has and the next move.

The same question always gets the same answer: the order follows from the packs alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .framework import Dimension, Initiative, Pack

AT_MOST = 5
CURRENT_ROLE = "current_role"
NEXT_MOVE = "next_move"


@dataclass(frozen=True)
class Suggestion:
    """One initiative, and the pack that names it."""

    pack: Pack
    initiative: Initiative


@dataclass(frozen=True)
class Suggestions:
    current_role: tuple[Suggestion, ...]
    next_move: tuple[Suggestion, ...]


def suggestions_for(
    dimension: Dimension, framework: Pack, packs: Sequence[Pack], adopted: Collection[str] = ()
) -> Suggestions:
    """At most five initiatives for each of the two purposes.

    `packs` stand in the order in which the organisation sees them; `adopted` holds the ids of those it uses. Near ones
    come first (the organisation's own, then those of the framework's owner, then the rest), those that share more
    topics before those that share fewer, and those meant for this purpose alone before those that serve both. What the
    current role suggests is not said a second time for the next move, unless that has nothing else.
    """
    current_role, next_move = (
        best(dimension, framework, packs, adopted, purpose) for purpose in (CURRENT_ROLE, NEXT_MOVE)
    )
    said = {suggestion.initiative.text.casefold() for suggestion in current_role}
    alone = tuple(found for found in next_move if found.initiative.text.casefold() not in said)
    return Suggestions(current_role, alone or next_move)


def best(
    dimension: Dimension, framework: Pack, packs: Sequence[Pack], adopted: Collection[str], purpose: str
) -> tuple[Suggestion, ...]:
    topics = set(dimension.topics)
    found = []
    for place, pack in enumerate(packs):
        nearness = distance(pack, framework, adopted)
        for number, initiative in enumerate(pack.initiatives):
            shared = len(topics & set(initiative.topics))
            if shared and purpose in initiative.fits:
                key = (nearness, -shared, len(initiative.fits), place, number)
                found.append((key, Suggestion(pack, initiative)))
    return without_repeats([suggestion for _, suggestion in sorted(found, key=lambda pair: pair[0])])


def distance(pack: Pack, framework: Pack, adopted: Collection[str]) -> int:
    """0 for a pack that the organisation uses, 1 for one of the framework's owner, 2 for any other."""
    if pack.id in adopted:
        return 0
    return 1 if pack.owner == framework.owner else 2


def without_repeats(suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """The first few, each text once: two packs may name the same thing."""
    texts: dict[str, Suggestion] = {}
    for suggestion in suggestions:
        texts.setdefault(suggestion.initiative.text.casefold(), suggestion)
    return tuple(texts.values())[:AT_MOST]
