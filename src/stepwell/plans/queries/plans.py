"""Reads about plans."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min, Prefetch, Q, QuerySet

from stepwell.people.models import Person
from stepwell.prepared import prepared

from ..models import DevelopmentPlan, GrowthPosition, Objective, PlannedInitiative, PlanReview

HEAVY = (
    "version__content",
    "version__changes",
    "overlay__wordings",
    "position__version__content",
    "position__version__changes",
)


def plans() -> QuerySet[DevelopmentPlan]:
    return DevelopmentPlan.objects.select_related("person", "framework")


def plan_by_id(plan_id: UUID) -> DevelopmentPlan | None:
    return plans().filter(pk=plan_id).first()


def plans_of(person: Person) -> list[DevelopmentPlan]:
    """All plans of a person, open ones first. One query."""
    return sorted(plans().filter(person=person), key=lambda plan: plan.closed_at is not None)


def objectives() -> QuerySet[Objective]:
    return Objective.objects.select_related(
        "plan__person", "plan__framework", "version__framework", "overlay", "position__version"
    ).defer(*HEAVY)


def whole_objectives() -> QuerySet[Objective]:
    """With what is planned and what happened: two queries more, whatever the number."""
    planned = PlannedInitiative.objects.select_related("version", "overlay").defer(*HEAVY[:3])
    return objectives().prefetch_related(Prefetch("initiatives", planned), "progress")


def objectives_of(plan: DevelopmentPlan) -> list[Objective]:
    """In the order of their horizon. One query."""
    return in_order(objectives().filter(plan=plan))


# What a list does not show stays sealed, and is not even fetched.
IN_A_LIST = ("description", "measure", "obstacle", "response", "support", "support_from", "outcome")
FINISHED = (Objective.Status.ACHIEVED, Objective.Status.MOVED_ON)


def for_lists() -> QuerySet[Objective]:
    found = Objective.objects.select_related("version__framework", "overlay", "position__version")
    return found.defer(*HEAVY, *IN_A_LIST)


def at_hand_of(plan: DevelopmentPlan) -> list[Objective]:
    """What is on the way or kept for another time, in the order of its horizon. One query."""
    return in_order(for_lists().filter(plan=plan, status__in=(Objective.Status.OPEN, Objective.Status.PARKED)))


def finished_of(plan: DevelopmentPlan) -> QuerySet[Objective]:
    """Achieved, or moved on to the next step; the latest first."""
    return for_lists().filter(plan=plan, status__in=FINISHED).order_by("-status_on", "-changed_at", "pk")


def let_go_of(plan: DevelopmentPlan) -> QuerySet[Objective]:
    return for_lists().filter(plan=plan, status=Objective.Status.LET_GO).order_by("-status_on", "-changed_at", "pk")


def held_reviews_of(plan: DevelopmentPlan) -> QuerySet[PlanReview]:
    """Those that were held, the latest first."""
    return plan.reviews.filter(held_on__isnull=False).order_by("-held_on", "-held_at", "pk")


def has_past(plan: DevelopmentPlan) -> bool:
    """Whether the page about what is behind has anything to show. One query."""
    behind = plan.objectives.filter(status__in=(*FINISHED, Objective.Status.LET_GO)).values("pk")
    return bool(behind.order_by().union(plan.reviews.filter(held_on__isnull=False).order_by().values("pk"))[:1])


def coming_review_of(plan: DevelopmentPlan) -> PlanReview | None:
    return plan.reviews.filter(held_on__isnull=True).first()


def whole_objectives_of(plan: DevelopmentPlan) -> list[Objective]:
    """The same with what is planned and what happened. Three queries."""
    return in_order(whole_objectives().filter(plan=plan))


ORDER = {horizon: place for place, horizon in enumerate(["now", "by_date", "next", "later", "not_sure"])}


def in_order(found) -> list[Objective]:
    return sorted(found, key=lambda one: (ORDER[one.horizon], one.target_date or date.max, one.added_at))


def objective_by_id(objective_id: UUID) -> Objective | None:
    return whole_objectives().filter(pk=objective_id).first()


@dataclass(frozen=True)
class Glance:
    """One open plan in two figures, for its owner's home page."""

    plan_id: UUID
    on_the_way: int
    next_review: date | None


GLANCES = prepared(
    lambda person: (
        DevelopmentPlan.objects.filter(person=person, closed_at__isnull=True)
        .annotate(
            on_the_way=Count("objectives", filter=Q(objectives__status=Objective.Status.OPEN), distinct=True),
            next_review=Min("reviews__due_on", filter=Q(reviews__held_at__isnull=True)),
        )
        .values_list("pk", "on_the_way", "next_review")
    )
)


def glances_of(person: Person) -> list[Glance]:
    """A person's open plans at a glance. One query."""
    return [Glance(*row) for row in GLANCES.rows(person=person)]


STEPS_DUE = prepared(
    lambda person, until: (
        Objective.objects.filter(
            plan__person=person,
            plan__closed_at__isnull=True,
            status=Objective.Status.OPEN,
            next_step_date__lte=until,
        )
        .defer(*IN_A_LIST)
        .order_by("next_step_date")
    )
)


def steps_due(person: Person, until: date) -> list[Objective]:
    """What a person planned to do up to a day, the earliest first, past ones included. One query."""
    return STEPS_DUE.rows(person=person, until=until)


def reviews_of(plan: DevelopmentPlan) -> list[PlanReview]:
    return list(plan.reviews.all())


def position_by_id(position_id: UUID) -> GrowthPosition | None:
    found = GrowthPosition.objects.select_related("plan__person", "version__framework")
    return found.defer("version__content", "version__changes").filter(pk=position_id).first()


def review_by_id(review_id: UUID) -> PlanReview | None:
    return PlanReview.objects.select_related("plan__person", "plan__framework").filter(pk=review_id).first()
