"""Choosing what to begin with, and what to work on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stepwell.assessments.operations import MOST_FOCUSES
from stepwell.ui.forms import Checkboxes, Choice, Form, Radios


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
        self.offer("focuses", choices)
        self.fields["focuses"].help_text = "Choose up to three. To build on a strength is as good a choice as any."

    def clean_focuses(self) -> list[str]:
        found = list(dict.fromkeys(self.cleaned_data["focuses"]))
        if len(found) > MOST_FOCUSES:
            raise ValidationError(
                "Choose no more than three, so that each gets your attention. "
                "What you leave out now, you can come back to another time"
            )
        return found
