"""What a person may enter about an objective, and on the way to it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.plans.models import Objective
from stepwell.plans.models.plans import WORDS
from stepwell.plans.operations.objectives import VALUES
from stepwell.ui.forms import Choice, Form, GovDateField, LongTextField, Radios, SentenceField

Horizon, Status = Objective.Horizon, Objective.Status
ALL_PARTS = {"parts": ["day", "month", "year"]}
HORIZONS = [
    (Horizon.NOW, Choice("Now", hint="In the coming weeks.")),
    (Horizon.NEXT, Choice("Next", hint="In the coming months.")),
    (Horizon.LATER, Choice("Later", hint="In a year or more.")),
    (Horizon.BY_DATE, Choice("By a day", reveals="target_date")),
    (Horizon.NOT_SURE, Choice("Not sure yet", hint="A fine answer.", divider="or")),
]


def text(label: str, hint: str = "", *, rows: int = 3, longest: int = WORDS) -> LongTextField:
    return LongTextField(label=label, help_text=hint, required=False, max_length=longest, rows=rows)


class WithFaults(Form):
    """A form that can show what an operation refused, at its fields."""

    def add_faults(self, faults: Sequence[tuple[str, str]]) -> None:
        for name, sentence in faults:
            params = ALL_PARTS if isinstance(self.fields.get(name), GovDateField) else None
            self.add_error(name if name in self.fields else None, ValidationError(sentence, params=params))


class ObjectiveForm(WithFaults):
    """`serves` offers what there is to serve: `(value, label)` pairs, grouped by framework."""

    revision = forms.IntegerField(
        required=False, min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput({"autocomplete": "off"})
    )
    title = SentenceField(
        label="What do you want to achieve?",
        help_text="A sentence that says what will be different. To build on a strength counts as much as anything.",
        max_length=300,
        error_messages={"required": "Say what you want to achieve"},
    )
    description = text("More about it", "Why it matters to you, for instance.")
    serves = forms.ChoiceField(label="What does it serve?", required=False, help_text="Nothing in particular is fine.")
    horizon = forms.ChoiceField(
        label="When?", choices=HORIZONS, widget=Radios, error_messages={"required": "Choose when, or “Not sure yet”"}
    )
    target_date = GovDateField(label="The day by which you want to achieve it", required=False)
    measure = text("How will you know?", "What you, or others, will see or hear.", rows=2)
    next_step = text("What is the next step?", "Small enough to do soon.", rows=2, longest=2000)
    next_step_date = GovDateField(label="The day of the next step", required=False)
    obstacle = text("What might get in the way?", rows=2)
    response = text("What will you do then?", rows=2)
    support = text("What support do you need?", rows=2)
    support_from = forms.CharField(
        label="From whom?", help_text="Somebody by name, or a role.", required=False, max_length=300
    )

    def __init__(self, serves: Sequence[Any], data: Any = None, initial: Mapping[str, Any] | None = None):
        super().__init__(data, initial={"horizon": Horizon.NOT_SURE} | dict(initial or {}))
        self.offer("serves", serves)

    def values(self) -> dict[str, Any]:
        """What the operation takes. A day that was typed under another choice of "when" is not meant."""
        found = {name: self.cleaned_data[name] for name in VALUES}
        if found["horizon"] != Horizon.BY_DATE:
            found["target_date"] = None
        return found

    @property
    def revision_given(self) -> int:
        return self.cleaned_data.get("revision") or 0


class StatusForm(WithFaults):
    status = forms.ChoiceField(
        label="How does it stand?",
        choices=[
            (Status.OPEN, Choice("On the way")),
            (Status.PARKED, Choice("For another time", hint="It waits in your plan, and asks for nothing.")),
            (Status.ACHIEVED, Choice("Achieved", reveals="outcome")),
            (
                Status.MOVED_ON,
                Choice("It led to my next step", hint="A new role, here or elsewhere: a success.", reveals="next_role"),
            ),
            (Status.LET_GO, Choice("Let it go", hint="Not wanted any longer. It leaves no mark and needs no reason.")),
        ],
        widget=Radios,
        error_messages={"required": "Choose how it stands"},
    )
    outcome = text("What came of it?", "For yourself, and for whoever you share the plan with.")
    next_role = text("What is the next step?", "For yourself, and for whoever you share the plan with.")
    on = GovDateField(label="Since when?", required=False, help_text="Leave it empty for today.")

    def said(self) -> str:
        field = {Status.ACHIEVED: "outcome", Status.MOVED_ON: "next_role"}.get(self.cleaned_data["status"])
        return self.cleaned_data[field] if field else ""


class ProgressForm(WithFaults):
    text = LongTextField(
        label="What happened?",
        max_length=WORDS,
        rows=3,
        help_text="What you did, what came of it, what somebody said. Leave out the names of patients and students.",
        error_messages={"required": "Write what happened"},
    )
    happened_on = GovDateField(label="On which day?", error_messages={"required": "Enter the day on which it happened"})

    def __init__(self, today: date, data: Any = None):
        super().__init__(data, initial={"happened_on": today})
        self.today = today

    def clean_happened_on(self) -> date:
        day = self.cleaned_data["happened_on"]
        if day > self.today:
            raise ValidationError("The day must be today or earlier: it is when it happened", params=ALL_PARTS)
        return day


class OwnInitiativeForm(Form):
    text = forms.CharField(
        label="Something of your own",
        help_text="What you will do towards it.",
        max_length=2000,
        error_messages={"required": "Write what you want to do"},
    )
