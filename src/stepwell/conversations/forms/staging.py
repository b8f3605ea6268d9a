"""The plain form of a stage: its fields as the agenda has them. A stage with a page of its own has its own form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.domain.agenda import Stage, StageField
from stepwell.ui.forms import Form, LongTextField, Radios

MOST_ANSWER = 5000
MOST_POINT = 500


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

    def __init__(self, template: Stage, content: dict[str, Any] | None, revision: int, data: Any = None) -> None:
        super().__init__(data, initial={**(content or {}), "revision": revision})
        self.names = [field.id for field in template.fields]
        for field in template.fields:
            self.fields[field.id] = form_field(field)

    def content(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.names if self.cleaned_data.get(name)}

    def shown(self) -> list[Any]:
        return [self[name] for name in self.names]


def form_field(field: StageField) -> forms.Field:
    common: dict[str, Any] = {"label": field.label, "required": field.required, "help_text": field.hint or ""}
    if field.kind == "choice":
        return forms.ChoiceField(choices=[(one, one) for one in field.choices], widget=Radios, **common)
    if field.kind == "points":
        common["help_text"] = " ".join(filter(None, (field.hint, "One a line.")))
        return PointsField(at_most=field.at_most, **common)
    return LongTextField(max_length=MOST_ANSWER, rows=5, **common)
