"""How the organisation's report on a cycle is divided: a choice that is made once."""

from django import forms

from stepwell.feedback.models import CycleReport
from stepwell.ui.forms import Form, Radios


class DivisionForm(Form):
    division = forms.ChoiceField(
        label="How do you want to divide it?",
        choices=CycleReport.Division.choices,
        widget=Radios,
        error_messages={"required": "Choose how to divide it"},
    )
