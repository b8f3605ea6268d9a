"""What the mentee wants to reach (R77): set and closed by the mentee alone, read by both. The trail says that, never what."""

from datetime import datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.domain.mentoring import Fault
from stepwell.people.models import Person

from ..models import MentoringGoal, MentoringRelationship
from ..queries.programmes import pack_of_programme, wished_dimensions
from .refusals import Faulty, NotYours, WrongState
from .relationships import held

State = MentoringGoal.State
MOST_OPEN = 5  # few points: what is more than this is a list, not a goal


@transaction.atomic
def set_goal(
    relationship: MentoringRelationship, *, words: str, dimension_id: str = "", by: Person, at: datetime
) -> MentoringGoal:
    stored = held(relationship, by)
    expect_mentee(stored, by)
    if not words.strip():
        raise Faulty([Fault("words", "Say what you want to reach.")])
    known = {dimension.id for dimension in wished_dimensions(pack_of_programme(stored.programme))}
    if dimension_id and dimension_id not in known:
        raise Faulty([Fault("dimension_id", "Choose one from the list.")])
    if stored.goals.filter(state=State.OPEN).count() >= MOST_OPEN:
        raise Faulty([Fault("words", f"You have {MOST_OPEN} goals on the way. Close one first.")])
    goal = MentoringGoal.objects.create(relationship=stored, dimension_id=dimension_id, words=words, set_at=at)
    record("mentoring_goal_set", by=by, at=at, about=stored)
    return goal


@transaction.atomic
def close_goal(goal: MentoringGoal, *, state: str, by: Person, at: datetime) -> None:
    """Reached, or let go; open again with the state open. The same again changes nothing."""
    stored = MentoringGoal.objects.select_for_update(of=("self",)).select_related("relationship").get(pk=goal.pk)
    expect_mentee(held(stored.relationship, by), by)
    if state not in State.values:
        raise WrongState
    if stored.state == state:
        return
    stored.state, stored.closed_at = state, None if state == State.OPEN else at
    stored.save(update_fields=["state", "closed_at"])
    record("mentoring_goal_closed", by=by, at=at, about=stored.relationship)


def expect_mentee(relationship: MentoringRelationship, by: Person) -> None:
    if by.pk != relationship.mentee_id:
        raise NotYours("The mentee sets the goals.")
