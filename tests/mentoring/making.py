"""A programme at every stage, made by the same operations as the pages use. Framework: one that nobody here has seen.

The Potters' scheme: Ashdown hosts it, Marlow takes part. Amira and Ben would like a mentor; Ruth and Oscar offer to
be one. Cora coordinates at Ashdown, and Mia, who is added here, at Marlow.
"""

from datetime import timedelta
from typing import Any

from stepwell.assessments import operations as assessments
from stepwell.assessments.models import SelfAssessment
from stepwell.frameworks.models import FrameworkVersion
from stepwell.mentoring.models import (
    MatchingRun,
    MenteeRequest,
    MentorEnrolment,
    MentoringProgramme,
    MentoringRelationship,
    MentorProfile,
    ProposedPairing,
)
from stepwell.mentoring.operations import joining, offering, programmes, publishing, reworking
from stepwell.mentoring.queries import following
from stepwell.mentoring.queries.programmes import codes_for
from stepwell.people.models import Duty, Person, Unit
from tests.cast import NOW, TODAY, Cast, appoint, make_person

SECRET = "I want to stop giving my pots away."
CODE = programmes.CodePlan("The potters’ code", "What is said at the wheel stays at the wheel.")
PARTS: dict[str, Any] = {
    "overlay": None,
    "title": "Potters who mentor",
    "summary": "Potters from two towns learn from one another.",
    "intake": "rolling",
    "months": 12,
    "accept_days": 10,
}
TOTALS: dict[str, Any] = {"worst": 600, "crossing": 1, "loads": [[1, 1]], "mentors": 1, "places": 1, "stands": []}
ANSWERS = {"throwing": ("yes", 1), "glazing": ("maybe", 3), "firing": ("no", 5), "selling": ("yes", None)}


def marlow_coordinator(cast: Cast) -> Person:
    found = Person.objects.filter(email="mia@example.org").first()
    if found:
        return found
    mia = make_person("Mia Lang")
    appoint(mia, Unit.objects.get(code="HOU"), "M9", "Learning Coordinator", "")
    Duty.objects.create(person=mia, organisation=cast.marlow, name="coordinator", granted_at=NOW)
    return mia


def make_programme(cast: Cast, version: FrameworkVersion, *, is_open: bool = True, **parts) -> MentoringProgramme:
    programme = programmes.create_programme(
        host=cast.ashdown, version=version, codes=[CODE], by=cast.cora, at=NOW, **{**PARTS, **parts}
    )
    part = programmes.ask_organisation(programme, organisation=cast.marlow, by=cast.cora, at=NOW)
    programmes.decide_part(part, agrees=True, by=marlow_coordinator(cast), at=NOW)
    if is_open:
        programmes.open_programme(programme, by=cast.cora, at=NOW)
        programme.refresh_from_db()
    return programme


def assess(person: Person, version: FrameworkVersion, answers=None, at=NOW) -> SelfAssessment:
    assessment = assessments.start_assessment(
        person=person, version=version, overlay=None, appointment=None, purpose="mentoring", at=at
    )
    assessments.acknowledge_notices(assessment, by=person, at=at)
    for dimension, (wish, rating) in (answers or ANSWERS).items():
        said = {"wish": wish, "rating": rating, "state": "placed" if rating else "not_sure", "example": SECRET}
        assessments.save_answers(assessment, dimension, said, revision=0, by=person, at=at)
    assessments.complete_assessment(assessment, by=person, at=at)
    assessment.refresh_from_db()
    return assessment


def ask(programme: MentoringProgramme, person: Person, organisation, *, sent: bool = True, **parts) -> MenteeRequest:
    request = joining.start_request(programme, organisation=organisation, by=person, at=NOW, today=TODAY)
    said = {"seniority": 2, "background": SECRET, "hopes": "To sell one.", "shows": ["needs", "background"], **parts}
    request = joining.save_request(request, said, revision=request.revision, by=person, at=NOW)
    if sent:
        assess(person, programme.version)
        joining.acknowledge(codes_for(programme, "mentee"), by=person, at=NOW)
        joining.send_request(request, by=person, at=NOW, today=TODAY)
        request.refresh_from_db()
    return request


def offer(person: Person, programme: MentoringProgramme, organisation, *, capacity=1, **parts) -> MentorEnrolment:
    profile = offering.start_profile(by=person, at=NOW)
    said = {"capacity": capacity, "seniority": 4, "about": "I have fired many kilns.", **parts}
    profile = offering.save_profile(profile, said, revision=profile.revision, at=NOW)
    offers = {"throwing": offering.OfferPlan(3, "Wedge it well."), "selling": offering.OfferPlan(2)}
    offering.set_offers(profile, programme.version.framework, offers, by=person, at=NOW)
    return join(profile, programme, organisation)


def join(profile: MentorProfile, programme: MentoringProgramme, organisation) -> MentorEnrolment:
    joining.acknowledge(codes_for(programme, "mentor"), by=profile.person, at=NOW)
    return offering.join_as_mentor(
        programme, profile, organisation=organisation, by=profile.person, at=NOW, today=TODAY
    )


def found(programme: MentoringProgramme, *pairs: tuple[MenteeRequest, MentorEnrolment, int], by=None) -> MatchingRun:
    """A run as if it had found these pairs; the engine has tests of its own."""
    run = MatchingRun.objects.create(
        programme=programme,
        number=programme.runs.count() + 1,
        state="done",
        weight_need=60,
        weight_preferences=30,
        weight_crossing=10,
        started_at=NOW,
        started_by=by,
        finished_at=NOW,
        totals=TOTALS | {"matched": len(pairs), "mentees": len(pairs)},
    )
    for request, enrolment, score in pairs:
        ProposedPairing.of(run, request, enrolment, score=score).save()
    return run


def pair_up(cast: Cast, programme: MentoringProgramme, request, enrolment) -> MentoringRelationship:
    """Published, and both said yes."""
    run = found(programme, (request, enrolment, 700))
    publishing.publish(run, organisation=request.organisation, by=cast.cora, at=NOW, today=TODAY)
    pairing = run.pairings.get()
    publishing.accept(pairing, by=request.person, at=NOW, today=TODAY)
    relationship = publishing.accept(pairing, by=enrolment.profile.person, at=NOW, today=TODAY)
    assert relationship is not None
    return relationship


def after(days: int):
    return NOW + timedelta(days=days)


def match_again(at=NOW) -> int:
    """What is not published is brought to the optimum, in every programme that a coordinator has published."""
    return sum(reworking.place_again(programme, at=at, today=TODAY) for programme in following.not_since(None))
