"""Which conversations somebody has, and with whom. What is written in them is read elsewhere, one at a time."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from operator import attrgetter, or_
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from stepwell.people.models import Appointment, Person
from stepwell.prepared import prepared

from ..models import AgreedAction, Conversation, Participation

State = Conversation.State
OPEN = (State.PROPOSED, State.AGREED, State.MET)
WITH = ("person", "other", "organisation", "proposed_by")


def local(moment: datetime) -> datetime:
    """On the clock where the installation is."""
    return moment.astimezone(timezone.get_current_timezone())


def visible_to(person: Person, today: date) -> QuerySet[Conversation]:
    """A person's own, always. As the other of the two: while they work where they did, or as long as the person lets
    them keep it (what a leaver took part in stays with the person)."""
    works_there = Appointment.objects.current(today).filter(person=person, organisation=OuterRef("other_organisation"))
    kept = Q(kept_for_other_at__isnull=False) | Q(other_organisation__isnull=True) | Exists(works_there)
    return Conversation.objects.filter(Q(person=person) | (Q(other=person) & kept))


def listed(found: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """For lists: with the names, without the agenda's text."""
    return found.select_related("person", "other").defer("agenda")


def conversation_by_id(conversation_id: UUID) -> Conversation | None:
    return Conversation.objects.select_related(*WITH).filter(pk=conversation_id).first()


def is_visible_to(conversation: Conversation, person: Person, today: date) -> bool:
    """The same as visible_to, for one that is at hand."""
    if person.pk == conversation.person_id:
        return True
    if person.pk != conversation.other_id:
        return False
    if conversation.kept_for_other_at or conversation.other_organisation_id is None:
        return True
    jobs = Appointment.objects.current(today)
    return jobs.filter(person=person, organisation_id=conversation.other_organisation_id).exists()


def other_is_gone(conversation: Conversation, today: date) -> bool:
    """Whether the other of the two has left, and the person has not let them keep it: nobody but the person reads it."""
    return not is_visible_to(conversation, conversation.other, today)


def with_readiness(found: QuerySet[Conversation], person: Person) -> QuerySet[Conversation]:
    """Each with `is_ready`: whether `person` has said so."""
    ready = Participation.objects.filter(conversation=OuterRef("pk"), person=person, ready_at__isnull=False)
    return found.annotate(is_ready=Exists(ready))


SOONEST = (F("starts_at").asc(nulls_last=True), "-proposed_at", "id")


def coming(person: Person, today: date) -> list[Conversation]:
    """Open ones: those with a day first, the soonest on top."""
    found = listed(visible_to(person, today).filter(state__in=OPEN))
    return list(with_readiness(found, person).order_by(*SOONEST))


def past(person: Person, today: date) -> QuerySet[Conversation]:
    """Ended and called off, the latest first."""
    found = listed(visible_to(person, today).filter(state__in=[State.ENDED, State.CALLED_OFF]))
    return found.order_by("-ended_at", "id")


def counts_of_actions(found: Iterable[Conversation]) -> dict[UUID, int]:
    """How many actions of these stand, those that were let go left out. One query."""
    rows = AgreedAction.objects.filter(conversation__in=[one.pk for one in found]).order_by()
    rows = rows.exclude(state=AgreedAction.State.LET_GO)
    return dict(rows.values_list("conversation").annotate(count=Count("pk")))


def between(person: Person, other: Person, today: date) -> QuerySet[Conversation]:
    """Everything these two have had with each other that `person` may open, whichever it was about: by the day that a
    list shows of it, those without one on top."""
    pair = Q(person=person, other=other) | Q(person=other, other=person)
    found = with_readiness(listed(visible_to(person, today).filter(pair)), person)
    return found.order_by(Coalesce("ended_at", "starts_at").desc(nulls_first=True), "-proposed_at", "id")


def partners_of(person: Person, today: date) -> list[tuple[Person, int]]:
    """Whom somebody has talked with, by name, and how often."""
    found: dict[Person, int] = {}
    for one in visible_to(person, today).filter(state=State.ENDED).select_related("person", "other").defer("agenda"):
        partner = one.partner_of(person)
        found[partner] = found.get(partner, 0) + 1
    return sorted(found.items(), key=lambda entry: entry[0].full_name)


def have_talked(person: Person, other: Person, today: date) -> bool:
    """Whether there is anything between these two that `person` may open."""
    pair = Q(person=person, other=other) | Q(person=other, other=person)
    return visible_to(person, today).filter(pair).exists()


def job_managed(manager: Person, person: Person, today: date) -> Appointment | None:
    """The job in which somebody reports to `manager` today."""
    return (
        Appointment.objects.current(today).filter(manager=manager, person=person).order_by("-start_date", "pk").first()
    )


def participations_of(conversation: Conversation) -> dict[UUID, Participation]:
    return {row.person_id: row for row in conversation.participations.all()}


def to_look_at_again(person: Person, until: date, today: date, *, most: int | None = None) -> list[Conversation]:
    """Reviews that are due by a day and were not held: neither marked so, nor another conversation begun since."""
    found = visible_to(person, today).filter(due_for_review(until))
    return list(listed(found).order_by("review_date", "id")[:most])


def due_for_review(until: date) -> Q:
    later = Conversation.objects.filter(follows=OuterRef("pk"), started_at__isnull=False)
    return Q(state=State.ENDED, review_date__lte=until, reviewed_at__isnull=True) & ~Q(Exists(later))


def to_follow_up(person: Person, today: date) -> list[Conversation]:
    """Those after which `person` wanted to ask what became of it, and has not yet (R19)."""
    found = visible_to(person, today).filter(
        participations__person=person,
        participations__follow_up_due__lte=today,
        participations__followed_up_at__isnull=True,
    )
    return list(listed(found).order_by("ended_at", "id"))


MOST_ON_HOME = 3


def built_for_home(person: Any, today: Any) -> QuerySet[Conversation]:
    """The first of each: what waits for the person's answer, what comes soonest, what is agreed next, what is to look at
    again. None of them hides behind another."""
    seen = visible_to(person, today)
    soonest = seen.filter(state__in=OPEN).order_by(*SOONEST).values("pk")
    oldest = seen.filter(due_for_review(today)).order_by("review_date", "id").values("pk")
    parts = (
        soonest.filter(~Q(proposed_by=person), state=State.PROPOSED)[:MOST_ON_HOME],
        soonest[:MOST_ON_HOME],
        soonest.filter(state=State.AGREED, starts_at__isnull=False)[:1],
        oldest[:MOST_ON_HOME],
    )
    chosen = reduce(or_, (Q(pk__in=part) for part in parts))
    return with_readiness(listed(Conversation.objects.filter(chosen)), person).order_by(*SOONEST)


ON_HOME = prepared(built_for_home)


def on_home(person: Person, today: date) -> tuple[list[Conversation], list[Conversation]]:
    """The first of `coming`, and of those `to_look_at_again` by today, in one reading."""
    found = ON_HOME.rows(person=person, today=today)
    due = [one for one in found if one.state == State.ENDED]
    return [one for one in found if one.state != State.ENDED], sorted(due, key=attrgetter("review_date"))


def ended_beside(person: Any, other: Any, beside: Any) -> QuerySet[Conversation]:
    """What these two ended beside one conversation, of any kind, the latest first; each given by its id."""
    pair = Q(person=person, other=other)
    return Conversation.objects.filter(pair, state=State.ENDED).exclude(pk=beside).order_by("-ended_at")


def previous_of(conversation: Conversation) -> Conversation | None:
    """The last of them: "what did we agree last time"."""
    return listed(ended_beside(conversation.person_id, conversation.other_id, conversation.pk)).first()
