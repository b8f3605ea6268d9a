"""Reads about rounds: the round with all that a page needs, and which rounds wait for whom."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from stepwell.access.roles import Role
from stepwell.domain.framework import Pack
from stepwell.frameworks.queries import pack_of
from stepwell.people.models import Appointment, Person
from stepwell.people.queries import open_duties
from stepwell.prepared import prepared

from ..models import Cycle, CycleGroup, FeedbackRound, Nomination
from ..models.cycles import Approval
from .inviting import open_to

HEAVY = ("cycle__version__content", "cycle__version__changes", "cycle__overlay__wordings")
CONSENTED = LIVE = ("choosing", "approval", "collecting", "closing", "closed", "prepared", "released")


def rounds() -> QuerySet[FeedbackRound]:
    """With everything a page needs beside the pack's text, which is kept in memory."""
    return FeedbackRound.objects.select_related(
        "subject", "facilitator", "cycle__organisation", "cycle__version__framework", "cycle__overlay"
    ).defer(*HEAVY)


def round_by_id(round_id: UUID) -> FeedbackRound | None:
    return BY_ID.first(pk=round_id)


BY_ID = prepared(lambda pk: rounds().filter(pk=pk))
OF_SUBJECT = prepared(lambda subject: rounds().filter(subject=subject))


def rounds_of(person: Person) -> list[FeedbackRound]:
    """The person's own rounds, the latest first, those that wait for consent included. One query."""
    return OF_SUBJECT.rows(subject=person)


def rounds_to_facilitate(person: Person) -> list[FeedbackRound]:
    """Rounds for which the person is named as facilitator and that go on. One query."""
    return list(rounds().filter(facilitator=person, state__in=LIVE).order_by("closes_on", "id"))


def rounds_to_approve(person: Person, today: date, *, coordinates: int | None = None) -> list[FeedbackRound]:
    """Rounds in which a choice of raters waits for the person. `coordinates`: the organisation they coordinate, if any.

    Where the line manager approves and there is none, a coordinator does.
    """
    if coordinates is None:
        return FOR_MANAGER.rows(person=person, today=today)
    return FOR_COORDINATOR.rows(person=person, today=today, coordinates=coordinates)


@dataclass(frozen=True)
class OnHome:
    """Rounds that wait for one person, the soonest to close first: to approve, to give their view in, and their own."""

    to_approve: list[FeedbackRound]
    to_answer: list[FeedbackRound]
    own: list[FeedbackRound]


def on_home(person: Person, at: datetime, today: date, *, coordinates: int | None = None) -> OnHome:
    """`rounds_to_approve`, those of `asked_of_person`, and their own in which the next step is theirs. One query."""
    if coordinates is None:
        found = HOME_OF_MANAGER.rows(person=person, at=at, today=today)
    else:
        found = HOME_OF_COORDINATOR.rows(person=person, at=at, today=today, coordinates=coordinates)
    return OnHome(
        [round for round in found if round.to_approve],  # type: ignore[attr-defined]  # by for_home
        [round for round in found if round.to_answer],  # type: ignore[attr-defined]  # by for_home
        [round for round in found if round.subject_id == person.pk],
    )


def waiting_for(person: Person, today: date) -> Q:
    team = Appointment.objects.current(today).filter(manager=person).values("person_id")
    return Q(cycle__approval=Approval.MANAGER, subject__in=team)


def waiting_for_coordinator(organisation: int, today: date) -> Q:
    managed = Appointment.objects.current(today).filter(manager__isnull=False).values("person_id")
    unmanaged = Q(cycle__approval=Approval.MANAGER) & ~Q(subject__in=managed)
    return (Q(cycle__approval=Approval.COORDINATOR) | unmanaged) & Q(cycle__organisation_id=organisation)


def to_approve(person: Person, today: date, coordinates: int | None = None) -> Q:
    """A choice of raters, the first or somebody added later, that waits for this person; never their own."""
    proposed = Q(state=FeedbackRound.State.COLLECTING, pk__in=with_proposals())
    theirs = waiting_for(person, today)
    if coordinates is not None:
        theirs |= waiting_for_coordinator(coordinates, today)
    return (Q(state=FeedbackRound.State.APPROVAL) | proposed) & theirs & ~Q(subject=person)


def own_step(person: Person) -> Q:
    """A round of their own whose next step is theirs: to agree, or to choose whom to ask."""
    return Q(subject=person, state__in=[FeedbackRound.State.ASKED, FeedbackRound.State.CHOOSING])


def soonest(found: Q) -> QuerySet[FeedbackRound]:
    return rounds().filter(found).order_by("closes_on", "id")


FOR_MANAGER = prepared(lambda person, today: soonest(to_approve(person, today)))
FOR_COORDINATOR = prepared(lambda person, today, coordinates: soonest(to_approve(person, today, coordinates)))
HOME_OF_MANAGER = prepared(lambda person, at, today: for_home(person, at, to_approve(person, today)))
HOME_OF_COORDINATOR = prepared(
    lambda person, at, today, coordinates: for_home(person, at, to_approve(person, today, coordinates))
)


def for_home(person: Person, at: datetime, approving: Q) -> QuerySet[FeedbackRound]:
    """Whoever approves may be a rater, too, so each row says what it waits for."""
    answering = Q(pk__in=open_to(person, at).values("nomination__round_id"))
    return soonest(own_step(person) | approving | answering).annotate(
        to_approve=ExpressionWrapper(approving, BooleanField()),
        to_answer=ExpressionWrapper(answering, BooleanField()),
    )


def with_proposals():
    return Nomination.objects.filter(state=Nomination.State.PROPOSED).values("round_id")


def is_approver(round: FeedbackRound, person: Person, today: date, *, coordinates: int | None = None) -> bool:
    """The line manager or a coordinator, as the cycle says; nobody approves their own choice."""
    if round.subject_id == person.pk or round.cycle.approval == Approval.NONE:
        return False
    managers = managers_of(round.subject, today)
    if round.cycle.approval == Approval.MANAGER and managers:
        return person.pk in managers
    return coordinates == round.cycle.organisation_id


def approvers_of(round: FeedbackRound, today: date) -> list[Person]:
    managers = managers_of(round.subject, today)
    if round.cycle.approval == Approval.MANAGER and managers:
        return list(Person.objects.filter(pk__in=managers))
    duties = open_duties(round.cycle.organisation, Role.COORDINATOR)
    return [duty.person for duty in duties if duty.person_id != round.subject_id]


def waits_for_approval(round: FeedbackRound) -> bool:
    """A first choice, or somebody added later."""
    if round.state == FeedbackRound.State.COLLECTING:
        return round.nominations.filter(state=Nomination.State.PROPOSED).exists()
    return round.state == FeedbackRound.State.APPROVAL


def managers_of(subject: Person, today: date) -> set[UUID]:
    """Everybody whom a current appointment of the subject names as manager."""
    jobs = Appointment.objects.current(today).filter(person=subject, manager__isnull=False)
    return set(jobs.values_list("manager_id", flat=True))


def groups_of(cycle: Cycle) -> list[CycleGroup]:
    return list(cycle.groups.all())


def nominations_of(round: FeedbackRound) -> list[Nomination]:
    """In the order of groups and names; withdrawn ones are left out. One query, without anything about answering."""
    found = Nomination.objects.filter(round=round).exclude(state=Nomination.State.WITHDRAWN)
    return list(found.select_related("group", "person"))


def nomination_by_id(nomination_id: UUID) -> Nomination | None:
    return Nomination.objects.select_related("group", "person", "round__cycle").filter(pk=nomination_id).first()


def pack_of_cycle(cycle: Cycle) -> Pack:
    """The framework in the wording that the cycle pins, in the organisation's language."""
    return pack_of(cycle.version, cycle.overlay).in_language(cycle.organisation.language)
