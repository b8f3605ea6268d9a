"""What somebody is to a round, a cycle or a link: facts; what follows from them is in access/roles.py."""

from uuid import UUID

from django.utils import timezone

from stepwell.access.checks import Found
from stepwell.access.roles import Role
from stepwell.people.access import acting
from stepwell.people.models import Organisation, Person

from .models import Cycle, FeedbackRound
from .models.cycles import Approval
from .queries import cycles, inviting, reports, rounds

# Until the subject consented there is nothing to facilitate; afterwards the facilitator stays with the round.
FACILITATED = frozenset({"choosing", "approval", "collecting", "closing", "closed", "prepared", "released"})


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
    if round.cycle.approval == Approval.NONE or not rounds.waits_for_approval(round):
        return False
    organisation, duties = acting(person)
    return rounds.is_approver(round, person, timezone.localdate(), coordinates=coordinated(organisation, duties))


def coordinated(organisation: Organisation | None, duties: frozenset[Role]) -> int | None:
    """The organisation that somebody coordinates, by its key: what `approve` and `rounds_to_approve` ask for."""
    return organisation.pk if organisation and Role.COORDINATOR in duties else None


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
    if found is None or reports.released_report(found.thing) is None:
        return None
    return Found(found.thing, found.roles & {Role.OWNER})


def load_visit(person: Person | None, token: str) -> Found | None:
    """What a mailed link opens, whoever is signed in: the link is the permission. Unknown links open nothing."""
    visit = inviting.visit_of(token, timezone.now())
    return Found(visit, frozenset({Role.RATER})) if visit else None


def load_asked(person: Person, invitation_id: UUID) -> Found | None:
    """An invitation to the person who is signed in, while they may still answer."""
    mine = inviting.asked_of_person(person, timezone.now())
    found = next((one for one in mine if one.pk == invitation_id), None)
    return Found(found, frozenset({Role.RATER})) if found else None


def load_round_part(person: Person, round_id: UUID, number: int) -> Found | None:
    """One page of a round; whether there is one of that number only its framework knows, and the view asks."""
    found = load_round(person, round_id)
    return Found((found.thing, number), found.roles) if found else None


def load_door(person: Person, round_id: UUID) -> Found | None:
    """A round for everybody who has something to do with it now: mail leads all of them to the one address."""
    found = load_round(person, round_id)
    return Found(found.thing, found.roles | {Role.SIGNED_IN}) if found and found.roles else None
