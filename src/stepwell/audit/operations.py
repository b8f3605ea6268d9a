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
    unknown = set(detail) - SAFE_DETAIL
    if unknown:
        raise ValueError(f"audit detail may not hold {sorted(unknown)}: it could carry content")
    return AuditEvent.objects.create(
        at=at,
        actor_id=by.pk if by is not None else None,
        organisation_id=organisation_id,
        action=action,
        thing_type=about._meta.label,
        thing_id=str(about.pk),
        detail={key: str(value) for key, value in detail.items()},
    )
