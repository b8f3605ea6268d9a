"""What a coordinator sees: who of their own organisation takes part, states and dates. Never an answer, never another's.

Every read here is given the organisation, and asks for no other's people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from stepwell.people.models import Organisation

from ..models import (
    CheckIn,
    MenteeRequest,
    MentorEnrolment,
    MentoringProgramme,
    MentoringRelationship,
    MentoringSession,
)

LISTED = ("waiting", "offered", "matched", "resting")
# How many people each of two other organisations needs before numbers of the whole say nothing of one of them.
LEAST_OF_OTHERS = 10


@dataclass(frozen=True)
class Counts:
    """Of one organisation. `requests` by state; drafts are nobody's business until they are sent."""

    requests: Mapping[str, int] = field(default_factory=dict)
    mentors: int = 0
    places: int = 0
    taken: int = 0
    relationships: Mapping[str, int] = field(default_factory=dict)
    quiet: int = 0

    @property
    def mentees(self) -> int:
        return sum(self.requests.values())


def counts_of(programme: MentoringProgramme, organisation: Organisation, today: date) -> Counts:
    """Four queries, whatever the numbers."""
    own = {"programme": programme, "organisation": organisation}
    requests = MenteeRequest.objects.filter(**own, state__in=LISTED).order_by()
    mentors = MentorEnrolment.objects.filter(**own, state=MentorEnrolment.State.ACTIVE)
    places = mentors.order_by().values_list("profile__capacity", flat=True)
    taken = MentoringRelationship.objects.filter(enrolment__in=mentors).exclude(state="ended").count()
    capacities = list(places)
    relationships, quiet = going_on_in(programme, organisation, today)
    return Counts(
        requests=dict(requests.values_list("state").annotate(n=Count("*"))),
        mentors=len(capacities),
        places=sum(capacities),
        taken=taken,
        relationships=relationships,
        quiet=quiet,
    )


def waiting_in(programme: MentoringProgramme, organisation: Organisation) -> int:
    own = MenteeRequest.objects.filter(programme=programme, organisation=organisation)
    return own.filter(state=MenteeRequest.State.WAITING).count()


def going_on_in(programme: MentoringProgramme, organisation: Organisation, today: date) -> tuple[dict[str, int], int]:
    """Relationships by state, and how many pairs have not met for as long as the programme says; both are asked
    privately, and this is all it learns."""
    since = today - timedelta(days=programme.quiet_days)
    met = MentoringSession.objects.filter(
        relationship=OuterRef("pk"), state=MentoringSession.State.HELD, on_date__gt=since
    )
    unpaused = Q(paused_until__isnull=True) | Q(paused_until__lte=since)
    quiet = Q(unpaused, ~Exists(met), state=MentoringRelationship.State.RUNNING, began_on__lte=since)
    found = MentoringRelationship.objects.filter(programme=programme, mentee_organisation=organisation).order_by()
    rows = list(found.values_list("state").annotate(n=Count("*"), quiet=Count("id", filter=quiet)))
    return {state: n for state, n, _ in rows}, sum(number for *_, number in rows)


def mentees_of(programme: MentoringProgramme, organisation: Organisation):
    """By name, for a page at a time."""
    found = MenteeRequest.objects.filter(programme=programme, organisation=organisation, state__in=LISTED)
    shown = found.select_related("person").only("state", "sent_at", "person__full_name")
    return shown.order_by("person__full_name", "id")


def mentors_of(programme: MentoringProgramme, organisation: Organisation):
    """By name, each with how many mentees they have here."""
    found = MentorEnrolment.objects.filter(
        programme=programme, organisation=organisation, state=MentorEnrolment.State.ACTIVE
    )
    going_on = Count("relationships", filter=~Q(relationships__state="ended"))
    return (
        found.select_related("profile__person")
        .only("joined_at", "profile__capacity", "profile__person__full_name")
        .annotate(mentees=going_on)
        .order_by("profile__person__full_name", "id")
    )


def shows_the_whole(programme: MentoringProgramme, organisation: Organisation) -> bool:
    """Whether numbers of the whole programme may stand beside one's own: only if they say nothing of one other.

    With a single other organisation, the whole less one's own is that one. So at least two others need enough people each.
    """
    mentees = MenteeRequest.objects.filter(programme=programme, state__in=LISTED).order_by()
    mentors = MentorEnrolment.objects.filter(programme=programme, state=MentorEnrolment.State.ACTIVE).order_by()
    people: dict[int, int] = {}
    for found in (mentees, mentors):
        for key, n in found.values_list("organisation_id").annotate(n=Count("*")):
            people[key] = people.get(key, 0) + n
    people.pop(organisation.pk, None)
    return sum(n >= LEAST_OF_OTHERS for n in people.values()) >= 2


def pairs_of(programme: MentoringProgramme, organisation: Organisation):
    """Pairs with somebody of the organisation, by the mentee's name, with the sessions they held: for a page at a time."""
    own = Q(mentee_organisation=organisation) | Q(mentor_organisation=organisation)
    found = MentoringRelationship.objects.filter(own, programme=programme).select_related("mentee", "mentor")
    held = MentoringSession.objects.filter(state=MentoringSession.State.HELD).only("relationship", "on_date")
    shown = found.only("state", "began_on", "mentee__full_name", "mentor__full_name")
    return shown.prefetch_related(Prefetch("sessions", held)).order_by("mentee__full_name", "began_on", "id")


def asking_for_help(programme: MentoringProgramme, organisation: Organisation) -> list[CheckIn]:
    """Who of the organisation asked their coordinator to get in touch; what they answered is not read here.

    Keys first: few ask, of many who were asked, and a database left to itself would look through all relationships.
    """
    open_asks = CheckIn.objects.filter(help_asked_at__isnull=False, help_given_at__isnull=True)
    keys = list(open_asks.order_by().values_list("pk", flat=True))
    if not keys:
        return []
    mentees = Q(person=F("relationship__mentee"), relationship__mentee_organisation=organisation)
    mentors = Q(person=F("relationship__mentor"), relationship__mentor_organisation=organisation)
    asks = CheckIn.objects.filter(mentees | mentors, pk__in=keys, relationship__programme=programme)
    return list(asks.defer("answers").select_related("person").order_by("help_asked_at"))
