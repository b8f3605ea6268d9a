"""Which conversations somebody has, and with whom. What is written in them is read elsewhere, one at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from stepwell.people.models import Appointment, Person

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


def coming(person: Person, today: date) -> list[Conversation]:
    """Open ones: those with a day first, the soonest on top."""
    found = listed(visible_to(person, today).filter(state__in=OPEN)).prefetch_related("participations")
    return list(found.order_by(F("starts_at").asc(nulls_last=True), "-proposed_at", "id"))


def past(person: Person, today: date) -> QuerySet[Conversation]:
    """Ended and called off, the latest first, each with the number of its actions."""
    found = listed(visible_to(person, today).filter(state__in=[State.ENDED, State.CALLED_OFF]))
    return found.annotate(action_count=live_actions()).order_by("-ended_at", "id")


def live_actions() -> Count:
    return Count("actions", filter=~Q(actions__state=AgreedAction.State.LET_GO))


def between(person: Person, other: Person, today: date) -> QuerySet[Conversation]:
    """Everything these two have had with each other that `person` may open, whichever it was about."""
    pair = Q(person=person, other=other) | Q(person=other, other=person)
    found = listed(visible_to(person, today).filter(pair))
    found = found.annotate(action_count=live_actions()).prefetch_related("participations")
    return found.order_by("-proposed_at", "id")


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


def to_look_at_again(person: Person, until: date, today: date) -> list[Conversation]:
    """Reviews that are due by a day and were not held: neither marked so, nor another conversation begun since."""
    found = visible_to(person, today).filter(due_for_review(until))
    return list(listed(found).order_by("review_date", "id"))


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


def on_home(person: Person, today: date) -> tuple[list[Conversation], list[Conversation]]:
    """`coming`, and those `to_look_at_again` by today, in one reading."""
    found = listed(visible_to(person, today).filter(Q(state__in=OPEN) | due_for_review(today)))
    ordered = found.prefetch_related("participations").order_by(
        F("starts_at").asc(nulls_last=True), "-proposed_at", "id"
    )
    everything = list(ordered)
    due = [one for one in everything if one.state == State.ENDED]
    return [one for one in everything if one.state != State.ENDED], sorted(due, key=attrgetter("review_date"))


def previous_of(conversation: Conversation) -> Conversation | None:
    """What these two ended last before this one, of any kind: "what did we agree last time"."""
    pair = Q(person=conversation.person_id, other=conversation.other_id)
    found = Conversation.objects.filter(pair, state=State.ENDED).exclude(pk=conversation.pk)
    return listed(found).order_by("-ended_at").first()


@dataclass(frozen=True)
class Standing:
    """One person of somebody's team: when the two last talked, what is planned, what is due."""

    person: Person
    latest: Conversation | None
    planned: Conversation | None
    proposed: Conversation | None
    review_due: date | None
    follow_up: Conversation | None


def standings(manager: Person, people: Iterable[Person], today: date) -> list[Standing]:
    """From the manager's own conversations with each of them, never from anybody else's. Two queries for any number."""
    team = list(people)
    with_them = Q(person__in=team, other=manager) | Q(person=manager, other__in=team)
    found = list(listed(visible_to(manager, today).filter(with_them)).order_by("-ended_at", "starts_at"))
    rows = Participation.objects.filter(
        person=manager, follow_up_due__lte=today, followed_up_at__isnull=True, conversation__person__in=team
    )
    due = {row.conversation_id for row in rows.only("conversation_id")}
    return [standing(one, [c for c in found if c.partner_of(manager) == one], due) for one in team]


def standing(person: Person, found: list[Conversation], due: set[UUID]) -> Standing:
    ended = [one for one in found if one.state == State.ENDED and one.ended_at]
    latest = max(ended, key=lambda one: one.ended_at or one.proposed_at, default=None)
    planned = [one for one in found if one.state in (State.AGREED, State.MET)]
    followed = {one.follows_id for one in found if one.started_at}
    reviews = [one.review_date for one in ended if one.review_date and not one.reviewed_at and one.pk not in followed]
    return Standing(
        person=person,
        latest=latest,
        planned=min(planned, key=lambda one: (one.starts_at is None, one.starts_at or one.proposed_at), default=None),
        proposed=next((one for one in found if one.state == State.PROPOSED), None),
        review_due=min(reviews, default=None),
        follow_up=next((one for one in found if one.pk in due), None),
    )
