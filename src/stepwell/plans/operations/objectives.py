"""Writes about objectives: add, change, and how they end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.frameworks.models import FrameworkVersion, Overlay
from stepwell.frameworks.queries import pack_of
from stepwell.people.models import Person

from ..models import DevelopmentPlan, GrowthPosition, Objective
from ..queries.positions import is_unlocked
from .plans import held, open_plan
from .refusals import BadValue, ChangedElsewhere, PositionNotAgreed

Horizon, Serves, Status = Objective.Horizon, Objective.Serves, Objective.Status
# What the person writes and chooses on an objective's page; the rest has an operation of its own.
VALUES = (
    "title",
    "description",
    "measure",
    "obstacle",
    "response",
    "support",
    "support_from",
    "horizon",
    "target_date",
    "next_step",
    "next_step_date",
)


Source = tuple[str, str]


@dataclass(frozen=True)
class Service:
    """What an objective serves: a dimension of a version, a position of its plan, or nothing in particular."""

    version: FrameworkVersion | None = None
    overlay: Overlay | None = None
    dimension_id: str = ""
    position: GrowthPosition | None = None


@dataclass(frozen=True)
class Named:
    """An initiative that a framework names."""

    version: FrameworkVersion
    overlay: Overlay | None
    id: str

    @property
    def text(self) -> str:
        """Empty where the framework names no such initiative."""
        found = pack_of(self.version, self.overlay).initiatives
        return next((one.text for one in found if one.id == self.id), "")


NOTHING = Service()
EMPTY: dict[str, Any] = dict.fromkeys(VALUES, "") | {
    "horizon": Horizon.NOT_SURE,
    "target_date": None,
    "next_step_date": None,
}


@transaction.atomic
def add_objective(
    plan: DevelopmentPlan,
    *,
    values: Mapping[str, Any],
    service: Service = NOTHING,
    status: str = Status.OPEN,
    source: Source = ("", ""),
    initiative: Named | None = None,
    by: Person,
    at: datetime,
    today: date,
) -> Objective:
    """Add an objective, open or parked. It serves a dimension, a position of this plan, or nothing in particular.

    `values` names any of VALUES. With a source (a focus, an agreed action: its kind and its key), the same source twice
    gives the objective that is there; and `by` may be somebody else than the owner, who writes it down with them: who
    that may be is for the caller to check. An `initiative` that a framework names is planned with it.
    """
    known = known_values(values)
    stored = held(plan, by, owner_only=not source[0])
    if source[0] and (there := stored.objectives.filter(source_kind=source[0], source_id=source[1]).first()):
        return there
    if not is_unlocked(stored):
        raise PositionNotAgreed
    whole = EMPTY | known
    faults = faults_in(whole, today) + faults_of_service(stored, service)
    if status not in (Status.OPEN, Status.PARKED):
        faults.append(("status", "A new objective is on the way, or kept for another time"))
    if faults:
        raise BadValue(faults)
    objective = Objective(plan=stored, **whole, source_kind=source[0], source_id=source[1], added_at=at, changed_at=at)
    objective.status, objective.status_on = status, None if status == Status.OPEN else today
    serve(objective, service)
    objective.save(force_insert=True)
    if initiative and initiative.text:
        objective.initiatives.create(
            version=initiative.version, overlay=initiative.overlay, initiative_id=initiative.id, added_at=at
        )
    record("objective_added", by=by, at=at, about=objective)
    return objective


@transaction.atomic
def plan_focus(
    *, person: Person, title: str, service: Service, source: Source, by: Person, at: datetime, today: date
) -> Objective:
    """Put a focus from elsewhere into the person's own plan, which is begun if there is none; once, however often."""
    plan = open_plan(person=person, by=by, at=at)
    return add_objective(
        plan,
        values={"title": title, "horizon": Horizon.NOW},
        service=service,
        source=source,
        by=by,
        at=at,
        today=today,
    )


def known_values(values: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(VALUES):
        raise ValueError(f"not values of an objective: {sorted(unknown)}")
    return dict(values)


def serve(objective: Objective, service: Service) -> None:
    kind = Serves.DIMENSION if service.version else Serves.POSITION if service.position else Serves.NOTHING
    objective.serves, objective.version, objective.overlay = kind, service.version, service.overlay
    objective.dimension_id, objective.position = service.dimension_id, service.position


def service_of(objective: Objective) -> Service:
    return Service(objective.version, objective.overlay, objective.dimension_id, objective.position)


def faults_in(values: Mapping[str, Any], today: date, before: Objective | None = None) -> list[tuple[str, str]]:
    """A day in the past is refused where it is new: one that has come meanwhile stays as it is."""
    faults = []
    if not values["title"].strip():
        faults.append(("title", "Say what you want to achieve"))
    if values["horizon"] not in Horizon.values:
        faults.append(("horizon", "Choose when"))
    if (values["horizon"] == Horizon.BY_DATE) != (values["target_date"] is not None):
        faults.append(("target_date", "Enter the day by which you want to achieve it"))
    for field, sentence in (
        ("target_date", "The day must be today or later: it is when you want to have achieved it"),
        ("next_step_date", "The day of your next step must be today or later"),
    ):
        day = values[field]
        if day is not None and day < today and (before is None or getattr(before, field) != day):
            faults.append((field, sentence))
    if values["next_step_date"] and not values["next_step"].strip():
        faults.append(("next_step", "Say what the next step is"))
    return faults


def faults_of_service(plan: DevelopmentPlan, service: Service) -> list[tuple[str, str]]:
    position = service.position
    if service.version is not None:
        if (
            position is not None
            or service.dimension_id not in pack_of(service.version, service.overlay).dimension_by_id
        ):
            return [("serves", "Choose one part of a framework that it serves, or nothing in particular")]
    elif service.dimension_id or (position is not None and position.plan_id != plan.pk):
        return [("serves", "Choose a position of this plan, or nothing in particular")]
    return []


@transaction.atomic
def change_objective(
    objective: Objective,
    *,
    values: Mapping[str, Any],
    service: Service | None = None,
    revision: int,
    by: Person,
    at: datetime,
    today: date,
) -> Objective:
    """Keep what the page says. `values` names any of VALUES; what is not named stays, and so does what it serves.

    `revision` is the one that the page was made from. If something else was saved meanwhile nothing is written, and
    ChangedElsewhere carries what stands there. A page on which nothing was changed writes nothing, however old.
    """
    values = known_values(values)
    plan = held(objective.plan, by)
    stored = Objective.objects.select_related("version", "overlay", "position").get(pk=objective.pk)
    before = service_of(stored)
    service = service or before
    if service == before and all(getattr(stored, name) == value for name, value in values.items()):
        return stored
    if stored.revision != revision:
        raise ChangedElsewhere(stored)
    whole = {name: getattr(stored, name) for name in VALUES} | values
    if faults := faults_in(whole, today, stored) + faults_of_service(plan, service):
        raise BadValue(faults)
    for name, value in values.items():
        setattr(stored, name, value)
    serve(stored, service)
    saved(stored, at)
    record("objective_changed", by=by, at=at, about=stored)
    return stored


@transaction.atomic
def set_status(
    objective: Objective, *, status: str, on: date, outcome: str = "", by: Person, at: datetime, today: date
) -> Objective:
    """On the way, for another time, achieved, moved on to the next step, or let go.

    `outcome` is what came of it, in the person's words. Letting go asks for no reason and keeps none.
    """
    held(objective.plan, by)
    if status not in Status.values:
        raise BadValue([("status", "Choose how it stands")])
    if on > today:
        raise BadValue([("on", "The day must be today or earlier: it is when it happened")])
    stored = Objective.objects.get(pk=objective.pk)
    stored.status = status
    stored.status_on = None if status == Status.OPEN else on
    stored.outcome = outcome if status in (Status.ACHIEVED, Status.MOVED_ON) else ""
    saved(stored, at)
    record("objective_status_set", by=by, at=at, about=stored)
    return stored


@transaction.atomic
def delete_objective(objective: Objective, *, by: Person, at: datetime) -> None:
    """Gone with its notes and initiatives. The trail says that one was deleted, not which."""
    plan = held(objective.plan, by)
    record("objective_deleted", by=by, at=at, about=plan)
    Objective.objects.filter(pk=objective.pk).delete()


def saved(objective: Objective, at: datetime) -> None:
    objective.revision += 1
    objective.changed_at = at
    objective.save()
