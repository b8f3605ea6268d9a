"""Questions along the way: who is asked when, and what they answer. Each of the two is asked apart."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from stepwell.audit.operations import record
from stepwell.domain.mentoring import Fault
from stepwell.people.models import Organisation, Person

from .. import emails
from ..models import CheckIn, MentoringRelationship, MentoringSession
from ..queries.asking import AFTER, due_of
from ..queries.relationships import pauses_of
from .looking_back import expect_in_time
from .refusals import Faulty, NotYours
from .relationships import State, end, locked

Moment = CheckIn.Moment
KEPT = ("how", "words", "grown")
GROWN = ("much", "some", "little", "not")
FITS = ("good", "deciding", "not_good")
QUIET = ("fine", "busy", "help", "end")
HOW = ("very_well", "well", "mixed", "badly")
ONCE = (Moment.FIT, Moment.MIDPOINT, *AFTER)
# Where somebody may ask their coordinator for help.
WITH_HELP = (Moment.FIT, Moment.QUALITY, Moment.MIDPOINT)
ALLOWED: dict[str, tuple[str, ...]] = {Moment.FIT: FITS, Moment.QUIET: QUIET}


@transaction.atomic
def ask_what_is_due(relationship: MentoringRelationship, *, at: datetime, today: date) -> int:
    """Put the questions that are due to both, and mail them; what was asked before is not asked again."""
    stored = locked(relationship)
    first = stored.sessions.filter(state=MentoringSession.State.HELD).order_by("on_date").first()
    is_over = stored.state == State.ENDED
    if is_over and stored.ending != "done":
        return 0
    met = first.on_date if first else None
    due = due_of(stored.began_on, stored.ends_on, met, today, pauses_of(stored), is_over=is_over)
    return sum(ask(stored, moment, day, at=at) for moment, day in due)


def ask(relationship: MentoringRelationship, moment: str, day: date, *, at: datetime) -> int:
    """Each once, and what somebody answered that is asked once alone is not asked again, though a pause moved its day."""
    asked, count = Q(due_on=day), 0
    if moment in ONCE:
        asked |= Q(answered_at__isnull=False)
    for person in (relationship.mentee, relationship.mentor):
        own = CheckIn.objects.filter(relationship=relationship, person=person, moment=moment)
        if own.filter(asked).exists():
            continue
        CheckIn.objects.create(relationship=relationship, person=person, moment=moment, due_on=day, asked_at=at)
        own.filter(answered_at__isnull=True, due_on__lt=day).delete()  # a newer one of the same kind takes its place
        emails.tell_check_in(person)
        count += 1
    return count


@transaction.atomic
def answer(check_in: CheckIn, answers: Mapping[str, Any], *, by: Person, at: datetime, today: date) -> None:
    """`answers`: {"how": one of the allowed words, "words": free text, "grown": …, "help": bool}. Only the person reads it again.

    Asking for help tells the coordinator of the person's own organisation that they ask, and nothing else. "Not a good fit" ends the relationship at once and puts the mentee ahead in the next match, without saying who asked for it.
    """
    if check_in.person_id != by.pk:
        raise NotYours
    expect_in_time(check_in.relationship, today)
    stored = CheckIn.objects.select_for_update(of=("self",)).get(pk=check_in.pk)
    if answers.get("how") not in ALLOWED.get(stored.moment, HOW):
        raise Faulty([Fault("how", "Choose one of the answers.")])
    kept = {key: value for key, value in answers.items() if key in KEPT}
    stored.answers, stored.answered_at = kept, at
    asks = bool(answers.get("help")) if stored.moment in WITH_HELP else answers["how"] == "help"
    if asks and stored.help_asked_at is None:
        stored.help_asked_at = at
        emails.tell_help_asked(organisation_of(stored))
    stored.save()
    # "Not a good fit" ends it in the same moment: with a name here, readers of the trail would know who said so.
    record("mentoring_question_answered", by=None if stored.moment == Moment.FIT else by, at=at, about=stored)
    if stored.moment == Moment.FIT and answers["how"] == "not_good":
        end(check_in.relationship, by=by, at=at, today=today, again=True)
    if stored.moment == Moment.QUIET and answers["how"] == "end":
        end(check_in.relationship, by=by, at=at, today=today)


def organisation_of(check_in: CheckIn) -> Organisation:
    """Of whoever is asked: each has a coordinator of their own."""
    found = check_in.relationship
    return found.mentee_organisation if found.mentee_id == check_in.person_id else found.mentor_organisation


@transaction.atomic
def note_help_given(check_in: CheckIn, *, by: Person, at: datetime) -> None:
    """A coordinator has been in touch. Noting it twice changes nothing."""
    asked = CheckIn.objects.filter(pk=check_in.pk, help_asked_at__isnull=False, help_given_at__isnull=True)
    if asked.update(help_given_at=at, help_given_by=by):
        record("mentoring_help_given", by=by, at=at, about=check_in)
