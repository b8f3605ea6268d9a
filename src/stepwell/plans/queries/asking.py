"""Reads about requests for opportunities."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from stepwell.people.models import Appointment, Person
from stepwell.prepared import prepared

from ..models import Objective, OpportunityRequest

State = OpportunityRequest.State


def may_be_asked(person: Person, asked: Person, today: date) -> bool:
    """A line manager, or somebody who works in one of the person's organisations today."""
    if person.pk == asked.pk:
        return False
    jobs = list(person.appointments.current(today).values_list("organisation_id", "manager_id"))
    if asked.pk in {manager for _, manager in jobs}:
        return True
    organisations = {organisation for organisation, _ in jobs}
    return Appointment.objects.current(today).filter(person=asked, organisation__in=organisations).exists()


def requests_of(person: Person) -> list[OpportunityRequest]:
    """Everything a person asked for, the latest first. One query."""
    return list(OpportunityRequest.objects.filter(person=person).select_related("asked", "objective"))


def requests_for(objective: Objective) -> list[OpportunityRequest]:
    """What was asked for towards one objective. One query."""
    return list(OpportunityRequest.objects.filter(objective=objective).select_related("asked"))


def objective_named(person: Person, objective_id: str) -> Objective | None:
    """One of the person's own objectives, for an id that came with an address; anything else is none."""
    try:
        found = Objective.objects.filter(pk=UUID(objective_id), plan__person=person)
    except ValueError:
        return None
    return found.select_related("plan__person").first()


def requests_to(person: Person) -> list[OpportunityRequest]:
    """What others ask of a person, and what was answered; what was withdrawn is gone. One query."""
    found = OpportunityRequest.objects.filter(asked=person).exclude(state=State.WITHDRAWN)
    return list(found.select_related("person"))


AT_HAND = prepared(
    lambda person: (
        OpportunityRequest.objects.filter(
            Q(asked=person, state=State.ASKED) | Q(person=person, answered_at__isnull=False, read_at__isnull=True)
        )
        .select_related("person", "asked")
        .order_by("asked_at")
    )
)


def requests_at_hand(person: Person) -> tuple[list[OpportunityRequest], list[OpportunityRequest]]:
    """For a home page, in one reading: what waits for the person's answer, the oldest first; and answers they have not read."""
    everything = AT_HAND.rows(person=person)
    return (
        [one for one in everything if one.state == State.ASKED],
        [one for one in everything if one.state != State.ASKED],
    )


def request_by_id(request_id: UUID) -> OpportunityRequest | None:
    return OpportunityRequest.objects.select_related("person", "asked", "objective").filter(pk=request_id).first()
