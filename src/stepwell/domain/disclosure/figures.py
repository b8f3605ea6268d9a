"""Figures: one item in one block. From here on nothing but the class of a sum (and a safe band) is known of an answer."""

from __future__ import annotations

from collections.abc import Sequence

from .contracts import Block, Figure, Identified, Item, Policy, Response, Round, Withheld
from .contracts.release import Reason
from .partition import class_of_each_sum, classes
from .spread import band_of, carries_band
from .words import label, value


def figures_of(
    given: Round, blocks: Sequence[Block], responses: Sequence[Response]
) -> tuple[list[Figure], list[Withheld]]:
    """Every item in every block: a figure, or why there is none. Items in their order, then blocks in theirs."""
    members = {group: block.id for block in blocks for group in block.groups}
    answers: dict[tuple[str, str], list[int]] = {}
    for response in responses:
        if response.group in members:
            for rated, rating in response.ratings.items():
                answers.setdefault((rated, members[response.group]), []).append(rating)
    figures: list[Figure] = []
    withheld: list[Withheld] = []
    for item in given.items:
        for block in blocks:
            made = figure(item, block, answers.get((item.id, block.id), []), given)
            if isinstance(made, Figure):
                figures.append(made)
            else:
                withheld.append(made)
    return figures, withheld


def figure(item: Item, block: Block, ratings: Sequence[int], given: Round) -> Figure | Withheld:
    """Whether there is a figure depends on how many answered, never on what they said."""
    n, levels, policy = len(ratings), len(given.levels), given.policy
    if reason := reason_to_withhold(n, levels, policy):
        return Withheld(item=item.id, block=block.id, groups=block.groups, reason=reason)
    index = class_of_each_sum(n, levels, policy.known)[sum(ratings)]
    low, high, place = classes(n, levels, policy.known)[index]
    return Figure(
        item=item.id,
        block=block.id,
        n=n,
        sums=[low, high],
        label=label(place, given.levels),
        value=value(place, levels),
        band=band_of(ratings, levels) if may_carry_band(n, levels, policy)[index] else None,
    )


def reason_to_withhold(n: int, levels: int, policy: Policy) -> Reason | None:
    """
    >>> reason_to_withhold(3, 5, Policy()), reason_to_withhold(3, 4, Policy(minimum_group_size=3))
    ('too_few_answered', 'no_safe_class')
    """
    if n < policy.minimum_group_size:
        return "too_few_answered"
    return None if classes(n, levels, policy.known) else "no_safe_class"


def may_carry_band(n: int, levels: int, policy: Policy) -> tuple[bool, ...]:
    """For each class of `n` ratings whether a band stands with it: from `band_from`, and where it is safe.

    >>> may_carry_band(7, 5, Policy()), may_carry_band(8, 5, Policy())[0]
    ((False, False, False, False, False, False, False), False)
    """
    if n < policy.band_from:
        return (False,) * len(classes(n, levels, policy.known))
    return carries_band(n, levels, policy.known)


def groups_in_no_block(given: Round, left: Sequence[list[str]]) -> list[Withheld]:
    """Nothing is blank: each item names the groups that could not be merged. Their number of answers is not told."""
    items: list[str | None] = [item.id for item in given.items] or [None]
    return [Withheld(item=item, block=None, groups=groups, reason="below_minimum") for item in items for groups in left]


def identified_of(given: Round, responses: Sequence[Response]) -> list[Identified]:
    """The ratings of identifiable people, as they are; sorted, so that the order of responses tells nothing."""
    found = []
    for item in given.items:
        for group in given.identifiable:
            ratings = [r.ratings[item.id] for r in responses if r.group == group and item.id in r.ratings]
            found += [Identified(item=item.id, group=group, rating=rating) for rating in sorted(ratings)]
    return found
