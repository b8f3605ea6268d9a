"""What somebody is to a programme, an application or a relationship: facts; what follows is in access/roles.py."""

from uuid import UUID

from django.utils import timezone

from stepwell.access.checks import Found
from stepwell.access.roles import Role
from stepwell.people.access import acting
from stepwell.people.models import Person

from .models import ProgrammeOrganisation
from .queries import counts, learning, participants, programmes, relationships, runs

OWNER = frozenset({Role.OWNER})
NONE: frozenset[Role] = frozenset()


def load_public(person: Person | None, slug: str) -> Found | None:
    """The programme's own page: anybody's, once it is open."""
    programme = programmes.programme_by_slug(slug)
    return Found(programme, frozenset({Role.ANYONE})) if programme else None


def load_joinable(person: Person, programme_id: UUID) -> Found | None:
    """An open programme, for whoever works in one of its organisations."""
    programme = programmes.programme_by_id(programme_id)
    if programme is None or programme.state != programme.State.OPEN:
        return None
    if not participants.organisations_for(programme, person, timezone.localdate()):
        return None
    return Found(programme, frozenset({Role.SIGNED_IN}))


def load_request(person: Person, request_id: UUID) -> Found | None:
    request = participants.request_by_id(request_id)
    return Found(request, OWNER if request.person_id == person.pk else NONE) if request else None


def load_enrolment(person: Person, enrolment_id: UUID) -> Found | None:
    enrolment = participants.enrolment_by_id(enrolment_id)
    return Found(enrolment, OWNER if enrolment.profile.person_id == person.pk else NONE) if enrolment else None


def load_hosted(person: Person, programme_id: UUID) -> Found | None:
    """A programme that the person's organisation hosts: its coordinators prepare, open and close it."""
    programme = programmes.programme_by_id(programme_id)
    organisation, duties = acting(person)
    if programme is None or organisation is None or programme.host_id != organisation.pk:
        return None
    return Found(programme, duties)


def load_part(person: Person, programme_id: UUID) -> Found | None:
    """Their organisation's part in a programme, asked or taken: its coordinators see their own people and counts."""
    programme = programmes.programme_by_id(programme_id)
    organisation, duties = acting(person)
    part = programmes.part_of(programme, organisation) if programme else None
    if part is None or part.state == ProgrammeOrganisation.State.LEFT:
        return None
    return Found(part, duties)


def load_taking_part(person: Person, programme_id: UUID) -> Found | None:
    found = load_part(person, programme_id)
    return found if found and found.thing.state == ProgrammeOrganisation.State.TAKING_PART else None


def load_run(person: Person, run_id: UUID) -> Found | None:
    """A run with the organisation's part in its programme."""
    run = runs.run_by_id(run_id)
    found = load_taking_part(person, run.programme_id) if run else None
    return Found((run, found.thing), found.roles) if found else None


def load_pairing(person: Person, pairing_id: UUID) -> Found | None:
    """A pairing that was offered, for the two of them alone."""
    pairing = runs.pairing_by_id(pairing_id)
    if pairing is None or pairing.offered_at is None:
        return None
    roles = set()
    if pairing.request.person_id == person.pk:
        roles.add(Role.MENTEE)
    if pairing.enrolment.profile.person_id == person.pk:
        roles.add(Role.MENTOR)
    return Found(pairing, frozenset(roles))


def load_relationship(person: Person, relationship_id: UUID) -> Found | None:
    relationship = relationships.relationship_by_id(relationship_id)
    if relationship is None:
        return None
    roles = set()
    if relationship.mentee_id == person.pk:
        roles.add(Role.MENTEE)
    if relationship.mentor_id == person.pk:
        roles.add(Role.MENTOR)
    return Found(relationship, frozenset(roles))


def load_session(person: Person, session_id: UUID) -> Found | None:
    session = relationships.session_by_id(session_id)
    found = load_relationship(person, session.relationship_id) if session else None
    return Found(session, found.roles) if found else None


def load_goal(person: Person, goal_id: UUID) -> Found | None:
    goal = relationships.goal_by_id(goal_id)
    found = load_relationship(person, goal.relationship_id) if goal else None
    return Found(goal, found.roles) if found else None


def load_help(person: Person, programme_id: UUID, check_in_id: UUID) -> Found | None:
    """A call for help from somebody of one's own organisation."""
    found = load_taking_part(person, programme_id)
    if found is None:
        return None
    asking = counts.asking_for_help(found.thing.programme, found.thing.organisation)
    check_in = next((one for one in asking if one.pk == check_in_id), None)
    return Found((check_in, found.thing), found.roles) if check_in else None


def load_rule(person: Person, programme_id: UUID, rule_id: int) -> Found | None:
    """What was fixed about a pair with somebody of one's own organisation."""
    found = load_taking_part(person, programme_id)
    kept = runs.rule_by_id(found.thing.programme, rule_id) if found else None
    if found is None or kept is None:
        return None
    sides = (kept.request.organisation_id, kept.enrolment.organisation_id)
    return Found((kept, found.thing), found.roles) if found.thing.organisation_id in sides else None


def load_quota(person: Person, programme_id: UUID, quota_id: int) -> Found | None:
    found = load_hosted(person, programme_id)
    quota = found.thing.quotas.filter(pk=quota_id).first() if found else None
    return Found((found.thing, quota), found.roles) if found and quota else None


def load_check_in(person: Person, check_in_id: UUID) -> Found | None:
    check_in = relationships.check_in_by_id(check_in_id)
    return Found(check_in, OWNER if check_in.person_id == person.pk else NONE) if check_in else None


def load_request_section(person: Person, request_id: UUID, section: str) -> Found | None:
    """One section of an application; whether there is one of that name the view asks."""
    found = load_request(person, request_id)
    return Found((found.thing, section), found.roles) if found else None


def load_relationship_part(person: Person, relationship_id: UUID, dimension_id: str) -> Found | None:
    """One quality in a relationship; whether the framework has it the view asks."""
    found = load_relationship(person, relationship_id)
    return Found((found.thing, dimension_id), found.roles) if found else None


def load_run_pairing(person: Person, run_id: UUID, pairing_id: UUID) -> Found | None:
    """One pair of a run; whether somebody of the organisation is in it the view asks."""
    found = load_run(person, run_id)
    return Found((*found.thing, pairing_id), found.roles) if found else None


def load_report(person: Person, programme_id: UUID, number: int) -> Found | None:
    """A report with the reader's own organisation's part in the programme."""
    found = load_taking_part(person, programme_id)
    report = learning.report_of(found.thing.programme, number) if found else None
    return Found((report, found.thing), found.roles) if found and report else None
