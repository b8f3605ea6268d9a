"""Reviews, requests for opportunities, sharing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.assessments.forms import ShareForm
from stepwell.people.models import Person
from stepwell.plans.models import OpportunityRequest
from stepwell.plans.models.plans import WORDS
from stepwell.ui.forms import Checkboxes, Choice, Form, GovDateField, LongTextField, Radios

from .objectives import ALL_PARTS

Kind = OpportunityRequest.Kind
FARTHEST = 10  # years


def refuse_past(day: date | None, today: date) -> None:
    if day is None:
        return
    if day < today:
        raise ValidationError("The day must be today or later", params=ALL_PARTS)
    if day.year > today.year + FARTHEST:
        raise ValidationError(f"The day must be within {FARTHEST} years", params={"parts": ["year"]})


class ReviewForm(Form):
    due_on = GovDateField(
        label="When do you want to look at your plan again?",
        help_text="In about three months, for instance.",
        error_messages={"required": "Enter the day on which you want to look again"},
    )
    with_name = forms.CharField(
        label="With whom?", help_text="Leave it empty to look on your own.", required=False, max_length=200
    )

    def __init__(self, today: date, data: Any = None, initial: Any = None):
        super().__init__(data, initial=initial)
        self.today = today

    def clean_due_on(self) -> date:
        refuse_past(self.cleaned_data["due_on"], self.today)
        return self.cleaned_data["due_on"]


class HeldForm(Form):
    held_on = GovDateField(
        label="When did you look at it?", error_messages={"required": "Enter the day on which you looked at it"}
    )
    note = LongTextField(
        label="What do you want to remember of it?",
        help_text="What went well comes first.",
        required=False,
        max_length=WORDS,
        rows=5,
    )
    again = forms.ChoiceField(
        label="And the next time?",
        choices=[("yes", Choice("On a day", reveals="next_on")), ("no", Choice("No next time for now"))],
        widget=Radios,
        error_messages={"required": "Choose whether there is a next time"},
    )
    next_on = GovDateField(label="The day on which you look again", required=False)

    def __init__(self, today: date, data: Any = None, initial: Any = None):
        super().__init__(data, initial={"held_on": today, "again": "yes"} | dict(initial or {}))
        self.today = today

    def clean_held_on(self) -> date:
        if self.cleaned_data["held_on"] > self.today:
            raise ValidationError("The day must be today or earlier: it is when you looked at it", params=ALL_PARTS)
        return self.cleaned_data["held_on"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("again") == "yes" and "next_on" in given:
            if given["next_on"] is None:
                self.add_error("next_on", ValidationError("Enter the day on which you look again", params=ALL_PARTS))
            else:
                try:
                    refuse_past(given["next_on"], self.today)
                except ValidationError as fault:
                    self.add_error("next_on", fault)
        return given

    def next_day(self) -> date | None:
        return self.cleaned_data["next_on"] if self.cleaned_data["again"] == "yes" else None


class AskForm(Form):
    asked = forms.ChoiceField(
        label="Whom do you ask?", widget=Radios, error_messages={"required": "Choose whom you ask"}
    )
    kind = forms.ChoiceField(
        label="What do you ask for?",
        choices=Kind.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose what you ask for"},
    )
    text = LongTextField(
        label="Say more about it",
        help_text="What you would like to do, what for, and how much time it takes. They see these words, and nothing else of your plan.",
        max_length=4000,
        rows=6,
        error_messages={"required": "Write what you ask for"},
    )
    wanted_by = GovDateField(
        label="By when would you like it?", required=False, help_text="Leave it empty if it is open."
    )

    def __init__(self, people: Sequence[tuple[Person, str]], today: date, data: Any = None):
        super().__init__(data)
        self.people, self.today = {str(person.pk): person for person, _ in people}, today
        self.offer("asked", [(str(person.pk), Choice(person.full_name, hint=hint)) for person, hint in people])

    def clean_asked(self) -> Person:
        return self.people[self.cleaned_data["asked"]]

    def clean_wanted_by(self) -> date | None:
        refuse_past(self.cleaned_data["wanted_by"], self.today)
        return self.cleaned_data["wanted_by"]


class AnswerForm(Form):
    """Yes with what happens next, or the reason why not: one of the two is always needed (R16)."""

    decision = forms.ChoiceField(
        label="Is it possible?",
        choices=[
            ("yes", Choice("Yes", reveals="what_next")),
            ("no", Choice("Not now", hint="You explain why, and they read it.", reveals="reason")),
        ],
        widget=Radios,
        error_messages={"required": "Choose yes or not now"},
    )
    what_next = LongTextField(
        label="What happens next?",
        help_text="Who does what, and when.",
        required=False,
        max_length=4000,
        rows=4,
    )
    reason = LongTextField(
        label="Why is it not possible now?",
        help_text="And, if you can, what would make it possible, or what else would.",
        required=False,
        max_length=4000,
        rows=4,
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("decision") == "yes" and "what_next" in given and not given["what_next"].strip():
            self.add_error("what_next", "Say what happens next, so that your yes becomes something")
        if given.get("decision") == "no" and "reason" in given and not given["reason"].strip():
            self.add_error("reason", "Explain why it is not possible now: they read your reason")
        return given

    @property
    def is_yes(self) -> bool:
        return self.cleaned_data["decision"] == "yes"

    @property
    def answer(self) -> str:
        return self.cleaned_data["what_next" if self.is_yes else "reason"]


class PlanShareForm(ShareForm):
    what = forms.ChoiceField(
        label="What may they read?",
        choices=[
            ("whole", Choice("The whole plan", hint="As it is whenever they read it. Never what you let go.")),
            ("some", Choice("Only some objectives", reveals="objectives")),
        ],
        widget=Radios,
        error_messages={"required": "Choose what they may read"},
    )
    objectives = forms.MultipleChoiceField(label="Which ones?", required=False, widget=Checkboxes(small=True))

    def __init__(
        self, people: Sequence[tuple[Person, str]], objectives: Sequence[tuple[str, str]], today: date, data: Any = None
    ):
        super().__init__(people, today, data)
        self.offer("objectives", objectives)
        self.fields["message"].help_text = "They see these words beside your plan."
        if not objectives:
            del self.fields["what"], self.fields["objectives"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("what") == "some" and not given.get("objectives"):
            self.add_error("objectives", "Choose at least one objective")
        return given

    @property
    def chosen(self) -> list[str] | None:
        """Ids of objectives, or None for the whole plan."""
        return self.cleaned_data.get("objectives") if self.cleaned_data.get("what") == "some" else None
