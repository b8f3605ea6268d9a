"""What people enter about careers. Forms check and save nothing; no purpose is asked for anywhere (R28)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from stepwell.domain.framework import Dimension, Grade, Pack
from stepwell.domain.progression import LevelExpectation, expectation_in_words
from stepwell.ui.forms import Choice, Form, GovDateField, LongTextField, Radios

from .operations import LevelSet
from .queries import Expected

AS_GRADE = "as-the-grade"


class CompareForm(Form):
    """Two grades of one pack. The names stand in the address, so that a comparison can be linked to."""

    one = forms.ChoiceField(label="First grade", error_messages={"required": "Choose the first grade"})
    other = forms.ChoiceField(label="Second grade", error_messages={"required": "Choose the second grade"})

    def __init__(self, *args: Any, grades: list[Grade], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            field = cast(forms.ChoiceField, self.fields[name])
            field.error_messages["invalid_choice"] = "Choose one of the grades in the list"
            field.choices = [("", "Choose a grade"), *((grade.id, grade.name) for grade in grades)]

    def clean(self) -> None:
        one, other = self.cleaned_data.get("one"), self.cleaned_data.get("other")
        if one and one == other:
            self.add_error("other", "Choose two different grades")


class JobProfileForm(Form):
    url = forms.URLField(
        label="Link to the job profile",
        max_length=500,
        assume_scheme="https",
        help_text="The address of the page or document, for example on your staff pages.",
        error_messages={"invalid": "Enter a full web address, like https://example.org/job-profiles/officer"},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if not url.startswith(("https://", "http://")):
            raise ValidationError("Enter a web address that begins with https:// or http://")
        return url


class OutOfDateForm(Form):
    note = LongTextField(
        label="What needs updating?",
        max_length=1000,
        required=False,
        rows=4,
        help_text="For example: it does not mention the new booking system. You may leave this empty.",
    )


class ExpectationForm(Form):
    """The levels expected of one role in one framework: for each dimension a level and why, and one date for all."""

    discussed_on = GovDateField(
        label="Date of your conversation",
        help_text="When did the two of you talk about these levels? For example, 27 3 2026.",
        error_messages={"required": "Enter the date on which you talked about these levels"},
    )

    def __init__(
        self,
        *args: Any,
        pack: Pack,
        suggested: LevelExpectation | None,
        expected: dict[str, Expected],
        today: date,
        **kwargs: Any,
    ) -> None:
        self.pack, self.suggested, self.today = pack, suggested, today
        self.dimensions = [dimension for dimension in pack.dimensions if dimension.levels]
        fields: dict[str, forms.Field] = {}
        for dimension in self.dimensions:
            held = expected.get(dimension.id) or Expected()
            fields[level_field(dimension)] = self.level_choice(dimension, held)
            fields[reason_field(dimension)] = reason(dimension, held, bool(suggested))
        # Before the form is made, so that these fields get the plain messages that all others have.
        self.base_fields = {**fields, **type(self).base_fields}  # type: ignore[misc]  # Django copies whatever is here
        super().__init__(*args, **kwargs)

    @property
    def suggested_words(self) -> str:
        return expectation_in_words(self.suggested, self.pack)

    def level_choice(self, dimension: Dimension, held: Expected) -> forms.ChoiceField:
        as_grade = "No level set"
        if self.suggested:
            as_grade = f"As the grade suggests: {self.suggested_words}"
        levels = [(level.id, Choice(level.name)) for level in self.pack.levels if not level.below_scale]
        return forms.ChoiceField(
            label=dimension.name,
            choices=[(AS_GRADE, Choice(as_grade)), *levels],
            initial=held.role_level or AS_GRADE,
            widget=Radios(small=True, inline=True),
            error_messages={
                "required": f"Choose a level for {dimension.name}, or leave it to the grade",
                "invalid_choice": f"Choose one of the levels for {dimension.name}",
            },
        )

    def parts(self) -> Iterator[tuple[Dimension, BoundField, BoundField]]:
        for dimension in self.dimensions:
            yield dimension, self[level_field(dimension)], self[reason_field(dimension)]

    def clean_discussed_on(self) -> date:
        day = self.cleaned_data["discussed_on"]
        if day > self.today:
            raise ValidationError(
                "Date of your conversation must be today or earlier", params={"parts": ["day", "month", "year"]}
            )
        if day.year < 2000:
            raise ValidationError("The year of your conversation must be 2000 or later", params={"parts": ["year"]})
        return day

    def clean(self) -> None:
        """A level that is not the grade's own suggestion needs a reason, which the person reads."""
        base = self.suggested.base if self.suggested else None
        for dimension in self.dimensions:
            level, name = self.cleaned_data.get(level_field(dimension)), reason_field(dimension)
            if level not in (None, AS_GRADE, base) and not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, f"Say why this role needs its own level in {dimension.name}")

    def levels(self) -> dict[str, LevelSet | None]:
        """What to save, by dimension id; None where the grade decides. The reason of a level that is given up goes with it."""
        said = {d.id: (self.cleaned_data[level_field(d)], self.cleaned_data[reason_field(d)]) for d in self.dimensions}
        return {key: None if level == AS_GRADE else LevelSet(level, why) for key, (level, why) in said.items()}


def level_field(dimension: Dimension) -> str:
    return f"level-{dimension.id}"


def reason_field(dimension: Dimension) -> str:
    return f"reason-{dimension.id}"


def reason(dimension: Dimension, held: Expected, has_suggestion: bool) -> LongTextField:
    needed = "Needed unless you choose the level that the grade suggests. " if has_suggestion else ""
    return LongTextField(
        label=f"Why, for {dimension.name}",
        help_text=f"{needed}The person reads it.",
        max_length=1000,
        required=False,
        rows=2,
        initial=held.reason,
    )
