"""Whether a release may count answers again that an earlier one holds, and what the two together would give away.

Rounds that have names cannot be mixed up. Without names, answers that somebody forgot to mark as released look like
those of a new round. So two such releases are looked at as if the earlier answers were all among the later ones. Either
that cannot be (somebody fewer, another comment, sums that do not fit), or it is examined what would follow.

Everything here reads releases and never an answer, so `disclose` and `audit_releases` come to the same result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .contracts import Block, Policy, Release

TOGETHER = "if the two hold the same answers, somebody can be worked out: name the rounds"


class Known(NamedTuple):
    """What is known of `n` ratings: their sum lies between `low` and `high`."""

    n: int
    low: int
    high: int


class Fixed(NamedTuple):
    """Ratings that are taken as given: how many, and their sum."""

    n: int = 0
    total: int = 0

    def and_one(self, rating: int) -> Fixed:
        return Fixed(self.n + 1, self.total + rating)


def ambiguous(before: Sequence[Release], now: Release, snapshots: Sequence[int]) -> list[list[int]]:
    """Positions of earlier releases, round by round, of which only the caller says that they hold other answers."""
    name = now.asked.round if now.asked else None
    rounds: list[list[int]] = []
    for at, one in enumerate(before):
        if at in snapshots or (name is not None and one.asked is not None and one.asked.round is not None):
            continue
        if one.certificate.earlier and rounds:
            rounds[-1].append(at)
        else:
            rounds.append([at])
    return rounds


def rounds_that_give_away(before: Sequence[Release], now: Release, snapshots: Sequence[int]) -> list[list[int]]:
    """Those of the ambiguous rounds that `now` may hold again, with somebody to be worked out if it does."""
    found = ambiguous(before, now, snapshots)
    return [positions for positions in found if may_give_away(united([before[at] for at in positions]), now)]


def united(snapshots: Sequence[Release]) -> Release:
    """Snapshots of one round as one: nobody is in two of them."""
    first = snapshots[0]
    if len(snapshots) == 1:
        return first
    numbered = list(enumerate(snapshots))
    blocks = [one.model_copy(update={"id": f"{at}/{one.id}"}) for at, found in numbered for one in found.blocks]
    figures = [one.model_copy(update={"block": f"{at}/{one.block}"}) for at, found in numbered for one in found.figures]
    comments = [one for found in snapshots for one in found.comments]
    return first.model_copy(update={"blocks": blocks, "figures": figures, "comments": comments})


def may_give_away(before: Release, now: Release) -> bool:
    """Whether all answers of `before` may be among those of `now`, and somebody could be worked out if they are.

    Where several blocks of one side stand against each other nothing is examined: that may be, so it might.
    """
    if before.asked is None or now.asked is None or before.asked.levels != now.asked.levels:
        return False
    if lost_comments(before, now):
        return False
    top, policy, gives = len(now.asked.levels) - 1, now.certificate.policy, False
    for earlier, later in shared_blocks(before.blocks, now.blocks):
        if sum(block.n for block in earlier) > sum(block.n for block in later):
            return False
        for then, since in shared_figures(before, now, earlier, later):
            if not fits(then, since, Fixed(), Fixed(), top):
                return False
            gives = gives or len(earlier) + len(later) > 2 or gives_away(then, since, top, policy)
    return gives


def lost_comments(before: Release, now: Release) -> bool:
    """Whether a comment of an anonymous person stands in `before` that is not in `now`, where it would be shown."""
    shown = {group for block in now.blocks for group in block.groups}
    if not all(set(block.groups) <= shown for block in before.blocks):
        return False
    then, since = (Counter(one.text for one in release.comments if one.group is None) for release in (before, now))
    return bool(then - since)


def shared_blocks(before: Sequence[Block], now: Sequence[Block]) -> Iterator[tuple[list[Block], list[Block]]]:
    """Earlier and later blocks that have groups in common, gathered until none is shared with the next gathering.

    Where an earlier group is in no later block there is nothing to compare.
    """
    left = list(now)
    for block in before:
        if any(set(block.groups) & set(one.groups) for one in left):
            groups, size = set(block.groups), 0
            while len(groups) > size:
                size = len(groups)
                groups |= {group for one in (*before, *now) if groups & set(one.groups) for group in one.groups}
            earlier = [one for one in before if groups & set(one.groups)]
            later = [one for one in now if groups & set(one.groups)]
            left = [one for one in left if one not in later]
            if {group for one in earlier for group in one.groups} <= {group for one in later for group in one.groups}:
                yield earlier, later


def shared_figures(
    before: Release, now: Release, earlier: Sequence[Block], later: Sequence[Block]
) -> Iterator[tuple[Known, Known]]:
    """For each item with a figure in all of these blocks, then and now: what is known of the ratings together."""
    asked = [item.id for item in before.asked.items] if before.asked else []
    for item in asked:
        then, since = known_of(before, item, earlier), known_of(now, item, later)
        if then and since:
            yield then, since


def known_of(release: Release, item: str, blocks: Sequence[Block]) -> Known | None:
    names = {block.id for block in blocks}
    found = [figure for figure in release.figures if figure.item == item and figure.block in names]
    if len(found) < len(names):
        return None
    return Known(
        sum(figure.n for figure in found),
        sum(figure.sums[0] for figure in found),
        sum(figure.sums[1] for figure in found),
    )


def fits(then: Known, since: Known, old: Fixed, new: Fixed, top: int) -> bool:
    """Whether ratings 0…`top` can be found with both sums, where `old` is given of the earlier ones and `new` of the rest.

    >>> four, five = Known(4, 8, 8), Known(5, 7, 8)
    >>> [fits(four, five, Fixed(), Fixed(1, rating), top=4) for rating in range(5)]
    [True, False, False, False, False]
    """
    low, high = max(then.low, old.total), min(then.high, old.total + (then.n - old.n) * top)
    rest = since.n - then.n - new.n
    return rest >= 0 and low <= high and low + new.total <= since.high and high + new.total + rest * top >= since.low


def gives_away(then: Known, since: Known, top: int, policy: Policy) -> bool:
    """Whether G1 or G2 breaks for somebody who knows both sums, if the earlier ratings are all among the later ones.

    >>> gives_away(Known(4, 8, 8), Known(5, 7, 8), 4, Policy())
    True
    >>> gives_away(Known(5, 12, 13), Known(5, 12, 13), 4, Policy())
    False
    """
    added = since.n - then.n
    low, high = max(0, since.low - then.high), min(added * top, since.high - then.low)
    if 0 < added < policy.minimum_group_size and low == high:
        return True
    readers = [(Fixed(), Fixed())]
    if policy.known:
        readers += [(Fixed().and_one(own), Fixed()) for own in range(top + 1)]
        readers += [(Fixed(), Fixed().and_one(own)) for own in range(top + 1)]
    return any(one_level_left(then, since, old, new, top) for old, new in readers)


def one_level_left(then: Known, since: Known, old: Fixed, new: Fixed, top: int) -> bool:
    """Whether some other rating, early or added, can have one level only beside what the reader knows."""
    early = [fits(then, since, old.and_one(level), new, top) for level in range(top + 1)]
    added = [fits(then, since, old, new.and_one(level), top) for level in range(top + 1)]
    return (old.n < then.n and sum(early) == 1) or sum(added) == 1
