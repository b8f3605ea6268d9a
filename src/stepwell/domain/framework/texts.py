"""The smallest pieces of a pack: a text, a behaviour, and where each stands in its source."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

SOURCE = re.compile(r"^\d{3}:L\d+(-\d+)?(, ?L?\d+(-\d+)?)*$")

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def without_control_characters(text: str) -> str:
    """Refuses what no reader can see and not every database stores."""
    if CONTROL.search(text):
        raise ValueError("holds a control character: take it out")
    return text


SLUG_FORM = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
ID_FORM = r"^[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*$"
END_FORM = r"^[a-z0-9]+(?:-[a-z0-9]+)*/[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*$"
ADDRESS_FORM = r"^(https?://|mailto:)[^\s]+$"
LANGUAGE_FORM = r"^[a-z]{2,3}(-[A-Z]{2})?$"
# What a text must look like, for its author.
FORMS = {
    SLUG_FORM: "small letters and digits, with single hyphens between them",
    ID_FORM: "letters and digits, with single hyphens, dots or underscores between them",
    END_FORM: "the id of a pack, a slash, and the id of one of its parts",
    ADDRESS_FORM: "an address that begins with https://, http:// or mailto:",
    LANGUAGE_FORM: "a language like cy or en-GB",
}

Readable = AfterValidator(without_control_characters)
Slug = Annotated[str, StringConstraints(pattern=SLUG_FORM, max_length=120)]
Id = Annotated[str, StringConstraints(pattern=ID_FORM, max_length=120)]
# A part of another pack: `pack/dimension`.
End = Annotated[str, StringConstraints(pattern=END_FORM, max_length=241)]
Address = Annotated[str, StringConstraints(pattern=ADDRESS_FORM, max_length=500)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True), Readable]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), Readable]
Source = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE_FORM)]


class Part(BaseModel):
    """Base of everything in a pack: unknown keys are faults, and a pack never changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Part):
    """One sentence or paragraph that is read, never rated."""

    id: Id
    name: Name | None = None
    text: Prose
    source: Source
    translations: dict[Language, Prose] = {}


class Wording(Part):
    """Both wordings of a behaviour in one language."""

    self: Prose
    observer: Prose


class Behaviour(Part):
    """An observable behaviour, worded by hand for oneself and for an observer.

    Pronouns cannot be converted safely by machine, so both are stored.
    """

    id: Id
    name: Name | None = None
    self: Prose
    observer: Prose
    source: Source
    footnote: Text | None = None
    translations: dict[Language, Wording] = {}


class PoleWords(Part):
    self: Prose
    observer: Prose | None = None


class Pole(Part):
    """One end of a bipolar item; an observer wording is optional (the source has none)."""

    self: Prose
    observer: Prose | None = None
    translations: dict[Language, PoleWords] = {}


class Missing(Part):
    """A text of which the source has only a part: shown with its reason, never completed."""

    text: Prose
    source: Source
    incomplete: Prose | None = None
    translations: dict[Language, Prose] = {}


NoticeKind = Literal["caveat", "purpose_limit", "confidentiality", "scale", "rights", "note"]


class Notice(Part):
    """A text that must be shown wherever its kind applies (a caveat, a limit of purpose …)."""

    id: Id
    kind: NoticeKind
    text: Prose
    source: Source
    translations: dict[Language, Prose] = {}
