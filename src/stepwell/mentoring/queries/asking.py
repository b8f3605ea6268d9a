"""Which pairs have something to be asked: looked up for all of them in a few queries, because it is asked each minute."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from stepwell.domain.mentoring import moments, quiet_since, still_worth_asking
from stepwell.domain.pauses import Pause

from ..models import CheckIn, MentoringRelationship, MentoringSession, RelationshipPause

State, Ending = MentoringRelationship.State, MentoringRelationship.Ending
AFTER = (CheckIn.Moment.END, CheckIn.Moment.LATER)
BOTH = 2
A_YEAR = timedelta(days=365)
HELD = Q(sessions__state=MentoringSession.State.HELD)


def due_of(
    began: date, ends: date, met: date | None, today: date, pauses: Sequence[Pause], *, is_over: bool
) -> list[tuple[str, date]]:
    """What both are to be asked by today. Of what came to its end only how it was."""
    due = still_worth_asking(moments(began, ends, met, today, pauses))
    return [(moment, day) for moment, day in due if not is_over or moment in AFTER]


def to_ask(today: date) -> list[MentoringRelationship]:
    """Of everything that goes on, and what came to its end less than a year ago, where a question is due that was not
    asked of both; a pause brings none. Four queries."""
    over = Q(state=State.ENDED, ending=Ending.DONE, ends_on__gte=today - A_YEAR)
    found = MentoringRelationship.objects.filter(Q(state=State.RUNNING) | over)
    pauses = pauses_by_pair()
    asked = dict(counted(CheckIn.objects.filter(relationship__in=found.order_by().values("pk"))))
    rows = found.annotate(met=Min("sessions__on_date", filter=HELD)).order_by("began_on", "id")
    keys = []
    for key, state, began, ends, met in rows.values_list("pk", "state", "began_on", "ends_on", "met"):
        is_over = state == State.ENDED
        due = due_of(began, ends, met, today, [] if is_over else pauses[key], is_over=is_over)
        if any(asked.get((key, moment, day), 0) < BOTH for moment, day in due):
            keys.append(key)
    rows_of = MentoringRelationship.objects.in_bulk(keys)
    return [rows_of[key] for key in keys]


def counted(found: Any) -> list[tuple[tuple[UUID, str, date], int]]:
    rows = found.order_by().values_list("relationship", "moment", "due_on").annotate(n=Count("pk"))
    return [((key, moment, day), n) for key, moment, day, n in rows]


def pauses_by_pair() -> dict[UUID, list[Pause]]:
    found: dict[UUID, list[Pause]] = defaultdict(list)
    rows = RelationshipPause.objects.filter(relationship__state=State.RUNNING)
    for key, first, last in rows.values_list("relationship", "from_date", "until_date"):
        found[key].append(Pause(first, last))
    return found


def quiet(today: date) -> list[tuple[MentoringRelationship, date]]:
    """Pairs that have not met for as long as their programme says, with the day since which they have not. Two queries."""
    running = MentoringRelationship.objects.filter(state=State.RUNNING).order_by("began_on", "id")
    rows = running.annotate(met=Max("sessions__on_date", filter=HELD))
    since = {}
    for key, began, met, paused_until, days in rows.values_list(
        "pk", "began_on", "met", "paused_until", "programme__quiet_days"
    ):
        start = quiet_since(began, [met] if met else [], paused_until)
        if (today - start).days >= days:
            since[key] = start
    named = MentoringRelationship.objects.select_related("programme", "mentee", "mentor").in_bulk(list(since))
    return [(named[key], start) for key, start in since.items()]
