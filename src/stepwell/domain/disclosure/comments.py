"""Comments: verbatim, each on its own, in an order that follows from the texts alone."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from .blocks import labelled
from .contracts import Block, Policy, ReleasedComment, Response


def comments_of(
    responses: Sequence[Response], blocks: Sequence[Block], identifiable: Sequence[str], policy: Policy
) -> list[ReleasedComment]:
    """The comments of everybody in a block and of identifiable people; those of groups in no block wait.

    Two comments of one person are nowhere side by side on purpose, and nothing says that they are one person's.
    """
    members = {group: block.id for block in blocks for group in block.groups}
    named = labelled(blocks, policy.comment_threshold)
    found = []
    for response in responses:
        block, group = members.get(response.group), response.group if response.group in identifiable else None
        if block is None and group is None:
            continue
        for comment in response.comments:
            if text := comment.text.strip():
                shown = block if block in named else None
                found.append(ReleasedComment(block=shown, text=text, item=comment.item, group=group))
    return sorted(found, key=order)


def order(comment: ReleasedComment) -> tuple[str, ...]:
    """A shuffle that anyone can repeat: by the SHA-256 of the text.

    A random order would need a seed, and a stored seed is one more thing that could lead back to the order of arrival.
    An order computed from what is on the page says nothing that the page does not say.
    """
    digest = sha256(comment.text.encode()).hexdigest()
    return digest, comment.item or "", comment.block or "", comment.group or ""
