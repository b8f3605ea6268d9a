"""Comments as they were released: by what they are about, each on its own, in the order of the release."""

from collections.abc import Mapping
from dataclasses import dataclass

from .report_lines import Reading

UNNAMED = "From one of those asked"
GENERAL = "In general"


@dataclass(frozen=True)
class Comment:
    text: str
    who: str


@dataclass(frozen=True)
class CommentGroup:
    about: str
    comments: list[Comment]
    withheld: str = ""


def comments_of(reading: Reading, questions: Mapping[str, str]) -> list[CommentGroup]:
    """Questions first, each even where nobody wrote anything; then dimensions that somebody wrote about."""
    found: dict[str, list[Comment]] = {key: [] for key in questions}
    order = [*questions, *reading.texts, ""]
    for comment in reading.content["comments"]:
        who = name_of(reading, comment)
        found.setdefault(comment["item"] or "", []).append(Comment(comment["text"], who))
    keys = sorted(found, key=lambda key: order.index(key) if key in order else len(order))
    return [CommentGroup(questions.get(key) or reading.texts.get(key) or GENERAL, found[key]) for key in keys]


def name_of(reading: Reading, comment: Mapping[str, str | None]) -> str:
    if group := comment["group"]:
        return reading.groups.get(group, group)
    return reading.block_names.get(comment["block"] or "", UNNAMED)


def why_without_names(reading: Reading) -> str:
    """Said once, where a comment stands without its group."""
    if all(comment["block"] or comment["group"] for comment in reading.content["comments"]):
        return ""
    threshold = reading.content["certificate"]["policy"]["comment_threshold"]
    return (
        f"Where a comment names no group, so few could have written it that the name would say who. "
        f"A group is named only where at least {threshold} answered."
    )


def why_none(reading: Reading) -> str:
    if not reading.left_out:
        return ""
    names = ", ".join(reading.name_of(groups) for groups in reading.left_out)
    return f"What was written from {names} is withheld: too few answered."
