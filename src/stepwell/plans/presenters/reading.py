"""A plan as something to read: for whoever it is shared with, for paper, and for a document. Nothing in it can be changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from stepwell.frameworks.queries import pack_of
from stepwell.plans.models import DevelopmentPlan, GrowthPosition, Objective, PlanReview
from stepwell.ui.colour import DEFAULT_BRAND
from stepwell.ui.components import SummaryRow
from stepwell.ui.templatetags.ui import day

from .growing import Growing, PositionView, growing_of
from .objective import rows_of, status_words
from .plan import HORIZON_TITLES
from .words import horizon_words, initiative_words, plan_title, service_words

Status = Objective.Status


@dataclass(frozen=True)
class ReadObjective:
    title: str
    facts: list[SummaryRow]
    planned: list[str]
    progress: list[tuple[str, str]]


@dataclass(frozen=True)
class ReadPlan:
    plan: DevelopmentPlan
    title: str
    is_whole: bool
    growing: Growing | None
    aspirations: list[tuple[str, str]]
    groups: list[tuple[str, list[ReadObjective]]]
    reviews: list[tuple[str, str]]

    @property
    def views(self) -> list[tuple[str, PositionView]]:
        """The positions that count now, each under its name."""
        if self.growing is None:
            return []
        named = [
            ("Now", self.growing.present),
            ("Own view so far", self.growing.proposal),
            ("In future", self.growing.future),
        ]
        return [(label, view) for label, view in named if view]


def read_plan(
    plan: DevelopmentPlan,
    *,
    objectives: Sequence[Objective],
    positions: Sequence[GrowthPosition],
    reviews: Sequence[PlanReview],
    is_whole: bool,
    is_own: bool,
    colour: str = DEFAULT_BRAND,
) -> ReadPlan:
    yours = "Own view" if is_own else f"{plan.person.called}’s view"
    growing = (
        growing_of(pack_of(positions[0].version), positions, colour, yours=yours, is_own=is_own) if positions else None
    )
    written = [("What I hope for", plan.aspirations), ("What I took from thinking about it", plan.reflections)]
    return ReadPlan(
        plan=plan,
        title=plan_title(plan),
        is_whole=is_whole,
        growing=growing,
        aspirations=[(label, text) for label, text in written if text and is_whole],
        groups=grouped(objectives),
        reviews=[review_line(review) for review in reviews],
    )


def grouped(objectives: Sequence[Objective]) -> list[tuple[str, list[ReadObjective]]]:
    """On the way by horizon, then what waits, then what was achieved."""
    groups: dict[str, list[ReadObjective]] = {}
    for status, otherwise in ((Status.OPEN, ""), (Status.PARKED, "For another time"), (None, "Achieved")):
        for objective in objectives:
            achieved = objective.status in (Status.ACHIEVED, Status.MOVED_ON)
            if objective.status == status or (status is None and achieved):
                title = otherwise or HORIZON_TITLES[Objective.Horizon(objective.horizon)]
                groups.setdefault(title, []).append(read_objective(objective))
    return list(groups.items())


def read_objective(objective: Objective) -> ReadObjective:
    said = [
        ("When", horizon_words(objective) if objective.status == Status.OPEN else status_words(objective)),
        ("Serves", service_words(objective)),
        ("Next step", next_step_words(objective)),
    ]
    return ReadObjective(
        title=objective.title,
        facts=[*(SummaryRow(label, text) for label, text in said if text), *rows_of(objective)],
        planned=[
            initiative_words(one) + (f" (done, {day(one.done_on)})" if one.done_on else "")
            for one in objective.initiatives.all()
        ],
        progress=[(day(note.happened_on), note.text) for note in objective.progress.all()],
    )


def next_step_words(objective: Objective) -> str:
    if not objective.next_step or not objective.next_step_date:
        return objective.next_step
    return f"{objective.next_step} (by {day(objective.next_step_date)})"


def review_line(review: PlanReview) -> tuple[str, str]:
    if review.held_on:
        return day(review.held_on), review.note
    return day(review.due_on), f"To come, with {review.with_name}" if review.with_name else "To come"
