"""Asking to read, and answering."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.journal.models import JournalPage
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
        help_text="You cannot see what there is, in conversations or in a journal. They choose, or say no.",
        error_messages={"required": "Say what you would like to read, and why"},
    )

    def __init__(self, people: list[Person], data: Any = None) -> None:
        super().__init__(data)
        self.people = {str(person.pk): person for person in people}
        self.offer("person", [(str(one.pk), one.full_name) for one in people])
        self.fields["purpose"].error_messages["required"] = "Choose what it is for"

    def clean_person(self) -> Person:
        return self.people[self.cleaned_data["person"]]


@dataclass(frozen=True)
class Page:
    """A page of the journal that may be shown; `title` is no word of what was written."""

    page: JournalPage
    title: str


class AnswerForm(Form):
    """The person's own that may be opened: conversations, and pages of their journal. The other of a conversation is
    named, so that the right one is chosen."""

    thing = forms.ChoiceField(
        label="What may they read?", widget=Radios(small=True), error_messages={"required": "Choose what they may read"}
    )
    parts = forms.MultipleChoiceField(
        label="What of the conversation?",
        required=False,
        choices=PARTS,
        widget=Checkboxes,
        help_text="Nothing else of it can be shown: notes and preparation never are.",
    )
    until = GovDateField(label="Last day", help_text="They can read it until the end of this day.")

    def __init__(self, conversations: list[Conversation], pages: list[Page], today: dt.date, data: Any = None) -> None:
        super().__init__(data, initial={"parts": ["record", "actions"], "until": today + SIX_WEEKS})
        self.today = today
        self.things: dict[str, Conversation | Page] = {f"conversation:{one.pk}": one for one in conversations}
        self.things |= {f"page:{one.page.pk}": one for one in pages}
        self.offer("thing", [(key, choice_of(one)) for key, one in self.things.items()])
        if not conversations:
            del self.fields["parts"]

    def clean_thing(self) -> Conversation | Page:
        return self.things[self.cleaned_data["thing"]]

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        parts = {"parts": ["day", "month", "year"]}
        if until < self.today:
            raise ValidationError("The last day must be today or later", params=parts)
        if until > self.today + A_YEAR:
            raise ValidationError("The last day must be within a year from today", params=parts)
        return until

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if isinstance(data.get("thing"), Conversation) and not data.get("parts"):
            self.add_error("parts", "Choose at least one part")
        return data

    def opening(self, purpose: str) -> Opening:
        parts = self.cleaned_data["parts"]
        return Opening(purpose, self.cleaned_data["until"], "record" in parts, "actions" in parts)


def choice_of(thing: Conversation | Page) -> Choice:
    if isinstance(thing, Page):
        return Choice(thing.title, hint="From your journal, as it stands now")
    return Choice(thing.title, hint=f"With {thing.other.full_name}, {thing.started_at:%-d %B %Y}")
