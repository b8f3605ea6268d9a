"""A pack as somebody reads it in one language: translated where it has a translation, as it was where not."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

P = TypeVar("P", bound=BaseModel)


def chosen_language(has: Sequence[str], *wanted: str) -> str:
    """The first of the wanted languages that there is, else the first there is: a pack's own.

    A language without a region fits any region of it, and the other way round: "en" reads "en-GB".

    >>> chosen_language(["en-GB", "cy"], "", "cy-GB")
    'cy'
    >>> chosen_language(["en-GB", "cy"], "xx")
    'en-GB'
    """
    for language in filter(None, wanted):
        for candidate in has:
            if candidate.lower() == language.lower() or candidate.split("-")[0] == language.lower().split("-")[0]:
                return candidate
    return has[0]


def in_language(part: P, language: str) -> P:
    """A pack, or a part of one, with every text that has a translation into `language` in it; ids, order and structure
    as they were.

    A text without one stays in the pack's own language: a gap in a translation is seen, and never filled by machine.
    """
    changes: dict[str, Any] = {}
    for name, value in part:
        if isinstance(value, BaseModel):
            changes[name] = in_language(value, language)
        elif isinstance(value, list) and value and isinstance(value[0], BaseModel):
            changes[name] = [in_language(item, language) for item in value]
    for field in ("translations", "words"):
        found = getattr(part, field, None)
        if isinstance(found, dict) and language in found:
            changes.update(wording_of(part, found[language]))
    if not changes:
        return part
    copy = part.model_copy(update=changes)
    for name in set(vars(copy)) - set(type(copy).model_fields):
        del vars(copy)[name]  # a copy takes along what the original had worked out about its own texts
    return copy


def wording_of(part: BaseModel, translation: Any) -> dict[str, str]:
    """What a translation replaces: each text it gives, or the one text, heading or name that a part has."""
    if isinstance(translation, BaseModel):
        return translation.model_dump(exclude_none=True)
    own = type(part).model_fields
    return {next(field for field in ("text", "heading", "name") if field in own): translation}
