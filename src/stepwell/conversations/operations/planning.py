"""From a conversation into the person's own plan."""

from datetime import date, datetime

from django.db import transaction

from stepwell.people.models import Person
from stepwell.plans.models import Objective
from stepwell.plans.operations.objectives import add_objective
from stepwell.plans.operations.plans import open_plan

from ..models import AgreedAction
from .refusals import NotYours

SOURCE = "agreed_action"
TITLE = 300


@transaction.atomic
def put_into_plan(action: AgreedAction, *, by: Person, at: datetime, today: date) -> Objective:
    """The action as an objective of its owner's plan, which is begun if there is none. Again gives the one that is there."""
    if by.pk != action.owner_id:
        raise NotYours
    plan = open_plan(person=by, by=by, at=at)
    is_ahead = action.by_when >= today
    values = {
        "title": action.text if len(action.text) <= TITLE else f"{action.text[: TITLE - 1]}…",
        "description": action.text if len(action.text) > TITLE else "",
        "obstacle": action.obstacle,
        "response": action.response,
        "support": action.help_wanted,
        "horizon": Objective.Horizon.BY_DATE if is_ahead else Objective.Horizon.NOW,
        "target_date": action.by_when if is_ahead else None,
    }
    return add_objective(plan, values=values, source=(SOURCE, str(action.pk)), by=by, at=at, today=today)
