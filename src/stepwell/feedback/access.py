"""What somebody is to a round, a cycle or a link: facts; what follows from them is in access/roles.py."""

from uuid import UUID

from django.utils import timezone

from stepwell.access.checks import Found
from stepwell.access.roles import Role
from stepwell.people.access import acting
from stepwell.people.models import Person

from .models import Cycle, FeedbackRound
from .queries import cycles, inviting, rounds

# Until the subject consented there is nothing to facilitate; afterwards the facilitator stays with the round.
FACILITATED = frozenset({"choosing", "approval", "collecting", "closed", "prepared", "released"})


def roles(round: FeedbackRound, person: Person) -> frozenset[Role]:
    """Owner, facilitator, approver: facts about this round alone. A coordinator as such is nothing to it."""
    found = set()
    if round.subject_id == person.pk:
        found.add(Role.OWNER)
    if round.facilitator_id == person.pk and round.state in FACILITATED:
        found.add(Role.FACILITATOR)
    if approves(round, person):
        found.add(Role.APPROVER)
    return frozenset(found)


def approves(round: FeedbackRound, person: Person) -> bool:
    if round.state != FeedbackRound.State.APPROVAL:
        return False
    organisation, duties = acting(person)
    coordinates = organisation.pk if organisation and Role.COORDINATOR in duties else None
    return rounds.is_approver(round, person, timezone.localdate(), coordinates=coordinates)


def load_round(person: Person, round_id: UUID) -> Found | None:
    round = rounds.round_by_id(round_id)
    return Found(round, roles(round, person)) if round else None


def load_nomination(person: Person, nomination_id: UUID) -> Found | None:
    """A nomination with its round: the subject's and the approver's business."""
    nomination = rounds.nomination_by_id(nomination_id)
    round = rounds.round_by_id(nomination.round_id) if nomination else None
    return Found(nomination, roles(round, person)) if round else None


def load_cycle(person: Person, cycle_id: UUID) -> Found | None:
    """An organisation's own cycle, for whoever holds a duty there. People's own rounds are nobody's cycle."""
    organisation, duties = acting(person)
    cycle = cycles.cycle_by_id(cycle_id)
    if (
        cycle is None
        or cycle.kind != Cycle.Kind.ORGANISATION
        or cycle.organisation_id != getattr(organisation, "pk", 0)
    ):
        return None
    return Found(cycle, duties)


def load_open_cycle(person: Person, cycle_id: UUID) -> Found | None:
    """A cycle that somebody who works there may take part in."""
    found = load_cycle(person, cycle_id)
    if found is None or found.thing.state != Cycle.State.OPEN:
        return None
    return Found(found.thing, frozenset({Role.SIGNED_IN}))


def load_released_report(person: Person, round_id: UUID) -> Found | None:
    """The round of a report, for its subject, once it is released. The facilitator has a page of their own."""
    found = load_round(person, round_id)
    if found is None or found.thing.state != FeedbackRound.State.RELEASED:
        return None
    return Found(found.thing, found.roles & {Role.OWNER})


def load_visit(person: Person | None, token: str) -> Found | None:
    """What a mailed link opens, whoever is signed in: the link is the permission. Unknown links open nothing."""
    visit = inviting.visit_of(token, timezone.now())
    return Found(visit, frozenset({Role.RATER})) if visit else None
