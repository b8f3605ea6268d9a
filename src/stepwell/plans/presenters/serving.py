"""What an objective can serve, as the choices of a form, and back."""

from collections.abc import Sequence
from typing import Any

from stepwell.frameworks.queries import StoredPack
from stepwell.plans.models import GrowthPosition, Objective
from stepwell.plans.operations.objectives import NOTHING, Service

from .words import position_words, service_words

Choices = list[tuple[str, Any]]


def service_choices(
    packs: Sequence[StoredPack], positions: Sequence[GrowthPosition], current: Objective | None = None
) -> Choices:
    """Nothing, then the growth positions of the plan, then the dimensions of each framework, those in use first.

    What an objective serves now is always among them, also where its version or wording is an older one.
    """
    choices: Choices = [("", "Nothing in particular")]
    if positions:
        choices.append(("Growth positions", [(f"position:{one.pk}", position_words(one)) for one in positions]))
    for stored in packs:
        if stored.pack.dimensions:
            options = [(dimension_value(stored, one.id), one.name) for one in stored.pack.dimensions]
            choices.append((stored.pack.called, options))
    value = value_of(current) if current else ""
    if value and value not in {option for _, group in choices[1:] for option, _ in group} and current:
        choices.insert(1, (value, service_words(current)))
    return choices


def dimension_value(stored: StoredPack, dimension_id: str) -> str:
    overlay = stored.overlay.pk if stored.overlay else ""
    return f"part:{stored.version.pk}:{overlay}:{dimension_id}"


def value_of(objective: Objective) -> str:
    if objective.version_id is not None:
        return f"part:{objective.version_id}:{objective.overlay_id or ''}:{objective.dimension_id}"
    return f"position:{objective.position_id}" if objective.position_id else ""


def service_of_value(
    value: str,
    packs: Sequence[StoredPack],
    positions: Sequence[GrowthPosition],
    current: Objective | None = None,
) -> Service:
    """What was chosen. The form has let only its own choices through."""
    if current is not None and value == value_of(current):
        return Service(current.version, current.overlay, current.dimension_id, current.position)
    kind, _, rest = value.partition(":")
    if kind == "position":
        return Service(position=next(one for one in positions if str(one.pk) == rest))
    for stored in packs if kind == "part" else ():
        for dimension in stored.pack.dimensions:
            if dimension_value(stored, dimension.id) == value:
                return Service(stored.version, stored.overlay, dimension.id)
    return NOTHING
