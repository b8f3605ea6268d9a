"""What the page two people talk at sends: all of it at once, so that no button loses what was typed elsewhere on it."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.people.models import Person
from stepwell.ui.forms import Form, GovDateField, LongTextField, Radios

from ..models import AgreedAction, PrivateNote, SharedNote
from ..models.notes import MOST_TEXT
from ..operations.meeting import MOST_POINT
from ..operations.promising import MOST_WORDS, Promise

PARTS = ["day", "month", "year"]


class WordsForm(Form):
    """Our record with the text it began from, and my notes."""

    record = LongTextField(label="Our record", required=False, max_length=MOST_TEXT, rows=14)
    base = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MOST_TEXT * 2, strip=False)
    record_revision = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)
    notes = LongTextField(label="My notes", required=False, max_length=MOST_TEXT, rows=6)
    notes_revision = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)

    def __init__(self, record: SharedNote | None, note: PrivateNote | None, data: Any = None) -> None:
        super().__init__(
            data,
            initial={
                "record": record.text if record else "",
                "base": record.text if record else "",
                "record_revision": record.revision if record else 0,
                "notes": note.text if note else "",
                "notes_revision": note.revision if note else 0,
            },
        )
        for name, look in (("record", "cv-record__text"), ("notes", "cv-notes__text")):
            attrs = self.fields[name].widget.attrs
            attrs["class"] = look
            attrs.pop("maxlength")  # room enough: a count beneath would only distract two people who talk

    def number(self, name: str) -> int:
        return self.cleaned_data.get(name) or 0


class NoteForm(Form):
    """My notes on a conversation that has ended."""

    notes = LongTextField(label="My notes", required=False, max_length=MOST_TEXT, rows=14)
    notes_revision = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)

    def catch_up_with(self, revision: int) -> None:
        """Whoever has seen what is saved may save over it."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what was posted is a QueryDict
        data["notes_revision"] = str(revision)
        self.data = data


class PointForm(Form):
    point = forms.CharField(
        label="Add a point",
        required=False,
        max_length=MOST_POINT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ActionForm(Form):
    """What somebody will do. Only what, who and by when are asked for; the rest helps it happen."""

    text = LongTextField(label="What?", max_length=MOST_WORDS, rows=2)
    owner = forms.ChoiceField(label="Who?", widget=Radios(small=True, inline=True))
    by_when = GovDateField(label="By when?")
    obstacle = LongTextField(label="What could get in the way?", required=False, max_length=MOST_WORDS, rows=2)
    response = LongTextField(label="And what then?", required=False, max_length=MOST_WORDS, rows=2)
    help_wanted = LongTextField(
        label="What help is wanted, and from whom?", required=False, max_length=MOST_WORDS, rows=2
    )

    def __init__(
        self, people: tuple[Person, Person], reader: Person, today: dt.date, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.today = {str(person.pk): person for person in people}, today
        mine_first = sorted(people, key=lambda person: person.pk != reader.pk)
        self.offer(
            "owner", [(str(person.pk), "I" if person.pk == reader.pk else person.called) for person in mine_first]
        )
        self.fields["text"].error_messages["required"] = "Write what will be done"
        self.fields["owner"].error_messages["required"] = "Choose who will do it"
        self.fields["by_when"].error_messages["required"] = "Enter by when"

    def clean_by_when(self) -> dt.date:
        """A day that stood there before may have passed meanwhile."""
        day: dt.date = self.cleaned_data["by_when"]
        if day < self.today and day != self.initial.get("by_when"):
            raise ValidationError("The day must be today or later", params={"parts": PARTS})
        return day

    def clean_owner(self) -> Person:
        return self.people[self.cleaned_data["owner"]]

    def promise(self) -> Promise:
        names = ("text", "by_when", "obstacle", "response", "help_wanted")
        return Promise(**{name: self.cleaned_data[name] for name in names})


def action_as_given(action: AgreedAction) -> dict[str, Any]:
    names = ("text", "by_when", "obstacle", "response", "help_wanted")
    return {"owner": str(action.owner_id)} | {name: getattr(action, name) for name in names}
