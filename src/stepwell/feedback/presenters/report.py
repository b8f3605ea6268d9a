"""The report for the subject: one object for the screen, the paper and the export, so that all say the same.

It is made of the released content, of what the subject entered themselves, and of nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from stepwell.domain.framework import Pack
from stepwell.ui.charts import Figure
from stepwell.ui.colour import DEFAULT_BRAND

from . import report_words as words
from .report_comments import CommentGroup, comments_of, why_none, why_without_names
from .report_lines import Line, Reading, lines_of, number
from .report_pictures import importance_rows, in_halves, picture, rows_by_importance
from .report_words import Finding


@dataclass(frozen=True)
class Facts:
    """`content` is FeedbackReport.content; importance, expected and focuses are the subject's own."""

    content: Mapping[str, Any]
    pack: Pack
    groups: Mapping[str, str]
    questions: Mapping[str, str]
    importance: Mapping[str, int] = field(default_factory=dict)
    expected: Mapping[str, int] = field(default_factory=dict)
    focuses: Sequence[tuple[str, str]] = ()
    asks_importance: bool = True
    colour: str = DEFAULT_BRAND


@dataclass(frozen=True)
class Answered:
    """A block, or what is in none: how many answered, or why it is not told."""

    name: str
    words: str


@dataclass(frozen=True)
class Section:
    """Findings under a heading. `lead` stands before them, or alone where there are none."""

    key: str
    title: str
    lead: str
    findings: list[Finding]


@dataclass(frozen=True)
class Report:
    facts: Facts
    reading: Reading
    lines: list[Line]

    @property
    def levels(self) -> list[str]:
        return self.reading.levels

    @cached_property
    def answered(self) -> list[Answered]:
        found = [
            Answered(self.reading.groups.get(g, g), "Shown by name, as they were told.") for g in self.named_groups
        ]
        for block in self.facts.content["blocks"]:
            told = f"{number(block['n']).capitalize()} answered."
            if block["reason"]:
                told += " Shown together because a group was too small on its own."
            found.append(Answered(self.reading.block_names[block["id"]], told))
        for groups in self.reading.left_out:
            least = number(self.reading.minimum)
            told = (
                f"Withheld: fewer than {least} answered, with no group to be shown with. Their answers and words wait."
            )
            found.append(Answered(self.reading.name_of(groups), told))
        return found

    @cached_property
    def named_groups(self) -> list[str]:
        """Identifiable groups from whom something came."""
        found = self.facts.content
        came = {one["group"] for one in found["identified"]} | {one["group"] for one in found["comments"]}
        return [group for group in found["asked"]["identifiable"] if group in came]

    @cached_property
    def figure(self) -> Figure | None:
        return picture(self.reading, self.lines, self.facts.colour) if self.lines else None

    @cached_property
    def paper_figures(self) -> list[Figure]:
        """The same picture in parts that fit on paper."""
        return [picture(self.reading, lines, self.facts.colour) for lines in in_halves(self.lines)]

    @cached_property
    def paper_importance(self) -> list[Figure]:
        rows = {line.id: word for word, line in rows_by_importance(self.lines, self.facts.pack)}
        weighed = [line for _, line in rows_by_importance(self.lines, self.facts.pack)]
        return [
            importance_rows(self.reading, [(rows[line.id], line) for line in lines], self.facts.colour)
            for lines in in_halves(weighed)
        ]

    @cached_property
    def importance(self) -> Figure | None:
        """Only where the subject said what matters to their role."""
        rows = rows_by_importance(self.lines, self.facts.pack)
        return importance_rows(self.reading, rows, self.facts.colour) if rows else None

    @cached_property
    def sections(self) -> list[Section]:
        """Strengths first."""
        sections = [
            Section("strong", "What is strong", strong_lead(self.lines), words.strong(self.lines)),
            Section("hidden", "Hidden strengths", HIDDEN, words.hidden(self.lines)),
            Section("differ", "Where views differ", DIFFER, words.differing(self.lines)),
            Section("look", "What to look at", LOOK, words.to_look_at(self.lines)),
            Section("expected", "What you did not expect", EXPECTED, words.surprises(self.lines)),
            Section("changed", "What has changed since last time", CHANGED, words.changed(self.lines)),
        ]
        return [one for one in sections if one.findings or (one.key == "strong" and one.lead)]

    @cached_property
    def comments(self) -> list[CommentGroup]:
        return comments_of(self.reading, self.facts.questions)

    @property
    def comments_notes(self) -> list[str]:
        return [note for note in (why_without_names(self.reading), why_none(self.reading)) if note]

    @cached_property
    def focuses(self) -> list[tuple[str, str]]:
        """The name and the note of each."""
        return [(self.reading.texts.get(key, key), note) for key, note in self.facts.focuses]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(line.id, line.name) for line in self.lines]

    @property
    def scale_notices(self) -> list[str]:
        return [notice.text for notice in self.reading.pack.notices_of("scale")]

    @cached_property
    def how_to_read(self) -> list[str]:
        return HOW_TO_READ if self.lines else HOW_TO_READ[-1:]


HIDDEN = "Others place you higher here than you place yourself."
DIFFER = "Different people see you in different situations. None of them is wrong."
LOOK = "Where you place yourself higher than others do, and what others place lowest. It is a question, not a verdict."
EXPECTED = "What others say lies outside what you wrote down before you opened the report."
CHANGED = "Only changes of a whole level or more are named: less may be chance."
HOW_TO_READ = [
    "A bar covers every place that the answers of a group may stand for. Where exactly within it they lie, "
    "nobody is told: that is how no single answer can be worked out.",
    "Four or five answers are few. Less than a whole level between two places may be chance.",
    "Levels are indications. They are not tied to grades, and nobody is compared with anybody else.",
    "What is withheld says why in its place. It is withheld because of how many answered, never because of what they said.",
]


def strong_lead(lines: list[Line]) -> str:
    if words.all_alike(lines):
        return "Others place you much the same in everything: nothing stands out, above or below."
    return "What others place highest." if words.strong(lines) else ""


def report_of(facts: Facts) -> Report:
    reading = Reading(facts.content, facts.pack, facts.groups)
    return Report(facts, reading, lines_of(reading, facts.importance, facts.expected))


def without_private(facts: Facts) -> Facts:
    """As the facilitator reads it: what the subject expected, and what they chose to work on, is theirs alone."""
    return replace(facts, expected={}, focuses=())
