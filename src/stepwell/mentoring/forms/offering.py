"""What a mentor enters beside the sections of their profile: offers, records, pauses, and the log."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from stepwell.domain.framework import Dimension
from stepwell.domain.identities import Known, telling_in
from stepwell.ui.forms import Checkboxes, Form, GovDateField, LongTextField

from ..models import MentorHour, MentorOffer, MentorRecord
from ..operations.offering import OfferPlan

NOBODY = Known([])
STRENGTHS = [("", "I do not offer this"), *((str(value), label) for value, label in MentorOffer.Strength.choices)]


class OffersForm(Form):
    """For each part of the framework: how strongly, and in their own words."""

    def __init__(self, dimensions: Sequence[Dimension], offers: Mapping[str, MentorOffer], data: Any = None):
        self.dimensions = dimensions
        made: dict[str, forms.Field] = {}
        initial: dict[str, Any] = {}
        for dimension in dimensions:
            key = f"strength_{dimension.id}"
            made[key] = forms.ChoiceField(label=dimension.name, choices=STRENGTHS, required=False, widget=forms.Select)
            made[f"words_{dimension.id}"] = LongTextField(
                label=f"In your own words: {dimension.name}", required=False, max_length=600, rows=2
            )
            if offer := offers.get(dimension.id):
                initial |= {key: str(offer.strength), f"words_{dimension.id}": offer.words}
        self.base_fields = made  # type: ignore[misc]  # before Django copies them
        super().__init__(data, initial=initial)

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "dimension": dimension,
                "strength": self[f"strength_{dimension.id}"],
                "words": self[f"words_{dimension.id}"],
            }
            for dimension in self.dimensions
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for dimension in self.dimensions:
            if cleaned.get(f"words_{dimension.id}") and not cleaned.get(f"strength_{dimension.id}"):
                self.add_error(
                    f"strength_{dimension.id}", f"Say how strongly you offer “{dimension.name}”, or take the words out"
                )
        return cleaned

    def plans(self) -> dict[str, OfferPlan]:
        said = self.cleaned_data
        return {
            dimension.id: OfferPlan(int(said[f"strength_{dimension.id}"]), said[f"words_{dimension.id}"])
            for dimension in self.dimensions
            if said[f"strength_{dimension.id}"]
        }


class RecordForm(Form):
    kind = forms.ChoiceField(label="What is it?", choices=MentorRecord.Kind.choices, widget=forms.Select)
    title = forms.CharField(
        label="What is it called?", max_length=200, error_messages={"required": "Enter what it is called"}
    )
    on_date = GovDateField(label="When did it begin?", error_messages={"required": "Enter the day on which it began"})
    expires_on = GovDateField(
        label="When does it run out?",
        help_text="You are told a month before. Leave it empty if it does not run out.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        expect_order(self, cleaned, "on_date", "expires_on")
        return cleaned


class PauseForm(Form):
    from_date = GovDateField(label="First day", error_messages={"required": "Enter the first day of the pause"})
    until_date = GovDateField(
        label="Last day",
        help_text="You are matched again from the day after.",
        error_messages={"required": "Enter the last day of the pause"},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        expect_order(self, cleaned, "from_date", "until_date")
        return cleaned


class NoNames(forms.MultipleChoiceField):
    """Words that the writer says are no names. A word that has left the text since does no harm."""

    widget = Checkboxes(small=True)

    def valid_value(self, value: str) -> bool:
        return True


class LogForm(Form):
    kind = forms.ChoiceField(label="What was it?", choices=MentorHour.Kind.choices, widget=forms.Select)
    on_date = GovDateField(label="On which day")
    minutes = forms.IntegerField(
        label="How many minutes",
        min_value=1,
        max_value=1440,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    note = LongTextField(
        label="A note for yourself",
        help_text="What you noticed in your own practice. You are stopped at names, initials, e-mail addresses and staff "
        "numbers of your mentees. A nickname, a misspelt name or what else somebody could be known by is for you to see.",
        required=False,
        max_length=600,
        rows=3,
    )

    def __init__(self, today: date, data: Any = None, *, mentees: Known = NOBODY):
        self.today = today
        super().__init__(data, initial={"on_date": today, "minutes": 60})
        self.told = telling_in(str(self.data.get("note", "")), mentees)
        if self.told.doubtful:
            self.fields["no_names"] = NoNames(
                label="Which of these is no name here?",
                help_text="Tick it, and the note is kept with it.",
                choices=[(word, word) for word in self.told.doubtful],
                required=False,
            )

    def clean_note(self) -> str:
        """No export may name a mentee, and the note is exported."""
        note: str = self.cleaned_data["note"]
        if self.told.sure:
            raise forms.ValidationError(
                f"Take out {quoted(self.told.sure)}: this log is shown to others, and names no mentee. "
                "Write an ordinary word with a small letter"
            )
        return note

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        said = cleaned.pop("no_names", [])
        if asked := [word for word in self.told.doubtful if word not in said]:
            self.add_error(
                "note", f"Take out {quoted(asked)} if a mentee could be meant. If not, say so below and add it again"
            )
        return cleaned

    def clean_on_date(self) -> date:
        day = self.cleaned_data["on_date"]
        if day > self.today or day.year < 1990:
            raise forms.ValidationError("The day must be today or earlier", params={"parts": ["day", "month", "year"]})
        return day


def quoted(words: Sequence[str]) -> str:
    """
    >>> quoted(["Amira"]), quoted(["Amira", "AH"])
    ('“Amira”', '“Amira” and “AH”')
    """
    said = [f"“{word}”" for word in words]
    return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))


def expect_order(form: Form, cleaned: Mapping[str, Any], first: str, last: str) -> None:
    for name in (first, last):
        day = cleaned.get(name)
        if day and not 1950 <= day.year <= 2200:
            form.add_error(name, "Check the year")
    if cleaned.get(first) and cleaned.get(last) and cleaned[last] < cleaned[first]:
        form.add_error(last, "Choose a day after the first one")
