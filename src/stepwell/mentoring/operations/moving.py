"""Somebody works for another organisation of the programme now, and takes part from there.

What goes on goes with them: the application or the offer, what is proposed or under way, and who may see that they take
part. What is over stays with the organisation in which it happened: its records, and whatever has been counted.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from stepwell.audit.operations import record
from stepwell.domain.matching import WHERE
from stepwell.people.models import Organisation

from .. import emails
from ..models import MenteeRequest, MentorEnrolment, MentoringRelationship, ProposedPairing
from .leaving import OPEN
from .programmes import locked as locked_programme

# What was set aside may be found again by the next pass, as the same row.
UNDECIDED = (ProposedPairing.State.PROPOSED, ProposedPairing.State.OFFERED, ProposedPairing.State.SET_ASIDE)
MOVABLE = (MenteeRequest.State.DRAFT, *OPEN)


@transaction.atomic
def move_mentee(moved: tuple[MenteeRequest, Organisation], *, at: datetime) -> None:
    request, organisation = moved
    locked_programme(request.programme)
    stored = MenteeRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
    if stored.state in MOVABLE and stored.organisation_id != organisation.pk:
        take_along(stored, organisation, "mentee_organisation")
        record("mentee_moved", by=None, at=at, about=stored, organisation_id=organisation.pk)
        if stored.state != MenteeRequest.State.DRAFT:
            emails.tell_moved(stored.person)


@transaction.atomic
def move_mentor(moved: tuple[MentorEnrolment, Organisation], *, at: datetime) -> None:
    enrolment, organisation = moved
    locked_programme(enrolment.programme)
    held = MentorEnrolment.objects.select_for_update(of=("self",)).select_related("profile__person")
    stored = held.get(pk=enrolment.pk)
    if stored.state == MentorEnrolment.State.ACTIVE and stored.organisation_id != organisation.pk:
        take_along(stored, organisation, "mentor_organisation")
        record("mentor_moved", by=None, at=at, about=stored, organisation_id=organisation.pk)
        emails.tell_moved(stored.profile.person)


def take_along(side: MenteeRequest | MentorEnrolment, organisation: Organisation, field: str) -> None:
    side.organisation = organisation
    side.save(update_fields=["organisation"])
    going_on = Q(relationship__isnull=False) & ~Q(relationship__state=MentoringRelationship.State.ENDED)
    for pairing in side.pairings.filter(Q(state__in=UNDECIDED) | going_on):
        reasons = dict(pairing.reasons or {})
        reasons["all"] = [said for said in reasons.get("all", []) if said not in WHERE]
        pairing.reasons = reasons
        setattr(pairing, field, organisation)
        pairing.save(update_fields=[field, "reasons"])
    side.relationships.exclude(state=MentoringRelationship.State.ENDED).update(**{field: organisation})
