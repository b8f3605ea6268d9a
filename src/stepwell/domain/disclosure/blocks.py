"""Who is shown together: anonymous groups in blocks of at least the minimum. Only sizes decide, never an answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from .contracts import Block, Policy


def divide(
    sizes: Mapping[str, int], policy: Policy, invited: Collection[str] = ()
) -> tuple[list[Block], list[list[str]]]:
    """The blocks for anonymous groups of these sizes, and the groups that are in none.

    Each pair of `merge_order` is looked at once, in order: where one of the two (with whatever it was merged with) is
    below the minimum, they become one. What is then still below the minimum is in no block.

    Args:
        sizes: answers per group that were never released, in the declared order of groups.
        invited: groups in which somebody was asked. They take part even with no answer, so that a block's name does
            not tell whether the only person of a small group answered. A group with neither is left out.

    >>> policy = Policy(merge_order=[["direct_reports", "peers"], ["others", "peers"]])
    >>> blocks, left = divide({"peers": 4, "direct_reports": 4, "others": 1}, policy)
    >>> [(block.id, block.groups, block.n, block.reason) for block in blocks]
    [('peers+others', ['others', 'peers'], 5, 'merged_below_minimum'), ('direct_reports', ['direct_reports'], 4, None)]
    >>> divide({"peers": 2, "others": 1}, policy)
    ([], [['others', 'peers']])
    """
    least = policy.minimum_group_size
    together = {group: [group] for group, size in sizes.items() if size or group in invited}
    for one, other in policy.merge_order:
        if one not in together or other not in together or together[one] is together[other]:
            continue
        first, second = together[one], together[other]
        if min(size_of(first, sizes), size_of(second, sizes)) < least:
            merged = [group for group in sizes if group in first or group in second]
            together |= dict.fromkeys(merged, merged)
    found: list[list[str]] = []
    for groups in together.values():
        if groups not in found:
            found.append(groups)
    blocks = [block_of(groups, sizes) for groups in found if size_of(groups, sizes) >= least]
    return blocks, [sorted(groups) for groups in found if size_of(groups, sizes) < least]


def size_of(groups: Sequence[str], sizes: Mapping[str, int]) -> int:
    return sum(sizes[group] for group in groups)


def block_of(groups: Sequence[str], sizes: Mapping[str, int]) -> Block:
    return Block(
        id="+".join(groups),
        groups=sorted(groups),
        n=size_of(groups, sizes),
        reason="merged_below_minimum" if len(groups) > 1 else None,
    )


def labelled(blocks: Sequence[Block], threshold: int) -> set[str]:
    """The blocks whose comments may carry the block's name.

    A block below `threshold` has no label; but if it were the only one, "no label" would be its label. So the smallest
    labelled blocks lose theirs too, until those without a label are `threshold` people together (or nobody is left).

    >>> peers, reports = block_of(["peers"], {"peers": 7}), block_of(["reports"], {"reports": 4})
    >>> sorted(labelled([peers], 5)), sorted(labelled([peers, reports], 5))
    (['peers'], [])
    """
    with_label = sorted((block for block in blocks if block.n >= threshold), key=lambda block: (block.n, block.id))
    without = sum(block.n for block in blocks if block.n < threshold)
    while 0 < without < threshold and with_label:
        without += with_label.pop(0).n
    return {block.id for block in with_label}
