"""Two people write in one text at once: what each changed is put together by paragraphs, or both are asked.

The classic three-way merge (diff3; Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007), on paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Merge:
    """`text` holds both sides' changes; where they cannot stand together it is None and `clashes` says how many."""

    text: str | None
    clashes: int = 0


MOST_COMPARED = 1_000_000  # pairs of lines: about a tenth of a second
Change = tuple[int, int, list[str]]


def merged(base: str, mine: str, theirs: str) -> Merge:
    """What both have changed since `base`.

    Args:
        base: the text that both began from.
        mine, theirs: what each has made of it.

    >>> merged("One.\\n\\nTwo.", "One!\\n\\nTwo.", "One.\\n\\nTwo.\\n\\nThree.").text
    'One!\\n\\nTwo.\\n\\nThree.'
    >>> merged("One.", "One, mine.", "One, theirs.")
    Merge(text=None, clashes=1)
    >>> merged("", "Mine.", "Theirs.").text
    'Theirs.\\n\\nMine.'
    """
    base, mine, theirs = tidy(base), tidy(mine), tidy(theirs)
    if mine in (theirs, base):
        return Merge(theirs)
    if theirs == base:
        return Merge(mine)
    start = paragraphs(base)
    ours, others = changes(start, paragraphs(mine)), changes(start, paragraphs(theirs))
    return combined(start, ours, others)


def both(base: str, mine: str, theirs: str) -> str:
    """The same, and where the two clash the lines of both one after the other, theirs first: to choose from.

    >>> both("One.", "One, mine.", "One, theirs.")
    'One, theirs.\\nOne, mine.'
    """
    done = merged(base, mine, theirs)
    if done.text is not None:
        return done.text
    theirs, mine = tidy(theirs), tidy(mine)
    before, after = same_ends(paragraphs(theirs), paragraphs(mine))
    lines, own = paragraphs(theirs), paragraphs(mine)
    end = len(lines) - after
    return "\n".join([*lines[:end], *own[before : len(own) - after], *lines[end:]])


def tidy(text: str) -> str:
    """One kind of line end; nothing after the last word, so that a trailing line is no change."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()


def paragraphs(text: str) -> list[str]:
    """A text's lines; empty ones between are lines too, so that nothing of the form is lost.

    >>> paragraphs("One.\\n\\nTwo."), paragraphs("")
    (['One.', '', 'Two.'], [])
    """
    return text.split("\n") if text else []


def changes(start: Sequence[str], now: Sequence[str]) -> list[Change]:
    """(from, to, lines): what stands there now in place of start[from:to]. Only the part that differs is compared,
    and one that is too large to compare line by line is one change."""
    before, after = same_ends(start, now)
    old, new = start[before : len(start) - after], now[before : len(now) - after]
    if len(old) * len(new) > MOST_COMPARED:
        return [(before, before + len(old), list(new))]
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(before + a, before + b, list(new[c:d])) for kind, a, b, c, d in found if kind != "equal"]


def same_ends(start: Sequence[str], now: Sequence[str]) -> tuple[int, int]:
    """How many lines are the same at the beginning, and then at the end.

    >>> same_ends(["a", "b", "c"], ["a", "x", "y", "c"])
    (1, 1)
    """
    shortest = min(len(start), len(now))
    before = next((i for i in range(shortest) if start[i] != now[i]), shortest)
    after = next((i for i in range(shortest - before) if start[-1 - i] != now[-1 - i]), shortest - before)
    return before, after


def combined(start: list[str], ours: list[Change], others: list[Change]) -> Merge:
    """Both lists of changes applied. Two that touch the same lines clash, unless they say the same or both only add."""
    result: list[str] = []
    at = clashes = 0
    while ours or others:
        if touching(ours, others):
            (mine, theirs), clash = (ours.pop(0), others.pop(0)), True
            if mine == theirs:
                change, clash = mine, False
            elif mine[0] == mine[1] and theirs[0] == theirs[1]:
                change, clash = (mine[0], mine[1], both_added(theirs[2], mine[2])), False
            if clash:
                clashes += 1
                change = theirs
        else:
            first = ours if not others or (ours and ours[0][:2] < others[0][:2]) else others
            change = first.pop(0)
        result += start[at : change[0]] + change[2]
        at = max(at, change[1])
    return Merge(None, clashes) if clashes else Merge("\n".join(result + start[at:]))


def touching(ours: list[Change], others: list[Change]) -> bool:
    """Whether the next change of each side touches the same lines, or adds at the same place."""
    if not ours or not others:
        return False
    (a, b, _), (c, d, _) = ours[0], others[0]
    return (a, b) == (c, d) or (a < d and c < b)


def both_added(theirs: list[str], mine: list[str]) -> list[str]:
    """Theirs first: it was there first. An empty line between, as between paragraphs.

    >>> both_added(["", "Theirs."], ["", "Mine."])
    ['', 'Theirs.', '', 'Mine.']
    """
    between = [] if not theirs or not mine or not theirs[-1] or not mine[0] else [""]
    return [*theirs, *between, *mine]
