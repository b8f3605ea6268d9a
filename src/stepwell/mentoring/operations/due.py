"""What is due by itself: offers past their day, pauses that end, questions, people who have left."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery

from stepwell.assessments.models import SelfAssessment
from stepwell.conversations.models import Conversation
from stepwell.domain.mentoring import LOOK_BACK
from stepwell.people.models import Appointment, Organisation

from .. import emails
from ..models import (
    CheckIn,
    MenteeRequest,
    MentorEnrolment,
    MentoringRelationship,
    MentoringSession,
    MentorRecord,
    ProposedPairing,
)
from ..queries.asking import quiet, to_ask
from ..queries.relationships import ended_early
from .check_ins import ask, ask_what_is_due
from .leaving import OPEN, leave_as_mentee
from .looking_back import take_away_unanswered
from .moving import MOVABLE, move_mentee, move_mentor
from .publishing import lapse
from .relationships import GRACE, Ending, finish_by_itself, leave_as_mentor, look_again, resume
from .sessions import keep_in_step

logger = logging.getLogger(__name__)
RECORD_SOON = timedelta(days=30)
BETWEEN_JOBS, KNOWN_AHEAD = timedelta(days=14), timedelta(days=92)


def due_work(*, at: datetime, today: date) -> dict[str, int]:
    """Do it, each thing in its own transaction, so that a kill leaves whole things; doing it twice changes nothing."""
    return {
        "mentoring sessions in step": each(out_of_step(), keep_in_step),
        "mentoring offers closed": each(past_their_day(today), partial(lapse, at=at, today=today)),
        "mentees moved": each(mentees_moved(today), partial(move_mentee, at=at)),
        "mentors moved": each(mentors_moved(today), partial(move_mentor, at=at)),
        "mentors gone": each(gone(today), partial(leave_as_mentor, by=None, at=at)),
        "mentees gone": each(mentees_gone(today), partial(leave_as_mentee, at=at)),
        "mentoring resumed": each(rested(today), partial(resume, by=None, at=at, today=today)),
        "mentoring second looks": each(looked_again(at), partial(take_second_look, at=at)),
        "mentoring come to its end": each(over(today), partial(finish_by_itself, at=at, today=today)),
        "mentoring questions taken away": take_away_unanswered(at=at),
        "mentoring questions asked": each(to_ask(today), partial(ask_what_is_due, at=at, today=today)),
        "quiet pairs asked": each(quiet(today), partial(ask_quietly, at=at, today=today)),
        "mentors told of records": each(running_out(today), partial(tell_of_record, at=at)),
    }


def each(things: Iterable[Any], act: Callable[[Any], Any]) -> int:
    """One that fails is logged by its key and tried again next time; the others go on."""
    done = 0
    for thing in things:
        try:
            act(thing)
            done += 1
        except Exception:
            logger.exception("mentoring: %s is still due", thing)
    return done


def out_of_step() -> list[MentoringSession]:
    """Planned ones whose conversation was begun, called off or moved to another day."""
    planned = MentoringSession.objects.filter(state=MentoringSession.State.PLANNED, conversation__isnull=False)
    moved = ~Q(conversation__starts_at__date=F("on_date"))
    begun = Q(conversation__started_at__isnull=False) | Q(conversation__state=Conversation.State.CALLED_OFF)
    return list(planned.filter(begun | moved))


def past_their_day(today: date) -> list[ProposedPairing]:
    found = ProposedPairing.objects.filter(state=ProposedPairing.State.OFFERED, answer_by__lt=today)
    return list(found.select_related("programme").order_by("answer_by", "id"))


def mentees_moved(today: date) -> list[tuple[MenteeRequest, Organisation]]:
    return moved(MenteeRequest.objects.filter(state__in=MOVABLE), "person", today)


def mentors_moved(today: date) -> list[tuple[MentorEnrolment, Organisation]]:
    return moved(MentorEnrolment.objects.filter(state=MentorEnrolment.State.ACTIVE), "profile__person", today)


def moved(found: Any, person: str, today: date) -> list[tuple[Any, Organisation]]:
    """Those who work no more where they take part from, but in another organisation of the programme: the one that they
    joined last. Whoever works in both stays."""
    now = working(person, today).values("organisation")
    # Jobs are looked up by the person: by the organisation it takes a thousand times as long.
    away = found.exclude(organisation__in=now)
    away = away.annotate(to=Subquery(now[:1])).filter(to__isnull=False)
    rows = list(away.select_related("programme").order_by("id"))
    organisations = Organisation.objects.in_bulk({row.to for row in rows})
    return [(row, organisations[row.to]) for row in rows]


def gone(today: date) -> list[MentorEnrolment]:
    """Mentors who work in none of the programme's organisations any more."""
    found = MentorEnrolment.objects.filter(
        ~Exists(belonging("profile__person", today)), state=MentorEnrolment.State.ACTIVE
    )
    return list(found.select_related("programme", "profile__person").order_by("joined_at", "id"))


def mentees_gone(today: date) -> list[MenteeRequest]:
    found = MenteeRequest.objects.filter(~Exists(belonging("person", today)), state__in=OPEN)
    return list(found.select_related("programme").order_by("sent_at", "id"))


def working(person: str, today: date) -> Any:
    """Jobs of somebody, named by the field that leads to them, in an organisation that takes part: the latest first."""
    return jobs_of(person).current(today)


def belonging(person: str, today: date) -> Any:
    """The same with jobs that ended a few days ago or begin soon: between two employers lie a few days, and staff lists
    come late. Nobody's mentoring ends for that."""
    lately = Q(end_date__isnull=True) | Q(end_date__gte=today - BETWEEN_JOBS)
    return jobs_of(person).filter(lately, start_date__lte=today + KNOWN_AHEAD)


def jobs_of(person: str) -> Any:
    return Appointment.objects.filter(
        person=OuterRef(person),
        organisation__mentoring__programme=OuterRef("programme"),
        organisation__mentoring__state="taking_part",
    )


def rested(today: date) -> list[MentoringRelationship]:
    paused = MentoringRelationship.objects.filter(state=MentoringRelationship.State.PAUSED, paused_until__lt=today)
    return list(paused.order_by("paused_until", "id"))


def looked_again(at: datetime) -> list[tuple[MentoringRelationship, SelfAssessment]]:
    """Mentees who placed themselves anew, for mentoring and on the same items, since theirs began.

    Of what ended early those who had met, and for as long as they may say how it was.
    """
    since = SelfAssessment.objects.filter(
        person=OuterRef("mentee"),
        version=OuterRef("request__assessment__version"),
        purpose=SelfAssessment.Purpose.MENTORING,
        completed_at__isnull=False,
        started_at__date__gte=OuterRef("began_on"),
    ).exclude(pk=OuterRef("request__assessment"))
    latest = Subquery(since.order_by("-completed_at").values("pk")[:1])
    held = MentoringSession.objects.filter(relationship=OuterRef("pk"), state=MentoringSession.State.HELD)
    lately = ended_early().filter(Exists(held), ended_at__gte=at - LOOK_BACK)
    found = MentoringRelationship.objects.filter(Q(ending__in=["", Ending.DONE]) | Q(pk__in=lately))
    again = found.annotate(again=latest).filter(again__isnull=False)
    again = again.filter(Q(last_assessment__isnull=True) | ~Q(last_assessment=F("again"))).select_related("mentee")
    assessments = SelfAssessment.objects.select_related("person").in_bulk([one.again for one in again])
    return [(one, assessments[one.again]) for one in again]


def take_second_look(found: tuple[MentoringRelationship, SelfAssessment], *, at: datetime) -> None:
    relationship, assessment = found
    look_again(relationship, assessment, by=relationship.mentee, at=at)


def over(today: date) -> list[MentoringRelationship]:
    running = MentoringRelationship.objects.filter(state=MentoringRelationship.State.RUNNING)
    found = running.filter(ends_on__lte=today - GRACE).select_related("programme")
    return list(found.order_by("ends_on", "id"))


def running_out(today: date) -> list[MentorRecord]:
    """Records that run out within a month, of mentors who take part somewhere; each is told once."""
    soon = MentorRecord.objects.filter(expires_on__range=(today, today + RECORD_SOON), told_at__isnull=True)
    taking_part = soon.filter(profile__enrolments__state=MentorEnrolment.State.ACTIVE).distinct()
    return list(taking_part.select_related("profile__person").order_by("expires_on", "id"))


def tell_of_record(kept: MentorRecord, *, at: datetime) -> None:
    if MentorRecord.objects.filter(pk=kept.pk, told_at__isnull=True).update(told_at=at):
        emails.tell_record_runs_out(kept.profile.person)


def ask_quietly(found: tuple[MentoringRelationship, date], *, at: datetime, today: date) -> int:
    """Both are asked, each once for one silence; the day of the question is the day on which it became long."""
    relationship, since = found
    return ask(relationship, CheckIn.Moment.QUIET, since + timedelta(days=relationship.programme.quiet_days), at=at)
