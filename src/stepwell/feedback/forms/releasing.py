"""Around the report: what the person expects of it, when it opens, what they thank for, what they ask again."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.ui.forms import Checkboxes, Choice, Form, GovDateField, LongTextField, Radios

MOST_PULSE_ITEMS = 3
LATEST_OPENING = timedelta(days=92)
TWO_WEEKS = timedelta(days=14)
NO_IDEA = ""


class PredictionForm(Form):
    """One field for each dimension, in order; each may be left out."""

    def __init__(
        self,
        dimensions: Sequence[tuple[str, str]],
        levels: Sequence[str],
        data: Any = None,
        places: Mapping[str, int] | None = None,
    ):
        super().__init__(data)
        self.keys = {f"place_{index}": key for index, (key, _) in enumerate(dimensions)}
        choices = [
            *((str(index), name) for index, name in enumerate(levels)),
            (NO_IDEA, Choice("No idea", divider="or")),
        ]
        for (field, key), (_, name) in zip(self.keys.items(), dimensions, strict=True):
            before = (places or {}).get(key)
            self.fields[field] = forms.ChoiceField(
                label=name,
                required=False,
                choices=choices,
                initial=NO_IDEA if before is None else str(before),
                widget=Radios(small=True),
            )

    @property
    def places(self) -> dict[str, int]:
        return {key: int(self.cleaned_data[field]) for field, key in self.keys.items() if self.cleaned_data[field]}


class OpeningDateForm(Form):
    opens_on = GovDateField(
        label="Open the report by itself on",
        help_text="From this day you can read it, whether or not you have met.",
    )

    def __init__(self, today: date, data: Any = None, opens_on: date | None = None):
        super().__init__(data, initial={"opens_on": opens_on})
        self.today = today

    def clean_opens_on(self) -> date:
        found = self.cleaned_data["opens_on"]
        if found < self.today:
            raise ValidationError("The day must be today or later", params={"parts": ["day", "month", "year"]})
        if found > self.today + LATEST_OPENING:
            raise ValidationError("The day must be within three months", params={"parts": ["month", "year"]})
        return found


class ThanksForm(Form):
    text = LongTextField(
        label="Your note",
        help_text="Everybody whom you asked gets it, whether they answered or not. So it tells of nobody, and nobody learns who answered.",
        max_length=2000,
        rows=6,
        error_messages={"required": "Write a few words"},
    )


class PulseForm(Form):
    items = forms.MultipleChoiceField(
        label="What do you want to ask again?",
        help_text="Choose up to three.",
        widget=Checkboxes,
        error_messages={"required": "Choose what you want to ask again"},
    )
    closes_on = GovDateField(label="Last day to answer")

    def __init__(self, choices: Sequence[tuple[str, str]], today: date, data: Any = None):
        super().__init__(data, initial={"closes_on": today + TWO_WEEKS})
        self.offer("items", list(choices))
        self.today = today

    def clean_items(self) -> list[str]:
        found = list(dict.fromkeys(self.cleaned_data["items"]))
        if len(found) > MOST_PULSE_ITEMS:
            raise ValidationError("Choose no more than three: a pulse takes raters two minutes")
        return found

    def clean_closes_on(self) -> date:
        found = self.cleaned_data["closes_on"]
        if found <= self.today:
            raise ValidationError("The last day must be after today", params={"parts": ["day", "month", "year"]})
        return found
