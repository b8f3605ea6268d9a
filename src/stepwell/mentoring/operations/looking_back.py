"""After an early end: each of the two may say how it was, for a while, and need not.

Whatever the end was, both find the same: a question that appears after some ends and not after others would tell one of
the two what the other had said. It stands on their mentoring pages and asks nowhere else.
"""

from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils.timezone import localtime

from stepwell.domain.mentoring import LOOK_BACK

from ..models import CheckIn, MentoringRelationship
from ..queries.relationships import ended_early, is_early, last_day_to_look_back
from .refusals import WrongState

END = CheckIn.Moment.END


def put_end_question(relationship: MentoringRelationship, *, at: datetime) -> None:
    """For both, unless they were asked at the planned end."""
    asked = set(relationship.check_ins.filter(moment=END).values_list("person_id", flat=True))
    for person in (relationship.mentee_id, relationship.mentor_id):
        if person not in asked:
            relationship.check_ins.create(person_id=person, moment=END, due_on=localtime(at).date(), asked_at=at)


def expect_in_time(relationship: MentoringRelationship, today: date) -> None:
    if is_early(relationship) and today > last_day_to_look_back(relationship):
        raise WrongState("The time to say how it was has gone by.")


def take_away_unanswered(*, at: datetime) -> int:
    """What nobody answered in time is asked no more, and leaves no mark."""
    over = ended_early().filter(pk=OuterRef("relationship"), ended_at__lt=at - LOOK_BACK)
    return CheckIn.objects.filter(Exists(over), moment=END, answered_at__isnull=True).delete()[0]
