"""How many more people each mentor can take: over all programmes, because a mentor has one diary."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from ..models import MentoringRelationship, MentorPause, MentorProfile, ProposedPairing


def taken(profiles: Iterable[UUID]) -> Counter[UUID]:
    """Relationships that are not over, and pairings that wait for an answer, by profile. Two queries."""
    found: Counter[UUID] = Counter()
    going_on = MentoringRelationship.objects.exclude(state=MentoringRelationship.State.ENDED)
    found.update(going_on.filter(enrolment__profile__in=profiles).values_list("enrolment__profile_id", flat=True))
    offered = ProposedPairing.objects.filter(state=ProposedPairing.State.OFFERED, enrolment__profile__in=profiles)
    found.update(offered.values_list("enrolment__profile_id", flat=True))
    return found


def pausing(profiles: Iterable[UUID], today: date) -> set[UUID]:
    pauses = MentorPause.objects.filter(profile__in=profiles, from_date__lte=today, until_date__gte=today)
    return set(pauses.values_list("profile_id", flat=True))


def room_of(profiles: Iterable[MentorProfile], today: date) -> dict[UUID, int]:
    """Three queries; a mentor who pauses has none."""
    listed = list(profiles)
    keys = [profile.pk for profile in listed]
    used, away = taken(keys), pausing(keys, today)
    return {p.pk: 0 if p.pk in away else max(0, p.capacity - used[p.pk]) for p in listed}
