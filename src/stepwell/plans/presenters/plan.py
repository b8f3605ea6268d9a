"""A plan as its owner reads it: what is on the way, what waits, what is done, and when they look again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.domain.planning import is_many
from stepwell.plans.models import DevelopmentPlan, Objective, PlanReview
from stepwell.plans.queries.focuses import FocusOffer

from .growing import Growing
from .words import day_words, horizon_words, plan_title, service_words

Status, Horizon = Objective.Status, Objective.Horizon
HORIZON_TITLES = {
    Horizon.NOW: "Now",
    Horizon.BY_DATE: "By a day",
    Horizon.NEXT: "Next",
    Horizon.LATER: "Later",
    Horizon.NOT_SURE: "Not sure yet when",
}
REVIEW_AFTER = timedelta(days=91)
# Of what is behind, the plan shows the latest; the rest has a page of its own.
LATEST = 5


@dataclass(frozen=True)
class Line:
    """One objective in a list."""

    objective: Objective
    serves: str
    when: str
    next_step: str
    next_day: str
    is_past: bool

    @property
    def title(self) -> str:
        return self.objective.title


@dataclass(frozen=True)
class ReviewView:
    review: PlanReview
    when: str
    is_past: bool


@dataclass(frozen=True)
class PlanPage:
    plan: DevelopmentPlan
    title: str
    groups: list[tuple[str, list[Line]]]
    parked: list[Line]
    achieved: list[Line]
    has_past: bool
    many: int
    review: ReviewView | None
    latest_review: PlanReview | None
    offers: Sequence[FocusOffer]
    growing: Growing | None
    readers: int

    @property
    def is_empty(self) -> bool:
        return not (self.groups or self.parked or self.achieved or self.has_past)

    @property
    def can_add(self) -> bool:
        return self.plan.closed_at is None and (self.growing is None or self.growing.is_unlocked)


def line_of(objective: Objective, today: date) -> Line:
    step_day = objective.next_step_date
    return Line(
        objective=objective,
        serves=service_words(objective),
        when=horizon_words(objective),
        next_step=objective.next_step,
        next_day=day_words(step_day, today) if step_day else "",
        is_past=bool(step_day and step_day < today),
    )


def plan_page(
    plan: DevelopmentPlan,
    *,
    at_hand: Sequence[Objective],
    finished: Sequence[Objective],
    has_past: bool,
    review: PlanReview | None,
    latest_review: PlanReview | None,
    offers: Sequence[FocusOffer],
    growing: Growing | None,
    readers: int,
    today: date,
) -> PlanPage:
    lines = [line_of(objective, today) for objective in at_hand]
    on_the_way = with_status(lines, Status.OPEN)
    return PlanPage(
        plan=plan,
        title=plan_title(plan),
        groups=by_horizon(on_the_way),
        parked=with_status(lines, Status.PARKED),
        achieved=[line_of(objective, today) for objective in finished],
        has_past=has_past,
        many=len(on_the_way) if is_many(len(on_the_way)) else 0,
        review=coming(review, today),
        latest_review=latest_review,
        offers=offers if plan.closed_at is None and plan.kind == DevelopmentPlan.Kind.OWN else [],
        growing=growing,
        readers=readers,
    )


def with_status(lines: Sequence[Line], *statuses: str) -> list[Line]:
    return [line for line in lines if line.objective.status in statuses]


def by_horizon(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """In the order of the horizons; the lines come in that order already."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(HORIZON_TITLES[Horizon(line.objective.horizon)], []).append(line)
    return list(groups.items())


def coming(review: PlanReview | None, today: date) -> ReviewView | None:
    return ReviewView(review, day_words(review.due_on, today), review.due_on < today) if review else None
