"""What differs between two versions of a framework, text by text, with the line of the source it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

# What tells parts without an id apart, in this order; else their place in the list.
NAMED_BY = ("level", "step", "role", "defect")
NOT_TEXT = {"id", "source"}


class Place(NamedTuple):
    """Where a value stands: the nearest id above it, and the way from there."""

    id: str
    key: str


class Value(NamedTuple):
    text: str
    source: str


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, str]]:
    """Each value that differs, is new or is gone, in the order of the newer version; what is gone comes last.

    >>> changes_between({"id": "p", "title": "A"}, {"id": "p", "title": "B"})
    [{'id': 'p', 'key': 'title', 'source': '', 'from': 'A', 'to': 'B'}]
    """
    old, new = dict(values(before)), dict(values(after))
    nothing = Value("", "")
    places = [*new, *(place for place in old if place not in new)]
    return [
        {
            "id": place.id,
            "key": place.key,
            "source": new.get(place, old.get(place, nothing)).source,
            "from": old.get(place, nothing).text,
            "to": new.get(place, nothing).text,
        }
        for place in places
        if old.get(place, nothing).text != new.get(place, nothing).text
    ]


def values(part: Any, at: str = "", way: str = "", source: str = "") -> Iterator[tuple[Place, Value]]:
    """Every value of a pack's plain data with its place and source; an order of parts is no value."""
    if isinstance(part, dict):
        if isinstance(part.get("id"), str):
            at, way = part["id"], ""
        source = part.get("source") or source
        for key, value in part.items():
            if key not in NOT_TEXT:
                yield from values(value, at, f"{way}.{key}" if way else key, source)
    elif isinstance(part, list):
        for index, item in enumerate(part):
            yield from values(item, at, f"{way}.{name_of(item, index)}", source)
    elif part not in (None, "", False):
        yield Place(at, way), Value("yes" if part is True else str(part), source)


def name_of(item: Any, index: int) -> str:
    found = next((item[key] for key in NAMED_BY if key in item), None) if isinstance(item, dict) else None
    return str(found if found is not None else index + 1)
