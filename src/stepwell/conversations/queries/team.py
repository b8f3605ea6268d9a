"""How somebody stands with each of their team: from their own conversations alone, never from anybody else's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet

from stepwell.people.models import Person

from ..models import Conversation, Participation
from .conversations import OPEN, due_for_review, listed, visible_to

State = Conversation.State
FAR = date.max


@dataclass(frozen=True)
class Standing:
    """One person of somebody's team: when the two last talked, what is planned, what is due."""

    person: Person
    latest: datetime | None
    planned: Conversation | None
    proposed: Conversation | None
    review_due: date | None
    follow_up: Conversation | None


def standings(manager: Person, people: Iterable[Person], today: date) -> list[Standing]:
    """Four queries for any number of people, and however long they have worked together."""
    team = list(people)
    with_them = Q(person__in=team, other=manager) | Q(person=manager, other__in=team)
    found = visible_to(manager, today).filter(with_them)
    latest = by_partner(found.filter(state=State.ENDED), manager, Max("ended_at"), max)
    reviews = by_partner(found.filter(due_for_review(FAR)), manager, Min("review_date"), min)
    open_ones = list(listed(found.filter(state__in=OPEN)).order_by("starts_at", "id"))
    follow_ups = {one.person_id: one for one in to_ask(manager, team, today)}
    return [
        Standing(
            person=one,
            latest=latest.get(one.pk),
            planned=first_planned([c for c in open_ones if c.partner_of(manager) == one]),
            proposed=next((c for c in open_ones if c.state == State.PROPOSED and c.partner_of(manager) == one), None),
            review_due=reviews.get(one.pk),
            follow_up=follow_ups.get(one.pk),
        )
        for one in team
    ]


def by_partner(found: QuerySet[Conversation], manager: Person, what, best) -> dict[UUID, datetime]:
    """One value for each partner, whichever of the two a conversation was about. One query."""
    values: dict[UUID, datetime] = {}
    for person, other, value in found.order_by().values_list("person", "other").annotate(value=what):
        partner = other if person == manager.pk else person
        values[partner] = best(values[partner], value) if partner in values else value
    return values


def first_planned(found: Iterable[Conversation]) -> Conversation | None:
    planned = [one for one in found if one.state in (State.AGREED, State.MET)]
    return min(planned, key=lambda one: (one.starts_at is None, one.starts_at or one.proposed_at), default=None)


def to_ask(manager: Person, team: Iterable[Person], today: date) -> list[Conversation]:
    """Conversations after which the manager wanted to ask what became of it, the oldest last."""
    rows = Participation.objects.filter(
        person=manager, follow_up_due__lte=today, followed_up_at__isnull=True, conversation__person__in=list(team)
    )
    found = visible_to(manager, today).filter(pk__in=rows.values("conversation"))
    return list(listed(found).order_by("-ended_at", "id"))
