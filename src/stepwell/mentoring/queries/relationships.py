"""Reads about relationships, for the two in them. What the programme sees of one is its dates and state, in `queries.counts`."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from stepwell.domain.mentoring import LOOK_BACK
from stepwell.domain.pauses import Pause
from stepwell.people.models import Person
from stepwell.prepared import prepared

from ..models import CheckIn, MentoringAgreement, MentoringGoal, MentoringRelationship, MentoringSession

DONE = MentoringRelationship.Ending.DONE
HEAVY = ("programme__version__content", "programme__version__changes", "programme__overlay__wordings")


def relationships():
    found = MentoringRelationship.objects.select_related(
        "programme__host",
        "programme__version__framework",
        "programme__overlay",
        "request__assessment",
        "enrolment__profile",
        "last_assessment",
        "mentee",
        "mentor",
    )
    return found.defer(*HEAVY)


def relationship_by_id(relationship_id: UUID) -> MentoringRelationship | None:
    return relationships().filter(pk=relationship_id).first()


def relationships_of(person: Person) -> list[MentoringRelationship]:
    """Those somebody is in or was in, on either side, the latest first."""
    return list(relationships().filter(Q(mentee=person) | Q(mentor=person)))


def mentored_by(person: Person) -> list[MentoringRelationship]:
    """Whom somebody mentors now."""
    going_on = MentoringRelationship.objects.filter(mentor=person).exclude(state=MentoringRelationship.State.ENDED)
    return list(going_on.select_related("mentee").order_by("mentee__full_name", "id"))


def pauses_of(relationship: MentoringRelationship) -> list[Pause]:
    """The earliest first, with the one that goes on. No query for two who never paused."""
    if relationship.paused_until is None:
        return []
    return [Pause(first, last) for first, last in relationship.pauses.values_list("from_date", "until_date")]


def agreements_of(relationship: MentoringRelationship) -> list[MentoringAgreement]:
    """Every version, the latest first."""
    return list(relationship.agreements.all())


def latest_agreement(relationship: MentoringRelationship) -> MentoringAgreement | None:
    return relationship.agreements.first()


def signed_agreement(relationship: MentoringRelationship) -> MentoringAgreement | None:
    """The latest version that both signed."""
    signed = relationship.agreements.filter(mentee_signed_at__isnull=False, mentor_signed_at__isnull=False)
    return signed.first()


def sessions_of(relationship: MentoringRelationship) -> list[MentoringSession]:
    """With their conversations as the two of them see them: day and state, no word."""
    return list(relationship.sessions.select_related("conversation"))


def session_by_id(session_id: UUID) -> MentoringSession | None:
    return MentoringSession.objects.filter(pk=session_id).select_related("relationship").first()


QUESTIONS_DUE = prepared(
    lambda person, today: CheckIn.objects.filter(
        person=person, answered_at__isnull=True, due_on__lte=today, relationship__ending__in=["", DONE]
    ).select_related("relationship__mentee", "relationship__mentor", "relationship__programme")
)


def check_ins_for(person: Person, today: date) -> list[CheckIn]:
    """Questions that wait for somebody, on relationships they are in; after an early end none does."""
    return QUESTIONS_DUE.rows(person=person, today=today)


def ended_early() -> QuerySet[MentoringRelationship]:
    return MentoringRelationship.objects.filter(state=MentoringRelationship.State.ENDED).exclude(ending=DONE)


def is_early(relationship: MentoringRelationship) -> bool:
    return relationship.state == MentoringRelationship.State.ENDED and relationship.ending != DONE


def last_day_to_look_back(relationship: MentoringRelationship) -> date:
    """For something that ended early."""
    return localtime(relationship.ended_at).date() + LOOK_BACK


def may_look_back(relationship: MentoringRelationship, today: date) -> bool:
    return is_early(relationship) and today <= last_day_to_look_back(relationship)


def look_backs_of(person: Person, relationships: Iterable[MentoringRelationship], today: date) -> dict[UUID, CheckIn]:
    """What somebody may say, or has said, of those that ended early and not long ago, by relationship. One query, or none."""
    lately = [one.pk for one in relationships if may_look_back(one, today)]
    if not lately:
        return {}
    asked = CheckIn.objects.filter(person=person, moment=CheckIn.Moment.END, relationship__in=lately)
    return {check_in.relationship_id: check_in for check_in in asked}


def check_in_by_id(check_in_id: UUID) -> CheckIn | None:
    found = CheckIn.objects.select_related("relationship__mentee", "relationship__mentor", "relationship__programme")
    return found.filter(pk=check_in_id).first()


def goals_of(relationship: MentoringRelationship) -> list[MentoringGoal]:
    """The open ones first."""
    return sorted(relationship.goals.all(), key=lambda goal: goal.state != MentoringGoal.State.OPEN)


def goal_by_id(goal_id: UUID) -> MentoringGoal | None:
    return MentoringGoal.objects.filter(pk=goal_id).select_related("relationship").first()
