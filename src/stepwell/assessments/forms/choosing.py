"""Choosing what to begin with, what to work on, and whom to share with."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.assessments.operations import MOST_FOCUSES
from stepwell.people.models import Person
from stepwell.sharing.models import Share
from stepwell.ui.forms import Checkboxes, Choice, Form, GovDateField, LongTextField, Radios

LONGEST_SHARE = timedelta(days=366)
SIX_WEEKS = timedelta(days=42)


class StartForm(Form):
    purpose = forms.ChoiceField(
        label="What is it for?",
        choices=[
            ("conversation", Choice("For a conversation", hint="With your manager, or anyone you want to talk with.")),
            ("mentoring", Choice("For mentoring", hint="To find out what you want from a mentor.")),
            ("myself", Choice("For myself", hint="To see where you are.")),
        ],
        widget=Radios,
        error_messages={"required": "Choose what it is for"},
    )


class FocusForm(Form):
    """At most three. A fourth is refused with the reason; parking it for another time is no loss."""

    focuses = forms.MultipleChoiceField(label="What do you want to work on?", required=False, widget=Checkboxes)

    def __init__(self, choices: Sequence[tuple[str, Any]], data: Any = None, chosen: Sequence[str] = ()):
        super().__init__(data, initial={"focuses": list(chosen)})
        self.fields["focuses"].choices = choices  # type: ignore[attr-defined]
        self.fields["focuses"].help_text = "Choose up to three. To build on a strength is as good a choice as any."

    def clean_focuses(self) -> list[str]:
        found = list(dict.fromkeys(self.cleaned_data["focuses"]))
        if len(found) > MOST_FOCUSES:
            raise ValidationError(
                "Choose no more than three, so that each gets your attention. "
                "What you leave out now, you can come back to another time"
            )
        return found


class ShareForm(Form):
    recipient = forms.ChoiceField(
        label="Who may read it?", widget=Radios, error_messages={"required": "Choose who may read it"}
    )
    purpose = forms.ChoiceField(
        label="What is it for?",
        choices=Share.Purpose.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose what it is for"},
    )
    until = GovDateField(label="Last day", help_text="They can read it until the end of this day.")
    message = LongTextField(label="A few words to them", required=False, max_length=1000, rows=3)

    def __init__(self, people: Sequence[tuple[Person, str]], today: date, data: Any = None):
        super().__init__(data, initial={"until": today + SIX_WEEKS})
        self.people, self.today = {str(person.pk): person for person, _ in people}, today
        self.fields["recipient"].choices = [  # type: ignore[attr-defined]
            (str(person.pk), Choice(person.full_name, hint=hint)) for person, hint in people
        ]
        self.fields["message"].help_text = "They see these words beside the report."

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
