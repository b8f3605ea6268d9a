"""What a share of a page is called, and what is said about it."""

from collections.abc import Sequence

from stepwell.journal.models import SharedPage
from stepwell.journal.queries.entries import Leaf, Opened
from stepwell.ui.templatetags.ui import day

LONGEST_TITLE = 300


def share_title(opened: Opened, leaf: Leaf) -> str:
    """For lists, which are not sealed: the name of the questions and the day, never a word that the person wrote."""
    if opened.is_free:
        return f"A journal entry of {day(opened.entry.entry_date)}"
    name = opened.name
    part = leaf.section.name
    title = name if part in ("", name) else f"{part} ({name})"
    return title[:LONGEST_TITLE]


def who_reads(shares: Sequence[SharedPage]) -> str:
    """The line with the lock."""
    names = list(dict.fromkeys(shared.share.recipient.full_name for shared in shares))
    if not names:
        return "Only you can read this"
    return f"You, and what you have shown: {', '.join(names)}"
