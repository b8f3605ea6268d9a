"""Reads about cycles and what an organisation allows."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Min

from stepwell.people.models import Organisation

from ..models import Cycle, FeedbackRound, Invitation, Nomination, OrganisationFeedbackSettings
from .choosing import ASKING, counted_progress

HEAVY = ("version__content", "version__changes", "overlay__wordings")


def cycles():
    return Cycle.objects.select_related("organisation", "version__framework", "overlay").defer(*HEAVY)


def cycle_by_id(cycle_id: UUID) -> Cycle | None:
    return cycles().filter(pk=cycle_id).first()


def cycles_of(organisation: Organisation) -> list[Cycle]:
    """The organisation's cycles, the latest first; people's own rounds and pulses are not among them."""
    return list(cycles().filter(organisation=organisation, kind=Cycle.Kind.ORGANISATION))


def open_cycles(organisation: Organisation | None) -> list[Cycle]:
    """Cycles that somebody who works there may take part in now."""
    if organisation is None:
        return []
    return list(cycles().filter(organisation=organisation, kind=Cycle.Kind.ORGANISATION, state=Cycle.State.OPEN))


def settings_of(organisation: Organisation) -> OrganisationFeedbackSettings:
    """As stored, else the defaults (not saved): own rounds are not allowed until somebody allows them."""
    found = OrganisationFeedbackSettings.objects.filter(organisation=organisation).first()
    return found or OrganisationFeedbackSettings(organisation=organisation)


@dataclass(frozen=True)
class RoundProgress:
    """One subject's line for the coordinator: dates and numbers. `answered` is None below the minimum."""

    round: FeedbackRound
    invited: int
    answered: int | None


def progress_of(cycle: Cycle) -> list[RoundProgress]:
    """By name. Two queries, whatever the number of rounds."""
    states: dict[UUID, Counter] = defaultdict(Counter)
    counted = Invitation.objects.filter(nomination__round__cycle=cycle).values_list("nomination__round_id", "state")
    for round_id, state in counted:
        states[round_id][state] += 1
    found = FeedbackRound.objects.filter(cycle=cycle).select_related("subject", "facilitator")
    lines = []
    for round in found.order_by("subject__full_name", "id"):
        progress = counted_progress(cycle, states[round.pk])
        lines.append(RoundProgress(round, progress.invited, progress.answered))
    return lines


@dataclass(frozen=True)
class RaterLoad:
    name: str
    email: str
    requests: int


def load_on_raters(cycle: Cycle) -> list[RaterLoad]:
    """In how many running rounds of the organisation each rater is asked, the most asked first. One query."""
    asked = Nomination.objects.filter(
        round__cycle__organisation=cycle.organisation_id,
        round__state__in=ASKING,
        state__in=[Nomination.State.PROPOSED, Nomination.State.APPROVED],
    )
    counted = asked.values("email").annotate(requests=Count("round", distinct=True), one=Min("name"))
    return [
        RaterLoad(row["one"], row["email"], row["requests"]) for row in counted.order_by("-requests", "one", "email")
    ]
