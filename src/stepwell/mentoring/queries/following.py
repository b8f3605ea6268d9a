"""Programmes in which what is not published follows whoever comes, says no or leaves."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import MatchingRun, MenteeRequest, MentorEnrolment, MentoringProgramme, MentorProfile, RunPublication
from .runs import runs

CALM = timedelta(minutes=2)
AT_MOST_EVERY = timedelta(minutes=10)


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


def saved_since(now: datetime) -> list[UUID]:
    """Those in which somebody saved something that the latest pass has not read: a page saves while one types, and no
    button says that they are done. So they have stopped for a moment, and a pass was not begun just now.
    """
    calm = {"saved_at__gt": OuterRef("followed_at"), "saved_at__lte": now - CALM}
    mentees = MenteeRequest.objects.filter(programme=OuterRef("programme"), state=MenteeRequest.State.WAITING, **calm)
    mentors = MentorEnrolment.objects.filter(
        programme=OuterRef("programme"),
        state=MentorEnrolment.State.ACTIVE,
        **{f"profile__{name}": value for name, value in calm.items()},
    )
    old = followed_runs().filter(followed_at__lte=now - AT_MOST_EVERY)
    return keys(old.filter(Exists(mentees) | Exists(mentors)))


def keys(found: QuerySet[MatchingRun]) -> list[UUID]:
    return list(found.order_by("programme__opened_at", "programme").values_list("programme", flat=True))
