"""Choosing whom to share one thing with, what for, and until when."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.people.models import Person
from stepwell.ui.forms import Choice, Form, GovDateField, LongTextField, Radios

from .models import Share

LONGEST_SHARE = timedelta(days=366)
SIX_WEEKS = timedelta(days=42)


class ShareForm(Form):
    recipient = forms.ChoiceField(
        label="Who may read it?",
        help_text="Should your line manager change, the former one reads nothing more of it until you decide.",
        widget=Radios,
        error_messages={"required": "Choose who may read it"},
    )
    purpose = forms.ChoiceField(
        label="What is it for?",
        choices=Share.Purpose.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose what it is for"},
    )
    until = GovDateField(label="Last day", help_text="They can read it until the end of this day.")
    message = LongTextField(label="A few words to them", required=False, max_length=1000, rows=3)

    def __init__(
        self, people: Sequence[tuple[Person, str]], today: date, data: Any = None, *, beside: str = "the report"
    ):
        super().__init__(data, initial={"until": today + SIX_WEEKS})
        self.people, self.today = {str(person.pk): person for person, _ in people}, today
        self.offer("recipient", [(str(person.pk), Choice(person.full_name, hint=hint)) for person, hint in people])
        self.fields["message"].help_text = f"They see these words beside {beside}."

    def clean_recipient(self) -> Person:
        return self.people[self.cleaned_data["recipient"]]

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if until < self.today:
            raise ValidationError("The last day must be today or later", params={"parts": ["day", "month", "year"]})
        if until > self.today + LONGEST_SHARE:
            raise ValidationError(
                "The last day must be within a year: you can share it again later",
                params={"parts": ["year"]},
            )
        return until
