"""Holding a round while it changes: everybody takes the round first, then what hangs on it, so that nobody waits in a ring.

Without its key: a rater who sends answers points at the round while holding their invitation.
"""

from collections.abc import Iterable

from stepwell.people.models import Person

from ..models import FeedbackReport, FeedbackRound
from ..queries.rounds import CONSENTED
from .refusals import NotTheSubject, WrongState

State = FeedbackRound.State


def locked(round: FeedbackRound) -> FeedbackRound:
    """The row as it is now, held until the transaction ends."""
    return (
        FeedbackRound.objects.select_for_update(of=("self",), no_key=True)
        .select_related("subject", "facilitator", "cycle__organisation", "cycle__version", "cycle__overlay")
        .defer("cycle__version__content", "cycle__version__changes", "cycle__overlay__wordings")
        .get(pk=round.pk)
    )


def held(round: FeedbackRound, by: Person, states: Iterable[str]) -> FeedbackRound:
    """The locked round, for its subject alone and only in these states."""
    stored = locked(round)
    if stored.subject_id != by.pk:
        raise NotTheSubject
    if stored.state not in states:
        raise WrongState
    return stored


def has_released(round: FeedbackRound) -> bool:
    return FeedbackReport.objects.filter(snapshot__round=round, released_at__isnull=False).exists()


def with_report(round: FeedbackRound, by: Person) -> FeedbackRound:
    """The locked round of a report that its subject can read; late answers may be coming in meanwhile."""
    stored = held(round, by, CONSENTED)
    if not has_released(stored):
        raise WrongState
    return stored
