"""Asking to read, and answering."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.people.models import Person
from stepwell.sharing.models import Share
from stepwell.ui.forms import Checkboxes, Choice, Form, GovDateField, LongTextField, Radios

from ..models import Conversation
from ..operations.reading import MOST_WORDS, Opening

SIX_WEEKS, A_YEAR = dt.timedelta(days=42), dt.timedelta(days=366)
PARTS = [("record", "Our record"), ("actions", "Agreed actions")]


class AskForm(Form):
    person = forms.ChoiceField(
        label="Whom do you ask?", widget=Radios, error_messages={"required": "Choose whom you ask"}
    )
    purpose = forms.ChoiceField(label="What is it for?", choices=Share.Purpose.choices, widget=Radios(small=True))
    reason = LongTextField(
        label="What would you like to read, and why?",
        max_length=MOST_WORDS,
        rows=3,
        help_text="You cannot see which conversations they have. They choose, or say no.",
        error_messages={"required": "Say what you would like to read, and why"},
    )

    def __init__(self, people: list[Person], data: Any = None) -> None:
        super().__init__(data)
        self.people = {str(person.pk): person for person in people}
        self.fields["person"].choices = [(str(one.pk), one.full_name) for one in people]  # type: ignore[attr-defined]
        self.fields["purpose"].error_messages["required"] = "Choose what it is for"

    def clean_person(self) -> Person:
        return self.people[self.cleaned_data["person"]]


class AnswerForm(Form):
    """`conversations`: the person's own that may be opened. The other is named, so that the right one is chosen."""

    conversation = forms.ChoiceField(
        label="Which conversation?", widget=Radios(small=True), error_messages={"required": "Choose a conversation"}
    )
    parts = forms.MultipleChoiceField(
        label="What of it?",
        choices=PARTS,
        widget=Checkboxes,
        help_text="Nothing else can be shown: notes and preparation never are.",
        error_messages={"required": "Choose at least one part"},
    )
    until = GovDateField(label="Last day", help_text="They can read it until the end of this day.")

    def __init__(self, conversations: list[Conversation], today: dt.date, data: Any = None) -> None:
        super().__init__(data, initial={"parts": ["record", "actions"], "until": today + SIX_WEEKS})
        self.conversations, self.today = {str(one.pk): one for one in conversations}, today
        self.fields["conversation"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), Choice(one.title, hint=f"With {one.other.full_name}, {one.started_at:%-d %B %Y}"))
            for one in conversations
        ]

    def clean_conversation(self) -> Conversation:
        return self.conversations[self.cleaned_data["conversation"]]

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        if not self.today <= until <= self.today + A_YEAR:
            raise ValidationError(
                "The last day must be within a year from today", params={"parts": ["day", "month", "year"]}
            )
        return until

    def opening(self, purpose: str) -> Opening:
        parts = self.cleaned_data["parts"]
        return Opening(purpose, self.cleaned_data["until"], "record" in parts, "actions" in parts)
