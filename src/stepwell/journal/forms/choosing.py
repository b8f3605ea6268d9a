"""Choosing what questions are about, and what an entry is about."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.frameworks.models import Framework, FrameworkVersion
from stepwell.frameworks.queries import StoredPack
from stepwell.ui.forms import Checkboxes, Form

ANY = [("", "No particular part")]


class AboutForm(Form):
    """Any coaching question fits any part of any framework, and any level of it (R33)."""

    about = forms.ChoiceField(label="Part of a framework", required=False, widget=forms.Select)
    level = forms.ChoiceField(label="Level, if one matters", required=False, widget=forms.Select)

    def __init__(self, packs: Sequence[StoredPack], data: Any = None, about: str = ""):
        super().__init__(data, initial={"about": about})
        self.by_slug = {stored.pack.id: stored for stored in packs}
        with_parts = [stored.pack for stored in packs if stored.pack.dimensions]
        parts = [(pack.called, [(f"{pack.id}/{one.id}", one.name) for one in pack.dimensions]) for pack in with_parts]
        levels = [
            (pack.called, [(f"{pack.id}/{one.id}", one.name) for one in pack.levels])
            for pack in with_parts
            if any(dimension.levels for dimension in pack.dimensions)
        ]
        self.offer("about", [*ANY, *parts])
        self.offer("level", [("", "No particular level"), *levels])
        self.has_levels = bool(levels)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        about, level = given.get("about", ""), given.get("level", "")
        if level and not self.levels_of(about, level):
            raise ValidationError({"level": "Choose a part of the same framework that has this level, or no level"})
        return given

    def levels_of(self, about: str, level: str) -> bool:
        slug, _, part = about.partition("/")
        level_slug, _, level_id = level.partition("/")
        stored = self.by_slug.get(slug)
        dimension = stored.pack.dimension_by_id.get(part) if stored else None
        return slug == level_slug and dimension is not None and any(one.level == level_id for one in dimension.levels)

    def chosen(self) -> tuple[FrameworkVersion, str, str] | None:
        """The version, the part and the level, or None for no part in particular."""
        slug, _, part = self.cleaned_data["about"].partition("/")
        if not part:
            return None
        return self.by_slug[slug].version, part, self.cleaned_data["level"].partition("/")[2]


class TagForm(Form):
    """One list of boxes for each framework; a tag on something that no longer is here stays as it is."""

    def __init__(self, packs: Sequence[StoredPack], chosen: Sequence[tuple[int, str]], data: Any = None):
        self.stored = [stored for stored in packs if stored.pack.dimensions]
        self.base_fields = {  # type: ignore[misc]  # before Django copies them
            stored.pack.id: forms.MultipleChoiceField(
                label=stored.pack.called,
                required=False,
                choices=[(one.id, one.name) for one in stored.pack.dimensions],
                widget=Checkboxes(small=True),
            )
            for stored in self.stored
        }
        self.chosen = set(chosen)
        initial = {
            stored.pack.id: [part for framework_id, part in chosen if framework_id == stored.version.framework_id]
            for stored in self.stored
        }
        super().__init__(data, initial=initial)

    def groups(self) -> list[tuple[Any, bool]]:
        """Each framework's boxes, and whether they stand open: those used here, and those with a tag."""
        return [(self[stored.pack.id], stored.is_used or bool(self.initial[stored.pack.id])) for stored in self.stored]

    def tags(self) -> list[tuple[Framework, str]]:
        return [
            (stored.version.framework, part)
            for stored in self.stored
            for part in self.cleaned_data.get(stored.pack.id, ())
        ]
