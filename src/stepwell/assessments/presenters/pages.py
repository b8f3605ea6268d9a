"""The pages on which somebody answers: where they are, what stands before and after, what is still open."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from stepwell.assessments.models import SelfAssessment
from stepwell.assessments.queries import Answer, Sheet
from stepwell.careers.queries import Expected
from stepwell.domain.framework import Dimension, Pack
from stepwell.domain.framework.texts import Notice
from stepwell.ui.components import Action, SummaryRow

from . import words


@dataclass(frozen=True)
class Step:
    """One dimension in the list beside the page."""

    name: str
    url: str
    state: str
    done: bool
    current: bool


@dataclass(frozen=True)
class Group:
    """The dimensions of one cluster; a framework without clusters has one group without a name."""

    name: str
    steps: list[Step]


@dataclass(frozen=True)
class DimensionPage:
    sheet: Sheet
    answer: Answer
    groups: list[Group]
    previous: Step | None
    next: Step | None
    expected: str
    expected_reason: str
    limits: list[Notice]
    scale: list[Notice]
    cluster: str

    @property
    def dimension(self) -> Dimension:
        return self.answer.dimension

    @property
    def pack(self) -> Pack:
        return self.sheet.pack

    @property
    def strong_first(self) -> bool:
        """True if 1 is the strong end, so that the strong statement stands on the left, beside the 1."""
        item = self.dimension.bipolar
        return item is not None and item.positive_end == 1

    @property
    def caption(self) -> str:
        label = self.pack.dimension_label.one
        return f"{self.pack.called} · {label} {self.answer.number} of {len(self.sheet.answers)}"


def dimension_page(sheet: Sheet, answer: Answer, expected: Expected | None, limits: list[Notice]) -> DimensionPage:
    """What is expected stays out of the page until somebody has placed themselves: their view comes first."""
    shown = words.expected_words(expected, sheet.pack) if is_placed(answer) else ""
    steps = {other.number: step_of(sheet, other, answer.number) for other in sheet.answers}
    return DimensionPage(
        sheet=sheet,
        answer=answer,
        groups=groups_of(sheet, answer.number),
        previous=steps.get(answer.number - 1),
        next=steps.get(answer.number + 1),
        expected=shown,
        expected_reason=expected.reason if shown and expected else "",
        limits=limits if shown else [],
        scale=sheet.pack.notices_of("scale") if answer.offer.places else [],
        cluster=cluster_name(sheet.pack, answer.dimension),
    )


def is_placed(answer: Answer) -> bool:
    return bool(answer.placement and answer.placement.level_id)


def cluster_name(pack: Pack, dimension: Dimension) -> str:
    return next((cluster.name for cluster in pack.clusters if cluster.id == dimension.cluster), "")


def groups_of(sheet: Sheet, current: int = 0) -> list[Group]:
    """In the framework's order; a cluster ends where the next begins."""
    groups: list[Group] = []
    for answer in sheet.answers:
        name = cluster_name(sheet.pack, answer.dimension)
        if not groups or groups[-1].name != name:
            groups.append(Group(name, []))
        groups[-1].steps.append(step_of(sheet, answer, current))
    return groups


def step_of(sheet: Sheet, answer: Answer, current: int) -> Step:
    return Step(
        name=answer.dimension.name,
        url=url_of(sheet.assessment, answer.number),
        state=words.state_words(answer, sheet.pack),
        done=answer.is_done,
        current=answer.number == current,
    )


def url_of(assessment: SelfAssessment, number: int) -> str:
    return reverse("assessments:dimension", args=[assessment.pk, number])


def check_rows(sheet: Sheet, expectations: dict[str, Expected]) -> list[tuple[str, list[SummaryRow]]]:
    """The rows of "check your answers", by cluster, each with the way back to its page."""
    rows: list[tuple[str, list[SummaryRow]]] = []
    for answer in sheet.answers:
        name = cluster_name(sheet.pack, answer.dimension)
        if not rows or rows[-1][0] != name:
            rows.append((name, []))
        lines = answer_lines(answer, sheet.pack, expectations.get(answer.dimension.id))
        value = format_html_join("", '<p class="as-answer-line">{}{}</p>', (labelled(*line) for line in lines))
        change = Action("Change", url_of(sheet.assessment, answer.number), about=answer.dimension.name)
        rows[-1][1].append(SummaryRow(answer.dimension.name, value, [change]))
    return rows


def labelled(label: str, text: str) -> tuple[str, str]:
    return (format_html('<span class="as-answer-label">{}:</span> ', label) if label else "", text)


def answer_lines(answer: Answer, pack: Pack, expected: Expected | None = None) -> list[tuple[str, str]]:
    """Each thing said about one dimension, with its label; the first line says where somebody stands."""
    placement = answer.placement
    lines = [("", words.state_words(answer, pack))]
    if is_placed(answer):
        lines.append(("Expected", words.expected_words(expected, pack)))
    lines += [
        ("Importance to the role", words.importance_words(answer)),
        ("Mentoring", words.wish_words(answer)),
        ("About", words.statement_words(answer)),
    ]
    if placement:
        lines += [
            ("Example", placement.example),
            ("Where it was", placement.situation),
            ("Question", placement.coaching_question if placement.reflection else ""),
            ("Thoughts", placement.reflection),
        ]
    return [(label, text) for label, text in lines if text]


def gaps_of(sheet: Sheet) -> list[tuple[str, str]]:
    """What is still open, with the address of its page: (what, address)."""
    gaps = []
    for answer in sheet.counted:
        url = url_of(sheet.assessment, answer.number)
        if not answer.is_done:
            gaps.append((f"{answer.dimension.name}: {words.state_words(answer, sheet.pack).lower()}", url))
        elif answer.offer.wishes and not (answer.placement and answer.placement.wish):
            gaps.append((f"{answer.dimension.name}: not said whether to address it in mentoring", url))
    return gaps
