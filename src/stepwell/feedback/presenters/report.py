"""The report for the subject: one object for the screen, the paper and the export, so that all say the same.

It is made of the released content, of what the subject entered themselves, and of nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from stepwell.domain.assessing import importance_names
from stepwell.domain.framework import Pack
from stepwell.ui.charts import Figure
from stepwell.ui.colour import DEFAULT_BRAND

from . import report_words as words
from .report_comments import CommentGroup, comments_of, why_none, why_without_names
from .report_importance import Importance, by_importance, importances_of, matters_most
from .report_lines import Line, Reading, lines_of, number
from .report_pictures import importance_picture, in_halves, picture
from .report_words import Finding


@dataclass(frozen=True)
class Facts:
    """`content` and `importance_content` are what FeedbackReport holds; importance, expected and focuses are the subject's own."""

    content: Mapping[str, Any]
    pack: Pack
    groups: Mapping[str, str]
    questions: Mapping[str, str]
    importance_content: Mapping[str, Any] | None = None
    importance: Mapping[str, int] = field(default_factory=dict)
    expected: Mapping[str, int] = field(default_factory=dict)
    focuses: Sequence[tuple[str, str]] = ()
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
    importances: Mapping[str, Importance]

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
        weighed = by_importance(self.lines, self.importances)
        return [
            importance_picture(self.reading, [(self.importances[line.id], line) for line in part], self.facts.colour)
            for part in in_halves([line for _, line in weighed])
        ]

    @cached_property
    def importance(self) -> Figure | None:
        """Only where somebody said what matters in this job."""
        weighed = by_importance(self.lines, self.importances)
        return importance_picture(self.reading, weighed, self.facts.colour) if weighed else None

    @cached_property
    def sections(self) -> list[Section]:
        """Strengths first."""
        sections = [
            Section("strong", "What is strong", strong_lead(self.lines), words.strong(self.lines)),
            Section("hidden", "Hidden strengths", HIDDEN, words.hidden(self.lines)),
            Section("differ", "Where views differ", DIFFER, words.differing(self.lines)),
            Section("look", "What to look at", LOOK, words.to_look_at(self.lines)),
            Section("most", "What matters most", MATTERS, matters_most(self.lines, self.importances)),
            Section("expected", "What you did not expect", EXPECTED, words.surprises(self.lines)),
            Section("changed", "What has changed since last time", CHANGED, words.changed(self.lines)),
        ]
        return [one for one in sections if one.findings or (one.key == "strong" and one.lead)]

    @property
    def entries(self) -> list[tuple[Line, list[tuple[str, str]]]]:
        """Each dimension, and who says how much it matters."""
        return [(line, self.importances[line.id].lines if line.id in self.importances else []) for line in self.lines]

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
MATTERS = "What others say matters most in your role, and where they place you in it."
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
    weighed = lines_of(Reading(facts.importance_content, facts.pack, facts.groups)) if facts.importance_content else []
    importances = importances_of(weighed, facts.importance, list(importance_names(facts.pack)))
    return Report(facts, reading, lines_of(reading, facts.expected), importances)


def without_private(facts: Facts) -> Facts:
    """As the facilitator reads it: what the subject expected, and what they chose to work on, is theirs alone."""
    return replace(facts, expected={}, focuses=())
