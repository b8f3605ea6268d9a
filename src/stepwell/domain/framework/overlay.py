"""An organisation's own wording of a pack: texts replaced by id, structure never."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from .checking import Fault

# What may be reworded, by key. Names, levels, order, scales, sources and ids may not.
REWORDABLE = frozenset(
    {
        "text",
        "self",
        "observer",
        "description",
        "definition",
        "does",
        "situation",
        "answer",
        "condition",
        "introduction",
        "purpose",
    }
)


def parts_by_id(data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping of a pack's plain data that has an id."""
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"], data
        for value in data.values():
            yield from parts_by_id(value)
    elif isinstance(data, list):
        for item in data:
            yield from parts_by_id(item)


def overlay_faults(data: dict[str, Any], wordings: Any) -> list[Fault]:
    """What is wrong with `wordings` (id → {key: text}) for the pack in `data`."""
    if not isinstance(wordings, Mapping):
        return [Fault("(the whole overlay)", "must be a map from text ids to wordings")]
    parts = dict(parts_by_id(data))
    faults = []
    for text_id, wording in wordings.items():
        if text_id not in parts:
            faults.append(Fault(str(text_id), "is no text of this framework"))
        elif not isinstance(wording, Mapping) or not wording:
            faults.append(Fault(str(text_id), "must give at least one of text, self, observer …"))
        else:
            faults += wording_faults(text_id, wording, parts[text_id])
    return sorted(faults)


def wording_faults(text_id: str, wording: Mapping[str, Any], part: Mapping[str, Any]) -> list[Fault]:
    faults = []
    for key, value in wording.items():
        at = f"{text_id}.{key}"
        if key not in REWORDABLE or not isinstance(part.get(key), str):
            faults.append(Fault(at, "cannot be reworded: only texts that are there can be"))
        elif not isinstance(value, str) or not value.strip() or len(value) > 4000:
            faults.append(Fault(at, "must be a text of 1 to 4,000 characters"))
    return faults


def with_wordings(data: dict[str, Any], wordings: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """A copy of the pack's plain data with the texts replaced.

    >>> with_wordings({"dimensions": [{"id": "a.1", "self": "I ask."}]}, {"a.1": {"self": "I enquire."}})
    {'dimensions': [{'id': 'a.1', 'self': 'I enquire.'}]}
    """
    reworded = copy.deepcopy(data)
    for text_id, part in parts_by_id(reworded):
        part.update(wordings.get(text_id, {}))
    return reworded
