"""The facilitator's margin: what to notice in a report before opening it with its subject, and what to ask.

Made from the report as the subject will see it, and from nothing more: every hint can be checked on the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from stepwell.assessments.queries import coaching_prompts
from stepwell.frameworks.queries import StoredPack

from . import report_words as words
from .report import Report
from .report_lines import CHANCE, listing

MOST_NAMED = 4
MOST_PROMPTS = 2


@dataclass(frozen=True)
class Hint:
    title: str
    text: str


@dataclass(frozen=True)
class Margin:
    hints: list[Hint]
    questions: list[str]


def margin_of(report: Report, packs: Sequence[StoredPack]) -> Margin:
    hints = [
        *strengths(report),
        *surprises(report),
        *differences(report),
        *missing(report),
        *thin(report),
        *unnamed_comments(report),
    ]
    return Margin(hints, questions(report, packs))


def strengths(report: Report) -> list[Hint]:
    found = words.strong(report.lines)
    if not found:
        return []
    return [Hint("Begin here", f"{names(found)}: placed highest. Ask for examples before you go on.")]


def surprises(report: Report) -> list[Hint]:
    """Gaps of a whole level or more: what the person may not see coming."""
    higher = [line for line in report.lines if any(said.gap >= CHANCE for said in line.shown)]
    lower = [line for line in report.lines if any(said.gap <= -CHANCE for said in line.shown)]
    found = []
    if lower:
        found.append(
            Hint("May be a pleasant surprise", f"{names(lower)}: others place it a whole level higher or more.")
        )
    if higher:
        text = (
            f"{names(higher)}: others place it a whole level lower or more. Leave time, and let the person speak first."
        )
        found.append(Hint("May be a surprise that hurts", text))
    return found


def differences(report: Report) -> list[Hint]:
    found = words.differing(report.lines)
    if not found:
        return []
    return [
        Hint("People see different things", f"{names(found)}. Ask in which situations each group meets the person.")
    ]


def missing(report: Report) -> list[Hint]:
    reading = report.reading
    found = []
    for groups in reading.left_out:
        text = f"Nothing of {reading.name_of(groups)} can be shown. Do not guess what they would have said, or who answered."
        found.append(Hint("A group is missing", text))
    for block in reading.content["blocks"]:
        if block["reason"]:
            text = f"{reading.block_names[block['id']]} are shown together. Nobody can say which of them meant what."
            found.append(Hint("Groups are shown together", text))
    if not reading.content["blocks"]:
        found.append(
            Hint("No group can be shown", "Too few answered. Talk about the comments and the person's own view.")
        )
    return found


def thin(report: Report) -> list[Hint]:
    gone = [line for line in report.lines if any(said.block and said.place is None for said in line.blocks)]
    if not gone:
        return []
    return [Hint("Seldom observed", f"{names(gone)}: too few could say. That is worth a question of its own.")]


def unnamed_comments(report: Report) -> list[Hint]:
    if not report.comments_notes:
        return []
    return [
        Hint(
            "Comments without a group",
            "Keep the person from guessing who wrote what: it is not worth it, and often wrong.",
        )
    ]


def names(things: Sequence[words.Finding] | Sequence) -> str:
    found = [thing.name for thing in things[:MOST_NAMED]]
    return listing([*found, "more"] if len(things) > MOST_NAMED else found)


OPENING = [
    "What did you expect, and what surprises you?",
    "Where do you recognise yourself? Which of your strengths would you like to use more?",
]
CLOSING = [
    "Which one, two or at most three things do you want to work on, and who will notice?",
    "What will you say to those who answered?",
]


def questions(report: Report, packs: Sequence[StoredPack]) -> list[str]:
    """Strengths first, then what differs, then two of the framework's own questions, then what follows."""
    found = list(OPENING)
    by_id = report.reading.pack.dimension_by_id
    looked = [finding for finding in words.to_look_at(report.lines) if finding.id in by_id]
    for finding in words.differing(report.lines)[:1]:
        found.append(f"{finding.name}: when do some people see this, and others not?")
    if looked:
        found.append(f"{looked[0].name}: what would somebody see if it went a little better?")
        prompts = coaching_prompts(list(packs), report.reading.pack, by_id[looked[0].id])
        firsts = [prompt.text for prompt in prompts if not prompt.follow_up and prompt.about_dimension]
        found += firsts[:MOST_PROMPTS]
    return [*found, *CLOSING]
