"""What is due by itself: rounds past their day, reports to prepare, reports whose day has come, reminders."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ..models import Cycle, FeedbackRound
from .closing import close_round
from .cycles import close_cycle
from .inviting import ask_due_reminders
from .locking import State
from .releasing import prepare_report, release_report

logger = logging.getLogger(__name__)
EVERY = Q()


def due_work(*, at: datetime, today: date) -> dict[str, int]:
    """Do it, each thing in its own transaction, so that a kill leaves whole things; doing it twice changes nothing."""
    return {
        "feedback cycles closed": each(cycles_past(today), partial(close_cycle, by=None, at=at)),
        "feedback rounds closed": each(to_close(today), partial(close_round, by=None, at=at)),
        "feedback rounds ended unused": end_unused(at=at, today=today),
        "feedback reports prepared": each(to_prepare(), partial(prepare_report, by=None, at=at)),
        "feedback reports opened": each(to_open(today), partial(release_report, by=None, at=at, today=today)),
        "feedback reminders": ask_due_reminders(at=at),
    }


def each(things: Iterable[Any], act: Callable[[Any], Any]) -> int:
    """One that fails is logged by its key and tried again next time; the others go on."""
    done = 0
    for thing in things:
        try:
            act(thing)
            done += 1
        except Exception:
            logger.exception("feedback: %s is still due", thing)
    return done


def finish_round(round: FeedbackRound, *, at: datetime, today: date) -> None:
    """All that is due for one round: closing, preparing, opening. What is not due stays as it is."""
    this = Q(pk=round.pk)
    each(to_close(today, this), partial(close_round, by=None, at=at))
    each(to_prepare(this), partial(prepare_report, by=None, at=at))
    each(to_open(today, this), partial(release_report, by=None, at=at, today=today))


def to_close(today: date, which: Q = EVERY):
    """Past their day, or of a cycle that has closed."""
    due = Q(state=State.COLLECTING, closes_on__lt=today) | Q(state=State.CLOSING)
    return list(FeedbackRound.objects.filter(which, due).order_by("closes_on", "id"))


def closing_in(cycle: Cycle) -> list[UUID]:
    return list(FeedbackRound.objects.filter(cycle=cycle, state=State.CLOSING).values_list("pk", flat=True))


@transaction.atomic
def end_unused(*, at: datetime, today: date) -> int:
    """Nobody was invited by the closing day, so there is nothing to close."""
    unused = FeedbackRound.objects.filter(state__in=[State.ASKED, State.CHOOSING, State.APPROVAL], closes_on__lt=today)
    return unused.update(state=State.ENDED, ended_at=at)


def cycles_past(today: date):
    return list(Cycle.objects.filter(state=Cycle.State.OPEN, closes_on__lt=today).defer("scale", "item_ids"))


def to_prepare(which: Q = EVERY):
    ready = Q(self_rated_at__isnull=False) | Q(cycle__item_kind=Cycle.ItemKind.COMMENTS_ONLY)
    return list(FeedbackRound.objects.filter(which, ready, state=State.CLOSED).order_by("closed_at", "id"))


def to_open(today: date, which: Q = EVERY):
    due = FeedbackRound.objects.filter(which, state=State.PREPARED, opens_on__lte=today)
    return list(due.order_by("opens_on", "id"))
