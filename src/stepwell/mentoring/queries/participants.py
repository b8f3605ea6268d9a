"""Reads about the people of a programme. Each is for its owner; what a coordinator sees stands in `queries.counts`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from stepwell.assessments.models import SelfAssessment
from stepwell.assessments.queries import Sheet, assessments, sheet_of
from stepwell.domain.identities import Identity, Known
from stepwell.people.models import Organisation, Person
from stepwell.people.queries import appointments_of

from ..models import MenteeRequest, MentorEnrolment, MentoringProgramme, MentorOffer, MentorProfile, ProposedPairing
from ..models.programmes import ProgrammeOrganisation
from .programmes import programmes_for

CLOSED = (MenteeRequest.State.WITHDRAWN, MenteeRequest.State.ENDED)
HEAVY = ("programme__version__content", "programme__version__changes", "programme__overlay__wordings")


def requests():
    found = MenteeRequest.objects.select_related(
        "programme__host", "programme__version__framework", "programme__overlay", "person", "organisation"
    )
    return found.defer(*HEAVY)


def request_by_id(request_id: UUID) -> MenteeRequest | None:
    return requests().filter(pk=request_id).first()


def open_request(programme: MentoringProgramme, person: Person) -> MenteeRequest | None:
    return requests().filter(programme=programme, person=person).exclude(state__in=CLOSED).first()


def draft_for(assessment: SelfAssessment) -> MenteeRequest | None:
    """The application of its owner that is not sent yet and is made on the same framework."""
    drafts = requests().filter(person=assessment.person_id, state=MenteeRequest.State.DRAFT)
    return drafts.filter(programme__version__framework=assessment.version.framework_id).first()


def requests_of(person: Person) -> list[MenteeRequest]:
    """What somebody asked for, the latest first; what they withdrew is gone."""
    return list(requests().filter(person=person).exclude(state=MenteeRequest.State.WITHDRAWN))


def latest_assessment(programme: MentoringProgramme, person: Person) -> SelfAssessment | None:
    """The latest finished one on the programme's framework, in whichever version it was answered."""
    own = assessments().filter(person=person, completed_at__isnull=False)
    return own.filter(version__framework_id=programme.version.framework_id).order_by("-completed_at").first()


def sheet_of_request(request: MenteeRequest) -> Sheet | None:
    """The mentee's own answers: for the mentee, and for a run, which keeps only what it makes of them."""
    found = assessments().filter(pk=request.assessment_id).first() if request.assessment_id else None
    return sheet_of(found) if found else None


def organisations_for(programme: MentoringProgramme, person: Person, today: date) -> list[Organisation]:
    """The person's own organisations that take part, the main one first."""
    taking_part = set(
        programme.organisations.filter(state=ProgrammeOrganisation.State.TAKING_PART).values_list(
            "organisation_id", flat=True
        )
    )
    own = [job.organisation for job in appointments_of(person, today) if job.organisation_id in taking_part]
    return list({organisation.pk: organisation for organisation in own}.values())


def profile_of(person: Person) -> MentorProfile | None:
    return MentorProfile.objects.filter(person=person).select_related("person").first()


def enrolments():
    return MentorEnrolment.objects.select_related(
        "programme__host", "programme__version__framework", "programme__overlay", "profile__person", "organisation"
    ).defer(*HEAVY)


def enrolment_of(programme: MentoringProgramme, profile: MentorProfile) -> MentorEnrolment | None:
    return enrolments().filter(programme=programme, profile=profile, state=MentorEnrolment.State.ACTIVE).first()


def enrolment_by_id(enrolment_id: UUID) -> MentorEnrolment | None:
    return enrolments().filter(pk=enrolment_id).first()


def enrolments_of(profile: MentorProfile) -> list[MentorEnrolment]:
    return list(enrolments().filter(profile=profile, state=MentorEnrolment.State.ACTIVE))


def offers_of(profile: MentorProfile, framework_id: int) -> dict[str, MentorOffer]:
    return {offer.dimension_id: offer for offer in profile.offers.filter(framework_id=framework_id)}


@dataclass(frozen=True)
class Own:
    """Everything that somebody has to do with mentoring, for their own page."""

    requests: list[MenteeRequest]
    profile: MentorProfile | None
    enrolments: list[MentorEnrolment]
    joinable: list[MentoringProgramme]


def own(person: Person, programmes: Sequence[MentoringProgramme]) -> Own:
    """Three queries. `programmes` are those the person can join."""
    asked = requests_of(person)
    profile = profile_of(person)
    joined = enrolments_of(profile) if profile else []
    return Own(asked, profile, joined, list(programmes))


def offered_to(request: MenteeRequest) -> ProposedPairing | None:
    """The pairing that waits for an answer."""
    found = request.pairings.filter(state=ProposedPairing.State.OFFERED)
    return found.select_related("enrolment__profile__person").first()


def joinable_by(person: Person, today: date) -> list[MentoringProgramme]:
    """Open programmes of the organisations somebody works in. Two queries."""
    return programmes_for([job.organisation for job in appointments_of(person, today)])


def minutes_since(profile: MentorProfile, day: date) -> dict[str, int]:
    """Minutes of a mentor's log after a day, by kind."""
    found = profile.hours.filter(on_date__gt=day).order_by().values_list("kind")
    return dict(found.annotate(minutes=Sum("minutes")))


def known_of_mentees(profile: MentorProfile) -> Known:
    """Everything stored that tells who somebody is, of everybody whom this mentor has mentored. Two queries."""
    mentored = Person.objects.filter(mentoring_requests__relationships__enrolment__profile=profile).distinct()
    people = mentored.select_related("account").prefetch_related("appointments").order_by("full_name", "id")
    return Known(identity_of(person) for person in people)


def identity_of(person: Person) -> Identity:
    addresses = [person.email, person.account.email if person.account else None]
    return Identity(
        names=tuple(filter(None, [person.full_name, person.preferred_name])),
        addresses=tuple(dict.fromkeys(filter(None, addresses))),
        numbers=tuple(dict.fromkeys(job.staff_number for job in person.appointments.all())),
    )
