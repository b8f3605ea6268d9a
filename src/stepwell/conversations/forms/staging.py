"""The plain form of a stage: its fields as the agenda has them. A stage with a page of its own has its own form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.domain.agenda import Stage, StageField
from stepwell.ui.forms import Form, LongTextField, Radios

MOST_ANSWER = 5000
MOST_POINT = 500
USUAL_PARTS = 3  # how many may be named, where the agenda does not say

Parts = Sequence[tuple[str, list[tuple[str, str]]]]


class PointsField(LongTextField):
    """Several short texts, one a line."""

    def __init__(self, *, at_most: int | None, **kwargs: Any) -> None:
        super().__init__(max_length=MOST_POINT * (at_most or 20), rows=4, **kwargs)
        self.at_most = at_most

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        found = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if self.at_most and len(found) > self.at_most:
            raise ValidationError(
                f"Keep it to {self.at_most} at most, so that each gets attention. Leave the others for another time"
            )
        return found


class StageForm(Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self, template: Stage, content: dict[str, Any] | None, revision: int, data: Any = None, parts: Parts = ()
    ) -> None:
        """`parts`: those of the frameworks at hand, by framework. Where there is none, none is asked for."""
        super().__init__(data, initial={**(content or {}), "revision": revision})
        self.names: dict[str, list[str]] = {}
        for field in template.fields:
            if field.kind == "parts":
                self.add_parts(field, (content or {}).get(field.id, []), parts)
            else:
                self.fields[field.id], self.names[field.id] = form_field(field), [field.id]

    def add_parts(self, field: StageField, kept: list[str], parts: Parts) -> None:
        """One box for each part that may be named. What a framework no longer has stays as it was."""
        known = {value for _, group in parts for value, _ in group}
        gone = [(name, name) for name in kept if name not in known]
        self.names[field.id] = [f"{field.id}{n}" for n in range(field.at_most or USUAL_PARTS)] if known or gone else []
        for number, name in enumerate(self.names[field.id]):
            hint = (field.hint or "") if number == 0 else ""
            self.fields[name] = forms.ChoiceField(label=f"{field.label} {number + 1}", required=False, help_text=hint)
            self.offer(name, [("", "None"), *gone, *parts])
            self.initial[name] = kept[number] if number < len(kept) else ""

    def content(self) -> dict[str, Any]:
        found = {key: self.value_of(key, names) for key, names in self.names.items()}
        return {key: value for key, value in found.items() if value}

    def value_of(self, key: str, names: list[str]) -> Any:
        if names == [key]:
            return self.cleaned_data.get(key)
        return list(dict.fromkeys(filter(None, (self.cleaned_data.get(name) for name in names))))

    def shown(self) -> list[Any]:
        return [self[name] for names in self.names.values() for name in names]


def form_field(field: StageField) -> forms.Field:
    common: dict[str, Any] = {"label": field.label, "required": field.required, "help_text": field.hint or ""}
    if field.kind == "choice":
        return forms.ChoiceField(choices=[(one, one) for one in field.choices], widget=Radios, **common)
    if field.kind == "points":
        common["help_text"] = " ".join(filter(None, (field.hint, "One a line.")))
        return PointsField(at_most=field.at_most, **common)
    return LongTextField(max_length=MOST_ANSWER, rows=5, **common)
