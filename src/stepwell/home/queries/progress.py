"""Somebody's own way over time: when they placed themselves, stood where, set out to do what, and talked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from stepwell.assessments.models import SelfAssessment
from stepwell.assessments.queries import Sheet, assessments_of, sheets_at_hand
from stepwell.conversations.models import Conversation
from stepwell.conversations.queries.conversations import local
from stepwell.people.models import Person
from stepwell.plans.models import GrowthPosition, Objective

State = Conversation.State


@dataclass(frozen=True)
class Way:
    """Of one person, since a day. `pairs`: the first and the latest self-assessment on a framework, where there are two."""

    assessments: list[SelfAssessment]
    pairs: list[tuple[Sheet, Sheet]]
    positions: list[GrowthPosition]
    objectives: list[Objective]
    conversations: list[Conversation]

    @property
    def is_empty(self) -> bool:
        return not (self.assessments or self.positions or self.objectives or self.conversations)


def way_of(person: Person, since: date | None) -> Way:
    """Their own and nothing of anybody else's: of conversations those that are theirs. Five queries.

    An objective that was let go has left no mark, and neither has a conversation that was called off.
    """
    completed = [one for one in assessments_of(person) if one.completed_at and is_since(one.completed_at, since)]
    positions = GrowthPosition.objects.filter(plan__person=person).select_related("version")
    positions = positions.defer("version__content", "version__changes").order_by("from_date", "recorded_at")
    objectives = Objective.objects.filter(plan__person=person).exclude(status=Objective.Status.LET_GO)
    talked = Conversation.objects.filter(person=person).select_related("other").defer("agenda")
    planned = Q(state__in=(State.AGREED, State.MET), starts_at__isnull=False)
    talked = talked.filter(planned | Q(state=State.ENDED)).order_by("started_at", "starts_at")
    if since:
        begin = datetime(since.year, since.month, since.day, tzinfo=timezone.get_current_timezone())
        positions = positions.filter(from_date__gte=since)
        objectives = objectives.filter(Q(status_on__isnull=True) | Q(status_on__gte=since))
        talked = talked.filter(Q(started_at__gte=begin) | Q(started_at__isnull=True))
    return Way(
        assessments=sorted(completed, key=lambda one: one.completed_at or one.started_at),
        pairs=list(pairs_of(person, completed)),
        positions=list(positions),
        objectives=list(objectives.order_by("added_at")),
        conversations=list(talked),
    )


def is_since(moment: datetime, since: date | None) -> bool:
    return since is None or local(moment).date() >= since


def pairs_of(person: Person, completed: list[SelfAssessment]) -> Iterator[tuple[Sheet, Sheet]]:
    """The latest begun come first in the list, so the first of a framework is its last one."""
    by_framework: dict[int, list[SelfAssessment]] = {}
    for one in completed:
        by_framework.setdefault(one.version.framework_id, []).append(one)
    wanted = [end for found in by_framework.values() if len(found) > 1 for end in (found[-1], found[0])]
    sheets = sheets_at_hand(person, wanted) if wanted else []
    yield from zip(sheets[::2], sheets[1::2], strict=True)
