"""What a person may enter about a growth position."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.domain.framework import Pack
from stepwell.domain.growing import Cell, cell_words, cells_of, two_years_after
from stepwell.plans.models import GrowthPosition
from stepwell.plans.models.plans import WORDS
from stepwell.plans.operations.positions import View
from stepwell.ui.forms import Choice, Form, GovDateField, LongTextField, Radios

from .objectives import ALL_PARTS, text

Kind, State = GrowthPosition.Kind, GrowthPosition.State
FARTHEST = 30  # years


def cell_choices(pack: Pack) -> list[tuple[str, Any]]:
    """Each position with its direction's own words on the first of its steps."""
    described = {category.id: category.description for category in pack.growth.categories} if pack.growth else {}
    return [
        (f"{cell.category}:{cell.step}", Choice(cell_words(pack, cell), hint=described.pop(cell.category, "")))
        for cell in cells_of(pack)
    ]


def cell_of(value: str) -> Cell:
    category, _, step = value.rpartition(":")
    return Cell(category, int(step))


def cell_field(pack: Pack, label: str, hint: str = "", *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=cell_choices(pack),
        required=required,
        widget=Radios(small=True),
        error_messages={"required": "Choose a direction and a step"},
    )


class PositionForm(Form):
    """One's own view so far, to take to a conversation."""

    own = forms.ChoiceField()
    words = text("Why do you see yourself there?")

    def __init__(self, pack: Pack, today: date, data: Any = None, initial: Any = None):
        own = cell_field(pack, "Where do you see yourself now?")
        self.base_fields = {"own": own} | {  # type: ignore[misc]  # before Django copies them
            name: field for name, field in self.base_fields.items() if name != "own"
        }
        super().__init__(data, initial=initial)
        self.today = today

    def own_view(self) -> View:
        cell = cell_of(self.cleaned_data["own"])
        return View(cell.category, cell.step, self.cleaned_data["words"])

    def record(self) -> dict[str, Any]:
        """What the operation takes beside the person, the version and who records it."""
        return {"state": State.PROPOSED, "kind": Kind.PRESENT, "own": self.own_view()}


class TalkForm(PositionForm):
    """What two people said: the same, with what supports it, or both views."""

    agreed = forms.ChoiceField(
        label="Do you both see it like this?",
        choices=[
            ("yes", Choice("Yes, we agreed", reveals="evidence")),
            (
                "no",
                Choice(
                    "No, we see it differently", hint="Both views are kept; neither counts for less.", reveals="other"
                ),
            ),
        ],
        widget=Radios,
        error_messages={"required": "Choose whether you agreed"},
    )
    evidence = LongTextField(
        label="What supports it?",
        help_text="Feedback, what you did and what came of it, what you talked about one to one. One line for each.",
        required=False,
        max_length=WORDS,
        rows=4,
    )
    other = forms.ChoiceField(required=False)
    other_words = text("Their reasons", "Only if you see it differently: why do they see you there?")
    with_name = forms.CharField(
        label="Whom did you talk with?",
        help_text="Your manager, a coach, or anybody else who held the conversation with you.",
        max_length=200,
        error_messages={"required": "Say whom you talked with"},
    )
    from_date = GovDateField(
        label="On which day?", error_messages={"required": "Enter the day on which you talked about it"}
    )

    def __init__(self, pack: Pack, today: date, data: Any = None, initial: Any = None):
        other = cell_field(pack, "Where do they see you?", required=False)
        self.base_fields = self.base_fields | {"other": other}  # type: ignore[misc]  # before Django copies them
        super().__init__(pack, today, data, {"from_date": today} | dict(initial or {}))

    def clean_from_date(self) -> date:
        day = self.cleaned_data["from_date"]
        if day > self.today:
            raise ValidationError("The day must be today or earlier: it is when you talked about it", params=ALL_PARTS)
        return day

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("agreed") == "yes" and "evidence" in given and not self.items_of_evidence():
            self.add_error("evidence", "Name at least one thing that supports it")
        if given.get("agreed") == "no" and "other" in given and not given["other"]:
            self.add_error("other", "Choose where they see you: both views are kept")
        return given

    def items_of_evidence(self) -> list[dict[str, str]]:
        lines = (line.strip(" -•\t") for line in self.cleaned_data["evidence"].splitlines())
        return [{"kind": "said", "text": line} for line in lines if line]

    def other_view(self) -> View:
        cell = cell_of(self.cleaned_data["other"])
        return View(cell.category, cell.step, self.cleaned_data["other_words"])

    def record(self) -> dict[str, Any]:
        agreed = self.cleaned_data["agreed"] == "yes"
        return super().record() | {
            "state": State.AGREED if agreed else State.NOT_AGREED,
            "other": None if agreed else self.other_view(),
            "evidence": self.items_of_evidence() if agreed else (),
            "with_name": self.cleaned_data["with_name"],
            "from_date": self.cleaned_data["from_date"],
        }


class FutureForm(PositionForm):
    words = text("What draws you there?")
    from_date = GovDateField(
        label="By when?",
        help_text="Two years ahead is a good frame. Any other day is as good.",
        error_messages={"required": "Enter a day, such as two years from today"},
    )

    def __init__(self, pack: Pack, today: date, data: Any = None, initial: Any = None):
        super().__init__(pack, today, data, {"from_date": two_years_after(today)} | dict(initial or {}))
        own = self.fields["own"]
        own.label = "Where do you want to be?"
        own.help_text = "Growing in the role you have now is as good as any other way."

    def clean_from_date(self) -> date:
        day = self.cleaned_data["from_date"]
        if day <= self.today:
            raise ValidationError("The day must be later than today: it is where you want to be then", params=ALL_PARTS)
        if day.year > self.today.year + FARTHEST:
            raise ValidationError(f"The day must be within {FARTHEST} years", params={"parts": ["year"]})
        return day

    def record(self) -> dict[str, Any]:
        return super().record() | {"kind": Kind.FUTURE, "from_date": self.cleaned_data["from_date"]}


FORMS: dict[str, type[PositionForm]] = {"view": PositionForm, "talk": TalkForm, "future": FutureForm}


class AspirationsForm(Form):
    revision = forms.IntegerField(
        required=False, min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput({"autocomplete": "off"})
    )
    aspirations = text("What do you hope for?", "In work and beyond, as far as you want to say it here.", rows=6)
    reflections = text("What did you take from thinking and talking about it?", rows=6)


class WayForm(Form):
    """From where to where: which suggestions to show. Sent with GET."""

    here = forms.ChoiceField(label="From", required=False)
    there = forms.ChoiceField(label="To", required=False)

    def __init__(self, pack: Pack, data: Any = None, initial: Any = None):
        cells: Sequence[tuple[str, str]] = [(f"{c.category}:{c.step}", cell_words(pack, c)) for c in cells_of(pack)]
        super().__init__(data, initial=initial)
        for name in self.fields:
            self.offer(name, [("", "Anywhere"), *cells])
