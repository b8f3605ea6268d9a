from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from .models import AuditEvent

# Keys that may stand in an event's detail: facts about the act, never what a person wrote.
SAFE_DETAIL = frozenset(
    {
        "count",
        "dimension",
        "field",
        "framework",
        "from",
        "to",
        "purpose",
        "recipient",
        "role",
        "until",
        "version",
        "level",
    }
)


def record(
    action: str, *, by: Any, at: datetime, about: models.Model, organisation_id: int | None = None, **detail: Any
) -> AuditEvent:
    """Add one event, in the caller's transaction. `by` is a Person, or None for the system itself."""
    event = event_of(action, by=by, at=at, about=about, organisation_id=organisation_id, **detail)
    event.save()
    return event


def record_each(
    action: str, *, by: Any, at: datetime, about: Iterable[models.Model], organisation_id: int | None = None
) -> None:
    """One event for each of many things, as `record` adds it."""
    events = (event_of(action, by=by, at=at, about=thing, organisation_id=organisation_id) for thing in about)
    AuditEvent.objects.bulk_create(events, batch_size=1000)


def event_of(
    action: str, *, by: Any, at: datetime, about: models.Model, organisation_id: int | None, **detail: Any
) -> AuditEvent:
    unknown = set(detail) - SAFE_DETAIL
    if unknown:
        raise ValueError(f"audit detail may not hold {sorted(unknown)}: it could carry content")
    return AuditEvent(
        at=at,
        actor_id=by.pk if by is not None else None,
        organisation_id=organisation_id,
        action=action,
        thing_type=about._meta.label,
        thing_id=str(about.pk),
        detail={key: str(value) for key, value in detail.items()},
    )
