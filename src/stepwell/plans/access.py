"""Whose plan it is, whom they share it with, and who asked whom: facts; what follows from them is in access/roles.py."""

from uuid import UUID

from django.utils import timezone

from stepwell.access.checks import Found
from stepwell.access.roles import Role
from stepwell.people.models import Person
from stepwell.sharing.queries import is_open

from .models import DevelopmentPlan, OpportunityRequest
from .queries import asking, plans, progress, sharing


def roles(plan: DevelopmentPlan, person: Person) -> frozenset[Role]:
    return frozenset({Role.OWNER}) if plan.person_id == person.pk else frozenset()


def load_plan(person: Person, plan_id: UUID) -> Found | None:
    plan = plans.plan_by_id(plan_id)
    return Found(plan, roles(plan, person)) if plan else None


def load_growing(person: Person, plan_id: UUID) -> Found | None:
    """An aspirational plan: the only kind with positions, aspirations and suggestions on the way."""
    plan = plans.plan_by_id(plan_id)
    if plan is None or plan.kind != DevelopmentPlan.Kind.ASPIRATIONAL:
        return None
    return Found(plan, roles(plan, person))


def load_growing_page(person: Person, plan_id: UUID, page: str) -> Found | None:
    """The same with the page that was asked for; whether there is one of that name the view knows."""
    found = load_growing(person, plan_id)
    return Found((found.thing, page), found.roles) if found else None


def load_position(person: Person, position_id: UUID) -> Found | None:
    position = plans.position_by_id(position_id)
    return Found(position, roles(position.plan, person)) if position else None


def load_objective(person: Person, objective_id: UUID) -> Found | None:
    objective = plans.objective_by_id(objective_id)
    return Found(objective, roles(objective.plan, person)) if objective else None


def load_note(person: Person, note_id: UUID) -> Found | None:
    note = progress.note_by_id(note_id)
    return Found(note, roles(note.objective.plan, person)) if note else None


def load_initiative(person: Person, initiative_id: UUID) -> Found | None:
    initiative = progress.initiative_by_id(initiative_id)
    return Found(initiative, roles(initiative.objective.plan, person)) if initiative else None


def load_review(person: Person, review_id: UUID) -> Found | None:
    review = plans.review_by_id(review_id)
    return Found(review, roles(review.plan, person)) if review else None


def load_shared(person: Person, share_id: UUID) -> Found | None:
    """A share counts for its recipient alone, until it is withdrawn or ends."""
    shared = sharing.shared_plan(share_id)
    if shared is None:
        return None
    reads = shared.share.recipient_id == person.pk and is_open(shared.share, timezone.localdate())
    return Found(shared, frozenset({Role.SHARED_WITH} if reads else ()))


def load_request(person: Person, request_id: UUID) -> Found | None:
    """For who asked and who was asked; the latter no longer once it is withdrawn."""
    request = asking.request_by_id(request_id)
    if request is None:
        return None
    found = set()
    if request.person_id == person.pk:
        found.add(Role.OWNER)
    if request.asked_id == person.pk and request.state != OpportunityRequest.State.WITHDRAWN:
        found.add(Role.ASKED)
    return Found(request, frozenset(found))
