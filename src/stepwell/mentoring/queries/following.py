"""Programmes in which what is not published follows whoever comes, says no or leaves."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import MatchingRun, MentorEnrolment, MentoringProgramme, MentorProfile, RunPublication
from .runs import runs


def followed_runs() -> QuerySet[MatchingRun]:
    """The latest run of each open programme, where it is done and some organisation has published it."""
    later = MatchingRun.objects.filter(programme=OuterRef("programme"), number__gt=OuterRef("number"))
    done = runs().filter(state=MatchingRun.State.DONE, programme__state=MentoringProgramme.State.OPEN)
    return done.filter(~Exists(later), Exists(RunPublication.objects.filter(run=OuterRef("pk"))))


def followed_run(programme_id: UUID) -> MatchingRun | None:
    return followed_runs().filter(programme=programme_id).first()


def with_mentors_of(programme: MentoringProgramme) -> list[UUID]:
    """The programme, and those that share a mentor with it: a mentor has one diary. One query."""
    active = MentorEnrolment.objects.filter(state=MentorEnrolment.State.ACTIVE)
    here = active.filter(programme=programme, profile=OuterRef("profile"))
    shared = Exists(active.filter(Exists(here), programme=OuterRef("programme")))
    return keys(followed_runs().filter(Q(programme=programme) | shared))


def with_mentor(profile: MentorProfile) -> list[UUID]:
    active = profile.enrolments.filter(state=MentorEnrolment.State.ACTIVE)
    return keys(followed_runs().filter(programme__in=active.values("programme")))


def not_since(moment: datetime | None) -> list[UUID]:
    """Those in which it was last begun before a moment; None for all."""
    found = followed_runs()
    return keys(found.filter(Q(followed_at=None) | Q(followed_at__lt=moment)) if moment else found)


def keys(found: QuerySet[MatchingRun]) -> list[UUID]:
    return list(found.order_by("programme__opened_at", "programme").values_list("programme", flat=True))
