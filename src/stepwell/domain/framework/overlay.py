"""An organisation's own wording of a pack: texts replaced by id, structure never."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .changes import name_of
from .checking import Fault
from .texts import CONTROL

# What may be reworded, by the last part of its key. Names that people refer to each other by, levels, order, scales,
# sources and ids may not (docs/adr/0016).
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
        "heading",
        "heading_question",
        "one",
        "many",
        "summary",
        "scope",
        "self_stem",
        "observer_stem",
    }
)
# A name is a heading in these, and nothing that anybody refers to.
SIGNPOSTS = frozenset(
    {
        "passages",
        "items",
        "question_banks",
        "sections",
        "tagline",
        "introduction",
        "what_it_is",
        "why",
        "what_it_is_not",
        "indicators",
        "statements",
    }
)
LONGEST = 4000
# What stands in the place of a name or a heading is as short as one.
SHORT = {"heading": 200, "name": 200, "one": 200, "many": 200}


class Text(NamedTuple):
    """One text that may be reworded: the nearest id, the way from there, and where it stands in the data."""

    id: str
    key: str
    holder: dict[str, Any]

    @property
    def last(self) -> str:
        return self.key.rpartition(".")[2]

    @property
    def words(self) -> str:
        return self.holder[self.last]


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


def rewordable_texts(part: Any, at: str = "", way: str = "", within: str = "") -> Iterator[Text]:
    """Every text of a pack's plain data that may be reworded, translations excepted. `within` is the key above.

    >>> pack = {"id": "p", "dimensions": [{"id": "d", "bipolar": {"positive": {"self": "I dare."}}}]}
    >>> [(text.id, text.key, text.words) for text in rewordable_texts(pack)]
    [('d', 'bipolar.positive.self', 'I dare.')]
    """
    if isinstance(part, dict):
        if isinstance(part.get("id"), str):
            at, way = part["id"], ""
        for key, value in part.items():
            here = f"{way}.{key}" if way else key
            if isinstance(value, str) and (key in REWORDABLE or (key == "name" and within in SIGNPOSTS)):
                yield Text(at, here, part)
            elif key not in ("translations", "words"):
                yield from rewordable_texts(value, at, here, key)
    elif isinstance(part, list):
        for index, item in enumerate(part):
            yield from rewordable_texts(item, at, f"{way}.{name_of(item, index)}", within)


def overlay_faults(data: dict[str, Any], wordings: Any) -> list[Fault]:
    """What is wrong with `wordings` (id → {key: text}) for the pack in `data`."""
    if not isinstance(wordings, Mapping):
        return [Fault("(the whole overlay)", "must be a map from text ids to wordings")]
    ids = {text_id for text_id, _ in parts_by_id(data)}
    known = {(text.id, text.key) for text in rewordable_texts(data)}
    faults = []
    for text_id, wording in wordings.items():
        if text_id not in ids:
            faults.append(Fault(str(text_id)[:120], "is no text of this framework"))
        elif not isinstance(wording, Mapping) or not wording:
            faults.append(Fault(str(text_id), "must give at least one of text, self, observer …"))
        else:
            faults += wording_faults(text_id, wording, known)
    return sorted(faults)


def wording_faults(text_id: str, wording: Mapping[Any, Any], known: set[tuple[str, str]]) -> Iterator[Fault]:
    for key, value in wording.items():
        at = f"{text_id}.{str(key)[:120]}"
        if (text_id, key) not in known:
            yield Fault(at, "cannot be reworded: only texts that are there can be")
        elif not isinstance(value, str) or not value.strip() or len(value) > longest_of(key):
            yield Fault(at, f"must be a text of 1 to {longest_of(key):,} characters")
        elif CONTROL.search(value) or not value.isprintable() and has_lone_surrogate(value):
            yield Fault(at, "holds a character that cannot be stored")


def longest_of(key: str) -> int:
    return SHORT.get(key.rpartition(".")[2], LONGEST)


def has_lone_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def with_wordings(data: dict[str, Any], wordings: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """A copy of the pack's plain data with the texts replaced.

    >>> with_wordings({"dimensions": [{"id": "a.1", "self": "I ask."}]}, {"a.1": {"self": "I enquire."}})
    {'dimensions': [{'id': 'a.1', 'self': 'I enquire.'}]}
    """
    reworded = copy.deepcopy(data)
    for text in list(rewordable_texts(reworded)):
        new = wordings.get(text.id, {}).get(text.key)
        if new is not None:
            text.holder[text.last] = new
    return reworded
